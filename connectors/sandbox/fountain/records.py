"""What Fountain holds. Instants are milliseconds (see `times`), ids are UUIDs, those of users whole numbers."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID


def uuid_of(kind: str, seed: int, nth: int) -> str:
    digest = hashlib.sha256(f"fountain/{kind}/{seed}/{nth}".encode()).digest()
    return str(UUID(bytes=digest[:16], version=4))


@dataclass(slots=True, eq=False)
class User:
    id: int
    name: str
    email: str


@dataclass(slots=True, eq=False)
class Stage:
    id: str
    title: str
    type: str
    position: int


@dataclass(slots=True, eq=False)
class Funnel:
    """An opening."""

    id: str
    title: str
    active: bool
    zone: str
    stages: list[Stage] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Slot:
    """A booked one. `showed_up` is None until somebody says so. `zone` is the abbreviation it is written in,
    `offset` that zone's distance from UTC in hours.
    """

    id: str
    start: int
    end: int
    location: str
    recruiter: User
    stage: Stage
    booked: int
    zone: str
    offset: int
    showed_up: bool | None = None


@dataclass(slots=True, eq=False)
class Applicant:
    id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    funnel: Funnel
    stage: Stage
    created: int
    updated: int
    slots: list[Slot] = field(default_factory=list)


@dataclass(slots=True)
class Switches:
    """`dates`: how slots write their times, `spaced` or `tight` without a year, or `iso`."""

    dates: str = "spaced"
    default_per_page: int = 50
    largest_per_page: int = 100
    page_caps: dict[str, int] = field(default_factory=dict)
    """Most records on a page of a list, by its name, so that small worlds have many pages."""
