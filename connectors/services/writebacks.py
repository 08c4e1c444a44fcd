"""Take in what people want written at a vendor, and keep account of the work on it. See the model."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from candidates.models import Candidate
from connectors.models import IntegratedAccount, WriteBack
from connectors.services.queue import enqueue_writes
from interviews.models import Interview

LEASE = timedelta(minutes=3)
TAKEN_WITHIN = timedelta(minutes=1)
ASKED_AGAIN_AFTER = timedelta(minutes=5)
AT_ONCE = 500
RETRY_AFTER = (
    timedelta(seconds=20),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)

State = WriteBack.State


class NotFree(Exception):
    """It is over, or somebody else is at work on it."""


class OutOfDate(Exception):
    """What was seen before the wish is no longer so; the text says how it is now."""


def ask(
    *,
    account: IntegratedAccount,
    action: str,
    values: Mapping[str, Any],
    key: str,
    source: str,
    now: datetime,
    asked_by_id: int | None = None,
    interview: Interview | None = None,
    candidate: Candidate | None = None,
    seen: int | None = None,
) -> WriteBack:
    """Store the wish and wake a worker, both or neither. The same `key` again is the same wish.

    Raises OutOfDate where the interview has changed since it was `seen`.
    """
    about = interview or candidate
    if about is not None and seen is not None and about.version != seen:
        raise OutOfDate(
            gettext("It has changed meanwhile. Look at it as it is now, and decide again.")
        )
    wish = WriteBack(
        account=account,
        interview=interview,
        candidate=candidate,
        action=action,
        values=dict(values),
        key=key,
        remote_id=(about.remote_id if about else None) or "",
        seen=about.version if about else None,
        source=source,
        asked_by_id=asked_by_id,
        asked_at=now,
        next_attempt_at=now + TAKEN_WITHIN,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                wish.save(force_insert=True)
        except IntegrityError:
            return WriteBack.objects.get(account=account, key=key)
        enqueue_writes([wish.pk])
    return wish


def claim(pk: int, *, now: datetime) -> WriteBack:
    """Take the lease, or raise NotFree."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    taken = WriteBack.objects.filter(free, pk=pk, state=State.QUEUED).update(
        lease_token=secrets.token_hex(16),
        lease_until=now + LEASE,
        next_attempt_at=now + LEASE,
        attempts=F("attempts") + 1,
    )
    if not taken:
        raise NotFree(f"Write-back {pk} is over or being worked on.")
    return WriteBack.objects.select_related("account", "interview", "candidate").get(pk=pk)


def keep(wish: WriteBack, *, now: datetime, **values: object) -> None:
    """Renew the lease and note `values`; NotFree if somebody took it over."""
    mine = WriteBack.objects.filter(pk=wish.pk, lease_token=wish.lease_token, state=State.QUEUED)
    if not mine.update(lease_until=now + LEASE, next_attempt_at=now + LEASE, **values):
        raise NotFree(f"Write-back {wish.pk} was taken over by another worker.")
    for name, value in values.items():
        setattr(wish, name, value)


def end(wish: WriteBack, *, now: datetime, remote_id: str = "") -> None:
    leave(
        wish,
        state=State.DONE,
        done_at=now,
        next_attempt_at=None,
        problem="",
        remote_id=remote_id or wish.remote_id,
    )


def refuse(wish: WriteBack, *, now: datetime, problem: str) -> None:
    leave(wish, state=State.REFUSED, done_at=now, next_attempt_at=None, problem=problem)


def put_off(wish: WriteBack, *, until: datetime, problem: str) -> None:
    """The vendor named the time: that was no attempt."""
    leave(wish, next_attempt_at=until, attempts=max(wish.attempts - 1, 0), problem=problem)


def retry_later(wish: WriteBack, *, now: datetime, problem: str) -> None:
    """Wait longer each time, and give up in the end."""
    if wish.attempts > len(RETRY_AFTER):
        leave(wish, state=State.FAILED, done_at=now, next_attempt_at=None, problem=problem)
        return
    leave(wish, next_attempt_at=now + RETRY_AFTER[max(wish.attempts, 1) - 1], problem=problem)


def leave(wish: WriteBack, **values: object) -> None:
    values |= {"lease_token": "", "lease_until": None}
    WriteBack.objects.filter(pk=wish.pk, lease_token=wish.lease_token).update(**values)
    wish.refresh_from_db()


@transaction.atomic
def wake(*, now: datetime) -> list[int]:
    """Queue what waits for its time or was left behind; not what belongs to an account that is paused."""
    unthrottled = Q(account__throttled_until=None) | Q(account__throttled_until__lte=now)
    due = (
        WriteBack.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(unthrottled, state=State.QUEUED, next_attempt_at__lte=now)
        .exclude(account__state=IntegratedAccount.State.PAUSED)
        .order_by("next_attempt_at", "pk")
    )
    pks = list(due.values_list("pk", flat=True)[:AT_ONCE])
    if pks:
        WriteBack.objects.filter(pk__in=pks).update(next_attempt_at=now + ASKED_AGAIN_AFTER)
        enqueue_writes(pks)
    return pks
