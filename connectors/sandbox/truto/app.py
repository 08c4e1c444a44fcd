"""Truto behind one address: `/unified/ats`."""

import base64
import json
import operator
from collections.abc import Callable, Mapping
from typing import Any

from connectors.sandbox.rates import FixedWindow, Standing
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.times import parse_instant
from connectors.sandbox.truto.errors import REMOTE, Refusal, error, refused, remote_error
from connectors.sandbox.truto.seeding import build_world
from connectors.sandbox.truto.shapes import FILTERS, LISTS, READ_ONE, SHAPES, TABLES
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

API_TOKEN = "sandbox-api-token"
MOMENTS = ("created_at", "updated", "start_at", "end_at")
OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "eq": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class Truto:
    name = "truto"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.spoils = Spoils()
        self.window = FixedWindow(100, 60, settings.rate_limits)
        self.token = API_TOKEN

    def revoke(self) -> None:
        """The token is replaced by another one."""
        self.token = "another-sandbox-api-token"

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            if request.headers.get("authorization") != f"Bearer {self.token}":
                return error(401, "The API token is missing or invalid")
            standing = self.window.take("truto", self.world.now)
            if not standing.allowed:
                return remote_error(429).with_headers(rate_headers(standing))
            try:
                response = self._answer(request)
            except Refusal as refusal:
                response = refusal.response
        return response.with_headers(rate_headers(standing))

    def _answer(self, request: Request) -> Response:
        query = dict(request.query)
        account = query.get("integrated_account_id")
        if not account:
            raise refused(400, "integrated_account_id is required")
        integration = self.world.accounts.get(account)
        if integration is None:
            raise refused(404, "The integrated account was not found")
        if request.method != "GET":
            raise refused(405, "Sandbox accounts are read-only")
        unified, ats, name, *rest = [*request.path.strip("/").split("/"), "", ""][:5]
        if (unified, ats) != ("unified", "ats") or name not in LISTS[integration].split():
            raise refused(404, f"{integration} has no {name or 'such resource'}")
        if self.world.switches.remote_refuses:
            return remote_error(self.world.switches.remote_refuses)
        if rest and rest[0]:
            return self._one(integration, name, rest[0])
        return self._list(request, integration, name, query)

    def _one(self, integration: str, name: str, row_id: str) -> Response:
        row = getattr(self.world, TABLES.get(name, name)).get(row_id)
        if name not in READ_ONE[integration].split() or row is None:
            raise refused(404, f"{name} {row_id} was not found")
        return json_response(self._shaped(integration, name, [row])[0])

    def _list(
        self, request: Request, integration: str, name: str, query: Mapping[str, str]
    ) -> Response:
        switches = self.world.switches
        rows = self._rows(name)
        if name == "interviews" and FILTERS[integration]:
            rows = self._filtered(integration, rows, query)
        start = offset_of(query.get("next_cursor"))
        size = min(number(query.get("limit"), switches.default_limit), switches.largest_limit)
        size = min(size, switches.page_caps.get(name, size))
        if query.get("truto_ignore_limit") == "true":
            size = len(rows) or 1
        shown = self._shaped(integration, name, rows[start : start + size])
        partial = name in switches.partial
        if partial:
            shown = shown[: len(shown) // 2]
        body = {
            "result": narrowed(shown, request),
            "next_cursor": cursor(start + size) if start + size < len(rows) else None,
            "prev_cursor": cursor(max(0, start - size)) if start else None,
            "result_count": len(shown),
            "is_partial_response": partial,
        }
        return json_response(body)

    def _rows(self, name: str) -> list[Any]:
        return list(getattr(self.world, TABLES.get(name, name)).values())

    def _shaped(self, integration: str, name: str, rows: list[Any]) -> list[dict[str, Any]]:
        now = self.world.now
        return self.spoils.apply(name, [SHAPES[name](row, integration, now) for row in rows])

    def _filtered(self, integration: str, rows: list[Any], query: Mapping[str, str]) -> list[Any]:
        """Only what the vendor behind it can filter by is filtered by; the rest is ignored."""
        known = FILTERS[integration]
        if "candidate_id" in known and "candidate_id" not in query:
            raise refused(400, "candidate_id is required")
        asked = [name for name in known if any(key.startswith(name) for key in query)]
        if not asked:
            return rows
        shaped = zip(rows, self._shaped(integration, "interviews", rows), strict=True)
        return [row for row, shape in shaped if all(fits(shape, name, query) for name in asked)]

    def error(self, status: int, request: Request) -> Response:
        return remote_error(status) if status in REMOTE else error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        match request.path.strip("/").split("/")[2:3]:
            case ["candidates"] | ["users"]:
                return WeakSpots(typed="emails", needed="id", word="title")
            case ["applications"]:
                return WeakSpots(typed="applied_at", needed="id", word="reject_reason")
            case ["jobs"] | ["job_interview_stages"]:
                return WeakSpots(typed="name", needed="id", word="status")
        return WeakSpots(typed="start_at", needed="id", word="status")

    def expired(self, request: Request) -> Response | None:
        if "next_cursor" in dict(request.query):
            return error(400, "next_cursor is invalid or has expired")
        return None

    def looped(self, request: Request, response: Response) -> Response:
        body = response.json()
        if "next_cursor" not in body:
            return response
        here = dict(request.query).get("next_cursor") or cursor(0)
        return json_response({**body, "next_cursor": here}, headers=response.headers)

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        """The account whose vendor has interviews of all five words."""
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": {"api_token": API_TOKEN},
            "options": {"integrated_account_id": self.world.account_of("ashby")},
        }


