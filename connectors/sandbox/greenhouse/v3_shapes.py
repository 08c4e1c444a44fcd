"""How v3 prints each row: flat, by id, nothing embedded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.greenhouse.records import (
    EMAIL_OFFSET,
    STAGE_VISITS,
    TO_BE_SCHEDULED,
    Application,
    Candidate,
    Interview,
    Interviewer,
    Job,
    Slot,
    Stage,
    User,
)
from connectors.sandbox.times import DAY, iso

Shape = dict[str, Any]


def interview(row: Interview) -> Shape:
    job = row.application.job
    return {
        "id": row.id,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "job_id": job.id if job else None,
        "application_id": row.application.id,
        "job_interview_id": row.slot.id,
        "starts_at": iso(row.start),
        "ends_at": iso(row.end),
        "all_day_start_on": row.first_day,
        "all_day_end_on": row.last_day,
        "location": row.location,
        "video_conferencing_url": row.video,
        "status": row.status,
        "organizer_id": row.organizer.id if row.organizer else None,
        "scheduled_at": iso(row.created) if row.on_calendar else None,
        "availability_received_at": None,
        "external_event_id": row.event_id,
    }


def interviewer(row: Interviewer) -> Shape:
    placeholder = row.interview.status == TO_BE_SCHEDULED
    return {
        "id": row.id,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "interview_id": row.interview.id,
        "user_id": row.user.id if row.user else None,
        "scorecard_id": None if placeholder else row.scorecard_id,
        "email": row.email,
        "response_status": row.response,
    }


def candidate(row: Candidate) -> Shape:
    return {
        "id": row.id,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "first_name": row.first_name,
        "last_name": row.last_name,
        "preferred_name": None,
        "company": row.company,
        "title": row.title,
        "last_activity_at": iso(row.last_activity),
        "private": row.private,
        "can_email": True,
        "time_zone": row.rails_zone,
        "tags": list(row.tags),
        "linked_user_ids": [],
        "phone_numbers": [{"value": row.phone, "type": "mobile"}] if row.phone else [],
        "email_addresses": [{"value": row.email, "type": "personal"}] if row.email else [],
        "addresses": [],
        "website_addresses": [],
        "social_media_addresses": [],
        "custom_fields": {"notice": {"name": "Notice period", "type": "short_text", "value": None}},
    }


def application(row: Application) -> Shape:
    visit = current_visit(row)
    stage = row.stage if visit else None
    return {
        "id": row.id,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "candidate_id": row.candidate.id,
        "job_id": row.job.id if row.job else None,
        "job_post_id": None,
        "recruiter_id": row.recruiter.id if row.recruiter else None,
        "coordinator_id": None,
        "referrer_id": None,
        "source_id": row.source[0] if row.source else None,
        "agency_note_id": None,
        "stage_id": visit.id if visit else None,
        "stage_name": stage.name if stage else None,
        "job_interview_stage_id": stage.id if stage else None,
        "status": "in_process" if row.status == "active" else row.status,
        "needs_decision": False,
        "prospect": row.prospect,
        "rejected_at": iso(row.rejected),
        "last_activity_at": iso(row.last_activity),
        "location_address": None,
        "answers": [{"question": "How did you hear about us?", "answer": None}],
        "prospective_job_ids": [],
        "custom_fields": {},
    }


def user(row: User) -> Shape:
    return {
        "id": row.id,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "first_name": row.first_name,
        "last_name": row.last_name,
        "name": row.name,
        "primary_email": row.email,
        "job_title": row.job_title,
        "agency_id": None,
        "deactivated": row.disabled,
        "site_admin": row.site_admin,
        "employee_id": row.employee_id,
        "linked_candidate_ids": [],
        "office_ids": [],
        "department_ids": [],
        "interviewer_tags": [],
        "emails": [row.email] if row.email else None,
        "custom_fields": {},
    }


def user_email(row: User) -> Shape:
    return {
        "id": row.id + EMAIL_OFFSET,
        "user_id": row.id,
        "email": row.email,
        "verified": not row.disabled,
        "verification_token_sent_at": None,
    }


def job(row: Job) -> Shape:
    return {
        "id": row.id,
        "name": row.name,
        "requisition_id": row.requisition_id,
        "notes": "<p>Opened by the sandbox.</p>",
        "confidential": row.confidential,
        "status": row.status,
        "opened_at": iso(row.opened),
        "closed_at": iso(row.closed),
        "is_template": False,
        "copied_from_id": None,
        "department_id": row.department[0],
        "office_ids": [row.office[0]],
        "custom_fields": {},
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
    }


def stage(row: Stage) -> Shape:
    return {
        "id": row.id,
        "job_id": row.job.id,
        "name": row.name,
        "sort_order": row.order,
        "active": row.active,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
    }


def slot(row: Slot) -> Shape:
    return {
        "id": row.id,
        "job_id": row.stage.job.id,
        "job_interview_stage_id": row.stage.id,
        "name": row.name,
        "sort_order": row.order,
        "scheduling_type": row.kind,
        "duration": row.minutes,
        "summary": None,
        "instructions": "<p>Write the scorecard on the same day.</p>",
        "active": row.active,
        "require_scorecard": row.kind == "needs_scheduling",
    }


def scorecard(row: Interviewer) -> Shape:
    """Every seat of a user holds one: a draft until it is handed in."""
    author = row.user.id if row.user else None
    return {
        "id": row.scorecard_id,
        "application_id": row.interview.application.id,
        "interview_kit_id": row.interview.slot.id + 1,
        "interviewer_id": author,
        "submitter_id": author if row.submitted else None,
        "status": "complete" if row.submitted else "draft",
        "interviewed_at": iso(row.interview.start),
        "submitted_at": iso(row.submitted),
        "candidate_rating": rating(row, "strong_no"),
        "notes": None,
        "private_notes": None,
        "public_notes": None,
        "notes_with_tags": None,
        "private_notes_with_tags": None,
        "public_notes_with_tags": None,
    }


def rating(row: Interviewer, worst: str) -> str | None:
    words = (worst, "no", "yes", "strong_yes", "yes", "no_decision")
    return words[row.id // 1000 % len(words)] if row.submitted else None


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay of an application in a stage: v3's application_stages."""

    id: int
    application: Application
    stage: Stage
    entered: int
    exited: int | None


def visits(row: Application) -> Iterator[Visit]:
    """One for each stage up to the current one, which alone is not left yet."""
    if row.job is None or row.stage is None:
        return
    passed = [one for one in row.job.stages if one.active and one.order <= row.stage.order]
    share = (row.last_activity - row.created) // max(1, len(passed))
    for nth, place in enumerate(passed[: STAGE_VISITS - 1]):
        entered = row.created + nth * share
        left = None if place is row.stage and not row.terminal else entered + share
        yield Visit(row.id + 1 + nth, row, place, entered, left)


def current_visit(row: Application) -> Visit | None:
    if row.terminal:
        return None
    return next((visit for visit in visits(row) if visit.exited is None), None)


def application_stage(row: Visit) -> Shape:
    return {
        "id": row.id,
        "application_id": row.application.id,
        "job_interview_stage_id": row.stage.id,
        "entered_at": iso(row.entered),
        "exited_at": iso(row.exited),
        "days_in_stage": ((row.exited or row.application.last_activity) - row.entered) // DAY,
        "current": row.exited is None,
    }
