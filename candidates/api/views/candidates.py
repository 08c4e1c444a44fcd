"""Candidates of a project: list, make, read, change, delete."""

from typing import Any

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response

from candidates.api import fields, schema
from candidates.api.errors import field_error
from candidates.api.fields import read_body
from candidates.api.papers import PAPERS, taken_out
from candidates.api.params import CANDIDATES, OPERATORS, ORDERINGS
from candidates.api.views.base import CandidateView, ProjectView
from candidates.models import Candidate
from candidates.permissions import NotAllowed, Right, allows, require
from candidates.selectors.candidates import username_taken
from candidates.selectors.coordinators import CoordinatedBy
from candidates.selectors.project_candidates import Wanted, chosen
from candidates.selectors.teams import colleagues, shared_with
from candidates.services.candidates import create_candidates, delete_candidate, edit_candidate
from candidates.services.documents import Upload, keep_documents
from candidates.services.passwords import WeakPassword, set_password

WRITABLE = {
    "first_name": fields.text(300),
    "last_name": fields.text(300),
    "username": fields.text(150),
    "email": fields.email,
    "phone": fields.text(80),
    "gender": fields.choice(*fields.GENDERS),
    "address": fields.text(2000),
    "partner_data": fields.json_object,
    **PAPERS,
}
IGNORED = ("status", "deadline")
READ_ONLY = (
    "resource_uri", "company", "project", "interview_key", "activation_key", "evaluation_status",
    "my_evaluation_status", "invitationdate", "confirmationdate", "interviewdate", "created_by", "coordinator",
    "shares", "interview_suite_url", "vendor", "vendor_status", "pending_move", "allowed_moves", "version",
)  # fmt: skip
SEEN = {"seen": fields.whole(1, 2**31 - 1)}
PASSWORD = {"password": fields.text(128, shortest=1)}
NAMELESS = "Give a name or an e-mail address."


class CandidateList(ProjectView):
    parameters = {"GET": CANDIDATES}

    @schema.LIST
    def get(self, request: Request, **_ids: int) -> Response:
        rows = self.candidates()
        if not allows(Right.SEE_PROJECT, self.parts):
            rows = rows.filter(shared_with(self.caller.user_id))
            if self.caller.user_id is None or not rows.exists():
                require(Right.SEE_PROJECT, self.parts)
        found, envelope = self.paged(request, chosen(rows, self.wanted()))
        response: Response = envelope(self.shown(found))
        return response

    def wanted(self) -> Wanted:
        given = self.given
        if "email" in given and not self.caller.personal:
            raise NotAllowed("To look for an e-mail address, an API key needs the scope “pii”.")
        lookups = {OPERATORS[word]: given.get(f"deadline[{word}]") for word in OPERATORS}
        lookups["exact"] = given.get("deadline")
        return Wanted(
            statuses=given.get("status", ()),
            evaluation=given.get("evaluation_status", ()),
            coordinated_by=self.coordinated_by() if "coordinator" in given else None,
            email=given.get("email", ""),
            search=given.get("q", ""),
            search_mails=self.caller.personal,
            deadline={word: moment for word, moment in lookups.items() if moment},
            ordering=tuple(column_of(word) for word in given.get("ordering", ())),
        )

    def coordinated_by(self) -> CoordinatedBy:
        people = tuple(colleagues(self.caller.company.pk).values_list("pk", flat=True))
        user = self.given["coordinator"]
        if user is not None and user not in people:
            raise field_error("coordinator", f"“{user}” is no number of a user who works here.")
        return CoordinatedBy(user, people)

    @schema.CREATE
    def post(self, request: Request, **_ids: int) -> Response:
        require(Right.EDIT_CANDIDATE, self.parts)
        values = read_body(request.data, WRITABLE, ignored=IGNORED, read_only=READ_ONLY)
        if not any(values.get(name) for name in ("first_name", "last_name", "email")):
            raise field_error("non_field_errors", NAMELESS)
        check_username(values, self.caller.company.pk)
        made = self.make(values, taken_out(values))
        body = self.shown(list(self.candidates().filter(pk=made.pk)))[0]
        headers = {"Location": body["resource_uri"], "ETag": f'"{made.version}"'}
        return Response(body, status=201, headers=headers)

    @transaction.atomic
    def make(self, values: dict[str, Any], papers: dict[str, Upload | None]) -> Candidate:
        [made] = create_candidates(
            [values | {"project_id": self.project.pk}],
            origin=self.origin,
            created_by_id=self.caller.user_id,
        )
        keep_documents(made.pk, papers, self.origin)
        made.refresh_from_db(fields=["version"])
        return made


class CandidateDetail(CandidateView):
    @schema.GET
    def get(self, request: Request, **_ids: int) -> Response:
        return self.answer()

    @schema.CHANGE
    def patch(self, request: Request, **_ids: int) -> Response:
        if self.caller.candidate is not None:
            return self.set_password(request)
        require(Right.EDIT_CANDIDATE, self.parts)
        known = WRITABLE | SEEN
        values = read_body(request.data, known, ignored=IGNORED, read_only=READ_ONLY)
        check_username(values, self.caller.company.pk, but=self.row.pk)
        seen = self.seen(request, values)
        values.pop("seen", None)
        papers = taken_out(values)
        with transaction.atomic():
            edit_candidate(self.row.pk, values, origin=self.origin, seen=seen)
            keep_documents(self.row.pk, papers, self.origin)
        return self.answer(202)

    def set_password(self, request: Request) -> Response:
        values = read_body(request.data, PASSWORD | SEEN, required=PASSWORD)
        asking = self.asking(self.seen(request, values))
        try:
            set_password(self.row.pk, values["password"], asking, session=self.caller.token)
        except WeakPassword as weak:
            raise field_error("password", *weak.sentences) from None
        return self.answer(202)

    @schema.DELETE
    def delete(self, request: Request, **_ids: int) -> Response:
        require(Right.EDIT_CANDIDATE, self.parts)
        delete_candidate(self.row.pk, origin=self.origin)
        return Response(status=204)


def column_of(word: str) -> str:
    """`-deadline` as the column, with its sign."""
    name = word.removeprefix("-")
    return word.replace(name, ORDERINGS[name])


def check_username(values: dict[str, Any], company_id: int, but: int | None = None) -> None:
    name = values.get("username")
    if name and username_taken(company_id, name, but=but):
        raise field_error("username", "Another candidate has this user name.")
