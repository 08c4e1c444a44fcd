"""Take in what vendors send, and keep account of the work on it. A delivery is a row; see its model."""

import secrets
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from connectors.models import Delivery, IntegratedAccount, Issue
from connectors.sentences import closed
from connectors.services import issues
from connectors.services.queue import enqueue_deliveries

KEPT = timedelta(days=30)
LEASE = timedelta(minutes=3)
TAKEN_WITHIN = timedelta(minutes=1)
ASKED_AGAIN_AFTER = timedelta(minutes=5)
SENT_ANEW_AFTER = timedelta(minutes=1)
AT_ONCE = 500
MOST_CLAIMS = 10
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)

State = Delivery.State


class NotFree(Exception):
    """It is done, or somebody else is at work on it."""


def receive(
    *,
    account: IntegratedAccount,
    event: str,
    event_id: str,
    body: bytes,
    now: datetime,
    most_waiting: int | None = None,
) -> bool:
    """Store it and wake a worker, both or neither; False for one that is here already.

    `most_waiting` is for calls that anybody could make: with so many at work, more are not kept. What they
    would have told, the next listing shows.
    """
    waiting = Delivery.objects.filter(account=account, state=State.RECEIVED)
    if most_waiting is not None and waiting[:most_waiting].count() == most_waiting:
        return False
    delivery = Delivery(
        account=account,
        event=event,
        event_id=event_id,
        digest=sha256(body).hexdigest(),
        body=zlib.compress(body, 1),
        received_at=now,
        next_attempt_at=now + TAKEN_WITHIN,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                delivery.save(force_insert=True)
        except IntegrityError:
            return sent_anew(delivery, now)
        enqueue_deliveries([delivery.pk])
    return True


def sent_anew(delivery: Delivery, now: datetime) -> bool:
    """The same words under another number, once the first are worked on, are a new event that says the same:
    an interview deleted, brought back and deleted again. Nothing vouches for the number, so the row is
    worked on again rather than kept twice, and not more than once a minute.
    """
    same = Delivery.objects.filter(account=delivery.account, digest=delivery.digest)
    over = same.exclude(state=State.RECEIVED).exclude(event_id=delivery.event_id)
    pks = list(over.filter(done_at__lte=now - SENT_ANEW_AFTER).values_list("pk", flat=True))
    same.filter(pk__in=pks).update(event_id=delivery.event_id)
    return work_again(pks, now=now) > 0


def work_again(pks: Iterable[int], *, now: datetime) -> int:
    """Queue deliveries that are over; how many those were."""
    with transaction.atomic():
        over = Delivery.objects.filter(pk__in=list(pks)).exclude(state=State.RECEIVED)
        found = list(over.values_list("pk", flat=True))
        over.update(
            state=State.RECEIVED,
            attempts=0,
            problem="",
            done_at=None,
            next_attempt_at=now + TAKEN_WITHIN,
        )
        enqueue_deliveries(found)
    return len(found)


def claim(delivery_id: int, *, now: datetime) -> Delivery:
    """Take the lease, or raise NotFree. One that ended its worker again and again is given up."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    hopeless = Delivery.objects.filter(
        free, pk=delivery_id, state=State.RECEIVED, attempts__gte=MOST_CLAIMS
    ).select_related("account")
    for delivery in hopeless:
        fail(delivery, now=now, problem=f"The work on it was cut off {MOST_CLAIMS} times.")
    token = secrets.token_hex(16)
    taken = Delivery.objects.filter(free, pk=delivery_id, state=State.RECEIVED).update(
        lease_token=token,
        lease_until=now + LEASE,
        next_attempt_at=now + LEASE,
        attempts=F("attempts") + 1,
    )
    if not taken:
        raise NotFree(f"Delivery {delivery_id} is done or being worked on.")
    return Delivery.objects.select_related("account").get(pk=delivery_id)


def keep(delivery: Delivery, *, now: datetime) -> None:
    """Renew the lease, in the caller's transaction; NotFree if somebody took it over."""
    mine = Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)
    if not mine.update(lease_until=now + LEASE, next_attempt_at=now + LEASE):
        raise NotFree(f"Delivery {delivery.pk} was taken over by another worker.")


