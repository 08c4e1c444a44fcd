"""The rows of a Ceipal tenant. Instants are milliseconds (see `times`), identifiers opaque base64."""

import base64
import hashlib
from dataclasses import dataclass, field

SCHEDULED, RESCHEDULED, COMPLETED = "Scheduled", "Rescheduled", "Completed"
CANCELLED, NO_SHOW = "Cancelled", "No Show"
JOB_STATUSES = {1: "Active", 8: "Open", 3: "Closed"}
TENANT_ZONE = "Asia/Kolkata"


def opaque(kind: str, seed: int, nth: int) -> str:
    """With the characters `/`, `+` and `=`, as the encrypted ids of version 2 have them."""
    return base64.b64encode(hashlib.sha256(f"{kind}/{seed}/{nth}".encode()).digest()[:17]).decode()


@dataclass(slots=True, eq=False)
class User:
    id: str
    first_name: str
    last_name: str
    email: str
    role: str
    status: str
    zone: str


@dataclass(slots=True, eq=False)
class Job:
    id: str
    code: str
    title: str
    status: int
    created: int
    modified: int
    recruiter: User
    closing_date: str


@dataclass(slots=True, eq=False)
class Applicant:
    """`number` is the id that people see (`applicant_id`); `id` is what the API takes."""

    id: str
    number: str
    first_name: str
    last_name: str
    email: str
    phone: str
    status: str
    created: int
    modified: int
    created_by: User


@dataclass(slots=True, eq=False)
class Submission:
    id: str
    job: Job
    applicant: Applicant
    status: str
    pipeline: str
    submitted: int
    modified: int
    submitted_by: User


@dataclass(slots=True, eq=False)
class Interview:
    """Without a time of day where it takes all day."""

    id: str
    submission: Submission
    round: int
    mode: str
    start: int
    end: int
    all_day: bool
    zone: str
    location: str
    status: str
    created_by: User
    created: int
    modified: int
    panel: list[User] = field(default_factory=list)


@dataclass(slots=True)
class Switches:
    """`interviews_know_modified_after`: unconfirmed for interviews, accepted by the lists around them.

    `expires_in_told`: not every client saw it in the answer with the token.
    """

    interviews_know_modified_after: bool = True
    expires_in_told: bool = True
    company_disabled: bool = False
    interviews_path: str = "getInterviewsList"
    page_caps: dict[str, int] = field(default_factory=dict)
    """Most records on a page of a list, by its name, so that small worlds have many pages."""
