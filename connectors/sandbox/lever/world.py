"""Lever's account: a person's opportunity, and what is planned for it."""

from dataclasses import dataclass, field
from random import Random
from threading import RLock
from typing import Any
from uuid import UUID

from connectors.sandbox.times import DAY, MINUTE, day_of, day_start, to_ms
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import Booking, Pursuit, bookings, team
from connectors.sandbox.world.people import Person

POSTINGS = 6
FEW = 60


@dataclass(slots=True, eq=False)
class User:
    id: str
    person: Person

    @property
    def name(self) -> str:
        return f"{self.person.first_name} {self.person.last_name}"


@dataclass(slots=True, eq=False)
class Opportunity:
    id: str
    contact: str
    name: str
    email: str
    posting: str
    stage: str
    created: int
    updated: int
    archived: int | None = None


@dataclass(slots=True, eq=False)
class Interview:
    """`form` is when the feedback came or will come; None where it never does."""

    id: str
    opportunity: Opportunity
    subject: str
    start: int
    minutes: int
    zone: str
    panel: list[User]
    organizer: User
    created: int
    form: int | None = None
    canceled: int | None = None
    location: str | None = None
    link: str | None = None

    @property
    def end(self) -> int:
        return self.start + self.minutes * MINUTE


@dataclass(slots=True)
class World:
    clock: Clock
    seed: int
    users: list[User] = field(default_factory=list)
    opportunities: dict[str, Opportunity] = field(default_factory=dict)
    interviews: dict[str, Interview] = field(default_factory=dict)
    lock: Any = field(default_factory=RLock)
    page_caps: dict[str, int] = field(default_factory=dict)
    numbers: Random = field(default_factory=lambda: Random("lever/ids"))

    @property
    def now(self) -> int:
        return to_ms(self.clock())

    def new_id(self) -> str:
        return str(UUID(int=self.numbers.getrandbits(128), version=4))

    def add_interview(self, start: int, minutes: int = 60) -> Interview:
        """Of the newest opportunity, or of a new one where there is none."""
        with self.lock:
            if not self.opportunities:
                self.add_opportunity("Ida Neu", "ida@example.org", self.now)
            row = Interview(
                id=self.new_id(),
                opportunity=list(self.opportunities.values())[-1],
                subject="Interview",
                start=start,
                minutes=minutes,
                zone="Europe/Berlin",
                panel=self.users[:2],
                organizer=self.users[0],
                created=self.now,
            )
            self.interviews[row.id] = row
            return row

    def add_opportunity(self, name: str, email: str, created: int, nth: int = 0) -> Opportunity:
        row = Opportunity(
            id=self.new_id(),
            contact=self.new_id(),
            name=name,
            email=email,
            posting=f"posting-{nth % POSTINGS}",
            stage=f"stage-{nth % 4}",
            created=created,
            updated=created,
        )
        self.opportunities[row.id] = row
        return row


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day. Beyond a few, a third of the interviews asked for: each person's
    cost a call of their own, and the first sync of a demo shall not wait for them.
    """
    size = size if size <= FEW else max(FEW, size // 3)
    world = World(clock, seed)
    today = day_of(world.now)
    rng = Random(f"lever/{seed}/{size}/{today}")
    world.users = [User(world.new_id(), person) for person in team(seed, size)]
    known: dict[Pursuit, Opportunity] = {}
    for booking in bookings("lever", seed, size, today, POSTINGS):
        pursuit = booking.pursuit
        if pursuit not in known:
            name = f"{pursuit.person.first_name} {pursuit.person.last_name}"
            known[pursuit] = world.add_opportunity(
                name, pursuit.person.email, pursuit.created, pursuit.opening
            )
            known[pursuit].archived = day_start(today) if rng.random() < 0.2 else None
        _add(world, rng, booking, known[pursuit])
    return world


def _add(world: World, rng: Random, booking: Booking, opportunity: Opportunity) -> None:
    meeting, luck = booking.meeting, rng.random()
    row = Interview(
        id=world.new_id(),
        opportunity=opportunity,
        subject=booking.title,
        start=meeting.start,
        minutes=(meeting.end - meeting.start) // MINUTE,
        zone=meeting.office.zone,
        panel=[world.users[nth] for nth in booking.panel],
        organizer=world.users[booking.organizer],
        created=booking.created,
        form=meeting.end + int(rng.random() ** 2 * 4 * DAY) if luck > 0.1 else None,
        canceled=booking.updated if len(world.interviews) % 11 == 10 else None,
        location=booking.room if luck < 0.5 else None,
        link=booking.video if luck >= 0.4 else None,
    )
    world.interviews[row.id] = row
