"""What the visitor's side reads: which conversation a token opens."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from woezo.interactions.models import Conversation

SIGNER = signing.Signer(salt="woezo.chat")


def token_of(conversation: Conversation) -> str:
    """The visitor's key to his conversation; the same one whenever it is asked for."""
    return SIGNER.sign(str(conversation.public_id))


def public_id_of(token: str) -> UUID | None:
    """The conversation's public id, if we signed this token."""
    try:
        return UUID(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def conversation_of_token(token: str) -> int | None:
    """The conversation that a token opens."""
    public_id = public_id_of(token)
    return Conversation.objects.filter(public_id=public_id).values_list("pk", flat=True).first() if public_id else None
