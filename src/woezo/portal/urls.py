"""Addresses of the server-rendered pages."""

from __future__ import annotations

from django.urls import path

from woezo.portal import programmes, sign_in, tokens
from woezo.portal.admin import edit, lists

urlpatterns = [
    path("", sign_in.home),
    path("sign-in/", sign_in.sign_in_page),
    path("sign-in/demo/", sign_in.demo_sign_in),
    path("sign-out/", sign_in.sign_out),
    path("language/", sign_in.language),
    path("programmes/", programmes.programmes),
    path("tokens/", tokens.tokens),
    path("tokens/<int:pk>/revoke/", tokens.revoke),
    path("admin/", lists.overview),
    path("admin/<slug:slug>/", lists.listing),
    path("admin/<slug:slug>/new/", edit.edit),
    path("admin/<slug:slug>/<int:pk>/", edit.edit),
    path("admin/<slug:slug>/<int:pk>/remove/", edit.remove),
]
