"""Who meets whom, when and for which opening: what every vendor's world starts from."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random

from connectors.sandbox.times import DAY, HOUR, MINUTE, day_start
from connectors.sandbox.world.calendar import Planned, plan
from connectors.sandbox.world.people import Addresses, Person, candidate, staff

PANEL_SIZES = (1, 1, 1, 2, 2, 2, 3)
ROUNDS = ("Screening call", "Technical conversation", "Hiring manager", "Culture & values")
AGAIN_SHARE = 0.4
"""Of interviews with somebody who was met before."""


@dataclass(slots=True, eq=False)
class Pursuit:
    """One person's application for one opening. Instants in milliseconds."""

    person: Person
    opening: int
    created: int
    meetings: int = 0
    last_end: int = 0


@dataclass(slots=True, eq=False)
class Booking:
    """`panel` and `organizer` are places in the list of the staff."""

    meeting: Planned
    pursuit: Pursuit
    round: int
    panel: list[int]
    organizer: int
    created: int
    updated: int

    @property
    def title(self) -> str:
        return ROUNDS[self.round % len(ROUNDS)]

    @property
    def room(self) -> str:
        rooms = self.meeting.office.rooms
        return rooms[self.created // 1000 % len(rooms)]

    @property
    def video(self) -> str:
        return f"https://meet.example.com/{self.created // 1000:x}-{self.meeting.start // 1000:x}"


def team(seed: int, size: int) -> list[Person]:
    """Those who interview: the same people, in the same order, at every vendor of the same seed."""
    return list(islice(staff(seed), max(15, -(-size // 12))))


def bookings(vendor: str, seed: int, size: int, today: date, openings: int) -> list[Booking]:
    """In the order of their starts; nothing was made after midnight UTC of `today`."""
    rng = Random(f"{vendor}/{seed}/{size}/{today}")
    midnight = day_start(today)
    people = team(seed, size)
    addresses = Addresses()
    waiting: list[Pursuit] = []
    made = []
    for meeting in plan(rng, size, today):
        pursuit = _again(rng, waiting, meeting)
        if pursuit is None:
            known = min(meeting.start, midnight) - int((2 + rng.random() * 20) * DAY)
            person = candidate(rng, meeting.office, addresses)
            pursuit = Pursuit(person, int(rng.random() * openings), known)
        made.append(_booked(rng, pursuit, meeting, midnight, people))
        if pursuit.meetings < len(ROUNDS):
            waiting.append(pursuit)
    return made


def _again(rng: Random, waiting: list[Pursuit], meeting: Planned) -> Pursuit | None:
    if not waiting or rng.random() > AGAIN_SHARE:
        return None
    nth = int(rng.random() * len(waiting))
    if waiting[nth].last_end > meeting.start - 16 * HOUR:
        return None
    waiting[nth], waiting[-1] = waiting[-1], waiting[nth]
    return waiting.pop()


def _booked(
    rng: Random, pursuit: Pursuit, meeting: Planned, midnight: int, people: list[Person]
) -> Booking:
    latest = min(meeting.start, midnight)
    created = max(pursuit.created + MINUTE, latest - int((0.2 + rng.random() * 9) * DAY))
    near = [nth for nth, person in enumerate(people) if person.office is meeting.office]
    chosen = near if len(near) > 2 else list(range(len(people)))
    size = PANEL_SIZES[int(rng.random() * len(PANEL_SIZES))]
    panel = sorted({chosen[int(rng.random() * len(chosen))] for _ in range(size)})
    booking = Booking(
        meeting=meeting,
        pursuit=pursuit,
        round=pursuit.meetings,
        panel=panel,
        organizer=chosen[int(rng.random() * max(1, len(chosen) // 4))],
        created=created,
        updated=created + int(rng.random() * max(0, latest - created)),
    )
    pursuit.meetings += 1
    pursuit.last_end = meeting.end
    return booking
