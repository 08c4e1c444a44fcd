"""The vendor as its people change it."""

from collections.abc import Callable
from datetime import datetime
from threading import RLock

from connectors.sandbox.fountain.records import (
    Applicant,
    Funnel,
    Slot,
    Switches,
    User,
    uuid_of,
)
from connectors.sandbox.times import HOUR, to_ms
from connectors.sandbox.wire import Clock

Listener = Callable[[Applicant], None]


class World:
    """Rows by id, in the order of their making. Ids that do not exist raise KeyError."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.seed = seed
        self.lock = RLock()
        self.switches = Switches()
        self.listeners: list[Listener] = []
        self.users: dict[int, User] = {}
        self.funnels: dict[str, Funnel] = {}
        self.applicants: dict[str, Applicant] = {}
        self._made = 0

    @property
    def now(self) -> int:
        """Milliseconds."""
        return to_ms(self.clock())

    def saved(self, applicant: Applicant) -> None:
        """A booking saves its applicant too; there is no event of its own for it."""
        applicant.updated = self.now
        for listener in self.listeners:
            listener(applicant)

    def of_slot(self, slot_id: str) -> tuple[Applicant, Slot]:
        for applicant in self.applicants.values():
            for slot in applicant.slots:
                if slot.id == slot_id:
                    return applicant, slot
        raise KeyError(slot_id)

    def add_applicant(self, first_name: str, last_name: str) -> Applicant:
        with self.lock:
            self._made += 1
            funnel = next(iter(self.funnels.values()))
            row = Applicant(
                id=uuid_of("added applicant", self.seed, self._made),
                first_name=first_name,
                last_name=last_name,
                email=f"{first_name.lower()}.{self._made}@example.org",
                phone="555-0100",
                funnel=funnel,
                stage=funnel.stages[1],
                created=self.now,
                updated=self.now,
            )
            self.applicants[row.id] = row
            self.saved(row)
            return row

    def book(self, applicant: Applicant, *, start: int, end: int) -> Slot:
        with self.lock:
            self._made += 1
            slot = Slot(
                id=uuid_of("added slot", self.seed, self._made),
                start=start,
                end=end,
                location="https://video.example.com/room",
                recruiter=next(iter(self.users.values())),
                stage=applicant.funnel.stages[1],
                booked=self.now,
                zone="PDT",
                offset=-7,
            )
            applicant.slots.append(slot)
            self.saved(applicant)
            return slot

    def add_interview(self, *, start: datetime, end: datetime) -> Slot:
        return self.book(next(iter(self.applicants.values())), start=to_ms(start), end=to_ms(end))

    def reschedule(self, slot_id: str, *, start: datetime) -> Slot:
        """Keeps its length."""
        with self.lock:
            applicant, slot = self.of_slot(slot_id)
            slot.start, slot.end = to_ms(start), to_ms(start) + slot.end - slot.start
            self.saved(applicant)
            return slot

    def attend(self, slot_id: str, *, showed_up: bool | None) -> None:
        with self.lock:
            applicant, slot = self.of_slot(slot_id)
            slot.showed_up = showed_up
            self.saved(applicant)

    def put_over(self, slot_id: str) -> None:
        """It was an hour that has just ended."""
        with self.lock:
            _, slot = self.of_slot(slot_id)
            slot.start, slot.end = self.now - HOUR, self.now - 60_000

    def cancel(self, slot_id: str) -> None:
        """Nothing tells of it but its absence."""
        with self.lock:
            applicant, slot = self.of_slot(slot_id)
            applicant.slots.remove(slot)
            self.saved(applicant)
