"""Which interactions a user may see. Every screen and operation goes through these functions."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from woezo.accounts.models import Role, User
from woezo.accounts.problems import Problem
from woezo.interactions.models import Interaction, Reservation
from woezo.people.access import WHOLE_FLOOR, agents_visible_to

IN_HAND: Final = ("pending", "accepted", "wrapping")


def interactions_visible_to(user: User) -> QuerySet[Interaction]:
    """All for administrator and vigie; a leader those of his agents; an agent what he has in hand now; a client's
    people those of their programmes."""
    if user.role in WHOLE_FLOOR:
        return Interaction.objects.all()
    if user.role == Role.CLIENT_USER:
        if user.client_id is None:
            return Interaction.objects.none()
        ours = {"queue__programme__client": user.client_id, "conversation__customer__client": user.client_id}
        return Interaction.objects.filter(**ours)
    mine = Q(pk__in=in_hand_of(user).values("interaction_id"))
    if user.role == Role.TEAM_LEADER:
        mine |= Q(agent__in=agents_visible_to(user))
    return Interaction.objects.filter(mine)


def get_interaction(user: User, public_id: UUID) -> Interaction:
    """The interaction, or `not_found` also where it exists and is not his to see."""
    rows = interactions_visible_to(user).select_related("queue__programme", "conversation__customer", "agent")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Problem("not_found")
    return found


def reservations_visible_to(user: User) -> QuerySet[Reservation]:
    """Reservations of the agents he sees; none for a client's people."""
    return Reservation.objects.filter(agent__in=agents_visible_to(user))


def in_hand_of(user: User) -> QuerySet[Reservation]:
    """Those of them that are not over."""
    return reservations_visible_to(user).filter(state__in=IN_HAND)
