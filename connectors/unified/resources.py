"""The unified lists beside interviews, each as data: what a record shows, what it is filtered by, an example."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candidates.models import Candidate, Mirrored
from candidates.statuses import CandidateStatus
from connectors.api.components import moment, one_of, text
from connectors.json_values import instant
from connectors.unified.components import reference
from interviews.models import Application, AtsUser, Job, Stage
from interviews.statuses import ApplicationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`show` makes the value of these `columns`. A `personal` one is null for keys without the scope pii."""

    columns: tuple[str, ...]
    schema: dict[str, Any]
    show: Callable[..., Any] = lambda value: value
    personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A parameter that finds records by one column; `valid` are its words if they are known, null among them."""

    column: str
    description: str
    example: str
    valid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """`path` is the list's, `kind` the record's in the mirror, `component` its name in the schema."""

    path: str
    records: str
    one: str
    kind: str
    component: str
    model: type[Mirrored]
    fields: dict[str, Field]
    filters: dict[str, Filter]
    example: dict[str, Any]
    aliases: tuple[str, ...] = ()


def plain(column: str, description: str, *, personal: bool = False) -> Field:
    return Field(columns=(column,), schema=text(description), personal=personal)


def refers(column: str, description: str) -> Field:
    return Field(columns=(column,), schema=reference(description), show=one_reference)


def at(column: str, description: str) -> Field:
    return Field(columns=(column,), schema=moment(description), show=instant)


def one_reference(remote_id: str | None) -> dict[str, str] | None:
    return None if remote_id is None else {"id": remote_id}


def stage(remote_id: str | None, name: str | None) -> dict[str, str | None] | None:
    return None if remote_id is None else {"id": remote_id, "name": name}


def listed(name: str) -> Callable[[str | None], list[dict[str, str | None]]]:
    """The one that is known as a list: the unified shape leaves room for several."""
    return lambda value: [{name: value, "type": None}] if value else []


def several(name: str, column: str, description: str) -> Field:
    item = {
        "type": "object",
        "properties": {name: {"type": "string"}, "type": text("Always null.")},
    }
    schema = {"type": ["array", "null"], "items": item, "description": description}
    return Field(columns=(column,), schema=schema, show=listed(name), personal=True)


def activity(*, active: bool | None) -> str | None:
    return None if active is None else ("active" if active else "inactive")


def changed(one: str) -> dict[str, Field]:
    return {
        "created_at": at("vendor_created_at", f"When the {one} was made at the vendor."),
        "updated_at": at("vendor_updated_at", f"When the {one} was last changed at the vendor."),
    }


WORD = "The vendor's own word."
NO_WORD = "null finds those without one"
JOB = Filter(column="job_remote_id", description="The vendor's id of the job.", example="107761")
CANDIDATE = Filter(
    column="candidate_remote_id",
    description="The vendor's id of the candidate.",
    example="57683957",
)
WORDS = Filter(
    column="vendor_status",
    description="One or more of the vendor's own words, as they stand in vendor_status.",
    example="active",
)
EMAIL = Filter(
    column="email",
    description="The whole e-mail address. Needs the scope “pii”.",
    example="kate@example.com",
)

CANDIDATES = Resource(
    path="candidates",
    records="candidates",
    one="candidate",
    kind="candidate",
    component="UnifiedCandidate",
    model=Candidate,
    fields={
        "first_name": plain("first_name", "The first name."),
        "last_name": plain("last_name", "The last name."),
        "name": plain("name", "The whole name."),
        "emails": several("email", "email", "E-mail addresses; null for keys without “pii”."),
        "phones": several("number", "phone", "Phone numbers; null for keys without “pii”."),
        "time_zone": plain("time_zone", "The time zone that the vendor names."),
        "status": Field(
            columns=("status",),
            schema=one_of(
                list(CandidateStatus.values),
                "One of eight words, or null where the vendor governs no status of a candidate.",
            ),
        ),
        "vendor_status": plain("vendor_status", WORD),
        "deadline": at("deadline", "Until when an invitation is open."),
        **changed("candidate"),
    },
    filters={
        "email": EMAIL,
        "status": Filter(
            column="status",
            description=f"One or more of the eight statuses, repeated or split by commas; {NO_WORD}.",
            example="invited",
            valid=tuple(CandidateStatus.values),
        ),
        "vendor_status": WORDS,
    },
    example={
        "first_name": "Kate",
        "last_name": "Austen",
        "name": "Kate Austen",
        "emails": [{"email": "kate@example.com", "type": None}],
        "phones": [],
        "time_zone": None,
        "status": None,
        "vendor_status": None,
        "deadline": None,
    },
)

APPLICATIONS = Resource(
    path="applications",
    records="applications",
    one="application",
    kind="application",
    component="UnifiedApplication",
    model=Application,
    fields={
        "candidate": refers("candidate_remote_id", "The candidate."),
        "job": refers("job_remote_id", "The job; null for a prospect."),
        "current_stage": Field(
            columns=("stage_remote_id", "stage__name"),
            schema={
                "type": ["object", "null"],
                "properties": {"id": {"type": "string"}, "name": text("Its name.")},
                "description": "The stage of the hiring plan.",
            },
            show=stage,
        ),
        "prospect": Field(
            columns=("prospect",),
            schema={"type": ["boolean", "null"], "description": "Not an applicant yet."},
        ),
        "status": Field(
            columns=("status",),
            schema=one_of(list(ApplicationStatus.values), "One of four words, or null."),
        ),
        "vendor_status": plain("vendor_status", WORD),
        "applied_at": at("vendor_created_at", "When it was made at the vendor."),
        **changed("application"),
    },
    filters={
        "candidate_id": CANDIDATE,
        "job_id": JOB,
        "job_interview_stage_id": Filter(
            column="stage_remote_id", description="The vendor's id of the stage.", example="678901"
        ),
        "status": Filter(
            column="status",
            description=f"One or more of the four statuses, repeated or split by commas; {NO_WORD}.",
            example="active",
            valid=tuple(ApplicationStatus.values),
        ),
        "vendor_status": WORDS,
    },
    example={
        "candidate": {"id": "57683957"},
        "job": {"id": "107761"},
        "current_stage": {"id": "678901", "name": "Face to face"},
        "prospect": False,
        "status": "active",
        "vendor_status": "active",
        "applied_at": "2026-02-18T08:00:00.000Z",
    },
)

JOBS = Resource(
    path="jobs",
    records="jobs",
    one="job",
    kind="job",
    component="UnifiedJob",
    model=Job,
    fields={
        "name": plain("name", "What it is called."),
        "status": plain("status", "The vendor's word for its state."),
        **changed("job"),
    },
    filters={
        "status": Filter(
            column="status", description="One or more of the vendor's words.", example="open"
        )
    },
    example={"name": "Backend Engineer", "status": "open"},
)

STAGES = Resource(
    path="job-interview-stages",
    records="job interview stages",
    one="job interview stage",
    kind="stage",
    component="UnifiedJobInterviewStage",
    model=Stage,
    fields={
        "name": plain("name", "What it is called."),
        "job": refers("job_remote_id", "The job; null where it is of every job."),
        "status": Field(
            columns=("active",),
            schema=one_of(["active", "inactive"], "Whether it is used; null if not reported."),
            show=lambda active: activity(active=active),
        ),
        "position": Field(
            columns=("position",),
            schema={"type": ["integer", "null"], "description": "Its place in the plan."},
        ),
        **changed("stage"),
    },
    filters={"job_id": JOB},
    example={"name": "Face to face", "job": {"id": "107761"}, "status": "active", "position": 3},
    aliases=("job_interview_stages",),
)

USERS = Resource(
    path="users",
    records="users",
    one="user",
    kind="user",
    component="UnifiedUser",
    model=AtsUser,
    fields={
        "name": plain("name", "The whole name; null for keys without “pii”.", personal=True),
        "emails": several("email", "email", "E-mail addresses; null for keys without “pii”."),
        "disabled": Field(
            columns=("active",),
            schema={"type": ["boolean", "null"], "description": "Null if not reported."},
            show=lambda active: None if active is None else not active,
        ),
        **changed("user"),
    },
    filters={"email": EMAIL},
    example={
        "name": "Jack Shephard",
        "emails": [{"email": "jack@example.com", "type": None}],
        "disabled": False,
    },
)

RESOURCES = (CANDIDATES, APPLICATIONS, JOBS, STAGES, USERS)
SORTS = {"id": "id", "created_at": "vendor_created_at", "updated_at": "vendor_updated_at"}


def deleted(at_moment: datetime | None, reason: str) -> dict[str, Any]:
    if at_moment is None:
        return {}
    return {"deleted_at": instant(at_moment), "deleted_reason": reason}
