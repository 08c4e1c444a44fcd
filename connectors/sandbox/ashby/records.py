"""What Ashby holds. Instants are milliseconds (see `times`), ids are UUIDs, `seq` grows with every change."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

SCHEDULED, WAITING_ON_FEEDBACK = "Scheduled", "WaitingOnFeedback"
COMPLETE, CANCELLED, UNKNOWN = "Complete", "Cancelled", "Unknown"
UNSCHEDULED = (
    "NeedsScheduling",
    "WaitingOnCandidateBooking",
    "WaitingOnCandidateAvailability",
    "CandidateAvailabilitySubmitted",
    "OnHold",
)


def uuid_of(kind: str, seed: int, nth: int) -> str:
    digest = hashlib.sha256(f"ashby/{kind}/{seed}/{nth}".encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))


@dataclass(slots=True, eq=False, kw_only=True)
class Row:
    id: str
    created: int
    updated: int
    seq: int = 0


@dataclass(slots=True, eq=False, kw_only=True)
class User(Row):
    first_name: str
    last_name: str
    email: str
    enabled: bool = True


@dataclass(slots=True, eq=False, kw_only=True)
class Stage:
    id: str
    plan_id: str
    title: str
    kind: str
    position: int


@dataclass(slots=True, eq=False, kw_only=True)
class Plan(Row):
    title: str
    stages: list[Stage] = field(default_factory=list)


@dataclass(slots=True, eq=False, kw_only=True)
class Job(Row):
    title: str
    status: str
    plan: Plan


@dataclass(slots=True, eq=False, kw_only=True)
class Template(Row):
    """An interview as Ashby calls it: what kind of talk, not one that takes place. No job: shared by all."""

    title: str
    job: Job | None = None
    archived: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Candidate(Row):
    name: str
    email: str
    phone: str | None


@dataclass(slots=True, eq=False, kw_only=True)
class Application(Row):
    candidate: Candidate
    job: Job
    stage: Stage
    status: str = "Active"


@dataclass(slots=True, eq=False, kw_only=True)
class Event(Row):
    template: Template
    start: int
    end: int
    panel: list[User]
    location: str | None = None
    link: str | None = None
    has_feedback: bool = False
    extra: dict[str, str] | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Schedule(Row):
    """`by_api`: made with the key of this API, which alone may change it."""

    application: Application
    stage: Stage
    status: str
    by: User | None = None
    events: list[Event] = field(default_factory=list)
    by_api: bool = False


@dataclass(slots=True)
class Switches:
    """`forbidden`: permissions the key lacks. `most_pages` of an incremental pass; None is as many as there are."""

    forbidden: set[str] = field(default_factory=set)
    most_pages: int | None = None
    cursors_live: int = 3_600_000
    tokens_live: int = 30 * 86_400_000
    page_caps: dict[str, int] = field(default_factory=dict)
    """Most records on a page of a list, by its name, so that small worlds have many pages."""
