"""Places in a list and points in time: cursors and sync tokens, opaque and mortal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.ashby.bodies import refused
from connectors.sandbox.ashby.records import Row, uuid_of
from connectors.sandbox.ashby.world import World

LARGEST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """The rest of a walk: ids still to come, counted from when it began."""

    method: str
    ids: tuple[str, ...]
    position: int
    pages: int
    incremental: bool
    seq: int
    issued: int


@dataclass(frozen=True, slots=True)
class Point:
    method: str
    seq: int
    issued: int


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    next_cursor: str | None
    sync_token: str | None


class Places:
    def __init__(self, world: World) -> None:
        self.world = world
        self.cursors: dict[str, Place] = {}
        self.tokens: dict[str, Point] = {}

    def page(self, method: str, rows: Mapping[str, Row], body: Mapping[str, Any]) -> Page:
        """`body` may hold `limit`, `cursor` and `syncToken`; the token comes with the last page only."""
        place = self._found(body["cursor"], method) if body.get("cursor") else None
        place = place or self._beginning(method, rows, body)
        most = self.world.switches.most_pages
        if place.incremental and most is not None and place.pages >= most:
            raise refused("incremental_sync_too_large", "Start a full sync: too much has changed")
        size = min(
            limit_of(body),
            self.world.switches.page_caps.get(method.split(".", maxsplit=1)[0], LARGEST),
        )
        end = place.position + size
        shown = [rows[row_id] for row_id in place.ids[place.position : end] if row_id in rows]
        if end < len(place.ids):
            return Page(shown, self._further(place, end), None)
        return Page(shown, None, self._point(method, place.seq))

    def here(self, body: Mapping[str, Any], method: str, rows: Mapping[str, Row]) -> str:
        """A cursor that leads to the page that was asked for."""
        if body.get("cursor"):
            return str(body["cursor"])
        return self._further(self._beginning(method, rows, body), 0)

    def _beginning(self, method: str, rows: Mapping[str, Row], body: Mapping[str, Any]) -> Place:
        token = body.get("syncToken")
        since = self._since(str(token), method) if token else 0
        ids = tuple(row.id for row in rows.values() if row.seq > since)
        now = self.world.now
        return Place(method, ids, 0, 0, bool(token), self.world.seq, now)

    def _since(self, token: str, method: str) -> int:
        point = self.tokens.get(token)
        if point is None or point.method != method:
            raise refused("sync_token_invalid", "The sync token cannot be read; start a full sync")
        if self.world.now - point.issued > self.world.switches.tokens_live:
            raise refused("sync_token_expired", "The sync token is too old; start a full sync")
        return point.seq

    def _found(self, cursor: object, method: str) -> Place:
        place = self.cursors.get(str(cursor))
        if place is None or place.method != method:
            raise refused("invalid_next_cursor", "The cursor cannot be read; start again")
        if self.world.now - place.issued > self.world.switches.cursors_live:
            raise refused("next_cursor_expired", "The cursor is too old; start again")
        return place

    def _further(self, place: Place, position: int) -> str:
        text = uuid_of("cursor", self.world.seed, len(self.cursors)).replace("-", "")[:12]
        self.cursors[text] = Place(
            place.method, place.ids, position, place.pages + 1, place.incremental, place.seq,
            self.world.now,
        )  # fmt: skip
        return text

    def _point(self, method: str, seq: int) -> str:
        text = uuid_of("token", self.world.seed, len(self.tokens)).replace("-", "")[:9]
        self.tokens[text] = Point(method, seq, self.world.now)
        return text


def limit_of(body: Mapping[str, Any]) -> int:
    limit = body.get("limit", LARGEST)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= LARGEST:
        raise refused("invalid_input", f"limit must be from 1 to {LARGEST}")
    return limit
