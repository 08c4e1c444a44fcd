"""Which work of ours goes to which lane. Each of these is part of the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django_q.tasks import async_task

from candidates.services.task_queue import BACKFILL, EVERYDAY, OUTBOUND, URGENT, enqueue
from connectors.models import SyncRun

# A first sync takes as long as it takes; a task that is fetched twice only meets a lease that is held.
LONGEST_RUN = 3600

# A first sync, whole lists of an account that is too large for them at every run, everything read again.
IS_LONG = Q(account__synced_at=None) | Q(full=True) | Q(trigger=SyncRun.Trigger.REPLAY)


def enqueue_runs(run_ids: Iterable[int]) -> None:
    wanted = list(run_ids)
    long = set(SyncRun.objects.filter(IS_LONG, pk__in=wanted).values_list("pk", flat=True))
    for lane, keys in (
        (EVERYDAY, [key for key in wanted if key not in long]),
        (BACKFILL, [key for key in wanted if key in long]),
    ):
        enqueue(lane, "connectors.tasks.work_on_run", keys, called="run", timeout=LONGEST_RUN)


def enqueue_deliveries(delivery_ids: Iterable[int]) -> None:
    enqueue(URGENT, "connectors.tasks.work_on_delivery", delivery_ids, called="webhook", save=False)


def enqueue_removals(account_ids: Iterable[int]) -> None:
    enqueue(BACKFILL, "connectors.tasks.clear_out", account_ids, called="removal")


def enqueue_writes(pks: Iterable[int]) -> None:
    enqueue(URGENT, "connectors.tasks.work_on_write", pks, called="write")


def enqueue_conflicts(company_ids: Iterable[int]) -> None:
    enqueue(
        EVERYDAY, "connectors.tasks.keep_conflicts", company_ids, called="conflicts", save=False
    )


def enqueue_endpoints(pks: Iterable[int], *, at: datetime | None = None) -> None:
    task = "connectors.tasks.send_to_endpoint"
    enqueue(OUTBOUND, task, pks, called="endpoint", at=at, save=False)


def enqueue_fan_out(company_ids: Iterable[int]) -> None:
    enqueue(OUTBOUND, "connectors.tasks.fan_out", company_ids, called="fan-out", save=False)


def enqueue_sweep() -> None:
    async_task("connectors.tasks.sweep", task_name="sweep", cluster=URGENT)
