"""Paging that survives inserts: a page starts after the last row seen, not after a number of rows.

Rows are ordered by one column and the id. Rows without a value come last in both directions, in a query
of their own: so the order is the same on every database and an index serves both parts. A cursor is
URL-safe base64 of JSON `{"sort", "value", "id", "of", "seal"}`: `of` is a fingerprint of the filters.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

SALT = "interviews.selectors.keyset"
LONGEST = 500


class CursorError(ValueError):
    """The cursor was altered or belongs to another search; its text is a sentence for the caller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`column` is what rows are ordered by, `name` what the caller calls it (`-start_at`).

    `valueless`: there may be rows without a value. `textual`: values are texts, not moments.
    """

    name: str
    column: str
    descending: bool
    valueless: bool
    textual: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The last row of a page. `value` is null among the rows without a value."""

    value: datetime | str | None
    id: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A page. `more`: there are rows behind it; `end` is the place of its last row, or else where it began."""

    rows: list[Any]
    more: bool
    end: Place | None
    order: Order
    filters: str

    @property
    def next_cursor(self) -> str | None:
        return self.cursor_at(self.end) if self.more and self.end else None

    def cursor_at(self, place: Place) -> str:
        return write_cursor(self.order, place, self.filters)


def page(
    rows: QuerySet[Any],
    order: Order,
    cursor: str,
    limit: int,
    *,
    filters: str,
    place_of: Callable[[Any, Order], Place] | None = None,
) -> Taken:
    """What comes after the cursor ("" is the beginning). Raises CursorError.

    `filters` is their fingerprint. Rows that are no records need `place_of`.
    """
    place = read_cursor(cursor, order, filters) if cursor else None
    found = take(rows, order, place, limit + 1)
    shown = found[:limit]
    end = (place_of or place_at)(shown[-1], order) if shown else place
    return Taken(shown, len(found) > limit, end, order, filters)


def place_at(row: Any, order: Order) -> Place:
    return Place(None if order.column == "id" else getattr(row, order.column), row.pk)


def take(rows: QuerySet[Any], order: Order, place: Place | None, count: int) -> list[Any]:
    """The next rows in order: those with a value, then those without."""
    if order.column == "id":
        return list(by_id(rows, order, place)[:count])
    if not order.valueless:
        return list(by_value(rows, order, place)[:count])
    taken: list[Any] = []
    if place is None or place.value is not None:
        taken = list(by_value(rows, order, place)[:count])
        place = None
    if len(taken) < count:
        valueless = rows.filter(**{f"{order.column}__isnull": True})
        taken += by_id(valueless, order, place)[: count - len(taken)]
    return taken


def by_id(rows: QuerySet[Any], order: Order, place: Place | None) -> QuerySet[Any]:
    sign, beyond = direction(order)
    rest = rows if place is None else rows.filter(**{f"id__{beyond}": place.id})
    return rest.order_by(f"{sign}id")


def by_value(rows: QuerySet[Any], order: Order, place: Place | None) -> QuerySet[Any]:
    sign, beyond = direction(order)
    rest = rows.filter(**{f"{order.column}__isnull": False})
    if place is not None:
        # the first condition adds nothing, but lets an index start where the page starts
        rest = rest.filter(**{f"{order.column}__{beyond}e": place.value}).filter(
            Q(**{f"{order.column}__{beyond}": place.value}) | Q(**{f"id__{beyond}": place.id})
        )
    return rest.order_by(f"{sign}{order.column}", f"{sign}id")


def direction(order: Order) -> tuple[str, str]:
    return ("-", "lt") if order.descending else ("", "gt")


def fingerprint(filters: dict[str, Any]) -> str:
    """The same for the same filters, in whatever order their values were given."""
    canonical = {
        name: sorted(map(str, value)) if isinstance(value, tuple) else value
        for name, value in filters.items()
    }
    text = json.dumps(canonical, sort_keys=True, default=str)
    return blake2b(text.encode(), digest_size=9).hexdigest()


def seal(body: dict[str, Any]) -> str:
    return salted_hmac(SALT, json.dumps(body, sort_keys=True)).hexdigest()[:24]


def write_cursor(order: Order, place: Place, filters: str) -> str:
    body = {
        "sort": order.name,
        "value": place.value.isoformat() if isinstance(place.value, datetime) else place.value,
        "id": place.id,
        "of": filters,
    }
    text = json.dumps(body | {"seal": seal(body)}, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: Order, filters: str) -> Place:
    """Raises CursorError."""
    try:
        body = (
            {}
            if len(cursor) > LONGEST
            else json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        )
        given = body.pop("seal")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CursorError(
            "This is no cursor of ours, or it was cut off. Pass on next_cursor unchanged, "
            "or leave it out to start anew."
        ) from None
    if not isinstance(given, str) or not compare_digest(given.encode(), seal(body).encode()):
        raise CursorError(
            "This cursor was altered. Pass on next_cursor unchanged, or leave it out to start anew."
        )
    if (body["sort"], body["of"]) != (order.name, filters):
        raise CursorError(
            "This cursor belongs to another search. Keep filters and sort the same from page to page, "
            "or leave the cursor out to start anew."
        )
    value = body["value"]
    if value is None or order.textual:
        return Place(value, body["id"])
    return Place(datetime.fromisoformat(value), body["id"])
