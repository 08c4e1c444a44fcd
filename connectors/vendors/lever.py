"""Lever: interviews stand below opportunities, and what has become of one is concluded from its times.

https://hire.lever.co/developer/documentation
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from connectors.auth import Basic
from connectors.base import Connector, Lookup, Per, Profile, Resource, always
from connectors.mapping import (
    Findings,
    Raw,
    Recipe,
    derived,
    epoch,
    identity,
    joined,
    link,
    number,
    text,
)
from connectors.paging import PageTokens, Request
from connectors.rates import Rate
from interviews.statuses import ApplicationStatus, InterviewStatus

PAGES = PageTokens(
    records="data",
    size="limit",
    largest=100,
    token="next",  # noqa: S106 (a place)
    send_as="offset",
)
starts, minutes, cancelled = epoch("date"), number("duration"), epoch("canceledAt")


def end(raw: Raw, findings: Findings) -> datetime | None:
    start, length = starts.read(raw, findings), minutes.read(raw, findings)
    return start + timedelta(minutes=length) if start and length is not None else None


def status(raw: Raw, findings: Findings) -> str | None:
    if cancelled.read(raw, findings):
        return InterviewStatus.CANCELLED
    over = end(raw, findings)
    if over is None or findings.at is None:
        return None
    if over > findings.at:
        return InterviewStatus.SCHEDULED
    given = raw.get("feedbackForms")
    return InterviewStatus.COMPLETED if given else InterviewStatus.AWAITING_FEEDBACK


def going_on(raw: Raw, findings: Findings) -> str | None:
    return None if raw.get("archived") else ApplicationStatus.ACTIVE


application = Recipe(
    "application",
    remote_id=identity("id"),
    candidate_remote_id=identity("contact"),
    stage_remote_id=identity("stage"),
    status=derived("active while not archived", going_on, "archived", inferred=True),
    vendor_created_at=epoch("createdAt"),
    vendor_updated_at=epoch("updatedAt"),
)
candidate = Recipe(
    "candidate",
    remote_id=identity("contact"),
    name=text("name"),
    email=text("emails.0"),
    phone=text("phones.0.value"),
)
interview = Recipe(
    "interview",
    remote_id=identity("id"),
    title=text("subject"),
    application_remote_id=identity("opportunityId"),
    job_remote_id=identity("postings.0"),
    stage_remote_id=identity("stage"),
    organizer_remote_id=identity("user"),
    location=text("location", longest=5000),
    meeting_url=link("conferences.0.entryPoints.0.uri", longest=5000),
    start_at=starts,
    end_at=derived(gettext_noop("the start and the minutes it takes"), end, "date", "duration", inferred=True),
    time_zone=text("timezone"),
    status=derived(
        gettext_noop(
            "cancelled where it was; scheduled until it is over; then completed once there is a feedback form"
        ),
        status,
        "canceledAt", "date", "duration", "feedbackForms",
        inferred=True,
    ),
    vendor_created_at=epoch("createdAt"),
)  # fmt: skip
user = Recipe(
    "user",
    each="interviewers",
    remote_id=identity("id"),
    name=text("name"),
    email=text("email"),
)
interviewer = Recipe(
    "interviewer",
    each="interviewers",
    owned=True,
    remote_id=joined(":", identity("^.id"), identity("id")),
    interview_remote_id=identity("^.id"),
    user_remote_id=identity("id"),
    name=text("name"),
    email=text("email"),
)


def below(path: str, parent: str) -> dict[str, Any]:
    """A list of its own for each opportunity."""
    return {
        "path": path,
        "per": Per(resource="opportunities"),
        "lookup": Lookup(path=f"{path}/{{id}}", record="data", parent=parent),
    }


profile = Profile(
    auth=Basic(username="api_key"),
    rate=Rate(limit=10, window=1),
    probe=Request("/v1/opportunities", (("limit", "1"),)),
    resources=(
        Resource(
            name="opportunities",
            path="/v1/opportunities",
            paging=PAGES,
            lookup=Lookup(path="/v1/opportunities/{id}", record="data"),
            makes=(application, candidate),
        ),
        Resource(
            name="interviews",
            paging=PAGES,
            makes=(interview, user, interviewer),
            elapsing=True,
            **below("/v1/opportunities/{parent}/interviews", "application_remote_id"),
        ),
    ),
    not_reported=("kind", "round", "response_status", "updated_at"),
    assumed=(gettext_noop("the address, how to sign in, and ten calls a second"),),
)

connector = Connector(
    vendor="lever",
    label="Lever",
    code="LV",
    base_url="https://api.lever.co",
    profile=always(profile),
)
