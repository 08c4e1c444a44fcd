"""Who works on a row, and until when. A row that waits for work belongs to whoever holds its token; whoever lost it
writes nothing more.

The query sets given here are of the rows that wait for work. Rows that are worked on together have the same token.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from candidates.models import Leased
from candidates.services.lease_holders import is_gone, this_process

LEASE = timedelta(minutes=3)
TAKEN_WITHIN = timedelta(minutes=1)
ASKED_AGAIN_AFTER = timedelta(minutes=5)

Row = TypeVar("Row", bound=Leased)


class NotFree(Exception):
    """It is over, or somebody else is at work on it."""


def free(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lte=now)


def claim(waiting: QuerySet[Row], pk: int, *, now: datetime) -> Row:
    """Take the lease, or raise NotFree."""
    token = secrets.token_hex(16)
    taken = take(waiting.filter(free(now), pk=pk), token, now)
    row = waiting.filter(pk=pk, lease_token=token).first() if taken else None
    if row is None:
        raise NotFree(f"{named(waiting)} {pk} is over or being worked on.")
    return row


def take(rows: QuerySet[Row], token: str, now: datetime) -> int:
    return rows.update(
        lease_token=token,
        holder=this_process(),
        lease_until=now + LEASE,
        next_attempt_at=now + LEASE,
        attempts=F("attempts") + 1,
    )


def keep(waiting: QuerySet[Row], *rows: Row, now: datetime, **values: object) -> None:
    """Renew the lease and note `values`, in the caller's transaction; NotFree if somebody took any of them over."""
    held = mine(waiting, rows).update(
        lease_until=now + LEASE, next_attempt_at=now + LEASE, **values
    )
    if held < len(rows):
        raise NotFree(f"{named(waiting)} {rows[0].pk} was taken over by another worker.")
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)


def leave(waiting: QuerySet[Row], *rows: Row, **values: object) -> bool:
    """Note `values` and give the lease back; False if somebody took any of them over, of which nothing is noted."""
    values |= {"lease_token": "", "lease_until": None}
    return mine(waiting, rows).update(**values) == len(rows)


def mine(waiting: QuerySet[Row], rows: Collection[Row]) -> QuerySet[Row]:
    tokens = {row.lease_token for row in rows}
    return waiting.filter(pk__in=[row.pk for row in rows], lease_token__in=tokens)


def put_off(waiting: QuerySet[Row], *rows: Row, until: datetime, problem: str) -> bool:
    """The vendor named the time: that was no attempt."""
    attempts = Greatest(F("attempts") - 1, 0)
    return leave(waiting, *rows, next_attempt_at=until, attempts=attempts, problem=problem)


def next_attempt(row: Row, waits: Sequence[timedelta], *, now: datetime) -> datetime | None:
    """Later each time; None where it is to be given up."""
    return None if row.attempts > len(waits) else now + waits[max(row.attempts, 1) - 1]


def free_left_behind(waiting: QuerySet[Row], now: datetime) -> None:
    """Of a worker that was killed on this machine, the lease need not be waited out."""
    held = waiting.filter(lease_until__gt=now)
    holders = held.order_by().values_list("holder", flat=True).distinct()
    if gone := [holder for holder in holders if is_gone(holder)]:
        held.filter(holder__in=gone).update(lease_token="", lease_until=None, next_attempt_at=now)


def ask(
    waiting: QuerySet[Row], enqueue: Callable[[list[int]], None], pks: list[int], now: datetime
) -> list[int]:
    """Queue these; they are asked for again should nobody take them."""
    if pks:
        waiting.filter(pk__in=pks).update(next_attempt_at=now + ASKED_AGAIN_AFTER)
        enqueue(pks)
    return pks


def named(rows: QuerySet[Row]) -> str:
    return str(rows.model._meta.verbose_name).capitalize()
