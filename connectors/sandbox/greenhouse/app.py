"""Greenhouse behind one address: `/v1`, `/v2`, `/v3` and the token endpoint."""

from typing import Any

from connectors.sandbox.greenhouse import auth
from connectors.sandbox.greenhouse.auth import TokenDesk
from connectors.sandbox.greenhouse.errors import Refusal, v1_error, v3_error
from connectors.sandbox.greenhouse.listing import Finder
from connectors.sandbox.greenhouse.seeding import build_world
from connectors.sandbox.greenhouse.v1 import HarvestV1
from connectors.sandbox.greenhouse.v3 import HarvestV3, rate_headers
from connectors.sandbox.greenhouse.webhooks import Webhooks
from connectors.sandbox.rates import FixedWindow
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.vendors import Settings, WeakSpots
from connectors.sandbox.webhooks import Hook
from connectors.sandbox.wire import Request, Response


class Greenhouse:
    name = "greenhouse"

    def __init__(self, settings: Settings) -> None:
        self.world = build_world(settings.seed, settings.size, settings.clock)
        self.webhooks = Webhooks(self.world)
        self.spoils = Spoils()
        self.desk = TokenDesk(self.world)
        finder = Finder(self.world)
        self.v1 = HarvestV1(self.world, finder, self.spoils)
        self.v3 = HarvestV3(self.world, self.desk, finder, self.spoils)
        self.token_window = FixedWindow(60, 60)
        for window in (self.v1.window, self.v3.window, self.token_window):
            window.enabled = settings.rate_limits

    def handle(self, request: Request) -> Response:
        with self.world.lock:
            self.world.settle()
            try:
                return self._dispatch(request)
            except Refusal as refusal:
                return refusal.response

    def _dispatch(self, request: Request) -> Response:
        if request.path == "/token" and request.method == "POST":
            return self._token(request)
        if request.path == "/introspect" and request.method == "POST":
            return self.desk.introspect(request)
        if request.path.startswith("/v3/"):
            return self.v3.handle(request)
        return self.v1.handle(request)

    def _token(self, request: Request) -> Response:
        standing = self.token_window.take("token", self.world.now)
        if standing.allowed:
            return self.desk.mint(request)
        headers = {**rate_headers(standing), "Retry-After": str(standing.retry_after)}
        return v3_error(429, headers=headers)

    def error(self, status: int, request: Request) -> Response:
        if request.path.startswith(("/v1/", "/v2/")):
            return v1_error(status)
        return v3_error(status)

    def weak_spots(self, request: Request) -> WeakSpots:
        """Which fields of this path's records a fault may break."""
        if request.path.startswith("/v1/"):
            return WeakSpots(typed="updated_at", needed="id", word="status")
        if request.path.endswith("/interviews"):
            return WeakSpots(typed="starts_at", needed="application_id", word="status")
        return WeakSpots(typed="updated_at", needed="id", word="status")

    def expired(self, request: Request) -> Response | None:
        """v1 counts pages, which never expire."""
        if request.path.startswith("/v3/") and "cursor" in dict(request.query):
            return v3_error(422, "Expired cursor", "cursor")
        return None

    def looped(self, request: Request, response: Response) -> Response:
        if not isinstance(response.json(), list):
            return response
        here = f"{request.base_url}{request.path}?{request.raw_query}"
        return response.with_headers({"Link": f'<{here}>; rel="next"'})

    def send_webhooks_to(self, url: str) -> Hook:
        """Every event, signed with the secret of `connection`. A ping goes at once, the rest by
        `webhooks.deliver_due()`."""
        return self.webhooks.add(url)

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        self.spoils.set(resource, row_id, fields)

    def connection(self, base_url: str) -> dict[str, Any]:
        """For v3; with the option `api_version=v1` the same credentials serve v1."""
        credentials = {
            "client_id": auth.CLIENT_ID,
            "client_secret": auth.CLIENT_SECRET,
            "api_key": auth.API_KEY,
            "webhook_secret": auth.WEBHOOK_SECRET,
        }
        return {
            "vendor": self.name,
            "base_url": base_url,
            "credentials": credentials,
            "options": {},
        }
