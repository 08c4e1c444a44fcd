"""Lever: interviews stand below opportunities, times are milliseconds, and nothing has a status."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from connectors.sandbox.lever.world import Interview, Opportunity, build_world
from connectors.sandbox.rates import FixedWindow
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

API_KEY = "sandbox-api-key"
PER_PAGE = 100
CODES = {
    400: "BadRequestError",
    401: "Unauthorized",
    403: "Forbidden",
    404: "ResourceNotFound",
    429: "TooManyRequests",
}


def opportunity_shape(row: Opportunity) -> dict[str, Any]:
    archived = {"reason": "reason-1", "archivedAt": row.archived} if row.archived else None
    return {
        "id": row.id,
        "name": row.name,
        "contact": row.contact,
        "headline": "",
        "stage": row.stage,
        "confidentiality": "non-confidential",
        "location": None,
        "phones": [{"type": "mobile", "value": "555-0100"}],
        "emails": [row.email],
        "links": [],
        "archived": archived,
        "tags": [],
        "sources": [],
        "applications": [f"application-{row.id}"],
        "createdAt": row.created,
        "updatedAt": row.updated,
    }


def interview_shape(row: Interview, now: int) -> dict[str, Any]:
    place = [{"type": "video", "uri": row.link}]
    return {
        "id": row.id,
        "panel": f"panel-{row.id}",
        "subject": row.subject,
        "note": "",
        "interviewers": [
            {"id": one.id, "name": one.name, "email": one.person.email, "feedbackTemplate": None}
            for one in row.panel
        ],
        "timezone": row.zone,
        "createdAt": row.created,
        "date": row.start,
        "duration": row.minutes,
        "location": row.location,
        "feedbackTemplate": None,
        "feedbackForms": [f"form-{row.id}"] if row.form is not None and row.form <= now else [],
        "feedbackReminder": "once",
        "user": row.organizer.id,
        "stage": row.opportunity.stage,
        "canceledAt": row.canceled,
        "postings": [row.opportunity.posting],
        "gcalEventUrl": None,
        "conferences": [{"source": "meet", "entryPoints": place}] if row.link else [],
        "opportunityId": row.opportunity.id,
    }


Row = TypeVar("Row", Opportunity, Interview)


class Lever:
    name = "lever"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.window = FixedWindow(10, 1, enabled=settings.rate_limits)
        self.spoils = Spoils()
        self.keys = {API_KEY}

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            if not self._known(request.headers.get("authorization", "")):
                return self.error(401, request)
            if not self.window.take("key", self.world.now).allowed:
                return self.error(429, request)
            return self._answer(request)

    def _known(self, header: str) -> bool:
        """The key is the user, and there is no password."""
        pairs = {f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}" for key in self.keys}
        return header in pairs

    def _answer(self, request: Request) -> Response:
        world = self.world
        match request.method, *request.path.strip("/").split("/"):
            case "GET", "v1", "opportunities":
                rows = list(world.opportunities.values())
                return self._page(request, "opportunities", rows, opportunity_shape)
            case "GET", "v1", "opportunities", key if key in world.opportunities:
                return json_response({"data": opportunity_shape(world.opportunities[key])})
            case "GET", "v1", "opportunities", key, "interviews" if key in world.opportunities:
                of_one = [row for row in world.interviews.values() if row.opportunity.id == key]
                return self._page(
                    request, "interviews", of_one, lambda row: interview_shape(row, world.now)
                )
            case "GET", "v1", "opportunities", key, "interviews", number:
                row = world.interviews.get(number)
                if row and row.opportunity.id == key:
                    shape = interview_shape(row, world.now)
                    return json_response({"data": self.spoils.apply("interviews", [shape])[0]})
        return self.error(404, request)

    def _page(
        self,
        request: Request,
        name: str,
        rows: Sequence[Row],
        shape: Callable[[Row], dict[str, Any]],
    ) -> Response:
        query = dict(request.query)
        asked = query.get("limit", "")
        size = min(int(asked) if asked.isdigit() else PER_PAGE, PER_PAGE)
        size = max(1, min(size, self.world.page_caps.get(name, PER_PAGE)))
        start = place_of(query.get("offset", ""))
        if start is None:
            return self.error(400, request)
        shown = self.spoils.apply(name, [shape(row) for row in rows[start : start + size]])
        more = start + size < len(rows)
        body: dict[str, Any] = {"data": shown, "hasNext": more}
        return json_response(body | ({"next": place_at(start + size)} if more else {}))

    def error(self, status: int, request: Request) -> Response:
        code = CODES.get(status, "InternalServerError")
        return json_response({"code": code, "message": f"{code} ({status})."}, status)

    def weak_spots(self, request: Request) -> WeakSpots:
        if request.path.endswith("/interviews"):
            return WeakSpots(typed="date", needed="id", word="subject")
        return WeakSpots(typed="createdAt", needed="id", word="stage")

    def expired(self, request: Request) -> Response | None:
        return self.error(400, request) if "offset" in dict(request.query) else None

    def looped(self, request: Request, response: Response) -> Response:
        body = response.json()
        if not isinstance(body.get("data"), list):
            return response
        here = dict(request.query).get("offset") or place_at(0)
        return json_response({**body, "hasNext": True, "next": here})

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": {"api_key": API_KEY},
            "options": {},
        }


def place_at(start: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([start]).encode()).decode()


def place_of(text: str) -> int | None:
    """None where it is no place that was given out."""
    if not text:
        return 0
    try:
        [start] = json.loads(base64.urlsafe_b64decode(text))
        return int(start)
    except (ValueError, TypeError):
        return None
