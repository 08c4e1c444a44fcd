"""Send what is due to an endpoint, one after another in the order of what happened."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from candidates.services import leases
from candidates.services.leases import NotFree
from connectors.errors import VendorError
from connectors.http import outside_transactions
from connectors.http.brief import BriefTransport
from connectors.models import OutboundAttempt, OutboundDelivery, WebhookEndpoint
from connectors.outbound import backoff, endpoints, log, words
from connectors.outbound.selectors import waiting
from connectors.outbound.signing import headers
from connectors.rates import retry_after
from connectors.services.queue import enqueue_endpoints

AT_MOST = timedelta(seconds=40)
# What is due again within a minute is queued for then; whatever waits longer is found by the sweep.
SOON = timedelta(minutes=1)
HEADERS = {
    "Content-Type": "application/json",
    "User-Agent": "interview-hub",
    "Accept-Encoding": "identity",
}
GONE = 410
AHEAD = 20

Clock = Callable[[], datetime]
State = OutboundDelivery.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of one attempt. `status` is None where no answer came; `asked` is what Retry-After says."""

    status: int | None
    problem: str = ""
    answer: str = ""
    took_ms: int = 0
    asked: datetime | None = None

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def send_to(endpoint_id: int, *, clock: Clock, chance: Callable[[], float]) -> int:
    """Until nothing is due, the endpoint is held back, or others should have their turn; how many attempts."""
    transport = BriefTransport(
        allow_private=settings.ALLOW_PRIVATE_ADDRESSES,
        timeout=settings.RECEIVER_TIMEOUT,
        deadline=settings.RECEIVER_DEADLINE,
    )
    until, made = clock() + AT_MOST, 0
    try:
        while found := next_due(endpoint_id, clock()):
            for pk in found:
                if clock() >= until:
                    enqueue_endpoints([endpoint_id])
                    return made
                outcome = send(pk, transport, clock, chance)
                made += outcome is not None
                if outcome is not None and not outcome.good:
                    break  # it may be held back now
    finally:
        transport.close()
    return made


def next_due(endpoint_id: int, now: datetime) -> list[int]:
    """A few at once: many may wait, and looking for the first of them takes longer than sending it."""
    rows = log.due(now).filter(endpoint=endpoint_id).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:AHEAD])


def send(
    pk: int, transport: BriefTransport, clock: Clock, chance: Callable[[], float]
) -> Outcome | None:
    """None where somebody else has it, or it is over."""
    try:
        row = leases.claim(waiting().select_related("endpoint"), pk, now=clock())
    except NotFree:
        return None
    outcome = attempt(row, transport, clock)
    settle(row, outcome, now=clock(), chance=chance())
    return outcome


def attempt(row: OutboundDelivery, transport: BriefTransport, clock: Clock) -> Outcome:
    outside_transactions()
    now, started = clock(), time.monotonic()
    keys = endpoints.keys_of(row.endpoint, now)
    signed = HEADERS | headers(row.event_id, now, row.body, keys)
    try:
        answer = transport.exchange("POST", row.endpoint.url, signed, row.body.encode())
    except VendorError as error:
        return Outcome(status=None, problem=error.message, took_ms=since(started))
    text = answer.content.decode("utf-8", errors="replace").replace("\0", "")
    said = answer.headers
    return Outcome(
        status=answer.status,
        problem=words.problem_of(answer.status),
        answer=text,
        took_ms=since(started),
        asked=retry_after(said.get("Retry-After", ""), said.get("Date", ""), clock()),
    )


def since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)


@transaction.atomic
def settle(row: OutboundDelivery, outcome: Outcome, *, now: datetime, chance: float) -> None:
    """Note what came of it, unless somebody took the delivery over meanwhile."""
    asked = None if outcome.good else outcome.asked
    again = None
    if not outcome.good and outcome.status != GONE:
        again = backoff.next_attempt(row.attempts, now, chance=chance, asked=asked)
    over = State.DELIVERED if outcome.good else State.DEAD
    if not leases.leave(
        waiting(),
        row,
        state=State.WAITING if again else over,
        done_at=None if again else now,
        next_attempt_at=again,
        problem=outcome.problem,
        status=outcome.status,
    ):
        return
    OutboundAttempt.objects.create(
        delivery=row,
        at=now,
        took_ms=outcome.took_ms,
        status=outcome.status,
        problem=outcome.problem,
        answer=outcome.answer,
    )
    held = draw(row.endpoint, outcome, asked, now)
    if again:
        try_soon(row.endpoint_id, max(again, held or again), now)


def try_soon(endpoint_id: int, at: datetime, now: datetime) -> None:
    if at - now < SOON:
        enqueue_endpoints([endpoint_id], at=at)


def draw(
    endpoint: WebhookEndpoint, outcome: Outcome, asked: datetime | None, now: datetime
) -> datetime | None:
    """What it means for the endpoint: until when it is held back, if it is."""
    if outcome.good:
        endpoints.note_success(endpoint, now)
        return None
    failures = endpoints.note_failure(endpoint, now)
    if outcome.status == GONE:
        endpoints.disable_and_tell(endpoint, now=now, reason=words.GONE)
    elif backoff.is_hopeless(failures):
        reason = words.hopeless(failures, outcome.problem)
        endpoints.disable_and_tell(endpoint, now=now, reason=reason)
    else:
        held = backoff.held_until(failures, now, asked=asked)
        endpoints.hold(endpoint, held)
        return held
    return None
