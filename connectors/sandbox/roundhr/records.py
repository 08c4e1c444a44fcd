"""RoundHR's rows. Instants in milliseconds; `code` is what the vendor calls an id."""

from dataclasses import dataclass, field

DRAFT, INIT, WAITING = "draft", "init", "waiting"
MEMBER_CONFIRM, CANDIDATE_SELECT = "member_confirm", "candidate_select"
CONFIRMED, PROGRESS, COMPLETED = "confirmed", "interview_progress", "interview_completed"
CANCELED, ARCHIVED = "canceled", "archived"
KINDS = ("individual", "group", "oneday")
STAGES = {
    "applied": "지원 접수",
    "review": "서류 검토",
    "interview": "{number}차 면접",
    "offer": "처우 협의",
    "pass": "최종 합격",
    "fail": "불합격",
}
"""The title that this account gave each kind of stage."""


@dataclass(slots=True)
class Switches:
    """What the sheet calls inferred or unknown."""

    interviews_listed: bool = True
    """Whether `GET /v1/interviews` exists."""
    unknown_stage_is_an_error: bool = True
    requests_a_minute: int | None = None
    page_caps: dict[str, int] = field(default_factory=dict)
    """`{list: most rows on a page}`, whatever page size is asked for: small worlds with many pages."""


@dataclass(slots=True, eq=False)
class User:
    code: str
    name: str
    email: str
    role: str
    position: str


@dataclass(slots=True, eq=False)
class Job:
    """`code` is what a list prints, None for one; `form` is the application form's."""

    code: str | None
    form: str
    title: str
    managers: list[User]
    created: int
    updated: int
    deleted: bool = False
    open: bool = True


@dataclass(slots=True, eq=False)
class Score:
    """What one round's interviewers were asked to hand in: `members` maps each to when they did."""

    code: str
    stage_title: str
    members: dict[User, int | None]
    created: int
    updated: int

    @property
    def submitted(self) -> int:
        return sum(at is not None for at in self.members.values())

    @property
    def complete(self) -> bool:
        return self.submitted == len(self.members)


@dataclass(slots=True, eq=False)
class Candidate:
    code: str
    name: str
    email: str
    phone: str
    job: Job
    created: int
    stage: str = "applied"
    stage_title: str = STAGES["applied"]
    staged: int = 0
    birth: str = "1990-01-15"
    months: int = 36
    reapply: bool = False
    score: Score | None = None


@dataclass(slots=True, eq=False)
class Schedule:
    code: str
    status: str
    start: int | None
    end: int | None


@dataclass(slots=True, eq=False)
class Interview:
    """`panel` is not told by the API. `left_open` is one that nobody marks as over."""

    code: str
    kind: str
    number: int
    status: str
    candidate: Candidate
    created: int
    updated: int
    schedule: Schedule | None = None
    panel: list[User] = field(default_factory=list)
    left_open: bool = False
    scores_take: int | None = None
    """From the end to the last score; None where one never comes."""
