"""What every door does first: who calls, what they may see of which company, project and candidate."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import MethodNotAllowed, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from candidates.api import params
from candidates.api.addresses import addresses
from candidates.api.auth import Credentials, IsKnown
from candidates.api.callers import caller_of
from candidates.api.errors import Conflict, as_answer, field_error
from candidates.api.params import DEFAULT_SIZE, Parameter
from candidates.api.parsers import PARSERS
from candidates.api.render import Printer
from candidates.api.render_company import page
from candidates.models import Candidate, Change, Project
from candidates.permissions import Part, Right, allows, require
from candidates.ports import ports
from candidates.selectors.project_candidates import beside, of_project
from candidates.selectors.teams import is_shared, team_of
from candidates.services.changes import Origin
from candidates.services.workflow import Asking, MovedMeanwhile
from candidates.transitions import Mover

TAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


class SuiteView(APIView):
    """`parameters` are those of the query string, by method."""

    authentication_classes = (Credentials,)
    permission_classes = (IsKnown,)
    parser_classes = PARSERS
    http_method_names = ["get", "head", "post", "patch", "delete"]
    parameters: Mapping[str, Mapping[str, Parameter]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        self.caller, self.to = caller_of(request), addresses(request)
        method = "GET" if request.method == "HEAD" else str(request.method)
        self.given = params.read(request.query_params, self.parameters.get(method, {}))
        if kwargs.get("company_id", self.caller.company.pk) != self.caller.company.pk:
            raise NotFound

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(as_answer(exc))

    @property
    def origin(self) -> Origin:
        return self.caller.origin(Change.Source.API)

    def paged(self, request: Request, rows: QuerySet[Any]) -> tuple[list[Any], Any]:
        """The rows of the page asked for, and what makes an envelope of their objects."""
        number, size = self.given.get("page", 1), self.given.get("page_size", DEFAULT_SIZE)
        total = rows.count()
        pages = max(1, -(-total // size))
        if number > pages:
            raise NotFound(f"There is no page {number}: the last one is {pages}.")

        def link(other: int) -> str | None:
            if not 1 <= other <= pages:
                return None
            query = request.query_params.copy()
            query["page"] = str(other)
            return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"

        links = {"previous": link(number - 1), "next": link(number + 1)}
        found = list(rows[(number - 1) * size : number * size])
        return found, lambda objects: Response(page(total, links, objects))


class ProjectView(SuiteView):
    """`parts` are what the caller is in the project of the address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.project = self.find_project(kwargs["project_id"])
        self.team = team_of(self.project.pk, self.caller.user_id)
        self.parts = self.caller.parts(self.team)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """What a vendor keeps says how old it is."""
        final = super().finalize_response(request, response, *args, **kwargs)
        project: Project | None = vars(self).get("project")
        if project is not None and project.account_id is not None and final.status_code < 400:
            told = ports.mirrors.freshness(project.account_id, self.caller.now)
            for name, value in told.items():
                final.headers[name] = value
        return final

    def find_project(self, pk: int) -> Project:
        rows = Project.objects.filter(company=self.caller.company, pk=pk, deleted_at=None)
        if self.caller.accounts is not None:
            rows = rows.filter(account__in=self.caller.accounts)
        found: Project | None = rows.first()
        if found is None:
            raise NotFound
        return found

    def candidates(self) -> QuerySet[Candidate]:
        rows = of_project(self.caller.company.pk, self.project.pk, self.caller.now)
        if self.caller.accounts is not None:
            rows = rows.filter(account__in=self.caller.accounts)
        return rows

    @property
    def printer(self) -> Printer:
        return Printer(self.to, self.caller, self.parts)

    @property
    def mover(self) -> Mover | None:
        """Whose moves the caller can make."""
        if Part.CANDIDATE in self.parts:
            return Mover.CANDIDATE
        may = allows(Right.MOVE, self.parts) and self.caller.writes
        return Mover.MANAGER if may else None

    def shown(self, rows: list[Candidate]) -> list[dict[str, Any]]:
        company, now = self.caller.company, self.caller.now
        told = beside(rows, company, self.mover, now)
        if Part.CANDIDATE in self.parts:
            return [self.printer.themself(row, told[row.pk].choices) for row in rows]
        return [self.printer.candidate(row, told[row.pk]) for row in rows]


class CandidateView(ProjectView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.row = self.find(kwargs["candidate_id"])
        if self.caller.candidate is not None:
            self.parts = frozenset({Part.CANDIDATE})
        else:
            shared = is_shared(self.row, self.caller.user_id)
            self.parts = self.caller.parts(self.team, shared=shared)
        require(Right.SEE_CANDIDATE, self.parts)

    def find(self, pk: int) -> Candidate:
        found = self.candidates().filter(pk=pk).first()
        own = self.caller.candidate is None or self.caller.candidate.pk == pk
        if found is None or not own:
            raise NotFound
        return found

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, MovedMeanwhile):
            exc = Conflict(str(exc), self.now_shown())
        return super().handle_exception(exc)

    def now_shown(self) -> dict[str, Any]:
        self.row = self.find(self.row.pk)
        return self.shown([self.row])[0]

    def answer(self, status: int = 200) -> Response:
        """The candidate as they are now, with the version to send back as `If-Match`."""
        body = self.now_shown()
        return Response(body, status=status, headers={"ETag": f'"{self.row.version}"'})

    def seen(self, request: Request, values: Mapping[str, Any]) -> int:
        """The version that the caller has seen; where they do not say, the one that was read just now."""
        told = request.headers.get("If-Match", "*").strip()
        match = TAG.fullmatch(told)
        if told != "*" and match is None:
            raise field_error("If-Match", "Send the ETag of the candidate as you have seen them.")
        return int(values.get("seen", match[1] if match else self.row.version))

    def asking(self, seen: int) -> Asking:
        return Asking(
            company=self.caller.company,
            by=self.mover or Mover.MANAGER,
            source=Change.Source.API,
            now=self.caller.now,
            actor_id=self.caller.user_id,
            seen=seen,
        )
