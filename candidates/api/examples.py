"""Answers as they look, for the schema and the documentation. Source: seed 004."""

from typing import Any

ROOT = "https://hub.example.com/api/v3/companies/4/"
PROJECT = f"{ROOT}projects/14/"
HERE = f"{PROJECT}candidates/521/"
SHARE: dict[str, Any] = {
    "resource_uri": f"{HERE}shares/1/",
    "customer": f"{ROOT}customers/5/",
    "candidate": HERE,
}
CANDIDATE: dict[str, Any] = {
    "resource_uri": HERE,
    "photo": f"{HERE}photo/7-a76b5e78cd3/",
    "cv": None,
    "first_name": "Francisco",
    "last_name": "Assis",
    "gender": "mr",
    "email": "francisco.assis@viasto.com",
    "phone": "",
    "address": "",
    "username": "assis9405",
    "status": "interviewed",
    "company": ROOT,
    "project": PROJECT,
    "interview_key": "abc68df6c4b354b61f8b2e1094503210",
    "invitationdate": "2015-06-19T12:19:36Z",
    "confirmationdate": "2015-06-19T12:24:11Z",
    "interviewdate": "2015-06-19T12:29:42Z",
    "deadline": "2015-06-30T08:00:00Z",
    "created_by": "https://hub.example.com/api/v3/customusers/1/",
    "coordinator": "https://hub.example.com/api/v3/customusers/12/",
    "evaluation_status": "pending",
    "my_evaluation_status": None,
    "activation_key": "06d592a9c52aa220af5bdf7aab308e32",
    "partner_data": {},
    "shares": [SHARE],
    "interview_suite_url": "https://hub.example.com/candidates/521/",
    "vendor": None,
    "vendor_status": None,
    "pending_move": None,
    "allowed_moves": [
        {
            "name": "skip",
            "target": None,
            "blocked": "A candidate who is Interviewed cannot be skipped.",
        }
    ],
    "version": 7,
}
EVALUATION: dict[str, Any] = {
    "resource_uri": f"{HERE}evaluations/3/",
    "customer": f"{ROOT}customers/5/",
    "candidate": HERE,
    "rating": 4,
    "comment": "Clear answers.",
    "completed": True,
    "updated": "2015-06-20T09:30:00Z",
}
VETO: dict[str, Any] = {
    "resource_uri": f"{HERE}vetos/2/",
    "customer": f"{ROOT}customers/5/",
    "candidate": HERE,
    "comment": "The licence is missing.",
    "created": "2015-06-20T09:30:00Z",
}
ROLE: dict[str, Any] = {
    "resource_uri": f"{PROJECT}roles/9/",
    "customer": f"{ROOT}customers/5/",
    "interview_manager": False,
    "evaluator": True,
    "reviewer": False,
}
OF_PROJECT: dict[str, Any] = {
    "resource_uri": PROJECT,
    "company": ROOT,
    "name": "Backend",
    "status": "active",
    "internal_id": None,
    "language": "en",
    "support_lang": "en",
    "default_interview_period": 7,
    "creationdate": "2015-06-01T08:00:00Z",
    "veto_enabled": True,
    "interview_managers": [f"{ROOT}customers/1/"],
    "evaluators": [f"{ROOT}customers/5/"],
    "reviewers": [],
    "candidates": f"{PROJECT}candidates/",
    "roles": f"{PROJECT}roles/",
}
COMPANY: dict[str, Any] = {
    "resource_uri": ROOT,
    "name": "Nordlicht",
    "identifier": "nordlicht",
    "timezone": "Europe/Berlin",
    "language": "en",
    "default_interview_period": 7,
    "projects": f"{ROOT}projects/",
    "customers": f"{ROOT}customers/",
    "features": ["Share Candidates"],
}
PERSON: dict[str, Any] = {
    "resource_uri": f"{ROOT}customers/5/",
    "company": ROOT,
    "account_type": "recruiter",
    "username": "anna",
    "first_name": "Anna",
    "last_name": "Weber",
    "email": "anna.weber@example.com",
    "preferred_language": "en",
}
META = {"total_count": 1, "previous": None, "next": None}
IMPORT: dict[str, Any] = {
    "resource_uri": f"{PROJECT}candidates/import/6/",
    "state": "done",
    "problem": "",
    "total": 1,
    "done": 1,
    "counts": {"new": 1},
    "deadline": "2015-06-30T08:00:00Z",
    "advance": True,
    "created": "2015-06-19T12:19:30Z",
    "finished": "2015-06-19T12:19:36Z",
    "meta": META,
    "objects": [{"row": 1, "outcome": "new", "candidate": HERE, "errors": []}],
}
THEMSELF: dict[str, Any] = {
    **{
        name: CANDIDATE[name]
        for name in (
            "resource_uri", "photo", "cv", "first_name", "last_name", "gender", "email", "phone", "address", "username",
            "interview_key", "invitationdate", "confirmationdate", "interviewdate", "deadline",
        )
    },
    "status": "invited",
    "company": {
        "resource_uri": ROOT, "name": "Nordlicht", "identifier": "nordlicht", "timezone": "Europe/Berlin",
    },
    "project": {
        "resource_uri": PROJECT, "name": "Backend", "videos": [], "questions": [], "language": "en",
        "support_lang": "en",
    },
    "seconds_until_deadline": 604800,
    "allowed_moves": [{"name": "advance", "target": "confirmed", "blocked": ""}],
}  # fmt: skip


def pages(**records: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each record, and a page of it."""
    paged = {f"{name}Page": {"meta": META, "objects": [one]} for name, one in records.items()}
    return records | paged


SHOWN: dict[str, dict[str, Any]] = {
    **pages(
        ProjectCandidate=CANDIDATE,
        CandidateShare=SHARE,
        Evaluation=EVALUATION,
        Veto=VETO,
        ProjectRole=ROLE,
        Project=OF_PROJECT,
        Customer=PERSON,
    ),
    "Company": COMPANY,
    "Import": IMPORT,
    "CandidateThemself": THEMSELF,
    "Token": {"token": "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"},
}
