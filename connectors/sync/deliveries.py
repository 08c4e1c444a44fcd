"""Work on what a vendor sent: ask for the records it names.

The body itself is never a record.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from candidates.models import Change
from candidates.services.changes import Origin
from connectors.base import Touched
from connectors.errors import KeyRefused, SlowDown, VendorDown, VendorError
from connectors.http import Client
from connectors.models import Delivery, IntegratedAccount
from connectors.selectors.vendors import profile_of
from connectors.services import accounts
from connectors.services import deliveries as rows
from connectors.sync.bodies import names_in, touched_by
from connectors.sync.erasure import erase
from connectors.sync.errands import Errand, run
from connectors.sync.job import Clock

MOST_COMPARED = 200


def work_on(
    delivery_id: int, *, clock: Clock, sleep: Callable[[float], None] = time.sleep
) -> Delivery:
    """Claim it and ask the vendor. Raises NotFree; what fails waits in its row, or is told there."""
    delivery = rows.claim(delivery_id, now=clock())
    account = delivery.account
    try:
        if account.state == IntegratedAccount.State.PAUSED:
            rows.put_off(delivery, until=clock(), problem="The connection is paused.")
            return delivery
        named = touched_by(delivery)
        if named:
            with accounts.open_client(account, clock=clock, sleep=sleep) as client:
                run(errand_of(delivery, client, clock), named)
        with transaction.atomic():
            rows.end(delivery, now=clock())
            erase(delivery, named)
        settle_failed(delivery, named, now=clock())
    except rows.NotFree:
        raise
    except SlowDown as problem:
        until = problem.until or clock() + timedelta(seconds=problem.retry_after)
        accounts.throttle(account, until=until)
        rows.put_off(delivery, until=until, problem=problem.message)
    except (KeyRefused, VendorDown) as problem:
        rows.retry_later(delivery, now=clock(), problem=problem.message)
    except VendorError as problem:
        rows.fail(delivery, now=clock(), problem=problem.message)
    except Exception as problem:
        told = f"The hub failed while working on it: {type(problem).__name__}."
        rows.retry_later(delivery, now=clock(), problem=told)
        raise
    delivery.refresh_from_db()
    return delivery


def settle_failed(delivery: Delivery, named: list[Touched], *, now: datetime) -> None:
    """Earlier ones that were given up and named nothing but what was asked for now are worked on thereby. One that
    names none is only settled by a whole listing.
    """
    if not rows.has_failed(delivery.account):
        return
    asked = {(one.resource, one.remote_id) for one in named}
    earlier = Delivery.objects.select_related("account").filter(
        account=delivery.account, state=Delivery.State.FAILED, received_at__lte=delivery.received_at
    )
    over = [
        one.pk
        for one in earlier.order_by("-pk")[:MOST_COMPARED]
        if names_in(one) and asked >= names_in(one)
    ]
    settle = Delivery.objects.filter(pk__in=over)
    rows.settle(settle, by=f"webhook #{delivery.pk}", now=now)


def errand_of(delivery: Delivery, client: Client, clock: Clock) -> Errand:
    account = delivery.account

    def told_as(at: datetime) -> Origin:
        source = Change.Source.WEBHOOK
        return Origin(company_id=account.company_id, account_id=account.pk, source=source, at=at)

    def keep(at: datetime) -> None:
        rows.keep(delivery, now=at)

    return Errand(account, profile_of(account), client, clock, told_as=told_as, keep=keep)
