"""What is going to happen to contacts: the calendar, and the slots by which its keys name them.

A contact has a slot while something in the calendar names it; the slots of those who are over are used again, so that a run
of a year needs as many as there are contacts in hand at once.
"""

from __future__ import annotations

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from woezo.routing.codes import ENDED
from woezo.simulation.calendar import KIND_BITS, MAX_SLOTS, Calendar
from woezo.simulation.customers import Contact

SLOT_MASK: Final = 0xFFFFF


class Schedule:
    """calendar: also holds events that are not of contacts; whoever pushes them reads them."""

    __slots__ = ("after_free", "calendar", "free", "slots")

    def __init__(self) -> None:
        self.calendar = Calendar()
        self.slots: list[Contact | None] = []
        self.free: i64 = -1  # the slot that was given back last; after_free leads to the one before it
        self.after_free: vec[i64] = vec[i64]()

    def add(self, contact: Contact, kind: i64, time_ms: i64) -> None:
        """Something will happen to a contact."""
        if contact.slot < 0:
            self._take_slot(contact)
        contact.scheduled = contact.scheduled + 1
        self.calendar.push(time_ms, contact.slot, kind)

    def contact(self, key: i64) -> Contact:
        """The one that a key names."""
        found = self.slots[(key >> KIND_BITS) & 0xFFFFF]
        assert found is not None
        return found

    def done(self, contact: Contact) -> None:
        """One of its events has happened. Who is over gives his slot back once nothing names him any more."""
        contact.scheduled = contact.scheduled - 1
        if contact.scheduled == 0 and contact.state == ENDED:
            self.give_slot_back(contact)

    def give_slot_back(self, contact: Contact) -> None:
        """Nothing names him any more."""
        self.slots[contact.slot] = None
        self.after_free[contact.slot] = self.free
        self.free = contact.slot
        contact.slot = -1

    def _take_slot(self, contact: Contact) -> None:
        slot = self.free
        if slot >= 0:
            self.free = self.after_free[slot]
            self.slots[slot] = contact
        else:
            slot = len(self.slots)
            if slot >= MAX_SLOTS:
                raise OverflowError("more than 2**20 contacts in hand at once: the scenario is unstable")
            self.slots.append(contact)
            self.after_free = append(self.after_free, -1)
        contact.slot = slot
