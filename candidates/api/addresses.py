"""Records are referred to by their absolute address."""

from dataclasses import dataclass

from django.urls import reverse
from rest_framework.request import Request

from candidates.models import Candidate, Project


@dataclass(frozen=True, slots=True)
class Addresses:
    """`origin` is the hub as the caller wrote it, `http://localhost:8000`."""

    origin: str

    @property
    def root(self) -> str:
        return f"{self.origin}/api/v3"

    def company(self, company_id: int) -> str:
        return f"{self.root}/companies/{company_id}/"

    def customer(self, company_id: int, user_id: int) -> str:
        return f"{self.company(company_id)}customers/{user_id}/"

    def project(self, company_id: int, project_id: int) -> str:
        return f"{self.company(company_id)}projects/{project_id}/"

    def of_project(self, project: Project) -> str:
        return self.project(project.company_id, project.pk)

    def candidate(self, row: Candidate) -> str:
        assert row.project_id is not None
        return f"{self.project(row.company_id, row.project_id)}candidates/{row.pk}/"

    def maker(self, user_id: int) -> str:
        return f"{self.root}/customusers/{user_id}/"

    def page(self, row: Candidate) -> str:
        """Where a person looks at the candidate."""
        return self.origin + reverse("candidate", args=[row.pk])


def addresses(request: Request) -> Addresses:
    return Addresses(request.build_absolute_uri("/").rstrip("/"))
