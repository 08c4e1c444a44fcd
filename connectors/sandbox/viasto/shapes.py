"""Rows as the API prints them: references are absolute addresses, times are UTC to the second."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.times import iso_seconds
from connectors.sandbox.viasto.records import Candidate, Company, Customer, Project

FileToken = Callable[[Candidate, str], str]
APPLICATION = "/api/v3"


@dataclass(frozen=True, slots=True)
class Printer:
    """`address` is the API's as the caller wrote it; `file_token` makes the last part of a file's address."""

    address: str
    file_token: FileToken

    def company_uri(self, row: Company) -> str:
        return f"{self.address}/companies/{row.id}/"

    def customer_uri(self, company: Company, row: Customer) -> str:
        return f"{self.company_uri(company)}customers/{row.id}/"

    def project_uri(self, company: Company, row: Project) -> str:
        return f"{self.company_uri(company)}projects/{row.id}/"

    def candidate_uri(self, company: Company, row: Candidate) -> str:
        return f"{self.project_uri(company, row.project)}candidates/{row.id}/"

    def company(self, row: Company) -> dict[str, Any]:
        here = self.company_uri(row)
        return {
            "resource_uri": here,
            "name": row.name,
            "city": "Berlin",
            "country": f"{self.address}/countries/de/",
            "address": "",
            "account_settings": f"{here}settings/",
            "features": ["Share Candidates"],
        }

    def settings(self, row: Company) -> dict[str, Any]:
        return {
            "resource_uri": f"{self.company_uri(row)}settings/",
            "name": row.name,
            "identifier": row.identifier,
            "timezone": row.time_zone,
            "default_interview_period": row.days_to_interview,
            "default_maximum_score": 5,
            "veto_enabled": True,
        }

    def customer(self, company: Company, row: Customer) -> dict[str, Any]:
        return {
            "resource_uri": self.customer_uri(company, row),
            "company": self.company_uri(company),
            "account_type": row.account_type,
            "username": row.username,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "email": row.email,
            "phone": "",
            "gender": "",
            "status": "confirmed",
            "confirmationdate": iso_seconds(row.created),
            "invitationdate": iso_seconds(row.created),
        }

    def project(self, company: Company, row: Project) -> dict[str, Any]:
        here = self.project_uri(company, row)
        created = iso_seconds(row.created)
        return {
            "resource_uri": here,
            "company": self.company_uri(company),
            "name": row.name,
            "job_url": None,
            "mode": "standard",
            "maximum_score": 5,
            "language": "en",
            "status": row.status,
            "status_update_uri": f"{here}status/",
            "internal_id": row.internal_id,
            "default_interview_period": row.days_to_interview or company.days_to_interview,
            "creationdate": created,
            "activationdate": None if row.status == "draft" else created,
            "closedate": None,
            "interview_managers": [self.customer_uri(company, one) for one in row.managers],
            "evaluators": [self.customer_uri(company, one) for one in row.evaluators],
            "reviewers": [],
            "labels": [],
            "candidates": f"{here}candidates/",
            "roles": f"{here}roles/",
            "results": f"{here}results/",
        }

    def role(self, company: Company, project: Project, row: Customer) -> dict[str, Any]:
        return {
            "resource_uri": f"{self.project_uri(company, project)}roles/{row.id}/",
            "customer": self.customer_uri(company, row),
            "interview_manager": row in project.managers,
            "evaluator": row in project.evaluators,
            "reviewer": False,
        }

    def candidate(self, company: Company, row: Candidate) -> dict[str, Any]:
        here = self.candidate_uri(company, row)
        return {
            "resource_uri": here,
            "photo": f"{here}photo/{self.file_token(row, 'photo')}/" if row.photo else None,
            "cv": f"{here}cv/{self.file_token(row, 'cv')}/" if row.cv else None,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "gender": row.gender,
            "email": row.email,
            "phone": row.phone,
            "address": row.address,
            "status": row.status,
            "company": self.company_uri(company),
            "interview_key": row.interview_key,
            "project": self.project_uri(company, row.project),
            "evaluation_status": row.evaluation,
            "my_evaluation_status": None,
            "invitationdate": iso_seconds(row.invited),
            "confirmationdate": iso_seconds(row.confirmed),
            "interviewdate": iso_seconds(row.interviewed),
            "deadline": iso_seconds(row.deadline),
            "activation_key": row.activation_key,
            "created_by": f"{self.address}/customusers/1/",
            "username": row.username,
            "partner_data": {},
            "shares": [self.share(company, row, number) for number in row.shares],
            "interview_suite_url": f"{here.replace(APPLICATION, '')}",
        }

    def share(self, company: Company, row: Candidate, number: int) -> dict[str, Any]:
        here = self.candidate_uri(company, row)
        return {
            "resource_uri": f"{here}shares/{number}/",
            "customer": self.customer_uri(company, row.shares[number]),
            "candidate": here,
        }

    def result(self, company: Company, row: Candidate) -> dict[str, Any]:
        here = self.candidate_uri(company, row)
        return {
            "candidate": here,
            "overall_rating": 4.0,
            "question_results": [],
            "criteria_results": [],
            "ratings": [
                {"evaluator_profile": self.customer_uri(company, one), "value": 4.0}
                for one in row.rated
            ],
            "notes": [],
            "vetos": [
                {"evaluator": self.customer_uri(company, one), "comment": comment}
                for one, comment in row.vetos
            ],
        }
