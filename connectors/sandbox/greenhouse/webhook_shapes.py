"""How webhooks print what happened. Times have no milliseconds here, unlike in the lists."""

from collections.abc import Iterable
from typing import Any

from connectors.sandbox.greenhouse.records import Application, Candidate, Interviewer, Job, Stage
from connectors.sandbox.times import iso_seconds

Payload = dict[str, Any]


def person(row: Candidate, **more: Any) -> Payload:
    """In `delete_candidate` and `merge_candidate`."""
    return {
        "person": {
            "id": row.id,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "company": row.company,
            "title": row.title,
            "created_at": iso_seconds(row.created),
            "headline": None,
            "is_private": row.private,
            "recruiter_user_id": None,
            "coordinator_user_id": None,
            "can_email": True,
            **more,
        }
    }


def candidate(row: Candidate) -> Payload:
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "title": row.title,
        "external_id": None,
        "phone_numbers": [{"value": row.phone, "type": "mobile"}] if row.phone else [],
        "email_addresses": [{"value": row.email, "type": "personal"}] if row.email else [],
        "addresses": [],
        "tags": list(row.tags),
        "custom_fields": {},
    }


def application(row: Application) -> Payload:
    """The tree that all events of an application carry."""
    return {
        "application": {
            "id": row.id,
            "prospect": row.prospect,
            "status": row.status,
            "applied_at": iso_seconds(row.created),
            "last_activity_at": iso_seconds(row.last_activity),
            "rejected_at": iso_seconds(row.rejected),
            "url": f"https://app.greenhouse.io/people/{row.candidate.id}?application_id={row.id}",
            "source": {"id": row.source[0], "name": row.source[1]} if row.source else None,
            "current_stage": _stage(row) if row.stage and not row.prospect else None,
            "candidate": candidate(row.candidate),
            "jobs": [job(row.job)] if row.job else [],
            "custom_fields": {},
        }
    }


def _stage(row: Application) -> Payload:
    slots = row.stage.slots if row.stage else []
    return {
        "id": row.stage.id if row.stage else None,
        "name": row.stage.name if row.stage else None,
        "interviews": [
            {
                "id": slot.id,
                "name": slot.name,
                "status": "to_be_scheduled",
                "interview_kit": {
                    "url": None,
                    "content": "<p>Be kind & exact.</p>",
                    "questions": [],
                },
                "interviewers": _seats(row, slot.id),
            }
            for slot in slots
        ],
    }


def _seats(row: Application, slot_id: int) -> list[Payload]:
    seats: Iterable[Interviewer] = (
        seat
        for interview in row.interviews
        if interview.slot.id == slot_id
        for seat in interview.panel
    )
    return [
        {"id": seat.user.id, "display_name": seat.user.name, "status": seat.response}
        for seat in seats
        if seat.user
    ]


def deleted_application(row: Application) -> Payload:
    return {
        "application": {
            "id": row.id,
            "candidate_id": row.candidate.id,
            "job_id": row.job.id if row.job else None,
            "created_at": iso_seconds(row.created),
            "source_id": row.source[0] if row.source else None,
            "candidate_rejection_reason_id": row.rejection[0] if row.rejection else None,
            "rejection_note_id": None,
            "rejected_at": iso_seconds(row.rejected),
            "referrer_id": None,
            "prospect": row.prospect,
            "rejected_by_user_id": None,
        }
    }


def job(row: Job) -> Payload:
    return {
        "id": row.id,
        "name": row.name,
        "requisition_id": row.requisition_id,
        "notes": None,
        "status": row.status,
        "created_at": iso_seconds(row.created),
        "opened_at": iso_seconds(row.opened),
        "closed_at": iso_seconds(row.closed),
    }


def stage(row: Stage) -> Payload:
    return {
        "job_interview_stage": {
            "id": row.id,
            "job_id": row.job.id,
            "created_at": iso_seconds(row.created),
            "updated_at": iso_seconds(row.updated),
            "name": row.name,
            "active": row.active,
        }
    }


def scorecard(row: Interviewer) -> Payload:
    return {
        "scorecard": {
            "id": row.scorecard_id,
            "candidate_id": row.interview.application.candidate.id,
            "interviewed_at": iso_seconds(row.interview.start),
            "created_at": iso_seconds(row.created),
            "updated_at": iso_seconds(row.updated),
            "scorecard_status": "complete",
        }
    }
