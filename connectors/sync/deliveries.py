"""Work on what a vendor sent: ask for the records it names.

The body itself is never a record.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from structlog.contextvars import bind_contextvars

from candidates.models import Change
from candidates.services.changes import Origin
from candidates.services.leases import NotFree
from connectors.base import Touched
from connectors.errors import (
    GarbageAnswer,
    KeyRefused,
    LoopDetected,
    SlowDown,
    VendorDown,
    VendorError,
)
from connectors.http import Client
from connectors.models import Delivery, IntegratedAccount
from connectors.selectors.vendors import profile_of
from connectors.services import accounts
from connectors.services import deliveries as rows
from connectors.sync.anonymization import erase
from connectors.sync.bodies import names_in, touched_by
from connectors.sync.coalescing import claim_together
from connectors.sync.erased_bodies import forget_erased
from connectors.sync.job import Clock
from connectors.sync.refetch import Errand, run

MOST_COMPARED = 200

Sleep = Callable[[float], None]


def work_on(delivery_id: int, *, clock: Clock, sleep: Sleep = time.sleep) -> Delivery:
    """Claim it and what waits beside it, and ask the vendor. Raises NotFree; what fails waits in its row, or is told
    there. The next of the account is woken.
    """
    batch = claim_together(delivery_id, now=clock())
    account = batch[0].account
    bind_contextvars(account=str(account.uuid))
    if account.state == IntegratedAccount.State.PAUSED:
        rows.put_off(*batch, until=clock(), problem="The connection is paused.")
    else:
        try:
            if left := readable(batch, clock()):
                settle(left, clock, sleep)
        finally:
            rows.wake_next(account, now=clock())
            forget_erased(account, batch)
    batch[0].refresh_from_db()
    return batch[0]


def readable(batch: Sequence[Delivery], now: datetime) -> list[Delivery]:
    """Without those whose body is none, which are given up."""
    left = []
    for delivery in batch:
        try:
            touched_by(delivery)
        except VendorError as problem:
            rows.fail(delivery, now=now, problem=problem.message)
        else:
            left.append(delivery)
    return left


def settle(batch: Sequence[Delivery], clock: Clock, sleep: Sleep) -> None:
    """Where one of them may be at fault, the halves are tried apart, down to the one that is."""
    try:
        ask(batch, clock, sleep)
    except NotFree:
        raise
    except SlowDown as problem:
        until = problem.until or clock() + timedelta(seconds=problem.retry_after)
        accounts.throttle(batch[0].account, until=until)
        rows.put_off(*batch, until=until, problem=problem.message)
    except (KeyRefused, VendorDown) as problem:
        answered = isinstance(problem, GarbageAnswer | LoopDetected)
        if not (answered and settle_apart(batch, clock, sleep)):
            rows.retry_later(*batch, now=clock(), problem=problem.message)
    except VendorError as problem:
        if not settle_apart(batch, clock, sleep):
            rows.fail(batch[0], now=clock(), problem=problem.message)
    except Exception as problem:
        if not settle_apart(batch, clock, sleep):
            told = f"The hub failed while working on it: {type(problem).__name__}."
            rows.retry_later(*batch, now=clock(), problem=told)
            raise


def settle_apart(batch: Sequence[Delivery], clock: Clock, sleep: Sleep) -> bool:
    """False for one that is alone already."""
    middle = len(batch) // 2
    if middle:
        try:
            settle(batch[:middle], clock, sleep)
        finally:
            settle(batch[middle:], clock, sleep)
    return middle > 0


def ask(batch: Sequence[Delivery], clock: Clock, sleep: Sleep) -> None:
    account = batch[0].account
    named = [one for delivery in batch for one in touched_by(delivery)]
    if named:
        with accounts.open_client(account, clock=clock, sleep=sleep) as client:
            run(errand_of(batch, client, clock), named)
    with transaction.atomic():
        rows.end(*batch, now=clock())
        erase(account, named, now=clock())
    settle_failed(batch, named, now=clock())


def settle_failed(batch: Sequence[Delivery], named: list[Touched], *, now: datetime) -> None:
    """Earlier ones that were given up and named nothing but what was asked for now are worked on thereby. One that
    names none is only settled by a whole listing.
    """
    last = max(batch, key=lambda delivery: delivery.received_at)
    if not rows.has_failed(last.account):
        return
    asked = {(one.resource, one.remote_id) for one in named}
    earlier = Delivery.objects.select_related("account").filter(
        account=last.account, state=Delivery.State.FAILED, received_at__lte=last.received_at
    )
    over = [
        one.pk
        for one in earlier.order_by("-pk")[:MOST_COMPARED]
        if names_in(one) and asked >= names_in(one)
    ]
    rows.settle(Delivery.objects.filter(pk__in=over), by=f"webhook #{last.pk}", now=now)


def errand_of(batch: Sequence[Delivery], client: Client, clock: Clock) -> Errand:
    account = batch[0].account

    def told_as(at: datetime) -> Origin:
        source = Change.Source.WEBHOOK
        return Origin(company_id=account.company_id, account_id=account.pk, source=source, at=at)

    def keep(at: datetime) -> None:
        rows.keep(*batch, now=at)

    return Errand(account, profile_of(account), client, clock, told_as=told_as, keep=keep)
