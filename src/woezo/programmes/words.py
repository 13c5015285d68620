"""The closed lists of the core, and the days decided by hand, in words of people."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from woezo.programmes.models import Holiday

Words = dict[str, Promise | str]

CHANNEL_NAMES: Final[Words] = {
    "voice": _("call"),
    "chat": _("chat"),
    "messaging": _("messaging thread"),
    "email": _("e-mail"),
    "task": _("task"),
    "callback": _("callback"),
}
ACCEPT_NAMES: Final[Words] = {"manual": _("by the agent"), "automatic": _("by itself")}
REJECT_NAMES: Final[Words] = {
    "not_allowed": _("declining is not allowed"),
    "stay_ready": _("the agent stays available"),
    "not_responding": _("the agent becomes Not responding"),
}
WRAP_UP_NAMES: Final[Words] = {
    "optional": _("optional"),
    "mandatory": _("mandatory, without limit"),
    "mandatory_timeout": _("mandatory, up to its time"),
    "forced_timeout": _("always its full time"),
    "on_request": _("when the agent asks for it"),
}
LIMIT_NAMES: Final[Words] = {"overflow": _("overflow into another queue"), "deflect": _("send away")}


def special_day(day: Holiday) -> str:
    """What holds on a day: closed, the usual hours, or from when to when."""
    if day.opens is None or day.closes is None:
        return str(day.get_rule_display())
    return f"{day.opens:%H:%M}–{day.closes:%H:%M}"
