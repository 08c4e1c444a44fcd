"""A page of rows by key, for a caller; a cursor that does not fit is refused under its parameter's name."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from connectors.api.parameter import DEFAULT_LIMIT
from connectors.api.params import BadParameters, refused
from interviews.selectors.keyset import CursorError, Order, Place, Taken, fingerprint, page

NO_FILTER = ("limit", "next_cursor", "after")


def by_id(sort: str) -> Order:
    """`id` or `-id`."""
    return Order(name=sort, column="id", descending=sort.startswith("-"), valueless=False)


def page_of(
    rows: QuerySet[Any],
    order: Order,
    values: Mapping[str, Any],
    *,
    of: str,
    cursor: str = "next_cursor",
    limit: int | None = None,
    place_of: Callable[[Any, Order], Place] | None = None,
) -> Taken:
    """`values` are those of the parameters, `of` says which list it is; a cursor fits the same list with the same
    filters only. Raises BadParameters.
    """
    told = {name: value for name, value in values.items() if name not in NO_FILTER}
    given = values.get(cursor, "")
    most = limit or values.get("limit", DEFAULT_LIMIT)
    try:
        return page(
            rows, order, given, most, filters=fingerprint(told | {"of": of}), place_of=place_of
        )
    except CursorError as error:
        raise BadParameters([refused(cursor, str(error), given)]) from None
