"""What can go wrong with a request, once: a stable code, a status, what happened and what to do.

Every API of the product raises Problem; entrypoints.api turns it into an error object in the user's language. The
refusals of the routing core are codes too, so a desk reads one list.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = Promise | str

LOST: Final = (OperationalError, InterfaceError)
"""What the database raises when it is away, or its disk is full: `unavailable`, whatever was asked."""


@dataclass(frozen=True)
class Kind:
    """A code's status and its two sentences; {names} in them are filled from the Problem's values."""

    status: int
    message: Text
    remedy: Text


class Problem(Exception):
    """Raised anywhere below an API operation. `field` names the argument at fault."""

    def __init__(self, code: str, field: str = "", status: int = 0, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.kind = KINDS.get(code, KINDS["refused"])
        self.status = status or self.kind.status
        self.values = {"field": field, "code": code} | values

    def body(self, ref: str = "") -> dict[str, Any]:
        """The error object, in the active language."""
        return error_object(
            self.code,
            str(self.kind.message).format_map(self.values),
            str(self.kind.remedy).format_map(self.values),
            self.field,
            ref,
        )


def error_object(code: str, message: str, remedy: str, field: str = "", ref: str = "") -> dict[str, Any]:
    """{"error": {...}}: the one shape of every error."""
    return {
        "error": {"code": code, "message": message, "field": field or None, "remedy": remedy, "ref": ref or new_ref()}
    }


def new_ref() -> str:
    """A code to quote to support; it stands in the log beside what happened."""
    return secrets.token_hex(4)


_AGAIN = _("Reload, look at the present state and try again.")
_CHOOSE = _("Choose one of the list and send again.")
_UNREADABLE = _("Line {line}, column {column}: this is not TOML.")

KINDS: Final[dict[str, Kind]] = {
    # of any request
    "not_signed_in": Kind(401, _("You are not signed in."), _("Sign in, or send a valid API token.")),
    "wrong_password": Kind(
        422, _("This e-mail and password do not belong together."), _("Check both, or ask an administrator.")
    ),
    "too_many_failures": Kind(429, _("Too many failed attempts."), _("Wait 15 minutes, then try again.")),
    "not_allowed": Kind(403, _("Your role does not allow this."), _("Ask an administrator for the right.")),
    "form_expired": Kind(403, _("This page was open too long."), _("Reload the page and send again.")),
    "not_found": Kind(404, _("This does not exist, or you may not see it."), _("Check the address or the identifier.")),
    "method_not_allowed": Kind(405, _("This address does not take this method."), _("See /api/v1/openapi.json.")),
    "too_large": Kind(413, _("The request is too large: 1 MB at most."), _("Shorten the text or send it in parts.")),
    "too_many": Kind(429, _("Too many attempts."), _("Wait {seconds} s, then try again.")),
    "bad_request": Kind(400, _("The request cannot be read."), _("Send JSON in UTF-8 as the documentation shows.")),
    "bad_key": Kind(422, _("Idempotency-Key is not a UUID."), _("Send a new UUID with each new request.")),
    "key_used": Kind(
        409, _("This Idempotency-Key belongs to another request."), _("Send a new UUID with each new request.")
    ),
    "busy": Kind(409, _("The same request is being carried out."), _("Send it again with the same key.")),
    "invalid": Kind(422, _("{field}: {reason}."), _("Correct this field and send again.")),
    "internal": Kind(
        500, _("Something failed on our side. Nothing was changed."), _("Try again; quote the reference.")
    ),
    "unavailable": Kind(503, _("The centre does not answer at the moment."), _("Try again in a few seconds.")),
    "refused": Kind(409, _("This is not possible now ({code})."), _AGAIN),
    # of rows named in a request
    "queue_once": Kind(422, _("Name the queue once: by queue or by queue_code."), _("Send exactly one of the two.")),
    "unknown_queue": Kind(422, _("There is no queue “{value}”."), _CHOOSE),
    "unknown_skill": Kind(422, _("There is no skill “{value}”."), _CHOOSE),
    "unknown_agent": Kind(422, _("There is no agent “{value}”."), _CHOOSE),
    "unknown_activity": Kind(422, _("There is no activity “{value}”."), _CHOOSE),
    "unknown_disposition": Kind(422, _("This reason does not belong to the programme."), _CHOOSE),
    "wrong_channel": Kind(
        422, _("This queue serves the channel {expected}, not {value}."), _("Send the channel of the queue, or none.")
    ),
    "channel_needs_line": Kind(
        422, _("A call cannot be put in by a request."), _("Choose a queue of another channel, for example callback.")
    ),
    # of several agents in one contact
    "not_leading": Kind(409, _("A colleague leads this contact."), _("Ask your colleague, or leave the contact.")),
    "only_consulted": Kind(
        409, _("In a consultation the customer does not read you."), _("Write a note, or ask for the conference.")
    ),
    "nobody_reads": Kind(
        409, _("Behind a task nobody reads messages."), _("Write a note, and end the task once it is done.")
    ),
    "no_colleague": Kind(409, _("No colleague is in this contact."), _("Consult somebody first, or end the contact.")),
    # of plans
    "plan_name_empty": Kind(422, _("The plan has no name."), _("Give it one that nobody else uses.")),
    "plan_name_taken": Kind(422, _("Another plan has the name “{value}”."), _("Choose another name.")),
    "plan_name_differs": Kind(
        422, _("This is not the plan's name. Nothing was deleted."), _("Type the name as it is.")
    ),
    "plan_no_file": Kind(422, _("No file was chosen."), _("Choose a file that ends in .toml.")),
    "plan_too_large": Kind(
        422, _("Text too large: {size} kB, {most} kB at most."), _("Remove what the plan does not need.")
    ),
    "plan_not_utf8": Kind(
        422, _("This file is not in UTF-8."), _("Save it as UTF-8 in your editor, then send it again.")
    ),
    "toml_equals": Kind(422, _UNREADABLE, _("Write a key, an equals sign and its value.")),
    "toml_twice": Kind(422, _UNREADABLE, _("This key stands here twice. Keep one of them.")),
    "toml_open": Kind(422, _UNREADABLE, _("Close the quotation mark or the bracket.")),
    "toml_rest": Kind(422, _UNREADABLE, _("Begin a new line after the value. A decimal takes a point: 0.05.")),
    "toml_character": Kind(422, _UNREADABLE, _("Remove this character, or write it twice if it is a backslash.")),
    "toml_value": Kind(422, _UNREADABLE, _("Write a number, a date such as 2020-04-01, or a text in quotation marks.")),
    "toml_parts": Kind(422, _UNREADABLE, _("Write a key of eight parts at most.")),
    "toml_brackets": Kind(422, _UNREADABLE, _("Close brackets, or write fewer within each other: sixteen at most.")),
    "toml_number": Kind(422, _UNREADABLE, _("Write a number of fewer digits.")),
    "toml_other": Kind(422, _UNREADABLE, _("Compare with the text of another plan.")),
    "plan_changed": Kind(
        409, _("{who} changed this plan at {time}."), _("Compare both versions, then save again to keep yours.")
    ),
    "plan_no_key": Kind(422, _("The plan has no place “{value}”."), _("Look at the keys in the text of the plan.")),
    "plan_by_hand": Kind(422, _("This place cannot be changed from here."), _("Change it in the text of the plan.")),
    "plan_busy": Kind(503, _("Other plans are being worked out."), _("Try again in a few seconds.")),
    "plan_slow": Kind(
        503, _("The plan is not worked out after {seconds} s."), _("Shorten it, or ask for fewer simulated plans.")
    ),
    "plan_lost": Kind(503, _("Working out the plan has failed."), _("Try again; if it fails again, shorten the plan.")),
    "plan_first": Kind(409, _("There is no earlier version."), _("Look at the history for the versions there are.")),
    "plan_last": Kind(409, _("There is no later version."), _("Look at the history for the versions there are.")),
    "headcount_changed": Kind(
        409, _("{who} changed this sheet at {time}."), _("Look at it, then correct it again if need be.")
    ),
    "headcount_gone": Kind(404, _("This sheet has been deleted."), _("Enter one for the day if it is needed.")),
    # refusals of the routing core
    "unknown_interaction": Kind(409, _("This contact is over or does not exist."), _AGAIN),
    "unknown_reservation": Kind(409, _("This contact has been taken by somebody else or is over."), _AGAIN),
    "bad_argument": Kind(409, _("The centre cannot use a value of this request."), _("Correct the value, send again.")),
    "already_exists": Kind(409, _("This exists already."), _AGAIN),
    "wrong_state": Kind(409, _("The contact is no longer in a state that allows this."), _AGAIN),
    "wrong_desk": Kind(409, _("Your desk is open elsewhere."), _("Continue here to take it over.")),
    "reject_not_allowed": Kind(409, _("This queue's contacts cannot be declined."), _("Accept the contact.")),
    "wrap_up_forced": Kind(409, _("Wrap-up ends by itself in this queue."), _("Wait for its end.")),
    "queue_full": Kind(409, _("The queue is full."), _("Try again later.")),
    "programme_closed": Kind(409, _("The programme is closed at this hour."), _("Come back during opening hours.")),
    "not_eligible": Kind(409, _("This agent may not serve this contact."), _("Choose another agent.")),
    "agent_not_ready": Kind(409, _("This agent is not ready."), _("Choose another agent or wait.")),
    "no_agent_ready": Kind(409, _("No agent is ready."), _("Try again in a moment.")),
    "not_text": Kind(409, _("This works with text contacts only."), _AGAIN),
    "in_use": Kind(409, _("This is in use and cannot be removed."), _("Sign the agent out first.")),
    "last_administrator": Kind(
        409, _("The centre would have no administrator any more."), _("Make somebody else administrator first.")
    ),
    "holds_contacts": Kind(409, _("This agent still has contacts in hand."), _("Let them end, then save again.")),
    "nothing_due": Kind(409, _("Nothing is due."), _AGAIN),
    "too_late": Kind(
        409, _("This contact ended more than a day ago; its outcome stays."), _("Ask your team leader to note it.")
    ),
    "impossible": Kind(
        409, _("The centre could not carry this out. Nothing was changed."), _("Tell support what you asked for.")
    ),
}
