"""A candidate as seed 004 prints them: references are absolute addresses, times are UTC to the second."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.crypto import salted_hmac

from candidates.api.addresses import Addresses
from candidates.api.callers import Caller
from candidates.api.documents import document_urls
from candidates.models import Candidate, Company, Evaluation, Project, Share, Veto
from candidates.permissions import Part, Right, allows
from candidates.ports import VendorWork
from candidates.selectors.cases import case_of
from candidates.selectors.project_candidates import Beside
from candidates.transitions import Choice, status_now

KEY_LENGTH = 32
DONE = "done"


def instant(moment: datetime | None) -> str | None:
    """`2015-06-30T08:00:00Z`"""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def interview_key(candidate: Candidate) -> str:
    """The same at every look, and nothing that opens a door."""
    told = salted_hmac("candidates.interview_key", str(candidate.pk), algorithm="sha256")
    return told.hexdigest()[:KEY_LENGTH]


def said(candidate: Candidate, value: str | None) -> str | None:
    """What was left empty in the hub is empty; null is what a vendor does not report."""
    return (value or "") if candidate.account_id is None else value


@dataclass(frozen=True, slots=True)
class Printer:
    """For one caller with these parts in the project."""

    to: Addresses
    caller: Caller
    parts: frozenset[Part]

    def candidate(self, row: Candidate, beside: Beside) -> dict[str, Any]:
        """As people of the company see it."""
        standing, user_id = beside.standing, self.caller.user_id
        shown = self.person(row) | {
            "created_by": self.to.maker(row.created_by_id) if row.created_by_id else None,
            "coordinator": self.to.maker(beside.coordinator) if beside.coordinator else None,
            "evaluation_status": standing.status,
            "my_evaluation_status": standing.own(user_id) if user_id else None,
            "activation_key": row.activation_key if self.holds_keys() else None,
            "partner_data": row.partner_data or {},
        }
        if allows(Right.SHARE, self.parts):
            shown["shares"] = [self.share(row, one) for one in beside.shares]
        return shown | {
            "interview_suite_url": self.to.page(row),
            "vendor": row.account.vendor if row.account else None,
            "vendor_status": row.vendor_status,
            "pending_move": pending(beside.work),
            "allowed_moves": [allowed(one) for one in beside.choices],
            "version": row.version,
        }

    def holds_keys(self) -> bool:
        """The key opens the candidate's own door: for whoever may write to them and invite them."""
        return allows(Right.MOVE, self.parts) and self.caller.personal and self.caller.writes

    def person(self, row: Candidate) -> dict[str, Any]:
        """What the candidate may see as well."""
        personal = self.caller.personal
        token = self.caller.token if personal else None
        case = case_of(row, self.caller.now, self.caller.company)
        return {
            "resource_uri": self.to.candidate(row),
            **document_urls(row, token, self.to.origin),
            "first_name": said(row, row.first_name),
            "last_name": said(row, row.last_name),
            "gender": said(row, row.gender),
            "email": said(row, row.email) if personal else None,
            "phone": said(row, row.phone) if personal else None,
            "address": said(row, row.address) if personal else None,
            "username": said(row, row.username),
            "status": status_now(case) if row.status else None,
            "company": self.to.company(row.company_id),
            "project": self.to.project(row.company_id, row.project_id or 0),
            "interview_key": interview_key(row),
            "invitationdate": instant(row.invited_at),
            "confirmationdate": instant(row.confirmed_at),
            "interviewdate": instant(row.interviewed_at),
            "deadline": instant(row.deadline),
        }

    def themself(self, row: Candidate, choices: list[Choice]) -> dict[str, Any]:
        return self.person(row) | {"allowed_moves": [allowed(one) for one in choices]}

    def whoami(self, row: Candidate, choices: list[Choice]) -> dict[str, Any]:
        left = (row.deadline - self.caller.now).total_seconds() if row.deadline else None
        project = row.project
        assert project is not None
        return self.themself(row, choices) | {
            "seconds_until_deadline": max(0, int(left)) if left is not None else None,
            "company": {
                "resource_uri": self.to.company(row.company_id),
                "name": self.caller.company.name,
                "identifier": self.caller.company.slug,
                "timezone": self.caller.company.time_zone,
            },
            "project": {
                "resource_uri": self.to.of_project(project),
                "name": project.name,
                "videos": [],
                "questions": [],
                "support_lang": language_of(project, self.caller.company),
                "language": language_of(project, self.caller.company),
            },
        }

    def share(self, row: Candidate, one: Share) -> dict[str, Any]:
        here = self.to.candidate(row)
        return {
            "resource_uri": f"{here}shares/{one.pk}/",
            "customer": self.to.customer(row.company_id, one.user_id),
            "candidate": here,
        }

    def veto(self, row: Candidate, one: Veto) -> dict[str, Any]:
        here = self.to.candidate(row)
        return {
            "resource_uri": f"{here}vetos/{one.pk}/",
            "customer": self.to.customer(row.company_id, one.evaluator_id),
            "candidate": here,
            "comment": one.comment,
            "created": instant(one.created_at),
        }

    def evaluation(self, row: Candidate, one: Evaluation) -> dict[str, Any]:
        here = self.to.candidate(row)
        return {
            "resource_uri": f"{here}evaluations/{one.pk}/",
            "customer": self.to.customer(row.company_id, one.evaluator_id),
            "candidate": here,
            "rating": one.rating,
            "comment": one.comment,
            "completed": one.completed_at is not None,
            "updated": instant(one.updated_at),
        }


def language_of(project: Project, company: Company) -> str:
    return project.language or company.language


def allowed(choice: Choice) -> dict[str, Any]:
    target = choice.target.value if choice.target else None
    return {"name": choice.name, "target": target, "blocked": str(choice.blocked)}


def pending(work: VendorWork | None) -> dict[str, Any] | None:
    """The last move that was asked for at the vendor, until it is done."""
    if work is None or work.state == DONE:
        return None
    return {
        "name": work.name,
        "state": work.state,
        "asked": instant(work.asked_at),
        "problem": work.problem,
    }
