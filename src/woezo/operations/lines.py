"""Lines that the system writes into a thread: kept as a code and a name, said to each reader in his language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from woezo.interactions.models import Message

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LINES: Final[dict[str, _StrPromise]] = {
    "joined": gettext_lazy("{name} has joined the conversation."),
    "left": gettext_lazy("{name} has left the conversation."),
    "goes_on": gettext_lazy("Your conversation goes on with {name}."),
    "nobody": gettext_lazy("Nobody can answer at the moment. Please write again later: your message is kept."),
}


def text_of(message: Message, language: str) -> str:
    """What a message says to a reader of this language; people's words are never translated."""
    if message.code not in LINES:
        return message.text
    with translation.override(language):
        return str(LINES[message.code]).format(name=message.text or _("An adviser"))


def spoken(*wanted: str) -> str:
    """The first of the wanted languages that the product speaks, else its own: `en-GB` is en, `ewe` is nothing."""
    known = [code for code, _name in settings.LANGUAGES]
    return next((code for code in (word.lower().partition("-")[0] for word in wanted) if code in known), known[0])
