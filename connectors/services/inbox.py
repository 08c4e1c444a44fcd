"""Take in what vendors send by themselves. A delivery is a row; see its model."""

import zlib
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from candidates.services.leases import TAKEN_WITHIN
from connectors.models import Delivery, IntegratedAccount
from connectors.services.deliveries import work_again
from connectors.services.queue import enqueue_deliveries

WOKEN_FOR = timedelta(seconds=10)
SENT_ANEW_AFTER = timedelta(minutes=1)

State = Delivery.State


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
    try:
        with transaction.atomic():
            woken_at = woken_lately(account, now)
            delivery.next_attempt_at = woken_at or delivery.next_attempt_at
            delivery.save(force_insert=True)
            if woken_at is None:
                enqueue_deliveries([delivery.pk])
    except IntegrityError:
        return sent_anew(delivery, now)
    return True


def woken_lately(account: IntegratedAccount, now: datetime) -> datetime | None:
    """When another one of the account is asked for again that still waits and for which a worker was woken a moment
    ago: whoever takes that takes ours along, or wakes the next for it. The lock keeps it from being taken before
    ours can be seen.
    """
    waiting = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        account=account,
        state=State.RECEIVED,
        problem="",
        lease_until=None,
        next_attempt_at__gt=now + TAKEN_WITHIN - WOKEN_FOR,
        next_attempt_at__lte=now + TAKEN_WITHIN,
    )
    latest = waiting.order_by("-next_attempt_at").values_list("next_attempt_at", flat=True)
    return latest.first()


@transaction.atomic
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
