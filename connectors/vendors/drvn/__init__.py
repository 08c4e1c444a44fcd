"""DRVN, driver recruitment. The interviewee is an application; the person is inside it.

Interviews are read inside the applications of a login (documented), or with the option `read=interviews` from
a list of their own (assumed). https://drvn-test.click/api/docs
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_noop

from connectors.auth import SignIn
from connectors.base import Connector, Lookup, Option, Options, Per, Profile, Resource
from connectors.mapping import Pick, Recipe, identity, joined, link, text, when, whole_name, words
from connectors.paging import PageNumbers, Request
from connectors.rates import Rate
from connectors.vendors.drvn.writes import DRIVER, OPERATOR, RULES, writes
from interviews.statuses import ApplicationStatus, InterviewStatus

LONG = 5000
STATES = Per(values=("application", "accepted", "all_rejected"), param="by_state")


def pages(records: str) -> PageNumbers:
    return PageNumbers(records=records, size="per_page", total="header:total", largest=100)


def application_status(path: str) -> Pick:
    return words(
        path,
        ApplicationStatus,
        active="verified interview",
        rejected="rejected rejected_verified",
        hired="accepted",
    )


interview = Recipe(
    "interview",
    remote_id=identity("id"),
    kind=text("kind"),
    application_remote_id=identity("interviewee_id"),
    job_remote_id=identity("job.id"),
    location=text("location", longest=LONG),
    meeting_url=link("location", longest=LONG),
    start_at=when("start_at"),
    end_at=when("end_at"),
    proposed_start_at=when("amend_start_at"),
    proposed_end_at=when("amend_end_at"),
    proposed_by=text("amended_by"),
    status=words(
        "status",
        InterviewStatus,
        draft="pending amended",
        scheduled="scheduled",
        cancelled="rejected cancelled",
    ),
    vendor_status=text("status"),
)
seat = Recipe(
    "interviewer",
    each=lambda raw: [{}] if raw.get("interviewer_id") else [],
    owned=True,
    remote_id=joined(":", identity("^.id"), identity("^.interviewer_id")),
    interview_remote_id=identity("^.id"),
    user_remote_id=identity("^.interviewer_id"),
)
interviewer = Recipe("user", each="interviewer", remote_id=identity("id"), name=text("title"))
interviewee = Recipe(
    "application",
    each="interviewee",
    remote_id=identity("id"),
    candidate_remote_id=identity("driver.id"),
    status=application_status("kind"),
    vendor_status=text("kind"),
    vendor_updated_at=when("updated_at"),
)
driver = Recipe(
    "candidate",
    each="interviewee.driver",
    remote_id=identity("id"),
    name=text("title"),
    phone=text("phone_number"),
)
job = Recipe(
    "job",
    remote_id=identity("id"),
    name=text("title"),
    vendor_created_at=when("published_at"),
)
job_driver = Recipe(
    "application",
    remote_id=identity("id"),
    candidate_remote_id=identity("driver.id"),
    job_remote_id=identity("job_id"),
    status=application_status("kind"),
    vendor_status=text("kind"),
    vendor_updated_at=when("updated_at"),
)
applicant = Recipe(
    "candidate",
    each="driver",
    remote_id=identity("id"),
    first_name=text("first_name"),
    last_name=text("last_name"),
    name=whole_name(text("first_name"), text("last_name")),
)


def interviews_in(entry: Any) -> Iterator[Any]:
    """The interviews of an application, each with its job; anything else as it is, to be told."""
    nested = entry.get("interviews") if isinstance(entry, dict) else None
    if not isinstance(nested, list):
        yield entry
        return
    for one in nested:
        yield {**one, "job": entry.get("job")} if isinstance(one, dict) else one


def job_in(entry: Any) -> Iterator[Any]:
    yield entry.get("job") if isinstance(entry, dict) else entry


auth = SignIn(
    path="/api/v1/users/sign_in",
    wrap="user",
    body={"login": "login", "password": "password"},
    required=("login", "password"),
    token="header:Authorization",  # noqa: S106 (a place)
    lifetime=timedelta(days=30),
)
RATE = Rate(limit=100, window=60)
UNKNOWN = ("title", "round", "time_zone", "response_status", "organizer", "updated_at")


def nested(role: str) -> Profile:
    """Interviews inside the applications that a login sees."""
    return Profile(
        auth=auth,
        rate=RATE,
        probe=Request("/api/v1/job_drivers", (("by_state", "application"), ("per_page", "1"))),
        resources=(
            Resource(
                name="jobs",
                path="/api/v1/job_drivers",
                paging=pages("job_drivers"),
                per=STATES,
                unfold=job_in,
                makes=(job,),
            ),
            Resource(
                name="applications",
                path="/api/v1/jobs/{parent}/job_drivers",
                paging=pages("job_drivers"),
                per=Per(resource="jobs", named="job_id"),
                makes=(job_driver, applicant),
                optional=True,
            ),
            Resource(
                name="interviews",
                path="/api/v1/job_drivers",
                paging=pages("job_drivers"),
                per=STATES,
                unfold=interviews_in,
                lookup=Lookup(path="/api/v1/job_drivers", listed=True),
                makes=(interview, seat),
            ),
        ),
        writes=writes(role, Request("/api/v1/job_drivers", (("by_state", "application"),))),
        not_reported=(*UNKNOWN, gettext_noop("the interviewers' names")),
        assumed=(
            gettext_noop("that a login of the company sees the applications of all its drivers"),
            RULES,
        ),
    )


def listed(role: str) -> Profile:
    """Interviews in a list of their own, with the people in them."""
    return Profile(
        auth=auth,
        rate=RATE,
        probe=Request("/api/v1/interviews", (("per_page", "1"),)),
        resources=(
            Resource(
                name="interviews",
                path="/api/v1/interviews",
                paging=pages("interviews"),
                lookup=Lookup(path="/api/v1/interviews/{id}", record="interview"),
                makes=(interview, seat, interviewer, interviewee, driver),
            ),
        ),
        writes=writes(role, Request("/api/v1/interviews")),
        not_reported=(*UNKNOWN, gettext_noop("the job")),
        assumed=(
            gettext_noop("the list of interviews"),
            gettext_noop("an interview asked for by its id"),
            RULES,
        ),
    )


PROFILES = {
    (read.__name__, role): read(role) for read in (nested, listed) for role in (OPERATOR, DRIVER)
}


def profile(options: Options) -> Profile:
    read = "listed" if options.get("read") == "interviews" else "nested"
    return PROFILES[read, DRIVER if options.get("role") == DRIVER else OPERATOR]


connector = Connector(
    vendor="drvn",
    label="DRVN",
    code="DR",
    base_url="https://drvn-test.click",
    profile=profile,
    options=(
        Option(
            name="read",
            help=gettext_noop(
                "where interviews are read: in the applications, or in a list of their own (assumed)"
            ),
            default="job_drivers",
            choices=("job_drivers", "interviews"),
        ),
        Option(
            name="role",
            help=gettext_noop("whose login it is: the company's, or a driver's"),
            default=OPERATOR,
            choices=(OPERATOR, DRIVER),
        ),
    ),
)
