"""v1's numbered pages with Link headers, v3's cursors."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from connectors.sandbox.greenhouse.filters import BadParameter
from connectors.sandbox.wire import Request

DEFAULT_PER_PAGE = 100
MOST_PER_PAGE = 500


def per_page(query: Mapping[str, str]) -> int:
    text = query.get("per_page", str(DEFAULT_PER_PAGE))
    if not text.isdigit() or not 1 <= int(text) <= MOST_PER_PAGE:
        raise BadParameter(f"Must be an integer between 1 and {MOST_PER_PAGE}", "per_page")
    return int(text)


def page_number(query: Mapping[str, str]) -> int:
    text = query.get("page", "1")
    if not text.isdigit() or int(text) < 1:
        raise BadParameter("Must be a positive integer", "page")
    return int(text)


def numbered_links(request: Request, page: int, size: int, total: int, *, counted: bool) -> str:
    """v1: the caller's other parameters first, then page and per_page. A single page still names
    itself as the last one; `last` is left out where counting was skipped."""
    others = [(name, value) for name, value in request.query if name not in ("page", "per_page")]
    last = max(1, -(-total // size))
    targets = {}
    if page < last:
        targets["next"] = page + 1
    if page > 1:
        targets["prev"] = min(page - 1, last)
    if counted:
        targets["last"] = last
    address = request.base_url + request.path
    return ",".join(
        f'<{address}?{urlencode([*others, ("page", number), ("per_page", size)])}>; rel="{rel}"'
        for rel, number in targets.items()
    )


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a v3 cursor carries: the resource, its filters, the page size, the last id, the second
    it was given out."""

    resource: str
    query: dict[str, str]
    size: int
    last_id: int
    issued: int

    def text(self) -> str:
        state = [self.resource, self.query, self.size, self.last_id, self.issued]
        data = json.dumps(state, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            resource, query, size, last_id, issued = json.loads(data)
            return cls(str(resource), dict(query), int(size), int(last_id), int(issued))
        except (binascii.Error, ValueError, TypeError) as error:
            raise BadParameter("Invalid cursor", "cursor") from error
