"""A company, its projects and its people."""

from collections import defaultdict
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import fields, render_company, schema
from candidates.api.fields import read_body
from candidates.api.params import CUSTOMERS, PAGING
from candidates.api.views.base import ProjectView, SuiteView
from candidates.models import Membership, Project, ProjectRole
from candidates.permissions import NotAllowed, Right, Team, require
from candidates.selectors.teams import members, reached_projects
from candidates.services.projects import create_project

LANGUAGES = ("en", "ko", "de", "")
PROJECT = {
    "name": fields.text(300, shortest=1),
    "default_interview_period": fields.whole(1, 365, optional=True),
    "language": fields.choice(*LANGUAGES),
}
READ_ONLY = (
    "resource_uri", "company", "status", "internal_id", "support_lang", "creationdate", "veto_enabled",
    "interview_managers", "evaluators", "reviewers", "candidates", "roles",
)  # fmt: skip


class CompanyDetail(SuiteView):
    @schema.GET_COMPANY
    def get(self, request: Request, company_id: int) -> Response:
        return Response(render_company.company(self.to, self.caller.company))


class CompanyBySlug(SuiteView):
    @schema.FIND_COMPANY
    def get(self, request: Request, slug: str) -> Response:
        if slug != self.caller.company.slug:
            raise NotFound
        return Response(render_company.company(self.to, self.caller.company))


class ForColleagues(SuiteView):
    def check(self) -> None:
        if self.caller.candidate is not None:
            raise NotAllowed("Only people of the company may see this.")


class ProjectList(ForColleagues):
    parameters = {"GET": PAGING}

    @schema.LIST_PROJECTS
    def get(self, request: Request, company_id: int) -> Response:
        self.check()
        rows = reached_projects(company_id, self.caller.role, self.caller.user_id)
        if self.caller.accounts is not None:
            rows = rows.filter(account__in=self.caller.accounts)
        found, envelope = self.paged(request, rows.order_by("pk"))
        roles: dict[int, list[ProjectRole]] = defaultdict(list)
        for one in ProjectRole.objects.filter(project__in=found).order_by("pk"):
            roles[one.project_id].append(one)
        response: Response = envelope([self.shown(row, roles[row.pk]) for row in found])
        return response

    @schema.MAKE_PROJECT
    def post(self, request: Request, company_id: int) -> Response:
        self.check()
        require(Right.MAKE_PROJECT, self.caller.parts(Team()))
        values = read_body(request.data, PROJECT, required=("name",), read_only=READ_ONLY)
        values["language"] = values.get("language") or ""
        if "default_interview_period" in values:
            values["interview_period"] = values.pop("default_interview_period")
        made = create_project(values, origin=self.origin, made_by=self.caller.user)
        body = self.shown(made, list(ProjectRole.objects.filter(project=made)))
        return Response(body, status=201, headers={"Location": body["resource_uri"]})

    def shown(self, row: Project, roles: list[ProjectRole]) -> dict[str, Any]:
        return render_company.project(self.to, row, self.caller.company, roles)


class ProjectDetail(ProjectView):
    @schema.GET_PROJECT
    def get(self, request: Request, **_ids: int) -> Response:
        require(Right.SEE_PROJECT, self.parts)
        roles = list(ProjectRole.objects.filter(project=self.project).order_by("pk"))
        body = render_company.project(self.to, self.project, self.caller.company, roles)
        return Response(body)


class CustomerList(ForColleagues):
    parameters = {"GET": CUSTOMERS}

    @schema.LIST_CUSTOMERS
    def get(self, request: Request, company_id: int) -> Response:
        self.check()
        rows = members(company_id).order_by("user_id")
        if "username" in self.given:
            rows = rows.filter(user__username=self.given["username"])
        found, envelope = self.paged(request, rows)
        response: Response = envelope([self.shown(one) for one in found])
        return response

    def shown(self, row: Membership) -> dict[str, Any]:
        personal = self.caller.personal
        return render_company.customer(self.to, row, self.caller.company, personal=personal)


class CustomerDetail(CustomerList):
    parameters = {}

    @schema.GET_CUSTOMER
    def get(self, request: Request, company_id: int, pk: int = 0) -> Response:
        self.check()
        row: Membership | None = members(company_id).filter(user__pk=pk).first()
        if row is None:
            raise NotFound
        return Response(self.shown(row))
