"""The page of a client's shop with the chat in its corner."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from woezo.channels.chat.views import brand_of
from woezo.operations import live
from woezo.operations.shell import screen


def chat(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everybody; nothing on it is anybody's."""
    directory = live.directory()
    programme = next((one for one in directory.programmes.values() if one.slug == slug), None)
    if programme is None or not any(
        queue.programme == programme.id and queue.channel == "chat" for queue in directory.queues.values()
    ):
        raise Http404
    brand = brand_of(programme)
    return screen(
        request,
        "chat",
        str(brand["name"]),
        theme="light",
        programme={"slug": programme.slug, "name": programme.name},
        brand=brand,
        user=None,
    )
