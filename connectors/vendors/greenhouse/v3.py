"""Harvest v3: flat lists by cursor, newest id first; panel, people, titles each in a list of their own."""

from typing import Any

from connectors.auth import ClientCredentials
from connectors.base import Companion, Lookup, Profile, Resource, Since
from connectors.mapping import Recipe, flag, identity, number, text, when
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
from connectors.vendors.greenhouse.writes import V3, writes

PAGES = LinkHeader(size="per_page", largest=500, alone="cursor")
CHANGED = Since(param="updated_at", form="gte|{}")
LONG = 5000


def listed(name: str, path: str, recipe: Recipe, **more: Any) -> Resource:
    return Resource(
        name=name,
        path=path,
        paging=PAGES,
        makes=(recipe,),
        since=CHANGED,
        lookup=Lookup(path=path, param="ids", batch=50),
        page_size=500,
        **more,
    )


user = Recipe(
    "user",
    remote_id=identity("id"),
    name=text("name"),
    email=text("primary_email"),
    active=flag("deactivated", inverted=True),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
stage = Recipe(
    "stage",
    remote_id=identity("id"),
    job_remote_id=identity("job_id"),
    name=text("name"),
    position=number("sort_order"),
    active=flag("active"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
slot = Recipe(
    "slot",
    remote_id=identity("id"),
    stage_remote_id=identity("job_interview_stage_id"),
    job_remote_id=identity("job_id"),
    name=text("name"),
    active=flag("active"),
)
application = Recipe(
    "application",
    remote_id=identity("id"),
    candidate_remote_id=identity("candidate_id"),
    job_remote_id=identity("job_id"),
    stage_remote_id=identity("job_interview_stage_id"),
    prospect=flag("prospect"),
    status=application_status("status"),
    vendor_status=text("status"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
interview = Recipe(
    "interview",
    remote_id=identity("id"),
    application_remote_id=identity("application_id"),
    job_remote_id=identity("job_id"),
    slot_remote_id=identity("job_interview_id"),
    organizer_remote_id=identity("organizer_id"),
    location=text("location", longest=LONG),
    meeting_url=text("video_conferencing_url", longest=LONG),
    start_at=when("starts_at"),
    end_at=when("ends_at"),
    start_date=calendar_day("all_day_start_on"),
    end_date=calendar_day("all_day_end_on"),
    status=interview_status("status"),
    vendor_status=text("status"),
    external_event_id=text("external_event_id"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)
interviewer = Recipe(
    "interviewer",
    remote_id=identity("id"),
    interview_remote_id=identity("interview_id"),
    user_remote_id=identity("user_id"),
    email=text("email"),
    response_status=response_status("response_status"),
    vendor_response_status=text("response_status"),
    scorecard_remote_id=identity("scorecard_id"),
)
scorecard = Recipe(
    "scorecard",
    remote_id=identity("id"),
    application_remote_id=identity("application_id"),
    user_remote_id=identity("interviewer_id"),
    recommendation=text("candidate_rating"),
    submitted_at=when("submitted_at"),
    vendor_created_at=when("created_at"),
    vendor_updated_at=when("updated_at"),
)


def is_message(raw: Any) -> bool:
    """A row of the candidates list may be just `{"message": …}` (documented, meaning unknown)."""
    return isinstance(raw, dict) and "message" in raw and "id" not in raw


panel = Companion(
    resource="interviewers",
    lookup=Lookup(path="/v3/interviewers", param="interview_ids", batch=50),
    parent="interview_remote_id",
)

profile = Profile(
    name="v3",
    auth=ClientCredentials(url="https://auth.greenhouse.io/token"),
    rate=Rate(limit=75, window=30),
    probe=Request("/v3/interviews", (("per_page", "1"),)),
    resources=(
        listed("users", "/v3/users", user),
        listed("jobs", "/v3/jobs", job),
        listed("stages", "/v3/job_interview_stages", stage),
        listed("slots", "/v3/job_interviews", slot),
        listed("candidates", "/v3/candidates", candidate, skip=is_message),
        listed("applications", "/v3/applications", application),
        listed("scorecards", "/v3/scorecards", scorecard, optional=True),
        listed("interviews", "/v3/interviews", interview, companions=(panel,)),
        listed("interviewers", "/v3/interviewers", interviewer),
    ),
    writes=writes(V3, listed="/v3/interviews"),
    not_reported=("kind", "round", "time_zone"),
)
