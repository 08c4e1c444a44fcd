"""Ashby behind one address: `POST /<category>.<method>` with a JSON body."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from connectors.sandbox.ashby import shapes, writes
from connectors.sandbox.ashby.bodies import Refusal, error, failure, refused, success
from connectors.sandbox.ashby.places import Places
from connectors.sandbox.ashby.records import Schedule
from connectors.sandbox.ashby.seeding import build_world
from connectors.sandbox.ashby.webhooks import Webhooks
from connectors.sandbox.rates import FixedWindow
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

API_KEY = "sandbox-api-key"
WEBHOOK_SECRET = "sandbox-webhook-secret"
Body = dict[str, Any]
LISTS: dict[str, tuple[str, str, Callable[[Any], dict[str, Any]]]] = {
    "user.list": ("users", "organizationRead", shapes.user),
    "job.list": ("jobs", "jobsRead", shapes.job),
    "interviewPlan.list": ("plans", "interviewsRead", shapes.plan),
    "interview.list": ("templates", "interviewsRead", shapes.template),
    "candidate.list": ("candidates", "candidatesRead", shapes.candidate),
    "application.list": ("applications", "candidatesRead", shapes.application),
    "interviewSchedule.list": ("schedules", "interviewsRead", shapes.schedule),
}
INFOS: dict[str, tuple[str, str, str, Callable[[Any], dict[str, Any]]]] = {
    "candidate.info": ("candidates", "id", "candidatesRead", shapes.candidate),
    "application.info": ("applications", "applicationId", "candidatesRead", shapes.application),
    "interview.info": ("templates", "id", "interviewsRead", shapes.template),
    "user.info": ("users", "userId", "organizationRead", shapes.user),
    "job.info": ("jobs", "id", "jobsRead", shapes.job),
}
WRITES = {
    "interviewSchedule.create": writes.create,
    "interviewSchedule.update": writes.update,
    "interviewSchedule.cancel": writes.cancel,
}


class Ashby:
    name = "ashby"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.places = Places(self.world)
        self.webhooks = Webhooks(self.world)
        self.spoils = Spoils()
        self.window = FixedWindow(600, 60, settings.rate_limits)
        self.keys = {API_KEY}

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            self.world.settle()
            try:
                return self._answer(request)
            except Refusal as refusal:
                return refusal.response

    def _answer(self, request: Request) -> Response:
        key = key_of(request.headers.get("authorization", ""))
        if not key:
            return error(401)
        if key not in self.keys:
            return error(403)
        if not self.window.take(key, self.world.now).allowed:
            return error(429)
        method = request.path.strip("/")
        if request.method != "POST":
            return error(404)
        return self._called(method, body_of(request))

    def _called(self, method: str, body: Body) -> Response:
        if method == "apiKey.info":
            self._allow("apiKeysRead")
            return success({"title": "Sandbox", "createdAt": None, "scopes": ["interviews:read"]})
        if method == "interviewStage.list":
            self._allow("interviewsRead")
            return self._stages(body)
        if method in INFOS:
            return self._info(method, body)
        if method in WRITES:
            self._allow("interviewsWrite")
            return success(shapes.schedule(WRITES[method](self.world, body)))
        if method in LISTS:
            return self._list(method, body)
        return error(404)

    def _allow(self, permission: str) -> None:
        if permission in self.world.switches.forbidden:
            raise refused("missing_endpoint_permission", f"The key lacks {permission}", 403)

    def _stages(self, body: Body) -> Response:
        plan = self.world.plans.get(str(body.get("interviewPlanId")))
        if plan is None:
            raise refused("interview_plan_not_found", "There is no such interview plan")
        stages = [shapes.stage(one) for one in plan.stages]
        return success(self.spoils.apply("interviewStage", stages), moreDataAvailable=False)

    def _info(self, method: str, body: Body) -> Response:
        table, field, permission, shape = INFOS[method]
        self._allow(permission)
        row = getattr(self.world, table).get(str(body.get(field)))
        category = method.split(".", maxsplit=1)[0]
        if row is None:
            raise refused(f"{category}_not_found", f"There is no such {category}")
        return success(self.spoils.apply(category, [shape(row)])[0])

    def _list(self, method: str, body: Body) -> Response:
        _, permission, shape = LISTS[method]
        self._allow(permission)
        page = self.places.page(method, self._rows(method, body), body)
        shown = self.spoils.apply(
            method.split(".", maxsplit=1)[0], [shape(row) for row in page.rows]
        )
        more: Body = {"moreDataAvailable": page.next_cursor is not None}
        if page.next_cursor:
            more["nextCursor"] = page.next_cursor
        if page.sync_token:
            more["syncToken"] = page.sync_token
        return success(shown, **more)

    def _rows(self, method: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the filters of the list leave."""
        rows: Mapping[str, Any] = getattr(self.world, LISTS[method][0])
        if method == "user.list" and not body.get("includeDeactivated"):
            return {key: row for key, row in rows.items() if row.enabled}
        if method == "interview.list":
            return {
                key: row
                for key, row in rows.items()
                if (body.get("includeNonSharedInterviews") or row.job is None)
                and (body.get("includeArchived") or not row.archived)
            }
        if method == "job.list" and not body.get("status"):
            return {key: row for key, row in rows.items() if row.status != "Draft"}
        wanted = body.get("applicationId")
        if method == "interviewSchedule.list" and wanted is not None:
            return {key: row for key, row in rows.items() if is_of(row, wanted)}
        return rows

    def error(self, status: int, request: Request) -> Response:
        return error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        match request.path.strip("/"):
            case "candidate.list":
                return WeakSpots(typed="name", needed="id", word="profileUrl")
            case "application.list":
                return WeakSpots(typed="createdAt", needed="id", word="status")
        return WeakSpots(typed="createdAt", needed="id", word="status")

    def expired(self, request: Request) -> Response | None:
        if "cursor" in body_of(request):
            return failure("next_cursor_expired", "The cursor is too old; start again")
        return None

    def looped(self, request: Request, response: Response) -> Response:
        method, answer = request.path.strip("/"), response.json()
        if method not in LISTS or "moreDataAvailable" not in answer:
            return response
        body = body_of(request)
        here = self.places.here(body, method, self._rows(method, body))
        return json_response({**answer, "moreDataAvailable": True, "nextCursor": here})

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        """`resource` is the category: `interviewSchedule`, `candidate`."""
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        credentials = {"api_key": API_KEY, "webhook_secret": WEBHOOK_SECRET}
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": credentials,
            "options": {},
        }


def is_of(row: Schedule, application_id: object) -> bool:
    return row.application.id == application_id


def key_of(header: str) -> str:
    """The key is the user name; the password is empty."""
    scheme, _, coded = header.partition(" ")
    try:
        pair = base64.b64decode(coded).decode() if scheme == "Basic" else ""
    except ValueError:
        return ""
    return pair.partition(":")[0]


def body_of(request: Request) -> Body:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        raise refused("invalid_input", "Request payload is malformed") from None
    if not isinstance(body, dict):
        raise refused("invalid_input", "Request payload is malformed")
    return body