def rate_headers(standing: Standing) -> dict[str, str]:
    return {
        "ratelimit-limit": str(standing.limit),
        "ratelimit-remaining": str(standing.remaining),
        "ratelimit-reset": str(standing.retry_after),
    }


def cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"offset": offset}).encode()).decode()


def offset_of(text: str | None) -> int:
    if not text:
        return 0
    try:
        return int(json.loads(base64.urlsafe_b64decode(text))["offset"])
    except (ValueError, KeyError, TypeError):
        raise refused(400, "next_cursor is invalid or has expired") from None


def number(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not text.isdigit() or int(text) == 0:
        raise refused(400, "limit must be a positive number")
    return int(text)


def fits(shape: dict[str, Any], name: str, query: Mapping[str, str]) -> bool:
    if name in MOMENTS:
        return in_time(shape.get("updated_at" if name == "updated" else name), name, query)
    return (shape.get(name.removesuffix("_id")) or {}).get("id") == query[name]


def in_time(value: str | None, name: str, query: Mapping[str, str]) -> bool:
    """`created_at[gt]=…`; the form fits what is documented of objects, the list of operators is assumed."""
    asked = {f"{name}[{word}]": test for word, test in OPERATORS.items()}
    asked[name] = operator.eq
    for key, test in asked.items():
        if key not in query:
            continue
        try:
            wanted = parse_instant(query[key])
        except ValueError:
            raise refused(400, f"{name} must be a date in ISO 8601") from None
        if value is None or not test(parse_instant(value), wanted):
            return False
    return True


def narrowed(rows: list[dict[str, Any]], request: Request) -> object:
    """As the parameters `truto_*` ask for."""
    query = dict(request.query)
    hidden = {value for name, value in request.query if name == "truto_exclude_fields[]"}
    if query.get("truto_ignore_remote_data") == "true":
        hidden.add("remote_data")
    if query.get("truto_response_format") == "raw":
        return [row["remote_data"] for row in rows]
    shown = [{key: value for key, value in row.items() if key not in hidden} for row in rows]
    by = query.get("truto_key_by")
    return {str(row.get(by)): row for row in shown} if by else shown
