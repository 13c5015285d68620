"""The same sums by another way: day after day over every cohort, from the parsed text alone.

Nothing of the package is used here. It is slow and knows no shortcut; where the package takes a mean over a period, this adds
up days and divides.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, comb
from typing import Any

import holidays

DAY = timedelta(days=1)
DECIMALS = {"XOF": 0, "XAF": 0, "TND": 3}
PER_EURO = {"EUR": Decimal(1), "XOF": Decimal("655.957"), "XAF": Decimal("655.957")}
STAGES = ("reached", "test", "interview", "accepted", "shows_up")


def days(first: date, last: date) -> Iterator[date]:
    """Every day, both ends included."""
    while first <= last:
        yield first
        first += DAY


def whole(amount: Decimal, currency: str) -> int:
    """Minor units, half up."""
    return int((amount * 10 ** DECIMALS.get(currency, 2)).to_integral_value(rounding=ROUND_HALF_UP))


def enough(people: float) -> int:
    """So many whole ones; a hair of a float above a whole number is that number."""
    return ceil(people - 1e-9)


def month_end(day: date) -> date:
    """The last day of its calendar month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_later(day: date, months: int) -> date:
    """The same day of a later month; here none is missing."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)


class ByHand:
    """A document with a calendar of classes: (start, places, share that passes)."""

    def __init__(self, document: dict[str, Any], classes: list[tuple[date, int, Decimal]]) -> None:
        self.document = document
        self.classes = classes
        self.currency: str = document["site"]["currency"]
        self.rate: Decimal = document["site"].get("per_euro") or PER_EURO[self.currency]
        self.opening: date = document["site"]["opening"]
        self.last: date = document["site"]["ends"]

    def __getitem__(self, key: str) -> Any:
        group, name = key.split(".")
        return self.document[group][name]

    # -- people ---------------------------------------------------------------------------------------------------------
    def yield_of(self, source: dict[str, Any]) -> Fraction:
        """The share of its applicants that comes."""
        found = Fraction(1)
        for stage in STAGES:
            found *= Fraction(source[f"{stage}_ratio"])
        return found

    def applicants(self, size: int) -> list[int]:
        """Of each source, for a class."""
        sources = self.document["source"]
        shares = sum(Fraction(one["share_ratio"]) for one in sources)
        mean = sum(Fraction(one["share_ratio"]) * self.yield_of(one) for one in sources) / shares
        needed = size * (1 + Fraction(self["sourcing.margin_ratio"])) / mean
        return [ceil(needed * Fraction(one["share_ratio"]) / shares) for one in sources]

    def start_chances(self, size: int) -> list[Fraction]:
        """The probability that 0, 1, ... start: exact, by counting every number from every source."""
        whole_chances = [Fraction(1)]
        for one, tries in zip(self.document["source"], self.applicants(size), strict=True):
            p = self.yield_of(one)
            joined = [Fraction(0)] * (len(whole_chances) + tries)
            for k in range(tries + 1):
                q = comb(tries, k) * p**k * (1 - p) ** (tries - k)
                for had, chance in enumerate(whole_chances):
                    joined[had + k] += chance * q
            whole_chances = joined
        found = whole_chances[:size]
        return [*found, 1 - sum(found)]

    @cached_property
    def starts(self) -> list[float]:
        """Expected, by class."""
        found = {}
        for _, size, _ in self.classes:
            if size not in found:
                found[size] = float(sum(k * p for k, p in enumerate(self.start_chances(size))))
        return [found[size] for _, size, _ in self.classes]

    def presence(self, number: int, on: date) -> tuple[str, float, float]:
        """Of a class on a day: where it is, the share of its starters that is there, and how much each of them does."""
        start, _, passing = self.classes[number]
        week = (on - start).days // 7
        if week < 0:
            return "not yet", 0.0, 0.0
        if week < self["training.weeks"]:
            return "training", 1.0, 0.0
        a_month = 365.25 / 12 / 7
        there = float(passing)
        production = week - self["training.weeks"]
        for before in range(production):
            monthly = "later_ratio"
            if before / a_month < 12:
                monthly = "months_4_to_12_ratio"
            if before / a_month < 3:
                monthly = "months_1_to_3_ratio"
            there *= (1 - float(self[f"attrition.{monthly}"])) ** (1 / a_month)
        ratios = self["learning.efficiency_ratios"]
        does = float(ratios[min(int(production / a_month), len(ratios) - 1)])
        return ("nesting" if production < self["nesting.weeks"] else "floor"), there, does

    @cached_property
    def people(self) -> dict[date, dict[str, float]]:
        """Of every day from the first to the last."""
        found = {}
        for on in days(self.first - DAY, self.last):
            row = dict.fromkeys(("recruited", "training", "nesting", "certified", "effective"), 0.0)
            for number, began in enumerate(self.starts):
                where, there, does = self.presence(number, on)
                row["recruited"] += began * (where != "not yet")
                row["training"] += began * there * (where == "training")
                row["nesting"] += began * there * (where == "nesting")
                row["certified"] += began * there * (where in ("nesting", "floor"))
                row["effective"] += began * there * does
            found[on] = row | {"payroll": row["training"] + row["certified"]}
        return found

    # -- time -----------------------------------------------------------------------------------------------------------
    @property
    def first(self) -> date:
        """The first day of the month of the first cost."""
        support = [one["lead_weeks"] for one in (*self.document["support"], *self.document["set_up"])]
        earliest = self.opening - timedelta(weeks=max(self["seats.links_lead_weeks"], *support))
        sourcing = [start - timedelta(weeks=self["sourcing.lead_weeks"]) for start, _, _ in self.classes]
        return min(earliest, *sourcing).replace(day=1)

    @property
    def months(self) -> list[date]:
        """Their first days."""
        return [day for day in days(self.first, self.last) if day.day == 1]

    def days_of(self, month: date) -> list[date]:
        """Those of the plan."""
        return list(days(month, min(month_end(month), self.last)))

    def mean(self, what: str, over: list[date]) -> float:
        """Over days."""
        return sum(self.people[day][what] for day in over) / len(over) if over else 0.0

    def works(self, day: date) -> bool:
        """Whether the site works on it."""
        by_hand = {one["day"]: one["worked"] for one in self.document["holiday"]}
        if day.weekday() > 4 or day in by_hand:
            return by_hand.get(day, False) and day.weekday() <= 4
        off = holidays.country_holidays(self["site.country"], years=day.year, language="fr")
        return off.get(day, "Ramadan") == "Ramadan"  # which the library has in Togo, where people work on it

    @property
    def hours_a_day(self) -> float:
        """Productive ones of an agent on a working day."""
        kept = float(self["presence.weekly_hours"]) / 5 * (1 - float(self["presence.leave_weeks"]) * 7 / 365.25)
        for name in ("absence", "breaks", "internal"):
            kept *= 1 - float(self[f"presence.{name}_ratio"])
        return kept

    def shares(self, day: date) -> list[float]:
        """Of the agents of a day, by programme: those who work. Who is there for a late one waits."""
        programmes = self.document["programme"]
        there = [one for one in programmes if one["start"] <= day]
        total = float(sum(one["share_ratio"] for one in there))
        return [
            float(one["share_ratio"]) / total
            if total and months_later(one["start"], one["delay_months"]) <= day
            else 0.0
            for one in programmes
        ]

    def work(self, month: date) -> dict[str, Any]:
        """Hours and contacts: of each stretch with the same shares, its mean people on its working days."""
        programmes = self.document["programme"]
        found: dict[str, Any] = {"productive": 0.0, "idle": 0.0, "effective": 0.0, "contacts": [0.0] * len(programmes)}
        found["hours"] = [0.0] * len(programmes)
        for stretch in self._stretches(self.days_of(month)):
            shares = self.shares(stretch[0]) if stretch[0] >= self.opening else [0.0] * len(programmes)
            hours = sum(map(self.works, stretch)) * self.hours_a_day
            present, effective = self.mean("certified", stretch) * hours, self.mean("effective", stretch) * hours
            found["productive"] += present * sum(shares)
            found["idle"] += present * (1 - sum(shares))
            found["effective"] += effective * sum(shares)
            for number, (one, share) in enumerate(zip(programmes, shares, strict=True)):
                an_hour = 3600 * float(one["occupancy_ratio"]) * float(one["concurrency"]) / one["handling_s"]
                found["contacts"][number] += effective * share * an_hour
                found["hours"][number] += present * share
        return found

    def _stretches(self, all_days: list[date]) -> list[list[date]]:
        cuts = {self.opening} | {one["start"] for one in self.document["programme"]}
        cuts |= {months_later(one["start"], one["delay_months"]) for one in self.document["programme"]}
        found: list[list[date]] = []
        for day in all_days:
            if not found or day in cuts:
                found.append([])
            found[-1].append(day)
        return found

    def on_working_days(self, month: date) -> float:
        """Hours of the certified people, each working day by itself."""
        over = [day for day in self.days_of(month) if self.works(day)]
        return sum(self.people[day]["certified"] for day in over) * self.hours_a_day

    # -- places ---------------------------------------------------------------------------------------------------------
    def staff(self, month: date) -> dict[str, Any]:
        """What is needed in a month."""
        over = self.days_of(month)
        peak = max(self.people[day]["certified"] for day in over)
        a_seat = float(self["seats.presence_ratio"]) / float(self["seats.agents_per_seat"])
        heads = []
        for one in self.document["support"]:
            by_ratio = enough(self.mean("certified", over) / one["agents_per_head"]) if one["agents_per_head"] else 0
            paid = over[-1] >= self.opening - timedelta(weeks=one["lead_weeks"])
            heads.append(max(by_ratio, one["heads"]) if paid else 0)
        return {
            "seats": enough(peak * a_seat),
            "training_places": enough(max(self.people[day]["training"] for day in over)),
            "coaches": enough(self.mean("nesting", over) / self["nesting.agents_per_coach"]),
            "heads": heads,
        }

    # -- money ----------------------------------------------------------------------------------------------------------
    def line(self, month: date, item: str, detail: str, quantity: float | Decimal, price: Decimal) -> list[Any]:
        """(month, item, detail, quantity, price, amount, amount in cents of a euro)"""
        exact = Decimal(quantity).quantize(Decimal("0.0001"))
        amount = whole(exact * price, self.currency)
        euro = whole(Decimal(amount) / 10 ** DECIMALS.get(self.currency, 2) / self.rate, "EUR")
        return [month, item, detail, exact, price, amount, euro]

    def lines(self) -> list[list[Any]]:
        """All that are not zero."""
        found = []
        fitted = 0
        for month in self.months:
            lines = [*self._pay(month), *self._recruiting(month), *self._places(month, fitted)]
            need = self.staff(month)
            fitted = max(fitted, need["seats"] + need["training_places"])
            gross = sum(one[5] for one in lines if one[1] in ("agent_pay", "trainee_pay", "support_pay"))
            units = Decimal(gross) / 10 ** DECIMALS.get(self.currency, 2)
            further = (self["pay.months_a_year"] - 12) / 12
            thirteenth = self.line(month, "thirteenth_month", "", units, further)
            units += Decimal(thirteenth[5]) / 10 ** DECIMALS.get(self.currency, 2)
            lines += [
                thirteenth,
                self.line(month, "employer_charges", "", units, self["pay.employer_charges_ratio"]),
            ]
            found += [one for one in lines if one[5]]
        return found

    def paid_share(self, month: date, since: date) -> float:
        """Of the calendar month: the plan's days from a day on."""
        return sum(day >= since for day in self.days_of(month)) / month_end(month).day

    def _pay(self, month: date) -> Iterator[list[Any]]:
        rise = (1 + self["pay.raise_a_year_ratio"]) ** max(0, month.year - self.opening.year)
        over, whole_days = self.days_of(month), month_end(month).day
        need = self.staff(month)
        agents = sum(self.people[day]["certified"] for day in over) / whole_days
        trainees = sum(self.people[day]["training"] for day in over) / whole_days
        yield self.line(month, "agent_pay", "", agents, self["pay.agent_month"] * rise)
        yield self.line(month, "trainee_pay", "", trainees, self["pay.trainee_month"] * rise)
        trainers = self["training.trainers"] * self.paid_share(month, min(start for start, _, _ in self.classes))
        yield self.line(month, "support_pay", "trainer", trainers, self["training.trainer_month_pay"] * rise)
        coaches = need["coaches"] * len(over) / whole_days
        yield self.line(month, "support_pay", "coach", coaches, self["nesting.coach_month_pay"] * rise)
        for one, heads in zip(self.document["support"], need["heads"], strict=True):
            share = self.paid_share(month, self.opening - timedelta(weeks=one["lead_weeks"]))
            yield self.line(month, "support_pay", one["name"], heads * share, one["month_pay"] * rise)

    def _recruiting(self, month: date) -> Iterator[list[Any]]:
        over = self.days_of(month)
        begun = [number for number, (start, _, _) in enumerate(self.classes) if start in over]
        for source, one in enumerate(self.document["source"]):
            applicants = sum(self.applicants(self.classes[number][1])[source] for number in begun)
            yield self.line(month, "recruiting", one["name"], applicants, one["applicant_cost"])
        yield self.line(month, "recruiting", "", sum(self.starts[number] for number in begun), self["pay.start_cost"])
        weeks = sum(self.people[day]["training"] for day in over) / 7
        yield self.line(month, "training", "", weeks, self["training.trainee_week_cost"])

    def _places(self, month: date, fitted: int) -> Iterator[list[Any]]:
        over, need = self.days_of(month), self.staff(month)
        places = need["seats"] + need["training_places"]
        yield self.line(month, "seats", "", places * len(over) / month_end(month).day, self["seats.month_cost"])
        yield self.line(month, "fit_out", "", max(0, places - fitted), self["seats.fit_out_cost"])
        linked = self.paid_share(month, self.opening - timedelta(weeks=self["seats.links_lead_weeks"]))
        yield self.line(month, "links", "", linked, self["seats.links_month_cost"])
        for one in self.document["set_up"]:
            if self.opening - timedelta(weeks=one["lead_weeks"]) in over:
                yield self.line(month, "set_up", one["name"], 1, one["cost"])

    # -- prices ---------------------------------------------------------------------------------------------------------
    def place_hour(self, one: dict[str, Any]) -> Decimal:
        """An experienced agent's productive hour elsewhere."""
        year = one["agent_month"] * one["months_a_year"] * (1 + one["employer_charges_ratio"])
        year *= 1 + one["overhead_ratio"]
        return (year + 12 * one["seat_month_cost"]) / (one["paid_hours_a_year"] * (1 - one["shrinkage_ratio"]))

    def own_hour(self) -> Decimal:
        """The same at the site, with the agents of the plan's last day."""
        agents = Decimal(max(1.0, self.people[self.last]["certified"]))
        staff = self["training.trainers"] * self["training.trainer_month_pay"] / agents
        for one in self.document["support"]:
            heads = Decimal(one["heads"]) / agents
            if one["agents_per_head"]:
                heads = max(heads, Decimal(1) / one["agents_per_head"])
            staff += heads * one["month_pay"]
        pay = (self["pay.agent_month"] + staff) * self["pay.months_a_year"]
        seat = self["seats.month_cost"] * self["seats.presence_ratio"] / self["seats.agents_per_seat"]
        seat += self["seats.links_month_cost"] / agents
        year = list(days(months_later(self.last, -12) + DAY, self.last))
        hours = Decimal(self.hours_a_day) * sum(map(self.works, year))
        return (pay * (1 + self["pay.employer_charges_ratio"]) + 12 * seat) / hours