def end(delivery: Delivery, *, now: datetime) -> None:
    leave(delivery, state=State.DONE, done_at=now, next_attempt_at=None, problem="")


def fail(delivery: Delivery, *, now: datetime, problem: str) -> None:
    """Give it up, with an issue for the event."""
    with transaction.atomic():
        if leave(delivery, state=State.FAILED, done_at=now, next_attempt_at=None, problem=problem):
            issues.raise_issues(delivery.account, [given_up(delivery, problem)], now)


def given_up(delivery: Delivery, problem: str) -> issues.Finding:
    return issues.Finding(
        code=Issue.Code.WEBHOOK_FAILED,
        subject=f"webhook {delivery.event}".strip(),
        value=delivery.event,
        told={
            "wrong": "webhook_failed",
            "do": "work_again",
            "number": delivery.pk,
            "event": delivery.event or "?",
            "problem": closed(problem),
        },
    )


def has_failed(account: IntegratedAccount) -> bool:
    """Whether an issue is open about webhooks of the account."""
    told = Issue.objects.filter(account=account, code=Issue.Code.WEBHOOK_FAILED)
    return told.filter(state__in=issues.OPEN).exists()


def settle(failed: QuerySet[Delivery], *, by: str, now: datetime) -> None:
    """What they would have brought came otherwise. Issues of events without any other failed one are over."""
    with transaction.atomic():
        failed.filter(state=State.FAILED).update(
            state=State.DONE, done_at=now, problem=f"Settled by {by}."
        )
        resolve_over(now=now)


def settle_older(account: IntegratedAccount, *, than: datetime, run_id: int, now: datetime) -> None:
    """A whole listing that began after them has shown it."""
    if has_failed(account):
        older = Delivery.objects.filter(account=account, received_at__lt=than)
        settle(older, by=f"the whole listing of run {run_id}", now=now)


def resolve_over(*, now: datetime) -> None:
    """Resolve the issues about events of which no delivery is left that failed."""
    left = Delivery.objects.filter(
        account=OuterRef("account"), event=OuterRef("value"), state=State.FAILED
    )
    told = Issue.objects.filter(code=Issue.Code.WEBHOOK_FAILED, state__in=issues.OPEN)
    issues.resolve(told.exclude(Exists(left)).values_list("pk", flat=True), now)


def put_off(delivery: Delivery, *, until: datetime, problem: str) -> None:
    """The vendor named the time: that was no attempt."""
    attempts = max(delivery.attempts - 1, 0)
    leave(delivery, next_attempt_at=until, attempts=attempts, problem=problem)


def retry_later(delivery: Delivery, *, now: datetime, problem: str) -> None:
    """Wait longer each time, and give up in the end: the next whole listing shows what it would have."""
    if delivery.attempts > len(RETRY_AFTER):
        fail(delivery, now=now, problem=problem)
        return
    until = now + RETRY_AFTER[max(delivery.attempts, 1) - 1]
    leave(delivery, next_attempt_at=until, problem=problem)


def leave(delivery: Delivery, **values: object) -> int:
    values |= {"lease_token": "", "lease_until": None}
    mine = Delivery.objects.filter(pk=delivery.pk, lease_token=delivery.lease_token)
    return mine.update(**values)


@transaction.atomic
def wake(*, now: datetime) -> list[int]:
    """Queue what waits for its time or was left behind; not what belongs to an account that is paused."""
    unthrottled = Q(account__throttled_until=None) | Q(account__throttled_until__lte=now)
    due = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(unthrottled, state=State.RECEIVED, next_attempt_at__lte=now)
        .exclude(account__state=IntegratedAccount.State.PAUSED)
        .order_by("next_attempt_at", "pk")
    )
    pks = list(due.values_list("pk", flat=True)[:AT_ONCE])
    if pks:
        Delivery.objects.filter(pk__in=pks).update(next_attempt_at=now + ASKED_AGAIN_AFTER)
        enqueue_deliveries(pks)
    return pks


def forget_old(*, now: datetime) -> None:
    Delivery.objects.filter(received_at__lt=now - KEPT).exclude(state=State.RECEIVED).delete()
    resolve_over(now=now)
