"""`{% query q=… page=2 %}`: the part of an address after the question mark, without what is empty."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template

register = template.Library()


@register.simple_tag
def query(**parts: object) -> str:
    """Encoded for an address; the template escapes it for HTML."""
    return urlencode({name: str(value) for name, value in parts.items() if value not in ("", None)})
