"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from woezo.entrypoints.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("woezo.portal.urls")),
]

handler400 = "woezo.portal.errors.bad_request"
handler403 = "woezo.portal.errors.forbidden"
handler404 = "woezo.portal.errors.not_found"
handler500 = "woezo.portal.errors.broken"
