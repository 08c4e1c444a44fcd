"""DRVN behind one address: `/api/v1`."""

import hashlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from connectors.sandbox.drvn import negotiating, shapes
from connectors.sandbox.drvn.auth import PASSWORD, Desk, wrapped
from connectors.sandbox.drvn.errors import Refusal, error, invalid, refused
from connectors.sandbox.drvn.records import DRIVER, STATES, Interview, JobDriver, Switches, User
from connectors.sandbox.drvn.seeding import build_world
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

Row = TypeVar("Row", Interview, JobDriver)
PER_PAGE = 20
ALWAYS = {
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "strict-origin-when-cross-origin",
    "vary": "Accept, Origin",
    "cache-control": "max-age=0, private, must-revalidate",
    "x-runtime": "0.020379",
}


class Drvn:
    name = "drvn"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.desk = Desk(self.world)
        self.spoils = Spoils()
        self._answered = 0

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            try:
                response = self._answer(request)
            except Refusal as refusal:
                response = refusal.response
            self._answered += 1
        return self._framed(request, response)

    def _framed(self, request: Request, response: Response) -> Response:
        """With the headers that every answer has, or 304 where the caller has it already."""
        etag = f'W/"{hashlib.md5(response.body, usedforsecurity=False).hexdigest()}"'
        number = UUID(int=Random(f"request/{self._answered}").getrandbits(128))
        headers = {**ALWAYS, "etag": etag, "x-request-id": str(number)}
        if request.method == "GET" and request.headers.get("if-none-match") == etag:
            return Response(304, headers)
        return response.with_headers(headers)

    def _answer(self, request: Request) -> Response:
        parts = request.path.strip("/").split("/")
        if parts[:2] != ["api", "v1"]:
            raise refused(404)
        match request.method, *parts[2:]:
            case "POST", "users", "sign_in":
                return self.desk.sign_in(request)
            case "DELETE", "users", "sign_out":
                return self.desk.sign_out(request)
        actor = self.desk.user(request)
        match parts[2:]:
            case ["interviews", *rest] if actor.role != DRIVER:
                return self._of_company(request, actor, rest)
            case ["users", "interviews", row_id, verb] if actor.role == DRIVER:
                return self._act(request, actor, row_id, verb)
        return self._of_applications(request, actor, parts[2:])

    def _of_company(self, request: Request, actor: User, rest: list[str]) -> Response:
        match request.method, *rest:
            case ("POST",):
                row = negotiating.create(self.world, actor, wrapped(request, "interview"))
                return self._one(row)
            case ("GET",):
                return self._interviews(request)
            case _, row_id, *verb if len(verb) < 2:
                return self._act(request, actor, row_id, "".join(verb))
        raise refused(404)

    def _of_applications(self, request: Request, actor: User, parts: list[str]) -> Response:
        match request.method, *parts:
            case "GET", "job_drivers":
                return self._applications(request, actor)
            case "GET", "jobs", job_id, "job_drivers" if job_id.isdigit():
                return self._job_drivers(request, actor, int(job_id))
            case "POST", "jobs", _, "job_drivers", row_id, "reject" | "reject_verified" as how:
                return self._reject_application(actor, row_id, how)
        raise refused(404)

    def _act(self, request: Request, actor: User, row_id: str, verb: str) -> Response:
        row = self.world.interviews.get(int(row_id)) if row_id.isdigit() else None
        if row is None or (actor.role == DRIVER and row.application.driver is not actor):
            raise refused(404)
        match request.method, verb:
            case "GET", "" if self.world.switches.interviews_readable:
                return self._one(row)
            case "PATCH", "":
                negotiating.change(self.world, actor, row, wrapped(request, "interview"))
            case "POST", "amend":
                negotiating.amend(self.world, actor, row, wrapped(request, "interview"))
            case "POST", "accept":
                negotiating.accept(self.world, actor, row)
            case "POST", "cancel" if actor.role != DRIVER:
                negotiating.cancel(self.world, actor, row)
            case "POST", "reject" if actor.role == DRIVER:
                negotiating.reject(self.world, actor, row)
            case _:
                raise refused(404)
        return self._one(row)

    def _one(self, row: Interview) -> Response:
        [shape] = self.spoils.apply("interviews", [shapes.interview(row, self.world.switches)])
        return json_response({"interview": shape})

    def _interviews(self, request: Request) -> Response:
        if not self.world.switches.interviews_readable:
            raise refused(404)
        word = dict(request.query).get("by_status")
        rows = [row for row in self.world.interviews if word in (None, row.status)]
        return self._page(request, "interviews", rows, shapes.interview)

    def _applications(self, request: Request, actor: User) -> Response:
        state = dict(request.query).get("by_state", "")
        if state not in STATES:
            raise invalid("by_state", "is required" if not state else "is not included in the list")
        if actor.role != DRIVER and not self.world.switches.operators_see_all:
            raise refused(403)
        rows = [
            row
            for row in self.world.applications
            if row.kind in STATES[state] and (actor.role != DRIVER or row.driver is actor)
        ]
        return self._page(request, "job_drivers", rows, self._with_spoils)

    def _with_spoils(self, row: JobDriver, switches: Switches) -> dict[str, Any]:
        """Interviews are spoiled inside their application too."""
        shape = shapes.application(row, switches)
        shape["interviews"] = self.spoils.apply("interviews", shape["interviews"])
        return shape

    def _job_drivers(self, request: Request, actor: User, job_id: int) -> Response:
        negotiating.company_only(actor)
        if job_id not in self.world.jobs:
            raise refused(404)
        rows = [row for row in self.world.applications if row.job.id == job_id]
        match dict(request.query).get("by_state"):
            case "former":
                rows = [row for row in rows if row.kind in STATES["all_rejected"]]
            case "current":
                rows = [row for row in rows if row.kind not in STATES["all_rejected"]]
        return self._page(request, "job_drivers", rows, shapes.job_driver)

    def _reject_application(self, actor: User, row_id: str, how: str) -> Response:
        negotiating.company_only(actor)
        row = self.world.applications.get(int(row_id)) if row_id.isdigit() else None
        if row is None:
            raise refused(404)
        kind = "rejected" if how == "reject" else "rejected_verified"
        self.world.move_application(row, kind, actor)
        return json_response({"job_driver": shapes.job_driver(row, self.world.switches)})

    def _page(
        self,
        request: Request,
        name: str,
        rows: Sequence[Row],
        shape: Callable[[Row, Switches], dict[str, Any]],
    ) -> Response:
        switches = self.world.switches
        query = dict(request.query)
        page = max(1, int_of(query.get("page"), 1))
        largest = min(switches.largest_page, switches.page_caps.get(name, switches.largest_page))
        size = min(max(1, int_of(query.get("per_page"), PER_PAGE)), largest)
        shown = rows[(page - 1) * size : page * size]
        shaped = self.spoils.apply(name, [shape(row, switches) for row in shown])
        headers = {"per-page": str(size), "total": str(len(rows))}
        if switches.links and len(rows) > size:
            headers["Link"] = links(request, page, -(-len(rows) // size))
        return json_response({name: shaped}, headers=headers)

    def error(self, status: int, request: Request) -> Response:
        return error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        if request.path.endswith("/interviews"):
            return WeakSpots(typed="start_at", needed="id", word="status")
        if "/jobs/" in request.path:
            return WeakSpots(typed="driver", needed="id", word="kind")
        return WeakSpots(typed="interviews", needed="id", word="kind")

    def expired(self, request: Request) -> Response | None:
        """Numbers of pages never expire."""
        return None

    def looped(self, request: Request, response: Response) -> Response:
        """Nothing in the body leads on: whoever follows the Link header is led here again."""
        if "total" not in response.headers:
            return response
        here = f"{request.base_url}{request.path}?{request.raw_query}"
        return response.with_headers({"Link": f'<{here}>; rel="next"'})

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        """An operator's login: with the option `read=interviews` the assumed list is read."""
        credentials = {"login": self.world.operator.email, "password": PASSWORD}
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": credentials,
            "options": {},
        }


def int_of(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def links(request: Request, page: int, last: int) -> str:
    """As the gem api-pagination writes them."""
    kept = [f"{name}={value}" for name, value in request.query if name != "page"]
    places = {"first": 1, "last": last, "next": page + 1, "prev": page - 1}
    return ", ".join(
        f'<{request.base_url}{request.path}?{"&".join([*kept, f"page={number}"])}>; rel="{rel}"'
        for rel, number in places.items()
        if 1 <= number <= last
    )
