"""What the ground floor asks of the floors above it, which register themselves when they start.

Imports go downwards only. A candidate's interviews are known to the room of interviews, and a vendor's way
of moving a candidate to the room of connectors.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from candidates.models import BulkAction, Candidate, Change, Membership
from candidates.transitions import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An interview as the candidate may know of it: moments, or dates where it takes the whole day.

    `sequence` grows with every change.
    """

    key: str
    title: str | None
    starts: datetime | date | None
    ends: datetime | date | None
    time_zone: str | None
    location: str | None
    meeting_url: str | None
    with_whom: tuple[str, ...] = ()
    cancelled: bool = False
    changed_at: datetime | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An interview to choose as an example. `who` is the candidate's name, where it is known."""

    pk: int
    appointment: Appointment
    candidate_id: int | None
    who: str

    @property
    def all_day(self) -> bool:
        return not isinstance(self.appointment.starts, datetime)


class Diary(Protocol):
    def appointments(
        self, candidates: Iterable[Candidate]
    ) -> Mapping[int, tuple[Appointment, ...]]:
        """Of each candidate who has any, by time; undated ones last. A constant number of statements."""

    def to_come(self, company_id: int, now: datetime, most: int) -> Sequence[Planned]:
        """So many that candidates may know of, the soonest first. Two statements."""

    def planned(self, company_id: int, pk: int) -> Planned | None:
        """One with a time that a candidate may know of. Two statements."""


class VendorMoves(Protocol):
    """The moves of candidates who are kept by a vendor. They are made there, and seen here when they are done."""

    def choices(self, candidate: Candidate) -> Iterable[Choice]:
        """Each move that the vendor makes for us, with the reason if it is blocked now."""

    def ask(self, candidate: Candidate, name: str, wish: "VendorWish") -> str:
        """Have it made; what to tell whoever asked. Raises TransitionRefused or MovedMeanwhile, and then
        nothing was asked for.
        """

    def latest(self, candidates: Iterable[Candidate]) -> Mapping[int, "VendorWork"]:
        """The last move that was asked for, by candidate; one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorWish:
    """Who wants a move at a vendor, when, and with what. The same `key` again is the same wish."""

    key: str
    source: str
    now: datetime
    actor_id: int | None = None
    seen: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorWork:
    """A move that was asked for at a vendor, and what became of it. `state` is `queued` until that is known."""

    name: str
    state: str
    asked_at: datetime
    problem: str = ""


class Witness(Protocol):
    """Whoever tells others of changes."""

    def changed(self, company_id: int) -> None:
        """Changes of the company were noted in the transaction that is open. May be called for each of them."""


class Mirrors(Protocol):
    def freshness(self, account_id: int, now: datetime) -> Mapping[str, str]:
        """How old the data of a connected account is, as headers of an answer; one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Some rows of an action for many: what was asked for, by whom, and when their turn came."""

    bulk_action: BulkAction
    member: Membership
    now: datetime
    source: str = Change.Source.PAGE.value


Doer = Callable[[list[int], Turn], Mapping[int, tuple[str, str]]]
"""Does it for these records, in the transaction that is open: by key, what became of it (`BulkActionRow.Outcome`)
and why not. Who is not there any more is left out.
"""


class NobodyHome:
    """Stands in until a floor has registered: nothing is known there, and nothing can be done."""

    def appointments(
        self, candidates: Iterable[Candidate]
    ) -> Mapping[int, tuple[Appointment, ...]]:
        return {}

    def to_come(self, company_id: int, now: datetime, most: int) -> Sequence[Planned]:
        return ()

    def planned(self, company_id: int, pk: int) -> Planned | None:
        return None

    def choices(self, candidate: Candidate) -> Iterable[Choice]:
        return ()

    def ask(self, candidate: Candidate, name: str, wish: VendorWish) -> str:
        raise NotImplementedError("No connector has registered.")

    def latest(self, candidates: Iterable[Candidate]) -> Mapping[int, VendorWork]:
        return {}

    def changed(self, company_id: int) -> None:
        return None

    def freshness(self, account_id: int, now: datetime) -> Mapping[str, str]:
        return {}


@dataclass(slots=True)
class Ports:
    diary: Diary = field(default_factory=NobodyHome)
    vendor_moves: VendorMoves = field(default_factory=NobodyHome)
    witness: Witness = field(default_factory=NobodyHome)
    mirrors: Mirrors = field(default_factory=NobodyHome)
    doers: dict[str, Doer] = field(default_factory=dict)


ports = Ports()
