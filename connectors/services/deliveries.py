"""Keep account of the work on what vendors sent. A delivery is a row; see its model."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from candidates.services import leases
from candidates.services.leases import TAKEN_WITHIN, NotFree
from connectors.issue_texts import closed
from connectors.models import Delivery, IntegratedAccount, Issue
from connectors.services import issues, waking
from connectors.services.queue import enqueue_deliveries

KEPT = timedelta(days=30)
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


def waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.RECEIVED).select_related("account")


def claim(delivery_id: int, *, now: datetime) -> Delivery:
    """Take the lease, or raise NotFree. One that ended its worker again and again is given up."""
    for delivery in waiting().filter(leases.free(now), pk=delivery_id, attempts__gte=MOST_CLAIMS):
        fail(delivery, now=now, problem=f"The work on it was cut off {MOST_CLAIMS} times.")
    return leases.claim(waiting(), delivery_id, now=now)


def ready(account: IntegratedAccount, now: datetime) -> QuerySet[Delivery]:
    """What may be worked on at once, in the order of arrival: new, or its time has come."""
    come = Q(problem="") | Q(next_attempt_at__lte=now)
    rows = Delivery.objects.filter(leases.free(now), come, account=account, state=State.RECEIVED)
    return rows.order_by("pk")


def claim_beside(
    first: Delivery, others: Iterable[Delivery], *, now: datetime
) -> tuple[Delivery, ...]:
    """`first`, which is claimed, and those of the others that are still free, under the same lease."""
    wanted = {one.pk: one for one in others}
    free = ready(first.account, now).order_by().filter(pk__in=wanted)
    leases.take(free, first.lease_token, now)
    taken = Delivery.objects.filter(pk__in=wanted, lease_token=first.lease_token)
    claimed = dict(taken.values_list("pk", "attempts"))
    for pk, attempts in claimed.items():
        wanted[pk].lease_token, wanted[pk].attempts = first.lease_token, attempts
    return (first, *(one for one in wanted.values() if one.pk in claimed))


def wake_next(account: IntegratedAccount, *, now: datetime) -> None:
    """Queue the next one of the account, behind what waits of others. Whoever takes it takes more along."""
    enqueue_deliveries(ready(account, now).values_list("pk", flat=True)[:1])


def keep(*deliveries: Delivery, now: datetime) -> None:
    """Renew their lease, in the caller's transaction; NotFree if somebody took any of them over."""
    leases.keep(waiting(), *deliveries, now=now)


def end(*deliveries: Delivery, now: datetime) -> None:
    """In the transaction of what is done along with it; NotFree if somebody took any of them over."""
    over = {"state": State.DONE, "done_at": now, "next_attempt_at": None, "problem": ""}
    if not leases.leave(waiting(), *deliveries, **over):
        raise NotFree(f"Delivery {deliveries[0].pk} was taken over by another worker.")


def fail(delivery: Delivery, *, now: datetime, problem: str) -> None:
    """Give it up, with an issue for the event."""
    over = {"state": State.FAILED, "done_at": now, "next_attempt_at": None, "problem": problem}
    with transaction.atomic():
        if leases.leave(waiting(), delivery, **over):
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


def put_off(*deliveries: Delivery, until: datetime, problem: str) -> None:
    """The vendor named the time: that was no attempt."""
    leases.put_off(waiting(), *deliveries, until=until, problem=problem)


def retry_later(*deliveries: Delivery, now: datetime, problem: str) -> None:
    """Wait longer each time, and give up in the end: the next whole listing shows what it would have."""
    again = defaultdict[datetime, list[Delivery]](list)
    for delivery in deliveries:
        until = leases.next_attempt(delivery, RETRY_AFTER, now=now)
        if until is None:
            fail(delivery, now=now, problem=problem)
        else:
            again[until].append(delivery)
    for until, some in again.items():
        leases.leave(waiting(), *some, next_attempt_at=until, problem=problem)


@transaction.atomic
def wake(*, now: datetime) -> list[int]:
    """As `waking.wake`, but one of each account, since whoever takes it takes more along."""
    leases.free_left_behind(waiting(), now)
    due = waking.due(
        waiting(), now, (IntegratedAccount.State.PAUSED, IntegratedAccount.State.REMOVED)
    )
    first = due.values("account").annotate(first=Min("pk")).order_by("first")
    pks = list(first.values_list("first", flat=True)[: waking.AT_ONCE])
    return leases.ask(waiting(), enqueue_deliveries, pks, now)


def forget_old(*, now: datetime) -> None:
    Delivery.objects.filter(received_at__lt=now - KEPT).exclude(state=State.RECEIVED).delete()
    resolve_over(now=now)
