"""Faults on demand: at a rate, or at an exact place. A new fault is a function and a line in FAULTS."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from email.utils import format_datetime
from fnmatch import fnmatchcase
from random import Random
from threading import Lock
from typing import Any

from connectors.sandbox.vendors import VendorApp
from connectors.sandbox.wire import Breakage, Clock, Request, Response, json_response

DEFAULT_RATE = 0.1
RETRY_SECONDS = 2
STALL_SECONDS = 120.0
OVERSIZED_BYTES = 64 * 1024 * 1024


class BadFault(ValueError):
    """An unknown name or a bad rate; the text lists the valid names."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One request that a fault strikes. `seconds` is the wait a fault tells or takes, if it was asked
    for; `answer` does the vendor's work and returns what would have been sent."""

    app: VendorApp
    request: Request
    clock: Clock
    rng: Random
    seconds: float | None = None

    def answer(self) -> Response:
        return self.app.handle(self.request)

    def retry_seconds(self) -> int:
        return RETRY_SECONDS if self.seconds is None else round(self.seconds)


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
    wait = STALL_SECONDS if hit.seconds is None else hit.seconds
    return Response(200, breakage=Breakage(sent_share=-1, wait_seconds=wait))


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
    "missing-field": _in_one_record(_missing_field),
    "oversized": _oversized,
    "redirect": _redirect,
    "reset": _reset,
    "stall": _stall,
    "truncated-json": _truncated,
    "unknown-word": _in_one_record(_unknown_word),
    "wrong-types": _in_one_record(_wrong_type),
}


@dataclass(slots=True)
class Rule:
    """Strikes the nth request that matches (or a share of them), `times` times; None is for ever."""

    name: str
    vendor: str = "*"
    path: str = "*"
    method: str = "*"
    nth: int = 1
    times: int | None = 1
    rate: float | None = None
    seconds: float | None = None
    seen: int = 0

    def matches(self, vendor: str, request: Request) -> bool:
        return (
            fnmatchcase(vendor, self.vendor)
            and fnmatchcase(request.path, self.path)
            and fnmatchcase(request.method, self.method)
        )

    def strikes(self, seed: int) -> bool:
        """Counts the request too."""
        self.seen += 1
        if self.rate is not None:
            return Random(f"{seed}/{self.name}/{self.seen}").random() < self.rate
        last = None if self.times is None else self.nth + self.times - 1
        return self.seen >= self.nth and (last is None or self.seen <= last)


@dataclass(slots=True)
class FaultBook:
    seed: int
    clock: Clock
    rules: list[Rule] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, rule: Rule) -> Rule:
        check_name(rule.name)
        self.rules.append(rule)
        return rule

    def add_rates(self, rates: Mapping[str, float]) -> None:
        for name, rate in rates.items():
            self.add(Rule(name, rate=check_rate(name, rate), times=None))

    def answer(self, app: VendorApp, request: Request) -> tuple[Response, str | None]:
        """The vendor's response, or what a fault makes of it, with the fault's name."""
        rule = self._striking(app.name, request)
        if rule is None:
            return app.handle(request), None
        rng = Random(f"{self.seed}/{rule.name}/record/{rule.seen}")
        hit = Hit(app, request, self.clock, rng, rule.seconds)
        return FAULTS[rule.name](hit), rule.name

    def _striking(self, vendor: str, request: Request) -> Rule | None:
        with self._lock:
            due = [
                rule
                for rule in self.rules
                if rule.matches(vendor, request) and rule.strikes(self.seed)
            ]
        return due[0] if due else None


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
