"""viasto's interview suite, API v3: a candidate of a project is one recorded interview with a deadline.

Nothing tells when a candidate was changed, so whole lists are compared. https://viasto.eu
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop

from candidates.statuses import CandidateStatus
from connectors.auth import AnyOf, SignIn, TokenHeader
from connectors.base import Beside, Connector, File, Lookup, Option, Options, Per, Profile, Resource
from connectors.mapping import Findings, Raw, Recipe, derived, joined, text, when, whole_name, words
from connectors.paging import NextUrl, Request
from connectors.paths import dig
from connectors.rates import Rate
from connectors.vendors.viasto.references import reference, without_keys
from connectors.vendors.viasto.webhooks import webhook
from connectors.vendors.viasto.writes import writes
from interviews.statuses import InterviewStatus

PAGES = NextUrl(records="objects", link="meta.next", size="page_size", largest=100)
PHOTOS = frozenset(("image/jpeg", "image/png"))
PAPERS = frozenset(
    (
        "application/msword", "application/pdf", "application/postscript",
        "application/vnd.ms-powerpoint", "application/x-dvi", "text/plain", "text/richtext",
    )
)  # fmt: skip
COMPANY = Option(
    name="company_id",
    help=gettext_noop("the number of the company at viasto, as in /companies/4/"),
    required=True,
    valid=lambda value: value.isascii() and value.isdigit(),
)
uri = reference("resource_uri")
full_name = whole_name(text("first_name"), text("last_name"))
evaluation = words(
    "evaluation_status",
    InterviewStatus,
    awaiting_feedback="pending partial",
    completed="completed",
)
state = words(
    "status",
    InterviewStatus,
    draft="new invited",
    scheduled="confirmed interviewing",
    completed="interviewed",
    cancelled="expired aborted skipped",
)


def status(raw: Raw, findings: Findings) -> str | None:
    """What was recorded waits for those who evaluate it."""
    found: str | None = state.read(raw, findings)
    word = raw.get("status")
    if word == "interviewed" and word not in findings.own_words.get("status", {}):
        found = evaluation.read(raw, findings)
    return found


def evaluators(raw: Raw) -> list[dict[str, Any]]:
    """Addresses of users, or with “nested loading” the users themselves."""
    found = dig(raw, "project_says.evaluators")
    return [
        {"customer": one.get("resource_uri") if isinstance(one, dict) else one}
        for one in (found if isinstance(found, list) else [])
    ]


user = Recipe("user", remote_id=uri, name=full_name, email=text("email"))
project = Recipe(
    "project",
    remote_id=uri,
    name=text("name"),
    status=text("status"),
    vendor_created_at=when("creationdate"),
)
job = Recipe("job", remote_id=uri, name=text("name"), status=text("status"))
title = Recipe("slot", remote_id=uri, job_remote_id=uri, name=text("name"))
interview = Recipe(
    "interview",
    remote_id=uri,
    kind=derived(
        gettext_noop("always a recorded one"), lambda raw, findings: "recorded", inferred=True
    ),
    candidate_remote_id=uri,
    job_remote_id=reference("project"),
    slot_remote_id=reference("project"),
    start_at=when("interviewdate"),
    status=replace(
        state,
        read=status,
        rule=gettext_noop(
            "our word for the vendor's; of an interviewed one, that for its evaluation"
        ),
        paths=("status", "evaluation_status"),
    ),
    vendor_status=text("status"),
)
evaluator = Recipe(
    "interviewer",
    each=evaluators,
    owned=True,
    remote_id=joined(":", reference("^.resource_uri"), reference("customer")),
    interview_remote_id=reference("^.resource_uri"),
    user_remote_id=reference("customer"),
)
candidate = Recipe(
    "candidate",
    owned=True,
    remote_id=uri,
    project_remote_id=reference("project"),
    first_name=text("first_name"),
    last_name=text("last_name"),
    name=full_name,
    email=text("email"),
    phone=text("phone"),
    gender=text("gender"),
    address=text("address"),
    status=words("status", CandidateStatus, **{word: word for word in CandidateStatus.values}),
    vendor_status=text("status"),
    deadline=when("deadline"),
    invited_at=when("invitationdate"),
    confirmed_at=when("confirmationdate"),
    interviewed_at=when("interviewdate"),
)


def kept_of(entry: Any) -> Iterator[Any]:
    yield without_keys(entry)


auth = AnyOf(
    (
        TokenHeader(scheme="Token", secret="token"),  # noqa: S106 (a name)
        SignIn(
            path="/api/v3/api-token-auth/",
            body={"username": "username", "password": "password", "company": "company"},
            required=("username", "password", "company"),
            scheme="Token",
            lifetime=timedelta(hours=8),
        ),
    )
)


@cache
def reading(company: str) -> Profile:
    below = f"/api/v3/companies/{company}"

    def listed(name: str, path: str, *recipes: Recipe, **more: Any) -> Resource:
        return Resource(
            name=name, path=f"{below}/{path}", paging=PAGES, key=uri, makes=recipes, **more
        )

    return Profile(
        auth=auth,
        rate=Rate(limit=60, window=60),
        probe=Request(f"{below}/projects/", (("page_size", "1"),)),
        resources=(
            listed("users", "customers/", user, optional=True),
            listed(
                "projects", "projects/", project, job, title,
                lookup=Lookup(path=f"{below}/projects/{{id}}/"),
            ),
            listed(
                "interviews", "projects/{parent}/candidates/", interview, evaluator, candidate,
                per=Per(resource="projects"),
                unfold=kept_of,
                beside=Beside(
                    resource="projects", by=reference("project"), named="project_says",
                    fields=("evaluators",),
                ),
                lookup=Lookup(
                    path=f"{below}/projects/{{parent}}/candidates/{{id}}/", parent="job_remote_id"
                ),
            ),
        ),
        writes=writes,
        files=(
            File(name="photo", resource="interviews", address="photo", types=PHOTOS),
            File(name="cv", resource="interviews", address="cv", types=PAPERS),
        ),
        not_reported=(
            "end_at", "location", "meeting_url", "time_zone", "organizer", "response_status",
            "application", "updated_at", gettext_noop("the start, before the answers were recorded"),
        ),
        assumed=(gettext_noop("where a user signs in with a password"),),
    )  # fmt: skip


def profile(options: Options) -> Profile:
    return reading(str(options.get(COMPANY.name) or ""))


connector = Connector(
    vendor="viasto",
    label="viasto",
    code="VI",
    base_url="https://interview-suite.com",
    profile=profile,
    options=(COMPANY,),
    webhook=webhook,
)
