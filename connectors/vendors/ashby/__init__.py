"""Ashby: every call is a POST; lists by cursor, what changed since by sync token, failures as HTTP 200.

What takes place is a schedule with its events: each event is an interview of one loop, and a schedule without
events is one undated draft. What Ashby calls an interview is only the kind of talk. Nobody's answer is told.
https://developers.ashbyhq.com/reference/introduction
"""

from typing import Any

from connectors.auth import Basic
from connectors.base import Connector, Lookup, Per, Profile, Resource, Since, always
from connectors.errors import NotFound
from connectors.mapping import (
    Findings,
    Pick,
    Raw,
    Recipe,
    derived,
    either,
    flag,
    identity,
    joined,
    number,
    text,
    when,
    whole_name,
    words,
)
from connectors.mapping.picks import refuse
from connectors.paging import Request, Response, ResumeTokens
from connectors.paging.resume import check_success, failure
from connectors.rates import Rate
from connectors.vendors.ashby.webhooks import webhook
from connectors.vendors.ashby.writes import WRITES
from interviews.statuses import ApplicationStatus, InterviewStatus

LONG = 5000
CHANGED = Since(param="syncToken", token=True)
created, updated = when("createdAt"), when("updatedAt")


def known(response: Response) -> None:
    """Ashby says with HTTP 200 that there is no such record."""
    body = response.body if isinstance(response.body, dict) else {}
    code, said = failure(body) if body.get("success") is False else ("", "")
    if code.endswith("_not_found"):
        raise NotFound(said, vendor_status=response.status, url=response.request.path)
    check_success(response)


def events_of(raw: Raw) -> list[dict[str, Any]]:
    """The events of a schedule; where it has none, the schedule itself stands for the talk to come."""
    events = raw.get("interviewEvents") or []
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise refuse("interviewEvents", events, "a list of objects")
    return events or [{"id": raw.get("id")}]


def is_lead(raw: Raw, findings: Findings) -> bool | None:
    return raw.get("status") == "Lead"


def full_name() -> Pick:
    return whole_name(text("firstName"), text("lastName"))


user = Recipe(
    "user",
    remote_id=identity("id"),
    name=full_name(),
    email=text("email"),
    active=flag("isEnabled"),
    vendor_updated_at=updated,
)
job = Recipe(
    "job",
    remote_id=identity("id"),
    name=text("title"),
    status=text("status"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
stage = Recipe(
    "stage",
    remote_id=identity("id"),
    name=text("title"),
    position=number("orderInInterviewPlan"),
)
slot = Recipe(
    "slot",
    remote_id=identity("id"),
    job_remote_id=identity("jobId"),
    name=text("title"),
    active=flag("isArchived", inverted=True),
)
candidate = Recipe(
    "candidate",
    remote_id=identity("id"),
    name=text("name"),
    email=text("primaryEmailAddress.value"),
    phone=text("primaryPhoneNumber.value"),
    time_zone=text("timezone"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
application = Recipe(
    "application",
    remote_id=identity("id"),
    candidate_remote_id=identity("candidate.id"),
    job_remote_id=identity("job.id"),
    stage_remote_id=identity("currentInterviewStage.id"),
    prospect=derived("true for “Lead”", is_lead, "status"),
    status=words(
        "status", ApplicationStatus, active="Active Lead", rejected="Archived", hired="Hired"
    ),
    vendor_status=text("status"),
    vendor_created_at=created,
    vendor_updated_at=updated,
)
interview = Recipe(
    "interview",
    each=events_of,
    owned=True,
    remote_id=identity("id"),
    record_remote_id=identity("^.id"),
    application_remote_id=identity("^.applicationId"),
    stage_remote_id=identity("^.interviewStageId"),
    slot_remote_id=identity("interviewId"),
    organizer_remote_id=identity("^.scheduledBy.id"),
    location=text("location", longest=LONG),
    meeting_url=text("meetingLink", longest=LONG),
    start_at=when("startTime"),
    end_at=when("endTime"),
    status=words(
        "^.status",
        InterviewStatus,
        draft="NeedsScheduling WaitingOnCandidateBooking WaitingOnCandidateAvailability"
        " CandidateAvailabilitySubmitted OnHold",
        scheduled="Scheduled",
        awaiting_feedback="WaitingOnFeedback",
        completed="Complete",
        cancelled="Cancelled",
    ),
    vendor_status=text("^.status"),
    external_event_id=text("interviewerCalendarEventId"),
    vendor_created_at=either(created, when("^.createdAt")),
    vendor_updated_at=when("^.updatedAt"),
)
interviewer = Recipe(
    "interviewer",
    each="interviewEvents[].interviewers",
    owned=True,
    remote_id=joined(":", identity("^.id"), identity("id")),
    interview_remote_id=identity("^.id"),
    user_remote_id=identity("id"),
    name=full_name(),
    email=text("email"),
)


def listed(name: str, method: str, *recipes: Recipe, body: Any = (), **more: Any) -> Resource:
    return Resource(
        name=name,
        path=f"/{method}",
        paging=ResumeTokens(fixed=tuple(body)),
        makes=recipes,
        since=CHANGED,
        **more,
    )


def info(method: str, field: str) -> Lookup:
    return Lookup(path=f"/{method}", field=field, record="results", check=known)


connector = Connector(
    vendor="ashby",
    label="Ashby",
    code="AS",
    base_url="https://api.ashbyhq.com",
    profile=always(
        Profile(
            auth=Basic(username="api_key"),
            rate=Rate(limit=300, window=60),
            probe=Request(
                "/interviewSchedule.list", method="POST", body={"limit": 1}, reads=True
            ),
            check=check_success,
            narrow="missing_endpoint_permission",
            resources=(
                listed("users", "user.list", user, body=[("includeDeactivated", True)]),
                listed("jobs", "job.list", job),
                listed("plans", "interviewPlan.list"),
                Resource(
                    name="stages",
                    path="/interviewStage.list",
                    paging=ResumeTokens(size=""),
                    makes=(stage,),
                    per=Per(resource="plans", field="interviewPlanId"),
                ),
                listed(
                    "slots", "interview.list", slot,
                    body=[("includeNonSharedInterviews", True), ("includeArchived", True)],
                ),
                listed("candidates", "candidate.list", candidate, lookup=info("candidate.info", "id")),
                listed(
                    "applications", "application.list", application,
                    lookup=info("application.info", "applicationId"),
                ),
                listed(
                    "interviews", "interviewSchedule.list", interview, interviewer,
                    lookup=Lookup(
                        path="/interviewSchedule.list", param="applicationId",
                        parent="application_remote_id", by_parent=True,
                    ),
                ),
            ),
            writes=WRITES,
            not_reported=("kind", "round", "time_zone", "response_status"),
        )
    ),
    webhook=webhook,
)  # fmt: skip
