"""Ceipal behind one address: `/v2`, and of `/v1` what concerns tokens."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from connectors.sandbox.ceipal import shapes
from connectors.sandbox.ceipal.auth import API_KEY, EMAIL, PASSWORD, Desk
from connectors.sandbox.ceipal.errors import Refusal, error, refused
from connectors.sandbox.ceipal.records import JOB_STATUSES, TENANT_ZONE
from connectors.sandbox.ceipal.seeding import build_world
from connectors.sandbox.rates import FixedWindow
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.times import MINUTE, to_ms
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

DEFAULT_LIMIT, LEAST, MOST = 20, 5, 50
RESUME_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Listed:
    """A list and the address of its single records. `modified` tells whether it takes modifiedAfter."""

    name: str
    details: str
    shape: Callable[[Any], dict[str, Any]]
    modified: bool = True


class Ceipal:
    name = "ceipal"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.desk = Desk(self.world)
        self.spoils = Spoils()
        self.window = FixedWindow(60, 60, settings.rate_limits)
        self.lists = {
            "getUsersList": Listed("users", "getUserDetails", shapes.user, modified=False),
            "getJobPostingsList": Listed("jobs", "getJobPostingDetails", shapes.job),
            "getApplicantsList": Listed("applicants", "getApplicantDetails", self._applicant),
            "getSubmissionsList": Listed("submissions", "getSubmissionDetails", shapes.submission),
        }

    @property
    def known(self) -> Mapping[str, Listed]:
        switches = self.world.switches
        interviews = Listed(
            "interviews",
            "getInterviewDetails",
            shapes.interview,
            modified=switches.interviews_know_modified_after,
        )
        return {**self.lists, switches.interviews_path: interviews}

    def _applicant(self, row: Any) -> dict[str, Any]:
        return shapes.applicant(row, self.world.now)

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            try:
                return self._answer(request)
            except Refusal as refusal:
                return refusal.response

    def _answer(self, request: Request) -> Response:
        """Of version 2 every path ends in a slash."""
        if not self.window.take("ceipal", self.world.now).allowed:
            raise refused(429)
        version, *parts = [unquote(part) for part in request.path.strip("/").split("/")]
        if version != "v1" and not (version == "v2" and request.path.endswith("/")):
            return nothing_here()
        match request.method, version, *parts:
            case "POST", "v1", "createAuthtoken":
                return self.desk.create(request, "api_key")
            case "POST", "v2", "createAuthtoken":
                return self.desk.create(request, "apiKey")
            case "POST", _, "refreshToken":
                return self.desk.refresh(request)
        self.desk.check(request)
        return nothing_here() if version == "v1" else self._resource(request, parts)

    def _resource(self, request: Request, parts: list[str]) -> Response:
        match request.method, *parts:
            case "POST", "documentDownload":
                return self._document(request)
            case "GET", "getJobStatusList":
                return json_response(
                    [{"id": key, "name": JOB_STATUSES[key]} for key in JOB_STATUSES]
                )
            case "GET", path if path in self.known:
                return self._list(request, self.known[path])
            case "GET", path, row_id:
                return self._details(path, row_id)
        return nothing_here()

    def _list(self, request: Request, listed: Listed) -> Response:
        query = dict(request.query)
        page = whole(query.get("page", "1"), 1, None)
        size = whole(query.get("limit", str(DEFAULT_LIMIT)), LEAST, MOST)
        size = min(size, self.world.switches.page_caps.get(listed.name, size))
        rows = list(getattr(self.world, listed.name).values())
        if listed.name == "submissions":
            job_id = query.get("jobId")
            if not job_id:
                raise refused(400)
            rows = [row for row in rows if row.job.id == job_id]
        if listed.modified:
            rows = modified_between(rows, query)
        shown = rows[(page - 1) * size : page * size]
        if not shown:
            raise refused(404)
        shaped = self.spoils.apply(listed.name, [listed.shape(row) for row in shown])
        pages = -(-len(rows) // size)
        body = {
            "count": len(rows),
            "num_pages": pages,
            "limit": size,
            "page_number": page,
            "page_count": len(shown),
            "next": page_url(request, page + 1) if page < pages else "",
            "previous": page_url(request, page - 1) if page > 1 else "",
            "results": shaped,
        }
        return json_response(body)

    def _details(self, path: str, row_id: str) -> Response:
        listed = next((one for one in self.known.values() if one.details == path), None)
        row = getattr(self.world, listed.name).get(row_id) if listed else None
        if listed is None or row is None:
            raise refused(404)
        [shape] = self.spoils.apply(listed.name, [listed.shape(row)])
        return json_response({**shape, "documents": []} if listed.name == "applicants" else shape)

    def _document(self, request: Request) -> Response:
        """The token names its moment and its applicant."""
        try:
            token = str(json.loads(request.body or b"{}")["resumeToken"])
            made, _, applicant_id = token.partition(".")
            age = self.world.now - int(made, 16)
        except (ValueError, KeyError, TypeError):
            raise refused(400) from None
        if applicant_id not in self.world.applicants:
            raise refused(404)
        if age > RESUME_MINUTES * MINUTE:
            raise refused(410)
        return Response(200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 a made-up resume")

    def error(self, status: int, request: Request) -> Response:
        return error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        path = request.path.strip("/").split("/")[1:2]
        match path:
            case ["getUsersList"]:
                return WeakSpots(typed="email_id", needed="id", word="status")
            case ["getJobPostingsList"]:
                return WeakSpots(typed="position_title", needed="id", word="job_status")
            case ["getApplicantsList"]:
                return WeakSpots(typed="firstname", needed="id", word="applicant_status")
            case ["getSubmissionsList"]:
                return WeakSpots(typed="job_seeker_id", needed="id", word="submission_status")
        return WeakSpots(typed="interview_date", needed="id", word="interview_status")

    def expired(self, request: Request) -> Response | None:
        """Numbers of pages never expire."""
        return None

    def looped(self, request: Request, response: Response) -> Response:
        body = response.json()
        if not isinstance(body, dict) or "next" not in body:
            return response
        here = f"{request.base_url}{request.path}?{request.raw_query}"
        return json_response({**body, "next": here})

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": {"email": EMAIL, "password": PASSWORD, "api_key": API_KEY},
            "options": {"time_zone": TENANT_ZONE},
        }


def nothing_here() -> Response:
    return json_response({"detail": "Not found."}, 404)


def whole(text: str, least: int, most: int | None) -> int:
    number = int(text) if text.isdigit() else -1
    if number < least or (most is not None and number > most):
        raise refused(400)
    return number


def page_url(request: Request, page: int) -> str:
    kept = [(name, value) for name, value in request.query if name != "page"]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in kept)
    return f"{request.base_url}{request.path}?{query}&page={page}".replace("?&", "?")


def modified_between(rows: list[Any], query: Mapping[str, str]) -> list[Any]:
    after, before = (tenant_time(query.get(name)) for name in ("modifiedAfter", "modifiedBefore"))
    return [
        row
        for row in rows
        if (after is None or row.modified >= after) and (before is None or row.modified <= before)
    ]


def tenant_time(text: str | None) -> int | None:
    """`YYYY-MM-DD HH:MM:SS` on the tenant's wall clock."""
    if not text:
        return None
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZoneInfo(TENANT_ZONE))
    except ValueError:
        raise refused(400) from None
    return to_ms(moment.astimezone(UTC))
