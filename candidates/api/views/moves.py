"""Moves of a candidate. Answered with 202 and the candidate: done, or under way at the vendor who keeps them."""

from datetime import datetime

from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import fields, schema
from candidates.api.fields import Reader, read_body
from candidates.api.views.base import CandidateView
from candidates.api.views.candidates import SEEN
from candidates.permissions import Part, Right, require
from candidates.services.moves import make


class MoveView(CandidateView):
    def move(self, request: Request, name: str, known: dict[str, Reader] | None = None) -> Response:
        """`known` are the fields that it needs; a body may also say what version was `seen`."""
        answers = Part.CANDIDATE in self.parts and name == "advance"
        require(Right.ANSWER if answers else Right.MOVE, self.parts)
        values = read_body(request.data, (known or {}) | SEEN, required=known or ())
        deadline: datetime | None = values.get("deadline")
        make(self.row, name, self.asking(self.seen(request, values)), deadline=deadline)
        return self.answer(202)


class Advance(MoveView):
    @schema.ADVANCE
    def patch(self, request: Request, **_ids: int) -> Response:
        return self.move(request, "advance")


class Skip(MoveView):
    @schema.SKIP
    def patch(self, request: Request, **_ids: int) -> Response:
        return self.move(request, "skip")


class Deadline(MoveView):
    @schema.DEADLINE
    def patch(self, request: Request, **_ids: int) -> Response:
        return self.move(request, "set_deadline", {"deadline": fields.zoned_moment})


class Reminder(MoveView):
    @schema.REMIND
    def post(self, request: Request, **_ids: int) -> Response:
        return self.move(request, "remind")
