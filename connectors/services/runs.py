"""Queue, claim and end runs. A run is a row; whoever holds its lease may write for it."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from candidates.services.lease_holders import is_gone, this_process
from connectors.models import IntegratedAccount, SyncRun
from connectors.services.queue import enqueue_runs

LEASE = timedelta(minutes=3)


class NoRun(Exception):
    """No run can be opened now; the text says why."""


class AlreadyRunning(NoRun):
    """Another worker is reading this account right now."""


class LostLease(Exception):
    """The run was taken over by another worker; nothing of the current page was written."""


def request_run(
    *,
    account: IntegratedAccount,
    trigger: str,
    now: datetime,
    full: bool = False,
    resources: Sequence[str] = (),
) -> SyncRun:
    """Queue a run, or wake the one that waits; raises NoRun where one is at work, or nothing is connected."""
    run = open_run(account=account, trigger=trigger, now=now, full=full, resources=resources)
    enqueue_runs([run.pk])
    return run


def open_run(
    *,
    account: IntegratedAccount,
    trigger: str,
    now: datetime,
    full: bool = False,
    resources: Sequence[str] = (),
) -> SyncRun:
    """The account's one open run: a new one, or the one that waits or was left behind."""
    if account.removed_at is not None:
        raise NoRun(
            gettext("%(name)s was removed: connect it again first.") % {"name": account.name}
        )
    try:
        with transaction.atomic():
            return SyncRun.objects.create(
                account=account,
                trigger=trigger,
                full=full,
                resources=list(resources),
                queued_at=now,
            )
    except IntegrityError:
        run = SyncRun.objects.filter(account=account, state__in=SyncRun.OPEN).first()
    if run is None:
        return open_run(account=account, trigger=trigger, now=now, full=full, resources=resources)
    if is_held(run, now):
        raise AlreadyRunning(f"{account.name} is being synced already (run {run.pk}).")
    SyncRun.objects.filter(pk=run.pk, state=run.state, lease_token=run.lease_token).update(
        next_attempt_at=None, **widened(run, full=full, resources=resources)
    )
    run.refresh_from_db()
    return run


def widened(run: SyncRun, *, full: bool, resources: Sequence[str]) -> dict[str, Any]:
    """An unfinished run made to do what is asked for too. Whole lists have to begin anew."""
    both = sorted({*run.resources, *resources}) if run.resources and resources else []
    anew = {"full": True, "checkpoint": {}, "counts": {}} if full and not run.full else {}
    return {"resources": both, **anew}


def is_held(run: SyncRun, now: datetime) -> bool:
    """Whether somebody may still be at work on it."""
    if run.state != SyncRun.State.RUNNING or run.lease_until is None:
        return False
    return run.lease_until > now and not is_gone(run.holder)


def claim(run: SyncRun, *, now: datetime) -> SyncRun:
    """Take the lease, or raise AlreadyRunning. One that ran out, or whose holder is gone, is free."""
    free = Q(state__in=(SyncRun.State.QUEUED, SyncRun.State.WAITING))
    if not is_held(run, now):
        free |= Q(state=SyncRun.State.RUNNING, lease_token=run.lease_token)
    taken = SyncRun.objects.filter(free, pk=run.pk).update(
        state=SyncRun.State.RUNNING,
        lease_token=secrets.token_hex(16),
        holder=this_process(),
        lease_until=now + LEASE,
        heartbeat_at=now,
        next_attempt_at=None,
        attempts=F("attempts") + 1,
    )
    if not taken:
        raise AlreadyRunning(f"{run.account.name} is being synced already (run {run.pk}).")
    run.refresh_from_db()
    if run.started_at is None:
        run.started_at = now
        run.save(update_fields=["started_at"])
    return run


def keep(run: SyncRun, *, now: datetime, moved: bool = True) -> None:
    """Write counts and checkpoint and renew the lease, in the caller's transaction; LostLease if it is gone.

    `attempts` are those since the run last `moved` on.
    """
    run.heartbeat_at, run.lease_until = now, now + LEASE
    run.attempts = 0 if moved else run.attempts
    held = SyncRun.objects.filter(
        pk=run.pk, lease_token=run.lease_token, state=SyncRun.State.RUNNING
    ).update(
        counts=run.counts,
        checkpoint=run.checkpoint,
        full=run.full,
        attempts=run.attempts,
        heartbeat_at=run.heartbeat_at,
        lease_until=run.lease_until,
    )
    if not held:
        raise LostLease(f"Run {run.pk} was taken over by another worker.")


def put_off(run: SyncRun, *, until: datetime, message: str) -> None:
    """Let the run wait: its checkpoint stays, somebody goes on from there."""
    leave(run, state=SyncRun.State.WAITING, next_attempt_at=until, message=message)


def end(run: SyncRun, *, state: str, now: datetime, message: str = "") -> None:
    run.listed.all().delete()
    leave(run, state=state, finished_at=now, message=message)


def leave(run: SyncRun, **values: object) -> None:
    values |= {"lease_token": "", "lease_until": None}
    SyncRun.objects.filter(pk=run.pk, lease_token=run.lease_token).update(**values)
    run.refresh_from_db()
