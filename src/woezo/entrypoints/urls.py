"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from woezo.channels.chat.pages import chat
from woezo.desk.pages import desk
from woezo.entrypoints.api import api
from woezo.entrypoints.reference import reference
from woezo.wallboard.pages import wallboard

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/docs", reference),
    path("api/v1/", api.urls),
    path("desk/", desk),
    path("wallboard/", wallboard),
    path("plans/", include("woezo.planning.urls")),
    path("chat/<slug:slug>/", chat),
    path("", include("woezo.portal.urls")),
]

handler400 = "woezo.portal.errors.bad_request"
handler403 = "woezo.portal.errors.forbidden"
handler404 = "woezo.portal.errors.not_found"
handler500 = "woezo.portal.errors.broken"
