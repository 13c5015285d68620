"""Effects as they stand in the journal: [word, number or word, ...]. Opaque ids, codes and numbers only, no personal data."""

from __future__ import annotations

from woezo.routing.codes import (
    CHILD_KINDS,
    E_AGENT,
    E_CHILD,
    E_DESK_TAKEN,
    E_ENDED,
    E_QUEUED,
    E_REFUSED,
    E_RESERVED,
    EFFECTS,
    OUTCOMES,
    REFUSALS,
)
from woezo.routing.router import Effect

Encoded = list[int | str]


def encode(effect: Effect) -> Encoded:
    """One effect as a list that JSON can hold."""
    word = EFFECTS[effect.code]
    code = effect.code
    if code == E_RESERVED:
        return [word, effect.a, effect.b, effect.c, effect.d]
    if code == E_ENDED:
        return [word, effect.a, OUTCOMES[effect.b]]
    if code == E_CHILD:
        return [word, effect.a, effect.b, effect.c, CHILD_KINDS[effect.d]]
    if code in (E_QUEUED, E_DESK_TAKEN):
        return [word, effect.a, effect.b]
    if code == E_REFUSED:
        return [word, REFUSALS[effect.a]]
    if code == E_AGENT:
        return [word, effect.a]
    return [word, effect.a]
