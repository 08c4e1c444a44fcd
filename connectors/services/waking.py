"""When work that belongs to an account is asked for again."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from candidates.services.leases import ask, free_left_behind
from connectors.models import Delivery, IntegratedAccount, WriteBack

AT_ONCE = 500
ASLEEP = (
    IntegratedAccount.State.PAUSED,
    IntegratedAccount.State.REFUSED,
    IntegratedAccount.State.REMOVED,
)

Row = TypeVar("Row", Delivery, WriteBack)


def wake(
    waiting: QuerySet[Row],
    enqueue: Callable[[list[int]], None],
    *,
    now: datetime,
    asleep: Collection[str],
) -> list[int]:
    """Queue what waits for its time or was left behind; not what belongs to an account in a state of `asleep`."""
    with transaction.atomic():
        free_left_behind(waiting, now)
        asked = waiting.select_for_update(skip_locked=True, of=("self",))
        rows = due(asked, now, asleep).order_by("next_attempt_at", "pk")
        return ask(waiting, enqueue, list(rows.values_list("pk", flat=True)[:AT_ONCE]), now)


def due(waiting: QuerySet[Row], now: datetime, asleep: Collection[str]) -> QuerySet[Row]:
    unthrottled = Q(account__throttled_until=None) | Q(account__throttled_until__lte=now)
    come = waiting.filter(unthrottled, next_attempt_at__lte=now)
    return come.exclude(account__state__in=asleep)
