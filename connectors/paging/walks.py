"""Lists walked with GET: Link headers, next URLs, page tokens, page numbers."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from connectors.addresses import path_below
from connectors.errors import GarbageAnswer
from connectors.paging.messages import Params, Request, Response, as_text, kind, pairs, records

LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+))*)')
REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What all have in common. `records` is where the list stands in the body ("" is the body itself),
    `size` the parameter for the page size, `largest` the most the vendor gives."""

    records: str = ""
    size: str = ""
    largest: int = 0

    def first(self, path: str, params: Params = (), size: int | None = None) -> Request:
        wanted = min(size or self.largest, self.largest or size or 0)
        sized = {self.size: str(wanted)} if self.size and wanted else {}
        return Request(path, pairs(params)).having(**sized)

    def items(self, response: Response) -> list[Any]:
        return records(response, self.records)

    def resume_token(self, response: Response) -> str | None:
        return None


@dataclass(frozen=True, kw_only=True)
class SinglePage(Walk):
    """The whole list in one answer."""

    def next(self, request: Request, response: Response) -> Request | None:
        return None


@dataclass(frozen=True, kw_only=True)
class LinkHeader(Walk):
    """Follow `Link: <…>; rel="next"`, as it is, until there is none.

    A single page may carry a Link header too, with only `last` in it. `alone` names the parameter
    that must be sent without any other (Greenhouse v3: `cursor`).
    """

    size: str = "per_page"
    alone: str = ""

    def next(self, request: Request, response: Response) -> Request | None:
        link = next_link(response.header("Link"))
        if not link:
            return None
        following = follow(link, request, response)
        only = tuple(pair for pair in following.params if pair[0] == self.alone)
        return replace(following, params=only) if only else following


@dataclass(frozen=True, kw_only=True)
class NextUrl(Walk):
    """Follow the URL that the body gives for the next page; empty or null is the end."""

    link: str = "next"

    def next(self, request: Request, response: Response) -> Request | None:
        link = response.says(self.link)
        if not link:
            return None
        if not isinstance(link, str):
            raise unreadable(response, self.link, "a URL", link)
        return follow(link, request, response)


@dataclass(frozen=True, kw_only=True)
class PageTokens(Walk):
    """Send the token that an answer gives (`token`) back as the parameter `send_as`.

    `alone`: the token goes without the parameters of the first page. `until_empty`: the vendor gives
    a token on the last page too, so an empty page is the end.
    """

    token: str
    send_as: str
    alone: bool = False
    until_empty: bool = False

    def next(self, request: Request, response: Response) -> Request | None:
        token = response.says(self.token)
        if token is None or token == "" or (self.until_empty and not self.items(response)):
            return None
        if isinstance(token, dict | list | bool):
            raise unreadable(response, self.token, "a page token", token)
        base = replace(request, params=()) if self.alone else request
        return base.having(**{self.send_as: as_text(token)})


@dataclass(frozen=True, kw_only=True)
class PageNumbers(Walk):
    """Count pages from 1. The end is told by `pages` (how many pages) or `total` (how many records),
    each a dotted path or `header:Name`; where the vendor tells neither, by an empty page."""

    size: str = "page_size"
    page: str = "page"
    pages: str = ""
    total: str = ""

    def first(self, path: str, params: Params = (), size: int | None = None) -> Request:
        return super().first(path, params, size).having(**{self.page: "1"})

    def next(self, request: Request, response: Response) -> Request | None:
        got, number = len(self.items(response)), whole(request.param(self.page)) or 1
        pages, total = (
            whole(self._told(response, self.pages)),
            whole(self._told(response, self.total)),
        )
        if not got or (pages is not None and number >= pages):
            return None
        asked = whole(request.param(self.size))
        if number == 1 and asked and got < asked:
            # The vendor gives smaller pages than we asked for, unless this one is the last.
            request, asked = request.having(**{self.size: str(got)}), got
        if pages is None and total is not None and number * (asked or got) >= total:
            return None
        return request.having(**{self.page: str(number + 1)})

    def _told(self, response: Response, where: str) -> Any:
        return response.says(where) if where else None


def next_link(header: str) -> str:
    """The target of `rel="next"` in a Link header (RFC 8288), "" if there is none."""
    for target, attributes in LINK.findall(header):
        rel = REL.search(attributes)
        if rel and "next" in (rel[1] or rel[2] or "").lower().split():
            return str(target)
    return ""


def follow(link: str, request: Request, response: Response) -> Request:
    """A link as a request on the account's host. Nothing in it is recomputed.

    Without a base URL to hold it against, the link stays absolute and the client checks it.
    """
    parts = urlsplit(link)
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    if not parts.path and not parts.netloc:
        path = request.path
    elif response.base_url:
        path = path_below(response.base_url, link)
    else:
        path = parts._replace(query="", fragment="").geturl()
    return Request(path, query)


def whole(value: Any) -> int | None:
    """A count from JSON or from a header; None if it is not one."""
    text = as_text(value) if isinstance(value, int | str) else ""
    return int(text) if text.isascii() and text.isdigit() else None


def unreadable(response: Response, where: str, expected: str, got: Any) -> GarbageAnswer:
    return GarbageAnswer(
        f"Expected {expected} at {where} but got {kind(got)}.",
        vendor_status=response.status,
        url=response.request.path,
    )
