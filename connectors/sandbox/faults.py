"""What a vendor's answer can be turned into. A new fault is a function and a line in FAULTS."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import format_datetime
from functools import cache
from random import Random
from typing import Any

from connectors.sandbox.vendors import VendorApp
from connectors.sandbox.wire import Breakage, Clock, Request, Response, json_response

DEFAULT_RATE = 0.1
RETRY_SECONDS = 2
STALL_SECONDS = 120.0
DRIP_SECONDS = 600.0
REFUSING_SECONDS = 2.0
OVERSIZED_BYTES = 64 * 1024 * 1024


class BadFault(ValueError):
    """An unknown name or a bad rate; the text lists the valid names."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One request that a fault strikes. `seconds` is the wait a fault tells or takes, if it was asked
    for; `previous` is the request before it on the same path; `answer` does the vendor's work and
    returns what would have been sent."""

    app: VendorApp
    request: Request
    clock: Clock
    rng: Random
    seconds: float | None = None
    previous: Request | None = None

    def answer(self) -> Response:
        return self.app.handle(self.request)

    def retry_seconds(self) -> int:
        return RETRY_SECONDS if self.seconds is None else round(self.seconds)

    def wait_or(self, otherwise: float) -> float:
        return otherwise if self.seconds is None else self.seconds


Fault = Callable[[Hit], Response]


def _status(status: int) -> Fault:
    return lambda hit: hit.app.error(status, hit.request)


def _too_many_with_seconds(hit: Hit) -> Response:
    return _status(429)(hit).with_headers({"Retry-After": str(hit.retry_seconds())})


def _too_many_with_date(hit: Hit) -> Response:
    until = hit.clock() + timedelta(seconds=hit.retry_seconds())
    stamp = format_datetime(until.astimezone(UTC), usegmt=True)
    return _status(429)(hit).with_headers({"Retry-After": stamp})


def _unavailable_for_a_day(hit: Hit) -> Response:
    return _status(503)(hit).with_headers({"Retry-After": "86400"})


def _bad_gateway(hit: Hit) -> Response:
    page = "<html><head><title>502 Bad Gateway</title></head><body>\n<h1>502 Bad Gateway</h1>\n</body></html>"
    return Response(502, {"Content-Type": "text/html"}, page.encode())


def _stall(hit: Hit) -> Response:
    return Response(200, breakage=Breakage(sent_share=-1, wait_seconds=hit.wait_or(STALL_SECONDS)))


def _drip(hit: Hit) -> Response:
    """The whole answer, a byte at a time, over that many seconds."""
    answer = hit.answer()
    breakage = Breakage(sent_share=0, drip_seconds=hit.wait_or(DRIP_SECONDS))
    return Response(answer.status, answer.headers, answer.body, breakage)


def _refused(hit: Hit) -> Response:
    """This connection ends, and nobody listens for a while."""
    breakage = Breakage(sent_share=-1, refusing_seconds=hit.wait_or(REFUSING_SECONDS))
    return Response(200, breakage=breakage)


def _reset(hit: Hit) -> Response:
    answer = hit.answer()
    return Response(answer.status, answer.headers, answer.body, Breakage(sent_share=0.5))


def _closed(hit: Hit) -> Response:
    return Response(200, breakage=Breakage(sent_share=-1))


def _truncated(hit: Hit) -> Response:
    answer = hit.answer()
    return Response(answer.status, answer.headers, answer.body[: len(answer.body) * 2 // 3])


def _empty(hit: Hit) -> Response:
    """No record where there were some, and no next page; an object loses its contents."""
    answer = hit.answer()
    if answer.status != 200:
        return answer
    body = answer.json()
    headers = {name: value for name, value in answer.headers.items() if name != "Link"}
    return json_response([] if isinstance(body, list) else {}, headers=headers)


def _oversized(hit: Hit) -> Response:
    answer = hit.answer()
    return Response(answer.status, answer.headers, answer.body + b" " * OVERSIZED_BYTES)


@cache
def _bomb() -> bytes:
    return gzip.compress(b" " * OVERSIZED_BYTES, 1)


def _gzip_bomb(hit: Hit) -> Response:
    """Small on the wire, huge when unpacked."""
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    return Response(200, headers, _bomb())


def _expired_cursor(hit: Hit) -> Response:
    """Only what goes on in the middle of a list can have expired."""
    return hit.app.expired(hit.request) or hit.answer()


def _looping_cursor(hit: Hit) -> Response:
    """The next page is this one."""
    answer = hit.answer()
    return hit.app.looped(hit.request, answer) if answer.status == 200 else answer


def _redirect(hit: Hit) -> Response:
    return Response(302, {"Location": "http://elsewhere.example.net/v3/interviews"})


def _in_one_record(change: Callable[[dict[str, Any], Hit], None]) -> Fault:
    """Changes one record of the list that was to be sent; other answers stay whole."""

    def fault(hit: Hit) -> Response:
        answer = hit.answer()
        if answer.status != 200:
            return answer
        body = answer.json()
        records = _records(body)
        if records:
            change(records[int(hit.rng.random() * len(records))], hit)
        return Response(answer.status, answer.headers, json.dumps(body).encode())

    return fault


def _in_the_list(change: Callable[[list[dict[str, Any]], Hit], None]) -> Fault:
    """Changes the list that was to be sent."""

    def fault(hit: Hit) -> Response:
        answer = hit.answer()
        if answer.status != 200:
            return answer
        body = answer.json()
        change(_records(body), hit)
        return Response(answer.status, answer.headers, json.dumps(body).encode())

    return fault


def _records(body: Any) -> list[dict[str, Any]]:
    lists = (
        [body] if isinstance(body, list) else list(body.values()) if isinstance(body, dict) else []
    )
    for rows in lists:
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            return rows
    return []


def _wrong_type(record: dict[str, Any], hit: Hit) -> None:
    record[hit.app.weak_spots(hit.request).typed] = {"unexpected": [True, 12.5]}


def _missing_field(record: dict[str, Any], hit: Hit) -> None:
    record.pop(hit.app.weak_spots(hit.request).needed, None)


def _unknown_word(record: dict[str, Any], hit: Hit) -> None:
    record[hit.app.weak_spots(hit.request).word] = "daydreaming"


def _shifted_by_insert(records: list[dict[str, Any]], hit: Hit) -> None:
    """What came last on the page before has slid onto this one."""
    before = hit.app.handle(hit.previous) if hit.previous else None
    if before and before.status == 200 and (slid := _records(before.json())):
        records.insert(0, slid[-1])


def _shifted_by_deletion(records: list[dict[str, Any]], hit: Hit) -> None:
    """What comes first on this page has slid onto the one before, which was read already."""
    del records[:1]


def _repeated(records: list[dict[str, Any]], hit: Hit) -> None:
    records += records[-1:]


FAULTS: dict[str, Fault] = {
    "401": _status(401),
    "403": _status(403),
    "404": _status(404),
    "409": _status(409),
    "429": _too_many_with_seconds,
    "429-bare": _status(429),
    "429-date": _too_many_with_date,
    "500": _status(500),
    "502-html": _bad_gateway,
    "503": _status(503),
    "503-day": _unavailable_for_a_day,
    "closed": _closed,
    "empty-200": _empty,
    "expired-cursor": _expired_cursor,
    "gzip-bomb": _gzip_bomb,
    "looping-cursor": _looping_cursor,
    "missing-field": _in_one_record(_missing_field),
    "oversized": _oversized,
    "redirect": _redirect,
    "refused": _refused,
    "repeated-record": _in_the_list(_repeated),
    "reset": _reset,
    "shifted-deletion": _in_the_list(_shifted_by_deletion),
    "shifted-insert": _in_the_list(_shifted_by_insert),
    "slow-drip": _drip,
    "stall": _stall,
    "truncated-json": _truncated,
    "unknown-word": _in_one_record(_unknown_word),
    "wrong-types": _in_one_record(_wrong_type),
}


def check_name(name: str) -> str:
    if name not in FAULTS:
        raise BadFault(f"There is no fault {name!r}. The faults are: {', '.join(FAULTS)}.")
    return name


def check_rate(name: str, rate: float) -> float:
    if not 0 < rate <= 1:
        raise BadFault(f"The rate of {name} must be above 0 and at most 1, not {rate:g}.")
    return rate


def parse_fault(text: str) -> tuple[str, float]:
    """`NAME` or `NAME=RATE`. Raises BadFault."""
    name, equals, rate = text.partition("=")
    check_name(name)
    if not equals:
        return name, DEFAULT_RATE
    try:
        return name, check_rate(name, float(rate))
    except BadFault as error:
        raise BadFault(f"{error} The faults are: {', '.join(FAULTS)}.") from error
    except ValueError as error:
        names = ", ".join(FAULTS)
        raise BadFault(
            f"The rate of {name} is not a number: {rate!r}. The faults are: {names}."
        ) from error
