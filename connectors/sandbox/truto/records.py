"""What the vendors behind Truto hold. Instants are milliseconds (see `times`), ids are UUIDs."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

DRAFT, SCHEDULED, CANCELLED = "draft", "scheduled", "cancelled"
AWAITING_FEEDBACK, COMPLETED = "awaiting_feedback", "completed"
INTEGRATIONS = ("ashby", "ceipal", "fountain", "greenhouse")


def uuid_of(kind: str, seed: int, nth: int) -> str:
    return str(UUID(bytes=hashlib.sha256(f"{kind}/{seed}/{nth}".encode()).digest()[:16], version=4))


@dataclass(slots=True, eq=False)
class User:
    id: str
    first_name: str
    last_name: str
    email: str
    disabled: bool
    created: int


@dataclass(slots=True, eq=False)
class Job:
    id: str
    name: str
    status: str
    created: int
    updated: int
    stages: list["Stage"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Stage:
    id: str
    job: Job
    name: str
    position: int
    created: int


@dataclass(slots=True, eq=False)
class Candidate:
    id: str
    first_name: str
    last_name: str
    email: str
    phone: str | None
    created: int
    updated: int


@dataclass(slots=True, eq=False)
class Application:
    id: str
    candidate: Candidate
    job: Job
    stage: Stage
    applied: int
    rejected: int | None
    updated: int


@dataclass(slots=True, eq=False)
class Interview:
    """Not on the calendar yet while it is a draft."""

    id: str
    application: Application
    stage: Stage
    status: str
    start: int | None
    end: int | None
    location: str | None
    organizer: User
    created: int
    updated: int
    panel: list[User] = field(default_factory=list)

    def status_at(self, now: int) -> str:
        """Once it is over, a scheduled interview awaits feedback."""
        over = self.status == SCHEDULED and self.end is not None and self.end <= now
        return AWAITING_FEEDBACK if over else self.status

    def updated_at(self, now: int) -> int:
        over = self.status == SCHEDULED and self.end is not None and self.end <= now
        return max(self.updated, self.end or 0) if over else self.updated


@dataclass(slots=True)
class Switches:
    """`partial`: lists whose vendor answered in part; `remote_refuses`: the status with which the vendor
    behind Truto answers every request."""

    partial: set[str] = field(default_factory=set)
    remote_refuses: int | None = None
    default_limit: int = 25
    largest_limit: int = 100
    page_caps: dict[str, int] = field(default_factory=dict)
    """Most records on a page of a list, by its name, so that small worlds have many pages."""
