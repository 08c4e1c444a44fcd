"""Import of candidates: many at once, each with its own outcome; undone while nobody has touched them."""

from typing import Any

from django.db import transaction
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import schema
from candidates.api.errors import Refused
from candidates.api.lists import Sent, read_list
from candidates.api.params import BATCH
from candidates.api.render import instant
from candidates.api.render_company import page
from candidates.api.views.base import ProjectView
from candidates.models import Batch, BatchRow, Change
from candidates.permissions import NotAllowed, Right, require
from candidates.selectors.batches import batch_of, progress_of, rows_of
from candidates.services.batches import (
    NotPossible,
    Opening,
    begin,
    begin_undo,
    choose_columns,
    open_batch,
)
from candidates.services.batchwork import work_at_once_if_few


class ImportView(ProjectView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(Right.EDIT_CANDIDATE, self.parts)
        if not self.caller.personal:
            raise NotAllowed("An import is for API keys with the scope “pii”.")

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, NotPossible):
            exc = Refused(str(exc))
        return super().handle_exception(exc)

    def find_batch(self, pk: int) -> Batch:
        found = batch_of(self.caller.company.pk, pk, project=self.project.pk)
        if found is None:
            raise NotFound
        return found

    def told(self, batch: Batch) -> dict[str, Any]:
        progress = progress_of(batch)
        return {
            "resource_uri": f"{self.to.of_project(self.project)}candidates/import/{batch.pk}/",
            "state": batch.state,
            "problem": batch.problem,
            "total": progress.total,
            "done": progress.done,
            "counts": progress.counts,
            "deadline": batch.options.get("deadline"),
            "advance": batch.options.get("advance"),
            "created": instant(batch.created_at),
            "finished": instant(batch.done_at),
        }

    def row(self, row: BatchRow) -> dict[str, Any]:
        made = row.candidate if row.candidate and row.candidate.deleted_at is None else None
        return {
            "row": row.number,
            "outcome": row.outcome,
            "candidate": self.to.candidate(made) if made else None,
            "errors": [{"field": one["field"], "message": one["message"]} for one in row.told],
        }

    def whole(self, batch: Batch, *, done: int) -> Response:
        """With every row where the import is over, without where the worker has it."""
        if batch.state == Batch.State.RUNNING:
            body, status = self.told(batch), 202
        else:
            rows = [self.row(row) for row in rows_of(batch)]
            links = {"previous": None, "next": None}
            body, status = self.told(batch) | page(len(rows), links, rows), done
        return Response(body, status=status, headers={"Location": body["resource_uri"]})


class Import(ImportView):
    http_method_names = ["post"]

    @schema.IMPORT
    def post(self, request: Request, **_ids: int) -> Response:
        require(Right.MOVE, self.parts)
        if self.project.account_id is not None:
            raise Refused("This project is kept by a vendor: its candidates are made there.")
        return self.whole(self.begun(read_list(request.data)), done=201)

    def begun(self, sent: Sent) -> Batch:
        opening = Opening(
            company=self.caller.company,
            project=self.project,
            source=Change.Source.API,
            now=self.caller.now,
            made_by_id=self.caller.user_id,
            name=sent.name,
        )
        with transaction.atomic():
            batch = open_batch(sent.sheet, opening)
            choose_columns(batch.pk, sent.columns)
            begun = begin(batch.pk, sent.options, now=self.caller.now)
        return work_at_once_if_few(begun, now=self.caller.now)


class ImportDetail(ImportView):
    parameters = {"GET": BATCH}
    http_method_names = ["get", "head"]

    @schema.GET_IMPORT
    def get(self, request: Request, batch_id: int, **_ids: int) -> Response:
        batch = self.find_batch(batch_id)
        rows = rows_of(batch)
        if "outcome" in self.given:
            rows = rows.filter(outcome__in=self.given["outcome"])
        found, envelope = self.paged(request, rows)
        answer: Response = envelope([self.row(row) for row in found])
        answer.data |= self.told(batch)
        return answer


class ImportUndo(ImportView):
    http_method_names = ["post"]

    @schema.UNDO_IMPORT
    def post(self, request: Request, batch_id: int, **_ids: int) -> Response:
        batch = begin_undo(self.find_batch(batch_id).pk, now=self.caller.now)
        return self.whole(work_at_once_if_few(batch, now=self.caller.now), done=200)
