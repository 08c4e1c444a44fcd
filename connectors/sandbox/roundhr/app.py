"""RoundHR behind one address: `/v1`, with a key for everything."""

import json
from operator import attrgetter, itemgetter
from typing import Any

from connectors.sandbox.rates import FixedWindow
from connectors.sandbox.roundhr import shapes
from connectors.sandbox.roundhr.errors import Refusal, error, refused
from connectors.sandbox.roundhr.paging import LARGEST, collection, token
from connectors.sandbox.roundhr.records import STAGES
from connectors.sandbox.roundhr.seeding import build_world
from connectors.sandbox.roundhr.webhooks import SIGNATURE_HEADER, Registered, Webhooks, checked
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.wire import Request, Response, json_response

API_KEY = "sandbox-api-key"
SIGNING_KEY = "sandbox-signing-key"
by_code = itemgetter("code")


class RoundHR:
    name = "roundhr"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.webhooks = Webhooks(self.world)
        self.spoils = Spoils()
        self.keys = {API_KEY}
        self._limited = settings.rate_limits
        self._window = FixedWindow(0, 60)

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            self.world.settle()
            try:
                self._admit(request)
                return self._answer(request)
            except Refusal as refusal:
                return refusal.response

    def _admit(self, request: Request) -> None:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or key.strip() not in self.keys:
            raise refused(401)
        limit = self.world.switches.requests_a_minute
        if limit is None or not self._limited:
            return
        self._window.limit = limit
        standing = self._window.take(key, self.world.now)
        if not standing.allowed:
            raise Refusal(error(429).with_headers({"Retry-After": str(standing.retry_after)}))

    def _answer(self, request: Request) -> Response:
        match request.path.strip("/").split("/"):
            case ["v1", "webhooks", *rest]:
                return self._webhooks(request, rest)
            case ["v1", "application_forms", code, "apply"] if request.method == "POST":
                return self._apply(code, values(request))
            case ["v1", name] if request.method == "GET":
                return self._list(request, name)
            case ["v1", *names, code] if request.method == "GET":
                return resource(self._one("/".join(names), code))
        raise refused(404)

    def _list(self, request: Request, name: str) -> Response:
        lists = {"candidates": self._candidates, "jobs": self._jobs}
        if self.world.switches.interviews_listed:
            lists["interviews"] = self._interviews
        if name not in lists:
            raise refused(404)
        return lists[name](request)

    def _one(self, name: str, code: str) -> dict[str, Any]:
        world = self.world
        if name == "interviews" and code in world.interviews:
            shape = shapes.interview(world.interviews[code])
        elif name == "candidates" and code in world.candidates:
            shape = shapes.whole_candidate(world.candidates[code])
        elif name == "application_forms" and code in world.jobs:
            shape = shapes.form(world.jobs[code]) | {"questions": []}
        elif name == "feedback/candidate_scores" and code in world.scores:
            shape = shapes.score(*world.scores[code])
        else:
            raise refused(404)
        return self.spoils.apply(name, [shape], by_code)[0]

    def _interviews(self, request: Request) -> Response:
        return collection(
            request,
            list(reversed(self.world.interviews.values())),
            shape=lambda rows: self.spoils.apply(
                "interviews", [shapes.interview(row) for row in rows], by_code
            ),
            place=attrgetter("code"),
            cap=self._cap("interviews"),
        )

    def _candidates(self, request: Request) -> Response:
        stage = dict(request.query).get("stage_kind")
        if stage and stage not in STAGES and self.world.switches.unknown_stage_is_an_error:
            raise refused(400, f"stage_kind must be one of {', '.join(STAGES)}")
        rows = [
            row
            for row in reversed(self.world.candidates.values())
            if stage not in STAGES or row.stage == stage
        ]
        return collection(
            request,
            rows,
            shape=lambda shown: self.spoils.apply(
                "candidates", [shapes.candidate(row) for row in shown], by_code
            ),
            place=attrgetter("code"),
            cap=self._cap("candidates"),
        )

    def _jobs(self, request: Request) -> Response:
        title = dict(request.query).get("title", "")
        rows = [row for row in reversed(self.world.jobs.values()) if title in row.title]
        return collection(
            request,
            rows,
            shape=lambda shown: self.spoils.apply(
                "jobs", [shapes.job(row) for row in shown], by_code
            ),
            place=attrgetter("form"),
            cap=self._cap("jobs"),
        )

    def _cap(self, name: str) -> int:
        return self.world.switches.page_caps.get(name, LARGEST)

    def _apply(self, form: str, given: dict[str, Any]) -> Response:
        job = self.world.jobs.get(form)
        if job is None or not job.open:
            raise refused(404)
        missing = [
            name for name in ("name", "email", "phone", "resume_path") if not given.get(name)
        ]
        if missing:
            raise refused(422, f"{missing[0]} is required")
        person = self.world.apply(job, given["name"], given["email"], given["phone"])
        return resource(shapes.candidate(person), 201)

    def _webhooks(self, request: Request, rest: list[str]) -> Response:
        if not rest and request.method == "GET":
            return collection(
                request,
                list(reversed(self.webhooks.registered.values())),
                shape=lambda rows: [row.shape() for row in rows],
                place=attrgetter("code"),
            )
        if not rest and request.method == "POST":
            return resource(self._register(values(request)).shape(), 201)
        made = self.webhooks.registered.get(rest[0]) if len(rest) == 1 else None
        if made is None:
            raise refused(404)
        match request.method:
            case "PATCH":
                self.webhooks.change(made, values(request))
            case "DELETE":
                self.webhooks.remove(made.code)
        return resource(made.shape())

    def _register(self, given: dict[str, Any]) -> Registered:
        url = given.get("callback_url")
        if not url:
            raise refused(422, "callback_url is required")
        actions = checked(given["events"]) if "events" in given else None
        return self.webhooks.add(
            str(url), secret=str(given.get("signing_key") or ""), actions=actions
        )

    def send_webhooks_to(self, url: str) -> Registered:
        """Every event, signed with the key of `connection`; sent by `webhooks.deliver_due()`."""
        return self.webhooks.add(url, secret=SIGNING_KEY)

    def error(self, status: int, request: Request) -> Response:
        return error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        if request.path.endswith("/interviews"):
            return WeakSpots(typed="schedule", needed="code", word="status")
        return WeakSpots(typed="created_at", needed="code", word="feedback_status")

    def expired(self, request: Request) -> Response | None:
        if "page_token" in dict(request.query):
            return error(400, "page_token is expired")
        return None

    def looped(self, request: Request, response: Response) -> Response:
        body = response.json()
        if "pagination" not in body:
            return response
        here = dict(request.query).get("page_token") or token(None)
        body["pagination"]["next_page_token"] = here
        return json_response(body)

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": {"api_key": API_KEY, "signing_key": SIGNING_KEY},
            "options": {"signature_header": SIGNATURE_HEADER},
        }


def resource(shape: dict[str, Any], status: int = 200) -> Response:
    return json_response({"resource": shape}, status)


def values(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError as malformed:
        raise refused(400) from malformed
    if not isinstance(body, dict):
        raise refused(400)
    return body
