"""Harvest v3: bearer tokens, lists only, cursors, pipe filters."""

from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.greenhouse import v3_writes
from connectors.sandbox.greenhouse.auth import TokenDesk
from connectors.sandbox.greenhouse.errors import Refusal, v3_error
from connectors.sandbox.greenhouse.filters import BadParameter, without_brackets
from connectors.sandbox.greenhouse.listing import Finder, below
from connectors.sandbox.greenhouse.paging import Cursor, per_page
from connectors.sandbox.greenhouse.v3_resources import RESOURCES, Resource
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.rates import FixedWindow, Standing
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.wire import Request, Response, json_response

PREFIX = "/v3/"


@dataclass(slots=True)
class HarvestV3:
    world: World
    desk: TokenDesk
    finder: Finder
    spoils: Spoils
    window: FixedWindow = field(default_factory=lambda: FixedWindow(75, 30))

    def handle(self, request: Request) -> Response:
        user = self.desk.bearer(request)
        standing = self.window.take("v3", self.world.now)
        headers = rate_headers(standing)
        if not standing.allowed:
            headers["Retry-After"] = str(standing.retry_after)
            return v3_error(429, headers=headers)
        try:
            response = self._answer(request, user.id)
        except BadParameter as error:
            response = v3_error(422, str(error), error.field or None)
        except Refusal as refusal:
            response = refusal.response
        return response.with_headers(headers)

    def _answer(self, request: Request, user_id: int) -> Response:
        name, _, row_id = request.path.removeprefix(PREFIX).partition("/")
        resource = RESOURCES.get(name)
        if resource is None:
            return v3_error(404)
        if request.method == "GET" and not row_id:
            return self._list(request, name, resource)
        if name == "interviews" and request.method != "GET":
            return v3_writes.write(self.world, request, row_id, user_id)
        return v3_error(404)

    def _list(self, request: Request, name: str, resource: Resource) -> Response:
        last_id, size, query = self._position(request, name)
        unknown = [
            parameter
            for parameter in query
            if parameter not in resource.filters and parameter != "fields"
        ]
        if unknown:
            raise BadParameter("Unknown parameter", unknown[0])
        filters = {key: text for key, text in query.items() if key != "fields"}
        if name == "users":
            filters.setdefault("show_service_accounts", "false")
        found = self.finder.select(f"v3/{name}", resource.source, resource.filters, filters)
        rows, more = below(found, resource.source, last_id, size)
        shapes = self.spoils.apply(name, [resource.shape(row) for row in rows])
        headers = {}
        if more:
            issued = self.world.now // 1000
            cursor = Cursor(name, query, size, resource.source.key(rows[-1]), issued)
            headers["Link"] = (
                f'<{request.base_url}{request.path}?cursor={cursor.text()}>; rel="next"'
            )
        return json_response(_sparse(shapes, query.get("fields")), headers=headers)

    def _position(self, request: Request, name: str) -> tuple[int | None, int, dict[str, str]]:
        """Where to go on from, the page size, and the filters: all three out of a cursor if one came."""
        pairs = request.query
        if self.world.switches.brackets_accepted:
            pairs = without_brackets(pairs)
        query = dict(pairs)
        if "cursor" not in query:
            size = self.world.switches.page_size(name, per_page(query))
            query.pop("per_page", None)
            return None, size, query
        if len(pairs) > 1:
            raise BadParameter("Must be the only parameter", "cursor")
        cursor = Cursor.read(query["cursor"])
        life = self.world.switches.cursor_seconds
        if cursor.resource != name:
            raise BadParameter("Invalid cursor", "cursor")
        if life is not None and self.world.now // 1000 - cursor.issued > life:
            raise BadParameter("Expired cursor", "cursor")
        return cursor.last_id, cursor.size, cursor.query


def rate_headers(standing: Standing) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(standing.limit),
        "X-RateLimit-Remaining": str(standing.remaining),
        "X-RateLimit-Reset": str(standing.resets_at // 1000),
    }


def _sparse(shapes: list[dict[str, Any]], fields: str | None) -> list[dict[str, Any]]:
    if not fields:
        return shapes
    wanted = fields.split(",")
    if len(wanted) > 50:
        raise BadParameter("Must name at most 50 fields", "fields")
    if shapes and (unknown := [name for name in wanted if name not in shapes[0]]):
        raise BadParameter(f"Unknown field: {unknown[0]}", "fields")
    return [{name: shape[name] for name in wanted if name in shape} for shape in shapes]
