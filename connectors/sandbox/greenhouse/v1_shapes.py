"""How v1 prints each row: nested, with people written out."""

from typing import Any

from connectors.sandbox.greenhouse.records import (
    Application,
    Candidate,
    Interview,
    Interviewer,
    Job,
    Slot,
    Stage,
    User,
)
from connectors.sandbox.greenhouse.v3_shapes import rating
from connectors.sandbox.times import iso, iso_seconds

Shape = dict[str, Any]


def scheduled_interview(row: Interview) -> Shape:
    return {
        "id": row.id,
        "application_id": row.application.id,
        "external_event_id": row.event_id,
        "start": _moment(row.start, row.first_day),
        "end": _moment(row.end, row.last_day),
        "location": row.location,
        "video_conferencing_url": row.video,
        "status": row.status,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "interview": {"id": row.slot.id, "name": row.slot.name},
        "organizer": person(row.organizer),
        "interviewers": [_seat(seat) for seat in row.panel],
    }


def _moment(instant: int | None, day: str | None) -> Shape:
    return {"date_time": iso(instant)} if instant is not None else {"date": day}


def _seat(row: Interviewer) -> Shape:
    return {
        "id": row.user.id if row.user else None,
        "employee_id": row.user.employee_id if row.user else None,
        "name": row.user.name if row.user else None,
        "email": row.email,
        "response_status": row.response,
        "scorecard_id": row.scorecard_id if row.submitted else None,
    }


def person(row: User | None) -> Shape | None:
    if row is None:
        return None
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "name": row.name,
        "employee_id": row.employee_id,
    }


def candidate(row: Candidate) -> Shape:
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "company": row.company,
        "title": row.title,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "last_activity": iso(row.last_activity),
        "is_private": row.private,
        "photo_url": None,
        "can_email": True,
        "application_ids": [application.id for application in row.applications],
        "attachments": [],
        "tags": list(row.tags),
        "phone_numbers": [{"value": row.phone, "type": "mobile"}] if row.phone else [],
        "email_addresses": [{"value": row.email, "type": "personal"}] if row.email else [],
        "addresses": [],
        "website_addresses": [],
        "social_media_addresses": [],
        "recruiter": None,
        "coordinator": None,
        "applications": [application(one) for one in row.applications],
        "educations": [],
        "employments": [],
        "linked_user_ids": [],
        "custom_fields": {"notice": None},
        "keyed_custom_fields": {
            "notice": {"name": "Notice period", "type": "short_text", "value": None}
        },
    }


def application(row: Application) -> Shape:
    stage = None if row.prospect or row.stage is None else row.stage
    return {
        "id": row.id,
        "candidate_id": row.candidate.id,
        "prospect": row.prospect,
        "applied_at": iso(row.created),
        "rejected_at": iso(row.rejected),
        "last_activity_at": iso(row.last_activity),
        "location": None,
        "source": {"id": row.source[0], "public_name": row.source[1]} if row.source else None,
        "credited_to": None,
        "recruiter": person(row.recruiter),
        "coordinator": None,
        "rejection_reason": _rejection(row),
        "rejection_details": None,
        "jobs": [{"id": row.job.id, "name": row.job.name}] if row.job else [],
        "job_post_id": None,
        "status": row.status,
        "current_stage": {"id": stage.id, "name": stage.name} if stage else None,
        "answers": [{"question": "How did you hear about us?", "answer": None}],
        "prospective_office": None,
        "prospective_department": None,
        "prospect_detail": {"prospect_pool": None, "prospect_stage": None, "prospect_owner": None},
        "custom_fields": {},
        "keyed_custom_fields": {},
        "attachments": [],
    }


def _rejection(row: Application) -> Shape | None:
    if row.rejection is None:
        return None
    kind = {"id": 4, "name": "We rejected them"}
    return {"id": row.rejection[0], "name": row.rejection[1], "type": kind}


def user(row: User) -> Shape:
    return {
        "id": row.id,
        "name": row.name,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "primary_email_address": row.email or None,
        "updated_at": iso(row.updated),
        "created_at": iso(row.created),
        "disabled": row.disabled,
        "site_admin": row.site_admin,
        "emails": [row.email] if row.email else [],
        "employee_id": row.employee_id,
        "linked_candidate_ids": [],
        "offices": [],
        "departments": [],
        "custom_fields": {},
        "keyed_custom_fields": {},
    }


def job(row: Job) -> Shape:
    return {
        "id": row.id,
        "name": row.name,
        "requisition_id": row.requisition_id,
        "notes": "<p>Opened by the sandbox.</p>",
        "confidential": row.confidential,
        "status": row.status,
        "created_at": iso_seconds(row.created),
        "opened_at": iso_seconds(row.opened),
        "closed_at": iso_seconds(row.closed),
        "updated_at": iso_seconds(row.updated),
        "is_template": False,
        "copied_from_id": None,
        "departments": [{"id": row.department[0], "name": row.department[1], "parent_id": None}],
        "offices": [
            {"id": row.office[0], "name": row.office[1], "location": {"name": row.office[1]}}
        ],
        "custom_fields": {},
        "keyed_custom_fields": {},
        "hiring_team": {
            "hiring_managers": [person(one) for one in row.hiring_managers],
            "recruiters": [person(one) for one in row.recruiters],
            "coordinators": [],
            "sourcers": [],
        },
        "openings": [],
    }


def stage(row: Stage) -> Shape:
    return {
        "id": row.id,
        "name": row.name,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "active": row.active,
        "job_id": row.job.id,
        "priority": row.order,
        "interviews": [_slot(slot) for slot in row.slots],
    }


def _slot(row: Slot) -> Shape:
    return {
        "id": row.id,
        "name": row.name,
        "schedulable": row.kind == "needs_scheduling",
        "estimated_minutes": row.minutes,
        "default_interviewer_users": [],
        "interview_kit": {
            "id": row.id + 1,
            "content": "<p>Write the scorecard on the same day.</p>",
            "questions": [],
        },
    }


def scorecard(row: Interviewer) -> Shape:
    application_row = row.interview.application
    return {
        "id": row.scorecard_id,
        "updated_at": iso(row.updated),
        "created_at": iso(row.created),
        "interview": row.interview.slot.name,
        "interview_step": {"id": row.interview.slot.id, "name": row.interview.slot.name},
        "candidate_id": application_row.candidate.id,
        "application_id": application_row.id,
        "interviewed_at": iso_seconds(row.interview.start),
        "submitted_by": person(row.user),
        "interviewer": person(row.user),
        "submitted_at": iso_seconds(row.submitted),
        "overall_recommendation": rating(row, "definitely_not"),
        "attributes": [],
        "ratings": {},
        "questions": [],
    }
