"""Fountain behind one address: `/v2`, with the key in X-ACCESS-TOKEN."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.sandbox.fountain import shapes
from connectors.sandbox.fountain.records import Applicant
from connectors.sandbox.fountain.seeding import build_world
from connectors.sandbox.fountain.webhooks import Webhooks
from connectors.sandbox.rates import FixedWindow, Standing
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

API_TOKEN = "sandbox-api-token"
MOST_IDS = 1000
SLOTS_OF = re.compile(r"/v2/applicants/([^/]+)/booked_slots")
CANCEL = re.compile(r"/v2/booked_slots/([^/]+)/cancel")
WORDS = {
    400: "Bad request",
    403: "You may not do this",
    409: "Conflict",
    422: "Unprocessable entity",
    429: "Too many API requests. See documentation for more information",
    500: "Internal server error",
    503: "Service unavailable",
}


class Refusal(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def error(status: int) -> Response:
    if status in {401, 404}:
        said = {401: "Invalid access token", 404: "Requested resource not found"}[status]
        return json_response({"message": said}, status)
    name = "exceeded_rate" if status == 429 else "error"
    said = WORDS.get(status, "Request failed")
    return json_response({"error": {"msg": said, "name": name}}, status)


class Fountain:
    name = "fountain"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.webhooks = Webhooks(self.world)
        self.spoils = Spoils()
        self.window = FixedWindow(120, 60, settings.rate_limits)
        self.keys = {API_TOKEN}

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            key = request.headers.get("x-access-token", "")
            if key not in self.keys:
                return error(401)
            standing = self.window.take(key, self.world.now)
            if not standing.allowed:
                return error(429).with_headers(rate_headers(standing))
            try:
                response = self._answer(request)
            except Refusal as refusal:
                response = refusal.response
        return response.with_headers(rate_headers(standing))

    def _answer(self, request: Request) -> Response:
        query = dict(request.query)
        match request.method, request.path:
            case "GET", "/v2/applicants":
                return self._applicants(query)
            case "GET", "/v2/funnels":
                return self._numbered("funnels", list(self.world.funnels.values()), query)
            case "GET", "/v2/users":
                return json_response(
                    {"users": [shapes.user(one) for one in self.world.users.values()]}
                )
            case "POST", "/v2/applicants/booked_slots":
                return self._bulk(request)
        if (found := SLOTS_OF.fullmatch(request.path)) and request.method == "GET":
            return json_response({"booked_slots": self._slots(self._applicant(found[1]))})
        if (found := CANCEL.fullmatch(request.path)) and request.method == "POST":
            return self._cancel(found[1])
        found = re.fullmatch(r"/v2/applicants/([^/]+)", request.path)
        if found and request.method == "GET":
            return json_response(self._shaped([self._applicant(found[1])])[0])
        raise Refusal(error(404))

    def _applicant(self, applicant_id: str) -> Applicant:
        row = self.world.applicants.get(applicant_id)
        if row is None:
            raise Refusal(error(404))
        return row

    def _cancel(self, slot_id: str) -> Response:
        try:
            self.world.cancel(slot_id)
        except KeyError:
            raise Refusal(error(404)) from None
        return json_response({"id": slot_id})

    def _shaped(self, rows: Sequence[Applicant]) -> list[dict[str, Any]]:
        return self.spoils.apply("applicants", [shapes.applicant(row) for row in rows])

    def _slots(self, row: Applicant) -> list[dict[str, Any]]:
        shaped = [shapes.slot(one, self.world.switches.dates) for one in row.slots]
        return self.spoils.apply("booked_slots", shaped)

    def _applicants(self, query: Mapping[str, str]) -> Response:
        """By cursor. The last page has one too: only an empty page ends the walk."""
        rows = list(self.world.applicants.values())
        start = place_of(query.get("cursor"))
        size = self._size("applicants", query)
        shown = rows[start : start + size]
        pagination = {
            "current_cursor": query.get("cursor") or place(0),
            "next_cursor": place(start + len(shown)) if shown else None,
        }
        return json_response({"applicants": self._shaped(shown), "pagination": pagination})

    def _numbered(self, name: str, rows: Sequence[Any], query: Mapping[str, str]) -> Response:
        """By page number, with empty texts at the ends."""
        size = self._size(name, query)
        last = max(1, -(-len(rows) // size))
        page = int(query.get("page", "1")) if query.get("page", "1").isdigit() else 1
        shown = [shapes.funnel(one) for one in rows[(page - 1) * size : page * size]]
        pagination = {
            "first": 1,
            "previous": page - 1 if page > 1 else "",
            "current": page,
            "next": page + 1 if page < last else "",
            "last": last,
        }
        return json_response({name: self.spoils.apply(name, shown), "pagination": pagination})

    def _size(self, name: str, query: Mapping[str, str]) -> int:
        switches = self.world.switches
        given = query.get("per_page", "")
        size = int(given) if given.isdigit() and int(given) else switches.default_per_page
        return min(size, switches.largest_per_page, switches.page_caps.get(name, size))

    def _bulk(self, request: Request) -> Response:
        ids = ids_in(request)
        known = [self.world.applicants[one] for one in ids if one in self.world.applicants]
        return json_response(
            [{"applicant_id": row.id, "booked_slots": self._slots(row)} for row in known]
        )

    def error(self, status: int, request: Request) -> Response:
        return error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        if "booked_slots" in request.path:
            return WeakSpots(typed="booked_slots", needed="booked_slots", word="applicant_id")
        if request.path == "/v2/funnels":
            return WeakSpots(typed="title", needed="id", word="time_zone")
        return WeakSpots(typed="created_at", needed="id", word="email")

    def expired(self, request: Request) -> Response | None:
        return error(422) if "cursor" in dict(request.query) else None

    def looped(self, request: Request, response: Response) -> Response:
        body = response.json()
        if not isinstance(body, dict) or "next_cursor" not in body.get("pagination", {}):
            return response
        here = dict(request.query).get("cursor") or place(0)
        return json_response({**body, "pagination": {**body["pagination"], "next_cursor": here}})

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        """`resource` is `applicants`, `funnels` or `booked_slots`."""
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": {"api_token": API_TOKEN},
            "options": {},
        }


def ids_in(request: Request) -> list[str]:
    try:
        ids = json.loads(request.body)["ids"]
    except (ValueError, KeyError, TypeError):
        raise Refusal(error(422)) from None
    if not isinstance(ids, list) or len(ids) > MOST_IDS:
        raise Refusal(error(422))
    return [str(one) for one in ids]


def rate_headers(standing: Standing) -> dict[str, str]:
    return {
        "X-Api-Ratelimit-Limit": str(standing.limit),
        "X-Api-Ratelimit-Limit-Remaining": str(standing.remaining),
        "X-Api-Ratelimit-Reset": str(standing.resets_at // 1000),
    }


def place(offset: int) -> str:
    return base64.urlsafe_b64encode(f"at {offset}".encode()).decode()


def place_of(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("at "))
    except ValueError:
        raise Refusal(error(422)) from None
