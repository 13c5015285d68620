"""All addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

handler403 = "woezo.portal.errors.forbidden"
handler404 = "woezo.portal.errors.not_found"
handler500 = "woezo.portal.errors.broken"
