"""Who works on a project, and with whom a candidate is shared."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import fields, render_company, schema
from candidates.api.errors import field_error
from candidates.api.fields import Reader, read_body
from candidates.api.params import PAGING
from candidates.api.views.base import CandidateView, ProjectView, SuiteView
from candidates.models import ProjectRole, Share, User
from candidates.permissions import Right, require
from candidates.selectors.teams import colleagues
from candidates.services.projects import (
    PARTS,
    add_role,
    change_role,
    end_role,
    share,
    share_with_another,
    unshare,
)

CUSTOMER: dict[str, Reader] = {"customer": fields.customer}
FLAGS: dict[str, Reader] = dict.fromkeys(PARTS, fields.flag)


def colleague(view: SuiteView, pk: int) -> User:
    found: User | None = colleagues(view.caller.company.pk).filter(pk=pk).first()
    if found is None:
        raise field_error("customer", "There is no such customer in this company.")
    return found


class RoleList(ProjectView):
    parameters = {"GET": PAGING}

    @schema.LIST_ROLES
    def get(self, request: Request, **_ids: int) -> Response:
        require(Right.SEE_TEAM, self.parts)
        rows = ProjectRole.objects.filter(project=self.project).order_by("pk")
        found, envelope = self.paged(request, rows)
        shown = [render_company.role(self.to, one, self.project) for one in found]
        response: Response = envelope(shown)
        return response

    @schema.ADD_ROLE
    def post(self, request: Request, **_ids: int) -> Response:
        require(Right.SET_TEAM, self.parts)
        required = ("customer", "interview_manager", "evaluator")
        values = read_body(request.data, CUSTOMER | FLAGS, required=required)
        user = colleague(self, values.pop("customer"))
        row = add_role(self.project, user, values, self.origin)
        return Response(render_company.role(self.to, row, self.project), status=201)


class RoleDetail(ProjectView):
    def role(self, pk: int) -> ProjectRole:
        found = ProjectRole.objects.select_related("user").filter(project=self.project, pk=pk)
        row: ProjectRole | None = found.first()
        if row is None:
            raise NotFound
        return row

    @schema.GET_ROLE
    def get(self, request: Request, pk: int, **_ids: int) -> Response:
        require(Right.SEE_TEAM, self.parts)
        return Response(render_company.role(self.to, self.role(pk), self.project))

    @schema.CHANGE_ROLE
    def patch(self, request: Request, pk: int, **_ids: int) -> Response:
        require(Right.SET_TEAM, self.parts)
        row = self.role(pk)
        change_role(row, read_body(request.data, FLAGS), self.origin)
        return Response(render_company.role(self.to, row, self.project), status=202)

    @schema.END_ROLE
    def delete(self, request: Request, pk: int, **_ids: int) -> Response:
        require(Right.SET_TEAM, self.parts)
        end_role(self.role(pk), self.origin)
        return Response(status=204)


class ShareList(CandidateView):
    parameters = {"GET": PAGING}

    @schema.LIST_SHARES
    def get(self, request: Request, **_ids: int) -> Response:
        require(Right.SHARE, self.parts)
        rows = Share.objects.filter(candidate=self.row).order_by("pk")
        found, envelope = self.paged(request, rows)
        response: Response = envelope([self.printer.share(self.row, one) for one in found])
        return response

    @schema.SHARE
    def post(self, request: Request, **_ids: int) -> Response:
        require(Right.SHARE, self.parts)
        values = read_body(request.data, CUSTOMER, required=CUSTOMER)
        row = share(self.row, colleague(self, values["customer"]), self.origin)
        return Response(self.printer.share(self.row, row), status=201)


class ShareDetail(CandidateView):
    def shared(self, pk: int) -> Share:
        require(Right.SHARE, self.parts)
        found = Share.objects.select_related("candidate").filter(candidate=self.row, pk=pk)
        row: Share | None = found.first()
        if row is None:
            raise NotFound
        return row

    @schema.GET_SHARE
    def get(self, request: Request, pk: int, **_ids: int) -> Response:
        return Response(self.printer.share(self.row, self.shared(pk)))

    @schema.CHANGE_SHARE
    def patch(self, request: Request, pk: int, **_ids: int) -> Response:
        row = self.shared(pk)
        values = read_body(request.data, CUSTOMER)
        if values:
            share_with_another(row, colleague(self, values["customer"]), self.origin)
        return Response(self.printer.share(self.row, row), status=202)

    @schema.UNSHARE
    def delete(self, request: Request, pk: int, **_ids: int) -> Response:
        unshare(self.shared(pk), self.origin)
        return Response(status=204)
