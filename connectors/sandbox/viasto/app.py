"""viasto behind one address: `/api/v3`, every path with a slash at its end."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import urlencode

from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.viasto import auth, bodies, candidates_api
from connectors.sandbox.viasto.auth import Desk, Session
from connectors.sandbox.viasto.errors import Refusal, error, refused
from connectors.sandbox.viasto.records import INTERVIEWED, Candidate, Customer, Project
from connectors.sandbox.viasto.seeding import build_world
from connectors.sandbox.viasto.shapes import APPLICATION, Printer
from connectors.sandbox.viasto.webhooks import Webhooks
from connectors.sandbox.webhooks import Hook
from connectors.sandbox.wire import Request, Response, json_response

Row = TypeVar("Row")
FILE = re.compile(r".*/candidates/(\d+)/(photo|cv)/([^/]+)")


class Viasto:
    name = "viasto"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.desk = Desk(self.world)
        server = self.world.customers[1]
        self.desk.sessions[auth.PERMANENT] = Session(auth.PERMANENT, user=server)
        self.webhooks = Webhooks(self.world)
        self.spoils = Spoils()

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            self.world.settle()
            try:
                return self._answer(request)
            except Refusal as refusal:
                return refusal.response

    def _answer(self, request: Request) -> Response:
        if not request.path.endswith("/"):
            raise refused(404)
        path = request.path.removeprefix(APPLICATION).strip("/")
        if path == "api-token-auth" and request.method == "POST":
            return json_response({"token": self.desk.sign_in(bodies.values(request))})
        if found := FILE.fullmatch(path):
            return self._file(*found.groups())
        session = self.desk.session(request)
        printer = self._printer(request, session)
        parts = path.split("/")
        if session.candidate is not None or path == "whoami/candidate":
            return self._of_candidate(request, session, printer, parts)
        match parts:
            case ["company-by-identifier", self.world.company.identifier]:
                return json_response(printer.company(self.world.company))
            case ["companies", number, *rest]:
                if number != str(self.world.company.id):
                    raise refused(403)
                return self._of_company(request, printer, rest)
        raise refused(404)

    def _printer(self, request: Request, session: Session) -> Printer:
        address = request.base_url + APPLICATION
        self.webhooks.address = address
        return Printer(address, lambda row, kind: self.desk.file_token(session, row, kind))

    def _file(self, row_id: str, kind: str, token: str) -> Response:
        row = self.world.candidates.get(int(row_id))
        if row is None:
            raise refused(404)
        found = self.desk.file(row, kind, token)
        return Response(200, {"Content-Type": found.kind}, found.content)

    def _of_candidate(
        self, request: Request, session: Session, printer: Printer, parts: list[str]
    ) -> Response:
        if parts == ["whoami", "candidate"] and request.method == "GET":
            return candidates_api.by_candidate(self.world, printer, request, session, [])
        match parts:
            case ["companies", _, "projects", _, "candidates", number, *rest]:
                if session.candidate is None or number != str(session.candidate.id):
                    raise refused(403)
                return candidates_api.by_candidate(self.world, printer, request, session, rest)
        raise refused(403)

    def _of_company(self, request: Request, printer: Printer, rest: list[str]) -> Response:
        company = self.world.company
        match rest:
            case []:
                return json_response(printer.company(company))
            case ["settings"]:
                return json_response(printer.settings(company))
            case ["customers"]:
                return self._list(request, "customers", self._customers(request), printer.customer)
            case ["customers", number]:
                row = self.world.customers.get(int(number)) if number.isdigit() else None
                if row is None:
                    raise refused(404)
                return json_response(printer.customer(company, row))
            case ["projects"]:
                return self._list(request, "projects", self.world.projects, printer.project)
            case ["projects", number, *below]:
                project = self.world.projects.get(int(number)) if number.isdigit() else None
                if project is None:
                    raise refused(404)
                return self._of_project(request, printer, project, below)
        raise refused(404)

    def _customers(self, request: Request) -> list[Customer]:
        username = dict(request.query).get("username")
        return [row for row in self.world.customers if username in (None, row.username)]

    def _of_project(
        self, request: Request, printer: Printer, project: Project, rest: list[str]
    ) -> Response:
        company = self.world.company
        match request.method, *rest:
            case ("GET",):
                return json_response(printer.project(company, project))
            case "GET", "candidates":
                rows = self._candidates(project)
                return self._list(request, "candidates", rows, printer.candidate)
            case "POST", "candidates":
                made = candidates_api.create(self.world, project, bodies.values(request))
                return json_response(printer.candidate(company, made), 201)
            case "POST", "candidates", "import":
                several = candidates_api.bulk(self.world, project, request)
                return json_response([printer.candidate(company, row) for row in several], 201)
            case "GET", "roles":
                staff = list(dict.fromkeys([*project.managers, *project.evaluators]))
                return self._list(
                    request, "roles", staff, lambda _, row: printer.role(company, project, row)
                )
            case "GET", "results":
                done = [row for row in self._candidates(project) if row.status == INTERVIEWED]
                return self._list(request, "results", done, printer.result)
            case _, "candidates", number, *below:
                row = self.world.candidates.get(int(number)) if number.isdigit() else None
                if row is None or row.project is not project:
                    raise refused(404)
                return self._spoiled(
                    candidates_api.of_one(self.world, printer, request, row, below)
                )
        raise refused(404)

    def _candidates(self, project: Project) -> list[Candidate]:
        return [row for row in self.world.candidates if row.project is project]

    def _spoiled(self, response: Response) -> Response:
        if response.status != 200:
            return response
        [shape] = self.spoils.apply("candidates", [response.json()], last_number)
        return json_response(shape)

    def _list(
        self,
        request: Request,
        name: str,
        rows: Iterable[Row],
        shape: Callable[[Any, Row], dict[str, Any]],
    ) -> Response:
        query, every, switches = dict(request.query), list(rows), self.world.switches
        cap = min(switches.largest_page, switches.page_caps.get(name, switches.largest_page))
        size = max(1, min(_number(query.get("page_size"), switches.page_size), cap))
        page = _number(query.get("page"), 1)
        last = max(1, -(-len(every) // size))
        if not 1 <= page <= last:
            raise refused(404, "Invalid page.")
        shown = every[(page - 1) * size : page * size]
        shapes = [shape(self.world.company, row) for row in shown]
        meta = {
            "total_count": len(every),
            "previous": _address(request, page - 1, size) if page > 1 else None,
            "next": _address(request, page + 1, size) if page < last else None,
        }
        objects = self.spoils.apply(name, shapes, last_number)
        return json_response({"meta": meta, "objects": objects})

    def send_webhooks_to(self, url: str) -> Hook:
        """Every event, unsigned; sent by `webhooks.deliver_due()`."""
        return self.webhooks.add(url)

    def error(self, status: int, request: Request) -> Response:
        return error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        if "/candidates/" in request.path:
            return WeakSpots(typed="interviewdate", needed="resource_uri", word="status")
        return WeakSpots(typed="name", needed="resource_uri", word="status")

    def expired(self, request: Request) -> Response | None:
        """Numbers of pages never expire."""
        return None

    def looped(self, request: Request, response: Response) -> Response:
        body = response.json()
        if "meta" not in body:
            return response
        body["meta"]["next"] = f"{request.base_url}{request.path}?{request.raw_query}"
        return json_response(body)

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        """`row_id` is the number at the end of the reference."""
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        """A permanent token; `sandbox-server`, `sandbox-password`, `sandbox` sign in for one that expires."""
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": {"token": auth.PERMANENT},
            "options": {"company_id": str(self.world.company.id)},
        }


def last_number(shape: dict[str, Any]) -> int:
    uri = str(shape.get("resource_uri") or shape.get("candidate"))
    return int(uri.strip("/").rpartition("/")[2])


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _address(request: Request, page: int, size: int) -> str:
    kept = [(key, value) for key, value in request.query if key not in ("page", "page_size")]
    query = urlencode([("page", page), ("page_size", size), *kept])
    return f"{request.base_url}{request.path}?{query}"
