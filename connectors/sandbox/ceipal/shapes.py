"""What Ceipal prints. Two forms of a date in one record; an empty field may be "", "0", "NA" or "N/A"."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from connectors.sandbox.ceipal.records import (
    JOB_STATUSES,
    TENANT_ZONE,
    Applicant,
    Interview,
    Job,
    Submission,
    User,
)
from connectors.sandbox.times import iso_seconds, to_datetime


def local(ms: int, zone: str = TENANT_ZONE) -> datetime:
    return to_datetime(ms).astimezone(ZoneInfo(zone))


def naive(ms: int) -> str:
    """`2026-05-12 06:31:23`: the tenant's wall clock, without saying so."""
    return local(ms).strftime("%Y-%m-%d %H:%M:%S")


def user(row: User) -> dict[str, Any]:
    return {
        "id": row.id,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "display_name": f"{row.first_name} {row.last_name}",
        "email_id": row.email,
        "role": row.role,
        "status": row.status,
        "business_unit_id": "1",
        "timezone": row.zone,
    }


def job(row: Job) -> dict[str, Any]:
    return {
        "id": row.id,
        "job_code": row.code,
        "position_title": row.title,
        "public_job_title": row.title,
        "job_status": JOB_STATUSES[row.status],
        "assigned_recruiter": row.recruiter.id,
        "primary_recruiter": row.recruiter.id,
        "posted_by": row.recruiter.id,
        "business_unit_id": "1",
        "country": "India",
        "state": "NA",
        "city": "",
        "skills": "Planning,Writing",
        "requisition_description": "&lt;p&gt;Room for R&amp;D&lt;/p&gt;",
        "public_job_desc": "&lt;p&gt;Room for R&amp;D&lt;/p&gt;",
        "closing_date": row.closing_date,
        "created": naive(row.created),
        "modified": iso_seconds(row.modified),
        "number_of_positions": "1",
        "employment_type": "Full Time",
    }


def applicant(row: Applicant, now: int) -> dict[str, Any]:
    """The résumé's token is a new one with every answer."""
    return {
        "id": row.id,
        "applicant_id": row.number,
        "firstname": row.first_name,
        "lastname": row.last_name,
        "middlename": "",
        "consultant_name": f"{row.first_name} {row.last_name}",
        "email": row.email,
        "email_address_1": "NA",
        "mobile_number": row.phone,
        "home_phone_number": "0",
        "work_phone_number": "N/A",
        "address": "",
        "city": "NA",
        "job_title": "",
        "skills": "",
        "source": "Careers page",
        "applicant_status": row.status,
        "ssn": "000-00-0000",
        "created_at": naive(row.created),
        "created_by": row.created_by.id,
        "resume_token": f"{now:x}.{row.id}",
    }


def submission(row: Submission) -> dict[str, Any]:
    return {
        "id": row.id,
        "job_id": row.job.id,
        "job_seeker_id": row.applicant.id,
        "submission_status": row.status,
        "pipeline_status": row.pipeline,
        "source": "Careers page",
        "submitted_by": row.submitted_by.id,
        "submitted_on": naive(row.submitted),
        "modified": iso_seconds(row.modified),
        "pay_rate": 40.0,
        "currency_code": "INR",
        "Documents": [],
    }


def interview(row: Interview) -> dict[str, Any]:
    """Every field name here is an assumption."""
    start, end = local(row.start, row.zone), local(row.end, row.zone)
    return {
        "id": row.id,
        "submission_id": row.submission.id,
        "applicant_id": row.submission.applicant.id,
        "job_id": row.submission.job.id,
        "interview_round": f"Round {row.round}",
        "interview_mode": row.mode,
        "interview_date": start.date().isoformat(),
        "from_time": "" if row.all_day else start.strftime("%I:%M %p"),
        "to_time": "" if row.all_day else end.strftime("%I:%M %p"),
        "timezone": row.zone,
        "location": row.location,
        "interviewers": ",".join(user.id for user in row.panel),
        "interview_status": row.status,
        "created_by": row.created_by.id,
        "created": naive(row.created),
        "modified": iso_seconds(row.modified),
    }
