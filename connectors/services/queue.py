"""Hand work to django-q2. A task carries one primary key; what it stands for is in our own tables.

Three lanes, each with a cluster of its own in every worker: a first sync may take an hour, and neither a webhook
nor the quarter-hourly sync of another account may wait for it.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_q.brokers import Broker
from django_q.models import OrmQ
from django_q.tasks import async_task

from connectors.models import SyncRun

# A first sync takes as long as it takes; a task that is fetched twice only meets a lease that is held.
LONGEST_RUN = 3600
EVERYDAY = str(settings.Q_CLUSTER["name"])
URGENT = "urgent"
BACKFILL = "backfill"


# A first sync, whole lists of an account that is too large for them at every run, everything read again.
IS_LONG = Q(account__synced_at=None) | Q(full=True) | Q(trigger=SyncRun.Trigger.REPLAY)


class Batch(Broker):  # type: ignore[misc]
    """Collects tasks and writes them to the queue's table in one statement."""

    def __init__(self, lane: str) -> None:
        super().__init__(list_key=lane)
        self.rows: list[OrmQ] = []

    def enqueue(self, task: str) -> None:
        self.rows.append(OrmQ(key=self.list_key, payload=task, lock=timezone.now()))

    def write(self) -> None:
        if self.rows:
            OrmQ.objects.bulk_create(self.rows)


def enqueue_runs(run_ids: Iterable[int]) -> None:
    """Part of the caller's transaction: queued if and only if it commits."""
    wanted = list(run_ids)
    long = set(SyncRun.objects.filter(IS_LONG, pk__in=wanted).values_list("pk", flat=True))
    batches = {False: Batch(EVERYDAY), True: Batch(BACKFILL)}
    for run_id in wanted:
        async_task(
            "connectors.tasks.work_on_run",
            run_id,
            task_name=f"run {run_id}",
            timeout=LONGEST_RUN,
            broker=batches[run_id in long],
        )
    for batch in batches.values():
        batch.write()


def enqueue_deliveries(delivery_ids: Iterable[int]) -> None:
    """Part of the caller's transaction, as above."""
    batch = Batch(URGENT)
    for delivery_id in delivery_ids:
        async_task(
            "connectors.tasks.work_on_delivery",
            delivery_id,
            task_name=f"webhook {delivery_id}",
            broker=batch,
        )
    batch.write()


def enqueue_writes(pks: Iterable[int]) -> None:
    """Part of the caller's transaction, as above."""
    batch = Batch(URGENT)
    for pk in pks:
        async_task("connectors.tasks.work_on_write", pk, task_name=f"write {pk}", broker=batch)
    batch.write()


def enqueue_sweep() -> None:
    async_task("connectors.tasks.sweep", task_name="sweep", cluster=URGENT)
