"""Truto's unified records. Which fields of an interview are there depends on the vendor behind it."""

from collections.abc import Callable
from typing import Any

from connectors.sandbox.times import iso
from connectors.sandbox.truto.records import Application, Candidate, Interview, Job, Stage, User

INTERVIEW_FIELDS = {
    "ashby": "id application job_interview_stage interviewers location start_at end_at status created_at",
    "ceipal": "id application candidate job_interview_stage organizer interviewers location created_at"
    " updated_at",
    "fountain": "id candidate job_interview_stage interviewers location end_at status",
    "greenhouse": "id application organizer interviewers location start_at end_at status created_at"
    " updated_at",
}
LISTS = {
    "ashby": "interviews candidates applications jobs job_interview_stages users",
    "ceipal": "interviews candidates jobs",
    "fountain": "interviews candidates jobs job_interview_stages users",
    "greenhouse": "interviews candidates applications jobs job_interview_stages users",
}
FILTERS = {
    "ashby": ("application_id", "created_at", "job_interview_stage_id"),
    "ceipal": (),
    "fountain": ("candidate_id",),
    "greenhouse": ("application_id", "created_at", "updated", "start_at", "end_at"),
}
READ_ONE = {
    "ashby": "applications candidates jobs",
    "ceipal": "candidates interviews jobs",
    "fountain": "candidates",
    "greenhouse": "applications candidates jobs users",
}


def interview(row: Interview, integration: str, now: int) -> dict[str, Any]:
    whole = {
        "id": row.id,
        "application": {"id": row.application.id},
        "candidate": {"id": row.application.candidate.id},
        "job_interview_stage": {"id": row.stage.id},
        "organizer": {"id": row.organizer.id},
        "interviewers": [{"id": user.id} for user in row.panel],
        "location": row.location,
        "start_at": iso(row.start),
        "end_at": iso(row.end),
        "status": row.status_at(now),
        "created_at": iso(row.created),
        "updated_at": iso(row.updated_at(now)),
    }
    shown = {name: whole[name] for name in INTERVIEW_FIELDS[integration].split()}
    return {**shown, "remote_data": {"id": row.id, "status": row.status}}


def candidate(row: Candidate, integration: str, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "name": f"{row.first_name} {row.last_name}",
        "emails": [{"email": row.email, "type": "personal"}],
        "phones": [{"number": row.phone, "type": "mobile"}] if row.phone else [],
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "remote_data": {"id": row.id},
    }


def application(row: Application, integration: str, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "candidate": {"id": row.candidate.id},
        "job": {"id": row.job.id},
        "applied_at": iso(row.applied),
        "rejected_at": iso(row.rejected),
        "current_stage": {"id": row.stage.id, "name": row.stage.name, "job": {"id": row.job.id}},
        "reject_reason": "Position filled" if row.rejected else None,
        "created_at": iso(row.applied),
        "updated_at": iso(row.updated),
        "remote_data": {"id": row.id},
    }


def job(row: Job, integration: str, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "status": row.status,
        "confidential": False,
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "remote_data": {"id": row.id},
    }


def stage(row: Stage, integration: str, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "status": "active",
        "job": {"id": row.job.id},
        "position": row.position,
        "created_at": iso(row.created),
        "updated_at": iso(row.created),
        "remote_data": {"id": row.id},
    }


def user(row: User, integration: str, now: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "name": f"{row.first_name} {row.last_name}",
        "emails": [{"email": row.email, "type": "work", "is_primary": True}],
        "disabled": row.disabled,
        "access_role": "Interviewer",
        "created_at": iso(row.created),
        "updated_at": iso(row.created),
        "remote_data": {"id": row.id},
    }


SHAPES: dict[str, Callable[[Any, str, int], dict[str, Any]]] = {
    "interviews": interview,
    "candidates": candidate,
    "applications": application,
    "jobs": job,
    "job_interview_stages": stage,
    "users": user,
}
TABLES = {"job_interview_stages": "stages"}
"""Where a list's rows stand in the world, if not under its own name."""
