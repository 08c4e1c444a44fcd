"""The rows of a Greenhouse account. Instants are milliseconds (see `times`), days are ISO text."""

from dataclasses import dataclass, field

SCHEDULED = "scheduled"
AWAITING_FEEDBACK = "awaiting_feedback"
COMPLETE = "complete"
TO_BE_SCHEDULED = "to_be_scheduled"
V1_STATUSES = frozenset({SCHEDULED, AWAITING_FEEDBACK, COMPLETE})
V3_STATUSES = (
    TO_BE_SCHEDULED, SCHEDULED, AWAITING_FEEDBACK, COMPLETE, "skipped", "collect_feedback",
    "to_be_sent", "sent", "received",
)  # fmt: skip
RESPONSES = ("needs_action", "declined", "tentative", "accepted")

SCORECARD_OFFSET = 1_000_000_000_000
EMAIL_OFFSET = 500_000_000
STAGE_VISITS = 90
"""Ids of stage visits lie between the id of their application and the next application's."""


@dataclass(slots=True, eq=False)
class User:
    id: int
    first_name: str
    last_name: str
    email: str
    created: int
    updated: int
    employee_id: str | None = None
    job_title: str | None = None
    disabled: bool = False
    site_admin: bool = False
    service_account: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True, eq=False)
class Job:
    id: int
    name: str
    requisition_id: str | None
    status: str
    department: tuple[int, str]
    office: tuple[int, str]
    created: int
    updated: int
    opened: int | None
    closed: int | None
    confidential: bool = False
    hiring_managers: list[User] = field(default_factory=list)
    recruiters: list[User] = field(default_factory=list)
    stages: list["Stage"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Stage:
    id: int
    job: Job
    name: str
    order: int
    active: bool
    created: int
    updated: int
    slots: list["Slot"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Slot:
    """An interview of the hiring plan: `job_interviews` in v3, `job_stages[].interviews[]` in v1."""

    id: int
    stage: Stage
    name: str
    order: int
    kind: str
    minutes: int
    active: bool
    created: int
    updated: int


@dataclass(slots=True, eq=False)
class Candidate:
    id: int
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    rails_zone: str | None
    created: int
    updated: int
    last_activity: int
    company: str | None = None
    title: str | None = None
    private: bool = False
    tags: tuple[str, ...] = ()
    applications: list["Application"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Application:
    """`status` is v1's word (active, rejected, hired, converted); v3 says in_process for active."""

    id: int
    candidate: Candidate
    job: Job | None
    stage: Stage | None
    status: str
    prospect: bool
    created: int
    updated: int
    last_activity: int
    source: tuple[int, str] | None = None
    recruiter: User | None = None
    rejected: int | None = None
    rejection: tuple[int, str] | None = None
    interviews: list["Interview"] = field(default_factory=list)

    @property
    def terminal(self) -> bool:
        return self.status != "active"


@dataclass(slots=True, eq=False)
class Interview:
    id: int
    application: Application
    slot: Slot
    status: str
    created: int
    updated: int
    start: int | None = None
    end: int | None = None
    first_day: str | None = None
    last_day: str | None = None
    location: str | None = None
    video: str | None = None
    organizer: User | None = None
    event_id: str | None = None
    through_api: bool = False
    panel: list["Interviewer"] = field(default_factory=list)

    @property
    def on_calendar(self) -> bool:
        return self.start is not None or self.first_day is not None

    @property
    def shown_in_v1(self) -> bool:
        return self.status in V1_STATUSES and self.on_calendar


@dataclass(slots=True, eq=False)
class Interviewer:
    """A seat on the panel. Without a user it is a guest of whom only the address is known."""

    id: int
    interview: Interview
    user: User | None
    guest_email: str | None
    response: str | None
    created: int
    updated: int
    submitted: int | None = None

    @property
    def email(self) -> str | None:
        return self.user.email if self.user else self.guest_email

    @property
    def scorecard_id(self) -> int | None:
        return self.id + SCORECARD_OFFSET if self.user else None
