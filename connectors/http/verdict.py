"""What an answer means: parsed JSON, or the error that says what to do next."""

import json
import re
from datetime import datetime, timedelta
from typing import Any, NoReturn

import msgspec

from connectors.errors import (
    BadCursor,
    GarbageAnswer,
    KeyRefused,
    NotFound,
    RequestRefused,
    SlowDown,
    VendorDown,
    VendorError,
)
from connectors.http.transport import Answer
from connectors.issue_texts import closed
from connectors.paging import Request, Response
from connectors.rates import read
from connectors.words import vendor_words

OK, REDIRECT, CLIENT, SERVER = 200, 300, 400, 500
PAUSE = 30.0  # seconds, where a vendor asks for a pause and does not say how long
CONTINUATIONS = frozenset({"cursor", "page_token", "next_cursor", "syncToken", "offset"})
UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
LONE = re.compile("[\ud800-\udfff]")


def parse(answer: Answer, request: Request) -> Any:
    """The JSON of an answer. Integers keep all their digits; NaN is no JSON.

    A byte that is not UTF-8 costs that character, not the page.
    """
    if not answer.content and (request.method != "GET" or answer.status == 204):
        return None
    try:
        body = decoded(answer.content)
        return storable(body) if UNSTORABLE.search(answer.content) else body
    except (ValueError, RecursionError):
        raise GarbageAnswer(
            f"Expected JSON but got {looks_like(answer)}.",
            vendor_status=answer.status,
            url=request.path,
            excerpt=excerpt(answer),
        ) from None


def decoded(content: bytes) -> Any:
    """By the fast parser; what it will not take (a mark at the start, broken UTF-8) by the patient one."""
    try:
        return msgspec.json.decode(content)
    except (ValueError, RecursionError):
        text = content.decode("utf-8-sig", errors="replace")
        return json.loads(text, parse_constant=no_number)


def parse_leniently(answer: Answer) -> Any:
    """JSON where it is JSON, text where it is not."""
    text = answer.content.decode("utf-8-sig", errors="replace")
    try:
        return json.loads(text, parse_constant=no_number)
    except (ValueError, RecursionError):
        return text


def no_number(name: str) -> NoReturn:
    raise ValueError(name)


def storable(value: Any) -> Any:
    """The same JSON without NUL and halves of surrogate pairs, which no database takes."""
    if isinstance(value, str):
        return LONE.sub("\ufffd", value.replace("\0", ""))
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    return value


def check(answer: Answer, request: Request, *, sent: str, now: datetime, narrow: str = "") -> None:
    """Raise what an answer's status asks for. `sent` names the credentials that went with the request.

    With `narrow` a 403 refuses the key itself, unless its body holds that word.
    """
    status = answer.status
    if OK <= status < REDIRECT:
        return
    said = vendor_words(parse_leniently(answer))
    told: dict[str, Any] = {
        "vendor_status": status,
        "url": request.path,
        "excerpt": excerpt(answer),
    }
    because = f": {closed(said)}" if said else "."
    pause = read(answer.headers, status, now).until
    if status == 429 or (status == 503 and pause):
        raise slow_down(pause, now, because, told)
    if status in {401, 403}:
        whole = status == 401 or bool(narrow and narrow not in told["excerpt"])
        message = refusal(status, sent, request, because, whole=whole)
        raise KeyRefused(message, credential=sent, whole=whole, **told)
    if status >= SERVER or status in {408, 425}:
        raise VendorDown(f"The vendor has a fault of its own ({status}){because}", **told)
    raise client_error(request, because, told)


def slow_down(
    pause: datetime | None, now: datetime, because: str, told: dict[str, Any]
) -> SlowDown:
    until = pause or now + timedelta(seconds=PAUSE)
    seconds = (until - now).total_seconds()
    message = f"The vendor asks for a pause{because}"
    return SlowDown(message, retry_after=seconds, until=until, **told)


def refusal(status: int, sent: str, request: Request, because: str, *, whole: bool) -> str:
    if whole:
        return f"The vendor refused {sent} ({status}){because}"
    return (
        f"The vendor took {sent} but does not allow {request.method} {request.path} (403){because}"
    )


def client_error(request: Request, because: str, told: dict[str, Any]) -> VendorError:
    status = told["vendor_status"]
    continued = CONTINUATIONS.intersection(
        (*(name for name, _ in request.params), *(request.body or {}))
    )
    if continued and status in {400, 404, 410, 422}:
        return BadCursor(
            f"The vendor no longer takes our place in the list ({status}){because}", **told
        )
    if status in {404, 410}:
        return NotFound(f"The vendor has nothing at {request.path} ({status}){because}", **told)
    return RequestRefused(
        f"The vendor refused {request.method} {request.path} ({status}){because}", **told
    )


def looks_like(answer: Answer) -> str:
    start = answer.content[:200].lstrip().lower()
    if not start:
        return "nothing"
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    if start.startswith(b"<"):
        return "XML or HTML"
    return "broken JSON" if start.startswith((b"{", b"[")) else "something else"


def excerpt(answer: Answer) -> str:
    return answer.content[:2000].decode("utf-8", errors="replace")


def as_response(answer: Answer, request: Request, base_url: str) -> Response:
    body = answer.content if request.file else parse(answer, request)
    return Response(answer.status, answer.headers, body, request, base_url)
