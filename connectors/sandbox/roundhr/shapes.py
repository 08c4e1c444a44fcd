"""Rows as the API prints them: times in Korea's zone, to the second."""

from collections.abc import Mapping
from typing import Any

from connectors.sandbox.roundhr.records import Candidate, Interview, Job, Schedule, Score, User
from connectors.sandbox.times import HOUR, iso_seconds

COMPANY = "https://company.recruit.roundhr.example/c/"
RESUMES = "https://files.roundhr.example/resumes/"


def kst(ms: int | None) -> str | None:
    """`2024-09-10T14:00:00+09:00`"""
    text = iso_seconds(None if ms is None else ms + 9 * HOUR)
    return text[:-1] + "+09:00" if text else None


def interview(row: Interview) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "number": row.number,
        "status": row.status,
        "created_at": kst(row.created),
        "updated_at": kst(row.updated),
        "candidate": _person(row.candidate) | {"job": _job_of(row.candidate.job)},
        "schedule": schedule(row.schedule) if row.schedule else None,
    }


def schedule(row: Schedule) -> dict[str, Any]:
    return {
        "code": row.code,
        "status": row.status,
        "start_at": kst(row.start),
        "end_at": kst(row.end),
    }


def _person(row: Candidate) -> dict[str, Any]:
    score = row.score
    complete = score is not None and score.complete
    return {
        "code": row.code,
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "duplicate": False,
        "duplicate_job": False,
        "reapply": row.reapply,
        "feedback_kind": "interview",
        "feedback_status": "complete" if complete else "ongoing",
        "feedback_result": "A" if complete else None,
        "feedback_score": 4.5 if complete else None,
        "feedback_score_count": score.submitted if score else 0,
        "feedback_score_total_count": len(score.members) if score else 0,
        "education_final_kind": "university_4",
        "experience_total_period": row.months,
        "interest": None,
        "birth": row.birth,
        "privacy": True,
        "resume_path": f"{RESUMES}{row.code}.pdf",
        "applied_at": kst(row.created),
        "created_at": kst(row.created),
    }


def candidate(row: Candidate) -> dict[str, Any]:
    """In a list."""
    return _person(row) | {"job": _job_of(row.job), "job_stage": _stage(row)}


def whole_candidate(row: Candidate) -> dict[str, Any]:
    money = {"desired_salary": 62_000_000, "current_salary": 54_000_000, "expected_fee": None}
    return candidate(row) | money


def _stage(row: Candidate) -> dict[str, Any]:
    return {
        "stage_kind": row.stage,
        "title": row.stage_title,
        "created_at": kst(row.job.created),
        "updated_at": kst(row.staged),
    }


def _job_of(row: Job) -> dict[str, Any]:
    return {
        "code": row.code or row.form,
        "title": row.title,
        "url": COMPANY + (row.code or row.form),
        "deleted": row.deleted,
        "created_at": kst(row.created),
        "updated_at": kst(row.updated),
    }


def job(row: Job) -> dict[str, Any]:
    times = {"created_at": kst(row.created), "updated_at": kst(row.updated)}
    return {
        "code": row.code,
        "title": row.title,
        "url": COMPANY + (row.code or row.form),
        **times,
        "position": {"title": row.title, **times},
        "application_form": form(row),
        "managers": [{"kind": "job_admin", **times, "user": user(one)} for one in row.managers],
    }


def form(row: Job) -> dict[str, Any]:
    return {
        "uri": COMPANY + row.form,
        "code": row.form,
        "title": row.title,
        "status": "in_progress",
        "career_kind": "not_required",
        "career_start": None,
        "career_end": None,
        "employment_type": "full_time",
        "address": "서울특별시 성동구",
        "address2": None,
        "content": "<p>함께 일할 동료를 찾습니다.</p>",
        "open_status": row.open,
        "resume_required": True,
        "end_at": None,
        "expired": not row.open,
        "created_at": kst(row.created),
        "updated_at": kst(row.updated),
    }


def user(row: User) -> dict[str, Any]:
    return {
        "code": row.code,
        "email": row.email,
        "role": row.role,
        "name": row.name,
        "phone": None,
        "position": row.position,
    }


def score(row: Score, of: Candidate) -> dict[str, Any]:
    times = {"created_at": kst(row.created), "updated_at": kst(row.updated)}
    return {
        "code": row.code,
        "status": "complete" if row.complete else "ongoing",
        "feedback_kind": "interview",
        "result": "A" if row.complete else None,
        "score": 4.5 if row.complete else None,
        "score_count": row.submitted,
        "total_score_count": len(row.members),
        "job_stage_title": row.stage_title,
        **times,
        "candidate": _person(of),
        "member_scores": [_member(one, at, times) for one, at in row.members.items()],
    }


def _member(who: User, at: int | None, times: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "code": f"{who.code}_score",
        "status": "complete" if at else "ongoing",
        "feedback_kind": "interview",
        "submit": at is not None,
        "final_result": "A" if at else None,
        "final_score": 4.5 if at else None,
        "final_comment": "<p>긍정적입니다.</p>" if at else None,
        **times,
        "user": user(who),
    }
