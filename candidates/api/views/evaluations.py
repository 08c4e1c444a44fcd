"""Evaluations and vetos of a candidate."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import fields, schema
from candidates.api.errors import field_error
from candidates.api.fields import read_body
from candidates.api.params import PAGING
from candidates.api.views.base import CandidateView
from candidates.evaluation_status import RATINGS, VETO_LONGEST, VETO_SHORTEST
from candidates.models import Evaluation, User, Veto
from candidates.permissions import Part, Right, require
from candidates.services.evaluations import Opinion, evaluate, veto

OPINION = {
    "rating": fields.whole(RATINGS[0], RATINGS[-1]),
    "comment": fields.text(5000),
    "completed": fields.flag,
}
REASON = {"comment": fields.text(VETO_LONGEST, shortest=VETO_SHORTEST)}
BEYOND = frozenset((Part.OWNER, Part.ADMIN, Part.INTERVIEW_MANAGER, Part.REVIEWER))


class EvaluationView(CandidateView):
    def evaluations(self) -> QuerySet[Evaluation]:
        """Evaluators see their own only, so that nobody's opinion leans on another's."""
        require(Right.SEE_EVALUATIONS, self.parts)
        rows = Evaluation.objects.filter(candidate=self.row).order_by("pk")
        if BEYOND.isdisjoint(self.parts):
            rows = rows.filter(evaluator=self.caller.user_id)
        return rows

    def evaluator(self) -> User:
        require(Right.EVALUATE, self.parts)
        assert self.caller.user is not None
        return self.caller.user

    def own(self) -> Evaluation | None:
        return Evaluation.objects.filter(candidate=self.row, evaluator=self.evaluator()).first()

    def keep(self, request: Request, status: int) -> Response:
        values = read_body(request.data, OPINION)
        if values.get("completed") is False:
            raise field_error("completed", "An evaluation is completed, never opened again.")
        row = evaluate(self.row.pk, self.evaluator(), Opinion(**values), self.origin)
        return Response(self.printer.evaluation(self.row, row), status=status)


class EvaluationList(EvaluationView):
    """One for each evaluator; PATCH is about the caller's own."""

    parameters = {"GET": PAGING}

    @schema.LIST_EVALUATIONS
    def get(self, request: Request, **_ids: int) -> Response:
        found, envelope = self.paged(request, self.evaluations())
        response: Response = envelope([self.printer.evaluation(self.row, one) for one in found])
        return response

    @schema.EVALUATE
    def post(self, request: Request, **_ids: int) -> Response:
        if self.own() is not None:
            raise field_error("non_field_errors", "You have begun your evaluation: PATCH it.")
        return self.keep(request, 201)

    @schema.CHANGE_OWN
    def patch(self, request: Request, **_ids: int) -> Response:
        if self.own() is None:
            raise NotFound("You have no evaluation of this candidate yet: POST one.")
        return self.keep(request, 202)


class EvaluationDetail(EvaluationView):
    @schema.GET_EVALUATION
    def get(self, request: Request, pk: int, **_ids: int) -> Response:
        row = self.evaluations().filter(pk=pk).first()
        if row is None:
            raise NotFound
        return Response(self.printer.evaluation(self.row, row))

    @schema.CHANGE_EVALUATION
    def patch(self, request: Request, pk: int, **_ids: int) -> Response:
        own = self.own()
        if own is None or own.pk != pk:
            raise NotFound
        return self.keep(request, 202)


class VetoList(CandidateView):
    parameters = {"GET": PAGING}

    @schema.LIST_VETOS
    def get(self, request: Request, **_ids: int) -> Response:
        require(Right.SEE_EVALUATIONS, self.parts)
        rows = Veto.objects.filter(candidate=self.row).order_by("pk")
        found, envelope = self.paged(request, rows)
        response: Response = envelope([self.printer.veto(self.row, one) for one in found])
        return response

    @schema.VETO
    def post(self, request: Request, **_ids: int) -> Response:
        require(Right.EVALUATE, self.parts)
        values: dict[str, Any] = read_body(request.data, REASON, required=REASON)
        assert self.caller.user is not None
        row = veto(self.row.pk, self.caller.user, values["comment"], self.origin)
        return Response(self.printer.veto(self.row, row), status=201)


class VetoDetail(CandidateView):
    @schema.GET_VETO
    def get(self, request: Request, pk: int, **_ids: int) -> Response:
        require(Right.SEE_EVALUATIONS, self.parts)
        row = Veto.objects.filter(candidate=self.row, pk=pk).first()
        if row is None:
            raise NotFound
        return Response(self.printer.veto(self.row, row))
