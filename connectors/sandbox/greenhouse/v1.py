"""Harvest v1 and v2: Basic keys, numbered pages, bare arrays."""

from dataclasses import dataclass, field

from connectors.sandbox.greenhouse import v1_writes
from connectors.sandbox.greenhouse.auth import check_api_key
from connectors.sandbox.greenhouse.errors import Refusal, v1_error, v1_invalid
from connectors.sandbox.greenhouse.filters import BadParameter
from connectors.sandbox.greenhouse.listing import Finder
from connectors.sandbox.greenhouse.paging import numbered_links, page_number, per_page
from connectors.sandbox.greenhouse.v1_resources import RESOURCES, Resource, nested
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.rates import FixedWindow
from connectors.sandbox.spoiling import Spoils
from connectors.sandbox.wire import Request, Response, json_response


@dataclass(slots=True)
class HarvestV1:
    world: World
    finder: Finder
    spoils: Spoils
    window: FixedWindow = field(default_factory=lambda: FixedWindow(50, 10))

    def handle(self, request: Request) -> Response:
        if self.world.switches.v1_retired:
            return v1_error(self.world.switches.v1_retired)
        if self.world.switches.credentials_withdrawn:
            return v1_error(401)
        check_api_key(request)
        standing = self.window.take("v1", self.world.now)
        headers = {
            "X-RateLimit-Limit": str(standing.limit),
            "X-RateLimit-Remaining": str(standing.remaining),
        }
        if not standing.allowed:
            headers["X-RateLimit-Reset"] = str(standing.resets_at // 1000)
            headers["Retry-After"] = str(standing.retry_after)
            return v1_error(429, headers)
        try:
            response = self._answer(request)
        except BadParameter as error:
            response = v1_invalid(str(error), error.field)
        except Refusal as refusal:
            response = refusal.response
        return response.with_headers(headers)

    def _answer(self, request: Request) -> Response:
        version, *parts = request.path.strip("/").split("/")
        if request.method != "GET":
            return v1_writes.write(self.world, request, version, parts)
        if version != "v1":
            return v1_error(404)
        match parts:
            case [name] if name in RESOURCES:
                return self._list(request, name, RESOURCES[name])
            case [name, row_id] if name in RESOURCES and row_id.isdigit():
                return self._retrieve(name, int(row_id))
            case [parent, row_id, child] if row_id.isdigit():
                resource = nested(self.world, parent, int(row_id), child)
                if resource:
                    return self._list(request, child, resource)
        return v1_error(404)

    def _list(self, request: Request, name: str, resource: Resource) -> Response:
        query = dict(request.query)
        size = self.world.switches.page_size(name, per_page(query))
        page = page_number(query)
        filters = {key: text for key, text in query.items() if key in resource.filters}
        if name == "candidates" and "email" in filters:
            filters.pop("candidate_ids", None)
        found = self.finder.select(request.path, resource.source, resource.filters, filters)
        rows = found[(page - 1) * size : page * size]
        shapes = self.spoils.apply(name, [resource.shape(row) for row in rows])
        counted = query.get("skip_count") != "true"
        link = numbered_links(request, page, size, len(found), counted=counted)
        return json_response(shapes, headers={"Link": link} if link else None)

    def _retrieve(self, name: str, row_id: int) -> Response:
        resource = RESOURCES[name]
        row = resource.source.find(self.world, row_id)
        if row is None or (resource.source.shown and not resource.source.shown(row)):
            return v1_error(404)
        return json_response(self.spoils.apply(name, [resource.shape(row)])[0])
