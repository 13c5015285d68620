"""How far the weights of a choice must move before another city leads. Exact, by fractions.

Let d be the winner's mark less another city's, for each criterion, and w the shares: the winner leads by D = sum(w d).

One weight alone, from w to x, the others in proportion: D(x) = x d + (1 - x) R with R = (D - w d) / (1 - w), a line. It is zero
at x = R / (R - d); beyond that the other city leads, if the line falls below zero at either end (R < 0 or d < 0).

All weights together: the other city draws level when share is moved from where the winner is best to where it is worst. A
unit moved from criterion i to j lowers D by d(i) - d(j), so every unit goes to the least d, and it is taken first from the
greatest: a knapsack of fractions, whose greedy filling is the optimum of the linear programme. What is moved counts twice in
the sum of all changes (L1), once where it leaves and once where it arrives. If the least d is not below zero, no weights make
the other city lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from woezo.workforce.opening.choice import Choice, City


@dataclass(frozen=True)
class OneWeight:
    """The share at which the other city draws level with the winner, beyond which it leads; None if no share does it."""

    criterion: str
    other: str
    share: Fraction
    level_at: Fraction | None

    @property
    def change(self) -> Fraction | None:
        """How far the share must move, without its sign."""
        return None if self.level_at is None else abs(self.level_at - self.share)


@dataclass(frozen=True)
class AllWeights:
    """The nearest shares at which the other city draws level, None if none do; the share moved, half the sum of all changes."""

    other: str
    shares: Mapping[str, Fraction] | None
    moved: Fraction | None


@dataclass(frozen=True)
class Sensitivity:
    """Of a winner against each other city: one weight alone, and all together; the smallest first."""

    winner: str
    one: tuple[OneWeight, ...]
    all: tuple[AllWeights, ...]

    def of_criterion(self, criterion: str) -> OneWeight | None:
        """The smallest change of this weight that makes another city lead; None if none in 0 to 1 does."""
        return next((one for one in self.one if one.criterion == criterion and one.level_at is not None), None)


def sensitivity(choice: Choice) -> Sensitivity | None:
    """Of the first of the ranking; None if there is none. Cities out by a veto or a missing mark do not count."""
    ranked = [one.city for one in choice.ranking() if one.rank]
    if not ranked:
        return None
    winner, *others = ranked
    shares = choice.shares()
    ahead = {other.key: _ahead(winner, other, shares) for other in others}
    one = [_one(key, other, ahead[other], shares) for other in ahead for key in shares]
    both = [_all(other, ahead[other], shares) for other in ahead]
    return Sensitivity(
        winner.key,
        tuple(sorted(one, key=lambda each: _last_if_none(each.change))),
        tuple(sorted(both, key=lambda each: _last_if_none(each.moved))),
    )


def _last_if_none(change: Fraction | None) -> Fraction:
    return Fraction(2) if change is None else change


def _ahead(winner: City, other: City, shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """By how much the winner's marks are above the other city's."""
    return {key: winner.marks[key].value - other.marks[key].value for key in shares}


def _one(key: str, other: str, ahead: Mapping[str, Fraction], shares: Mapping[str, Fraction]) -> OneWeight:
    share, here = shares[key], ahead[key]
    rest = _rest(key, ahead, shares)
    if here >= 0 and rest >= 0:
        return OneWeight(key, other, share, None)
    return OneWeight(key, other, share, rest / (rest - here))


def _rest(key: str, ahead: Mapping[str, Fraction], shares: Mapping[str, Fraction]) -> Fraction:
    """The winner's lead by all other criteria; where they have no weight to be in proportion to, they share alike."""
    others = [one for one in shares if one != key]
    left = sum((shares[one] for one in others), Fraction(0))
    if left:
        return sum((shares[one] * ahead[one] for one in others), Fraction(0)) / left
    return sum((ahead[one] for one in others), Fraction(0)) / max(1, len(others))


def _all(other: str, ahead: Mapping[str, Fraction], shares: Mapping[str, Fraction]) -> AllWeights:
    worst = min(ahead, key=lambda key: ahead[key])
    if ahead[worst] >= 0:
        return AllWeights(other, None, None)
    lead = sum((shares[key] * ahead[key] for key in shares), Fraction(0))
    nearest = dict(shares)
    for key in sorted(shares, key=lambda each: ahead[each], reverse=True):
        gain = ahead[key] - ahead[worst]
        taken = min(shares[key], lead / gain) if gain else Fraction(0)
        nearest[key] -= taken
        nearest[worst] += taken
        lead -= taken * gain
    return AllWeights(other, nearest, nearest[worst] - shares[worst])
