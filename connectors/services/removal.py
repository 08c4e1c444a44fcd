"""Remove a connection: its secrets and its work end at once, its rows become tombstones in the background."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from candidates.models import Change, User
from candidates.services.changes import Origin
from candidates.services.mirror import bury
from candidates.statuses import DeletedReason
from connectors.encryption import Secrets
from connectors.models import Delivery, IntegratedAccount, Issue, RemoteRecord, SyncRun
from connectors.run_texts import REMOVED
from connectors.services import issues, writebacks
from connectors.services.queue import enqueue_removals
from interviews.services.mirror import KINDS

State = IntegratedAccount.State
AT_ONCE = 500
RECORDS_AT_ONCE = 5000
ASKED_AGAIN_AFTER = timedelta(minutes=5)


@transaction.atomic
def remove(account: IntegratedAccount, *, by: User, now: datetime) -> bool:
    """False where it was removed before. What lives of it is buried by the worker."""
    here = IntegratedAccount.objects.select_for_update(no_key=True)
    kept = here.exclude(state=State.REMOVED).filter(pk=account.pk).first()
    if kept is None:
        return False
    kept.credentials, kept.tokens = Secrets({}), {}
    kept.state, kept.state_reason = State.REMOVED, ""
    kept.next_sync_at, kept.throttled_until, kept.synced_at = now, None, None
    kept.removed_at, kept.removed_by = now, by
    kept.save()
    end_work(kept, now)
    enqueue_removals([kept.pk])
    return True


def end_work(account: IntegratedAccount, now: datetime) -> None:
    """Whoever holds a lease of it loses it; how far its lists had come is forgotten, so that they begin anew."""
    runs = SyncRun.objects.filter(account=account, state__in=SyncRun.OPEN)
    for run in runs:
        run.listed.all().delete()
    runs.update(
        state=SyncRun.State.FAILED,
        finished_at=now,
        message=REMOVED,
        lease_token="",
        lease_until=None,
        announced=True,
    )
    account.states.all().delete()
    for wish in writebacks.waiting().filter(account=account):
        writebacks.stop(wish, now=now, problem=REMOVED)
    received = Delivery.objects.filter(account=account, state=Delivery.State.RECEIVED)
    received.update(
        state=Delivery.State.DONE,
        done_at=now,
        next_attempt_at=None,
        lease_token="",
        lease_until=None,
    )
    standing = Issue.objects.filter(account=account).exclude(state=Issue.State.RESOLVED)
    issues.resolve(standing.values_list("pk", flat=True), now)


def clear_out(account_id: int, *, clock: Callable[[], datetime]) -> int | None:
    """Bury what still lives of a removed account, some rows a transaction; whose it is, or None where it is done, or
    connected again.
    """
    company_id = None
    while (found := bury_some(account_id, clock())) is not None:
        company_id = found
    return company_id


@transaction.atomic
def bury_some(account_id: int, now: datetime) -> int | None:
    """The company where there was something left."""
    unfinished = IntegratedAccount.objects.filter(state=State.REMOVED, next_sync_at__isnull=False)
    account = unfinished.select_for_update(no_key=True).filter(pk=account_id).first()
    if account is None:
        return None
    if not (bury_rows(account, now) or close_records(account, now)):
        account.next_sync_at = None
        account.save(update_fields=["next_sync_at"])
        return None
    return account.company_id


def bury_rows(account: IntegratedAccount, now: datetime) -> bool:
    origin = Origin(
        company_id=account.company_id,
        source=Change.Source.PAGE,
        at=now,
        actor_id=account.removed_by_id,
        account_id=account.pk,
    )
    for kind in KINDS.values():
        living = kind.model.objects.filter(account=account, deleted_at=None).order_by("pk")
        keys = list(living.values_list("pk", flat=True)[:AT_ONCE])
        if keys:
            bury(kind.model.objects.filter(pk__in=keys), DeletedReason.REMOVED.value, origin)
            return True
    return False


def close_records(account: IntegratedAccount, now: datetime) -> bool:
    """Raw records that are gone are read anew if they come again."""
    open_ones = RemoteRecord.objects.filter(account=account, deleted_at=None).order_by("pk")
    keys = list(open_ones.values_list("pk", flat=True)[:RECORDS_AT_ONCE])
    return bool(RemoteRecord.objects.filter(pk__in=keys).update(deleted_at=now))


def wake(*, now: datetime) -> None:
    """Whatever was left behind goes on."""
    left: QuerySet[IntegratedAccount] = IntegratedAccount.objects.filter(
        state=State.REMOVED, next_sync_at__lte=now
    )
    keys = list(left.values_list("pk", flat=True))
    if keys:
        left.filter(pk__in=keys).update(next_sync_at=now + ASKED_AGAIN_AFTER)
        enqueue_removals(keys)
