"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from woezo.planning.hiring import comparing, editing, history, pages, showing
from woezo.planning.opening import editing as site_editing
from woezo.planning.opening import pages as site_pages
from woezo.planning.promises import pages as promises

SITE_FILES = [
    path(f"<int:pk>/{address}{part}", view, {"file": file})
    for file, address in site_pages.ADDRESSES.items()
    for part, view in (
        ("", site_pages.page),
        ("change/", site_editing.change),
        ("text/", site_editing.text),
        ("restore/", site_editing.restore),
        (f"{file}.toml", site_editing.download),
    )
]

urlpatterns = [
    *SITE_FILES,
    path("<int:pk>/opening/tables/<str:file>", site_pages.table),
    path("", pages.plans),
    path("new/", pages.new),
    path("<int:pk>/", showing.plan),
    path("<int:pk>/print/", showing.printed),
    path("<int:pk>/compare/", comparing.compare),
    path("<int:pk>/compare/<str:file>", comparing.file),
    path("<int:pk>/tables/<str:file>", showing.file),
    path("<int:pk>/tables/<slug:name>/", showing.table),
    path("<int:pk>/assumptions/<slug:name>/", showing.assumptions),
    path("<int:pk>/promises/", promises.promises),
    path("<int:pk>/promises/enter/", promises.enter),
    path("<int:pk>/promises/import/", promises.take),
    path("<int:pk>/promises/<int:number>/", promises.sheet),
    path("<int:pk>/promises/<int:number>/delete/", promises.delete),
    path("<int:pk>/promises/<str:table>", promises.tables),
    path("<int:pk>/plan.toml", pages.download),
    path("<int:pk>/text/", editing.text),
    path("<int:pk>/change/", editing.change),
    path("<int:pk>/undo/", editing.undo),
    path("<int:pk>/redo/", editing.redo),
    path("<int:pk>/history/", history.history),
    path("<int:pk>/history/<int:number>/", history.version),
    path("<int:pk>/history/<int:number>/restore/", history.restore),
    path("<int:pk>/rename/", history.rename),
    path("<int:pk>/duplicate/", history.duplicate),
    path("<int:pk>/delete/", history.delete),
]
