"""The rows of a DRVN company. Instants are milliseconds (see `times`)."""

from dataclasses import dataclass, field

PENDING, SCHEDULED, AMENDED = "pending", "scheduled", "amended"
REJECTED, CANCELLED = "rejected", "cancelled"
INTERVIEWER, INTERVIEWEE = "interviewer", "interviewee"
OPERATOR, ADMIN, DRIVER = "operator", "admin", "driver"
STATES = {
    "application": ("verified", "interview"),
    "accepted": ("accepted",),
    "all_rejected": ("rejected", "rejected_verified"),
}
"""What `by_state` finds, by the kind of the application. Which kinds each state holds is assumed."""


@dataclass(slots=True, eq=False)
class User:
    """An interviewer, an operator or a driver: DRVN keeps them all in one table."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    role: str
    contact_phone: str | None = None

    @property
    def title(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True, eq=False)
class Job:
    id: int
    title: str
    number: str
    job_type: str
    postcode: str
    published: int
    start_date: str
    end_date: str | None


@dataclass(slots=True, eq=False)
class JobDriver:
    """A driver's application for a job: what DRVN calls the interviewee."""

    id: int
    job: Job
    driver: User
    kind: str
    updated: int
    kind_updated_by: str
    interviews: list["Interview"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Interview:
    id: int
    application: JobDriver
    interviewer: User
    kind: str
    location: str | None
    start: int
    end: int
    status: str
    amend_start: int | None = None
    amend_end: int | None = None
    amended_by: str | None = None


@dataclass(slots=True)
class Switches:
    """Where the documentation is silent, one of the two ways it may be; the letters are those of the sheet.

    `as_of` is the day whose version of the payloads is spoken: `interviewee.currency` came on 2025-10-20,
    `driver.financial_company_id` on 2025-11-20.
    """

    as_of: str = "2025-11-20"
    accepting_moves: bool = True  # I1
    other_side_accepts: bool = True  # I2
    amends_scheduled: bool = True  # I3
    ends_are_final: bool = True  # I4
    order_checked: bool = True  # I5
    cancel_verifies: bool = True  # I6
    patch_refused_at_end: bool = True  # I7
    only_verified: bool = True  # I8
    interviews_readable: bool = True  # L1 to L3
    operators_see_all: bool = True
    """Whether a login of the company sees all its applications, as a driver sees their own."""
    links: bool = True
    """Whether a list of several pages names them in a Link header."""
    largest_page: int = 100
    page_caps: dict[str, int] = field(default_factory=dict)
    """Most records on a page of a list, by its name, so that small worlds have many pages."""

    @property
    def currency_shown(self) -> bool:
        return self.as_of >= "2025-10-20"

    @property
    def financial_company_shown(self) -> bool:
        return self.as_of >= "2025-11-20"
