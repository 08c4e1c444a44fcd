"""Harvest v1: Basic auth, lists by Link header, the panel embedded in the interview.

It lists only scheduled, awaiting and completed interviews: no placeholders, nothing skipped.
"""

from typing import Any

from connectors.auth import Basic
from connectors.base import Lookup, Profile, Resource, Since
from connectors.mapping import Recipe, either, flag, identity, joined, number, text, when
from connectors.mapping import day as calendar_day
from connectors.paging import LinkHeader, Request
from connectors.rates import Rate
from connectors.vendors.greenhouse.both import (
    application_status,
    candidate,
    interview_status,
    job,
    response_status,
)
from connectors.vendors.greenhouse.writes import V1, writes

PAGES = LinkHeader(size="per_page", largest=500)
CHANGED = Since(param="updated_after")
LONG = 5000


def listed(name: str, path: str, *recipes: Recipe, since: Since = CHANGED, **more: Any) -> Resource:
    return Resource(
        name=name,
        path=path,
        paging=PAGES,
        makes=recipes,
        params=(("skip_count", "true"),),
        since=since,
        lookup=Lookup(path=path + "/{id}"),
        page_size=500,
        **more,
    )


user = Recipe(
    "user",
    remote_id=identity("id"),
    name=text("name"),
    email=text("primary_email_address"),
    active=flag("disabled", inverted=True),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
stage = Recipe(
    "stage",
    remote_id=identity("id"),
    job_remote_id=identity("job_id"),
    name=text("name"),
    position=number("priority"),
    active=flag("active"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
slot = Recipe(
    "slot",
    each="interviews",
    remote_id=identity("id"),
    stage_remote_id=identity("^.id"),
    job_remote_id=identity("^.job_id"),
    name=text("name"),
)
application = Recipe(
    "application",
    remote_id=identity("id"),
    candidate_remote_id=identity("candidate_id"),
    job_remote_id=identity("jobs.0.id"),
    stage_remote_id=identity("current_stage.id"),
    prospect=flag("prospect"),
    status=application_status("status"),
    vendor_status=text("status"),
    vendor_created_at=when("applied_at"),
    vendor_updated_at=when("last_activity_at"),
)
interview = Recipe(
    "interview",
    remote_id=identity("id"),
    title=text("interview.name"),
    application_remote_id=identity("application_id"),
    slot_remote_id=identity("interview.id"),
    organizer_remote_id=identity("organizer.id"),
    location=text("location", longest=LONG),
    meeting_url=text("video_conferencing_url", longest=LONG),
    start_at=when("start.date_time"),
    end_at=when("end.date_time"),
    start_date=calendar_day("start.date"),
    end_date=calendar_day("end.date"),
    status=interview_status("status"),
    vendor_status=text("status"),
    external_event_id=text("external_event_id"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
interviewer = Recipe(
    "interviewer",
    each="interviewers",
    owned=True,
    remote_id=joined(":", identity("^.id"), either(identity("id"), text("email"), text("name"))),
    interview_remote_id=identity("^.id"),
    user_remote_id=identity("id"),
    name=text("name"),
    email=text("email"),
    response_status=response_status("response_status"),
    vendor_response_status=text("response_status"),
    scorecard_remote_id=identity("scorecard_id"),
)
scorecard = Recipe(
    "scorecard",
    remote_id=identity("id"),
    application_remote_id=identity("application_id"),
    user_remote_id=identity("interviewer.id"),
    recommendation=text("overall_recommendation"),
    submitted_at=when("submitted_at"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)

profile = Profile(
    name="v1",
    auth=Basic(username="api_key"),
    rate=Rate(limit=50, window=10),
    probe=Request("/v1/scheduled_interviews", (("per_page", "1"), ("skip_count", "true"))),
    resources=(
        listed("users", "/v1/users", user),
        listed("jobs", "/v1/jobs", job),
        listed("stages", "/v1/job_stages", stage, slot),
        listed("candidates", "/v1/candidates", candidate),
        listed(
            "applications",
            "/v1/applications",
            application,
            since=Since(param="last_activity_after"),
        ),
        listed("scorecards", "/v1/scorecards", scorecard, optional=True),
        listed("interviews", "/v1/scheduled_interviews", interview, interviewer),
    ),
    writes=writes(V1, listed="/v1/scheduled_interviews"),
    not_reported=("kind", "round", "time_zone"),
)
