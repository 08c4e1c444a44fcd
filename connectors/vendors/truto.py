"""Truto: the unified ATS API of many vendors, read through one integrated account of theirs.

Which fields and lists there are depends on the vendor behind the account; filters too, so lists are compared.
https://truto.one/docs/api-reference/unified-ats-api
"""

from functools import cache
from typing import Any

from django.utils.translation import gettext_noop

from connectors.auth import Bearer
from connectors.base import Connector, Option, Options, Per, Profile, Resource
from connectors.mapping import (
    Findings,
    Raw,
    Recipe,
    derived,
    either,
    flag,
    identity,
    joined,
    link,
    number,
    preferred,
    text,
    when,
    whole_name,
    words,
)
from connectors.paging import PageTokens, Request
from connectors.rates import Rate
from interviews.statuses import ApplicationStatus, InterviewStatus

LONG = 5000
PAGES = PageTokens(
    records="result",
    size="limit",
    largest=100,
    token="next_cursor",  # noqa: S106 (a place)
    send_as="next_cursor",
)
ACCOUNT = Option(
    name="integrated_account_id",
    help=gettext_noop("id of the integrated account at Truto that is read"),
    required=True,
)
PER_CANDIDATE = Option(
    name="per_candidate",
    help=gettext_noop(
        "whether interviews are asked for candidate by candidate, as Fountain wants it"
    ),
    default="no",
    choices=("no", "yes"),
)
created, updated = when("created_at"), when("updated_at")
full_name = either(text("name"), whole_name(text("first_name"), text("last_name")))

user = Recipe(
    "user",
    remote_id=identity("id"),
    name=full_name,
    email=preferred("emails", "email", marked="type", by="work"),
    active=flag("disabled", inverted=True),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
job = Recipe(
    "job",
    remote_id=identity("id"),
    name=text("name"),
    status=text("status"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
stage = Recipe(
    "stage",
    remote_id=identity("id"),
    job_remote_id=identity("job.id"),
    name=text("name"),
    position=number("position"),
    active=derived(
        "true for “active”, false for “inactive”",
        lambda raw, findings: {"active": True, "inactive": False}.get(str(raw.get("status"))),
        "status",
    ),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
candidate = Recipe(
    "candidate",
    remote_id=identity("id"),
    first_name=text("first_name"),
    last_name=text("last_name"),
    name=full_name,
    email=preferred("emails", "email", marked="type", by="personal"),
    phone=preferred("phones", "number", marked="type", by="mobile"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)


def rejected(raw: Raw, findings: Findings) -> str | None:
    return ApplicationStatus.REJECTED if raw.get("rejected_at") else None


application = Recipe(
    "application",
    remote_id=identity("id"),
    candidate_remote_id=identity("candidate.id"),
    job_remote_id=identity("job.id"),
    stage_remote_id=identity("current_stage.id"),
    status=derived(
        "rejected where there is a date of rejection, else not told", rejected, "rejected_at",
        inferred=True,
    ),
    vendor_created_at=either(when("applied_at"), created),
    vendor_updated_at=updated,
)  # fmt: skip
interview = Recipe(
    "interview",
    remote_id=identity("id"),
    application_remote_id=identity("application.id"),
    candidate_remote_id=identity("candidate.id"),
    stage_remote_id=identity("job_interview_stage.id"),
    organizer_remote_id=identity("organizer.id"),
    location=text("location", longest=LONG),
    meeting_url=link("location", longest=LONG),
    start_at=when("start_at"),
    end_at=when("end_at"),
    status=words(
        "status",
        InterviewStatus,
        draft="draft",
        scheduled="scheduled",
        cancelled="cancelled",
        awaiting_feedback="awaiting_feedback",
        completed="completed",
    ),
    vendor_status=text("status"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
interviewer = Recipe(
    "interviewer",
    each="interviewers",
    owned=True,
    remote_id=joined(":", identity("^.id"), identity("id")),
    interview_remote_id=identity("^.id"),
    user_remote_id=identity("id"),
)


@cache
def reading(account_id: str, *, per_candidate: bool) -> Profile:
    account = (("integrated_account_id", account_id),)

    def listed(name: str, *recipes: Recipe, path: str = "", **more: Any) -> Resource:
        return Resource(
            name=name,
            path=f"/unified/ats/{path or name}",
            paging=PAGES,
            makes=recipes,
            params=account,
            partial="is_partial_response",
            **more,
        )

    per = Per(resource="candidates", param="candidate_id") if per_candidate else None
    return Profile(
        auth=Bearer(secret="api_token"),  # noqa: S106 (a name)
        rate=Rate(limit=100, window=60),
        probe=Request("/unified/ats/jobs", (*account, ("limit", "1"))),
        behind="truto_is_remote_error",
        resources=(
            listed("users", user, optional=True),
            listed("jobs", job, optional=True),
            listed("stages", stage, path="job_interview_stages", optional=True),
            listed("candidates", candidate, optional=True),
            listed("applications", application, optional=True),
            listed("interviews", interview, interviewer, per=per),
        ),
        not_reported=(
            "title", "kind", "round", "time_zone", "response_status",
            gettext_noop("what the vendor behind Truto does not tell it"),
        ),
    )  # fmt: skip


def profile(options: Options) -> Profile:
    return reading(
        str(options.get(ACCOUNT.name) or ""), per_candidate=options.get(PER_CANDIDATE.name) == "yes"
    )


connector = Connector(
    vendor="truto",
    label="Truto",
    code="TR",
    base_url="https://api.truto.one",
    profile=profile,
    options=(ACCOUNT, PER_CANDIDATE),
)
