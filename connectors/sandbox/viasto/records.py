"""viasto's rows. Instants in milliseconds."""

from dataclasses import dataclass, field

NEW, INVITED, CONFIRMED, INTERVIEWING = "new", "invited", "confirmed", "interviewing"
INTERVIEWED, EXPIRED, ABORTED, SKIPPED = "interviewed", "expired", "aborted", "skipped"
PENDING, PARTIAL, COMPLETED = "pending", "partial", "completed"
OPEN = (NEW, INVITED, CONFIRMED, EXPIRED, ABORTED)
"""Those that may still be skipped."""


@dataclass(slots=True)
class Switches:
    """What the sheet calls inferred or unknown."""

    inactivity_seconds: int = 12 * 3600
    """Without a request for so long an expiring token dies."""
    file_seconds: int = 3600
    """Life of the token in the address of a photo or CV."""
    page_size: int = 20
    largest_page: int = 100
    page_caps: dict[str, int] = field(default_factory=dict)
    """`{list: most rows on a page}`, whatever page size is asked for: small worlds with many pages."""
    told_actions: bool = True
    """Whether a webhook names its `action`: viasto's own sample does not."""


@dataclass(slots=True, eq=False)
class Company:
    id: int
    name: str
    identifier: str
    time_zone: str
    days_to_interview: int


@dataclass(slots=True, eq=False)
class Customer:
    """A user of the company."""

    id: int
    first_name: str
    last_name: str
    email: str
    username: str
    account_type: str
    created: int
    password: str | None = None


@dataclass(slots=True, eq=False)
class Project:
    """What the pages call an interview: a set of questions that candidates answer."""

    id: int
    name: str
    status: str
    internal_id: str | None
    managers: list[Customer]
    evaluators: list[Customer]
    created: int
    days_to_interview: int | None = None


@dataclass(slots=True)
class File:
    content: bytes
    kind: str


@dataclass(slots=True, eq=False)
class Candidate:
    """`rated` maps evaluators to when they were done; a veto ends the evaluation."""

    id: int
    project: Project
    first_name: str
    last_name: str
    email: str
    created: int
    status: str = NEW
    gender: str = ""
    phone: str = ""
    address: str = ""
    username: str = ""
    has_password: bool = False
    deadline: int | None = None
    invited: int | None = None
    confirmed: int | None = None
    interviewed: int | None = None
    interview_key: str = ""
    activation_key: str = ""
    rated: dict[Customer, int] = field(default_factory=dict)
    vetos: list[tuple[Customer, str]] = field(default_factory=list)
    shares: dict[int, Customer] = field(default_factory=dict)
    reminders: int = 0
    photo: File | None = None
    cv: File | None = None

    @property
    def evaluation(self) -> str:
        if self.vetos or len(self.rated) >= len(self.project.evaluators) > 0:
            return COMPLETED
        return PARTIAL if self.rated else PENDING
