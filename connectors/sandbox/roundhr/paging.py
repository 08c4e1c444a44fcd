"""Lists: `per`, `page_token`, the newest first."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from connectors.sandbox.roundhr.errors import refused
from connectors.sandbox.wire import Request, Response, json_response

PER_PAGE, LARGEST = 20, 100
Row = TypeVar("Row")


def collection(
    request: Request,
    rows: Sequence[Row],
    *,
    shape: Callable[[Sequence[Row]], list[dict[str, Any]]],
    place: Callable[[Row], str],
    cap: int = LARGEST,
) -> Response:
    """`rows` come newest first; a token names, by its `place`, the row that ended the page before."""
    query = dict(request.query)
    size = _size(query.get("per"), cap)
    start = _start(query.get("page_token"), rows, place)
    shown = rows[start : start + size]
    following = token(place(shown[-1])) if start + size < len(rows) and shown else None
    previous = token(place(rows[start - size - 1]) if start > size else None) if start else None
    body = {
        "collection": shape(shown),
        "pagination": {
            "total": len(rows),
            "previous_page": address(request, previous) if previous else None,
            "previous_page_token": previous,
            "next_page": address(request, following) if following else None,
            "next_page_token": following,
        },
    }
    return json_response(body)


def token(place: str | None) -> str:
    """None is the first page."""
    return base64.urlsafe_b64encode(json.dumps([place]).encode()).decode().rstrip("=")


def address(request: Request, page_token: str) -> str:
    kept = [(name, value) for name, value in request.query if name != "page_token"]
    query = urlencode([*kept, ("page_token", page_token)])
    return f"{request.base_url}{request.path}?{query}"


def _size(per: str | None, cap: int) -> int:
    size = int(per) if per and per.isdigit() else PER_PAGE
    return max(1, min(size, LARGEST, cap))


def _start(text: str | None, rows: Sequence[Row], place: Callable[[Row], str]) -> int:
    """A row that is gone since takes the rest of the list with it: the token is invalid then."""
    if not text:
        return 0
    try:
        [last] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise refused(400, "page_token is invalid") from error
    if last is None:
        return 0
    for nth, row in enumerate(rows):
        if place(row) == last:
            return nth + 1
    raise refused(400, "page_token is invalid")
