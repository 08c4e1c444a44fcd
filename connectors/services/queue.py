"""Hand work to django-q2. A task carries one primary key; what it stands for is in our own tables.

Two lanes, each with a cluster of its own in every worker: a first sync may take an hour, and a webhook may not
wait for it.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django_q.brokers import Broker
from django_q.models import OrmQ
from django_q.tasks import async_task

# A first sync takes as long as it takes; a task that is fetched twice only meets a lease that is held.
LONGEST_RUN = 3600
EVERYDAY = str(settings.Q_CLUSTER["name"])
URGENT = "urgent"


class Batch(Broker):  # type: ignore[misc]
    """Collects tasks and writes them to the queue's table in one statement."""

    def __init__(self, lane: str) -> None:
        super().__init__(list_key=lane)
        self.rows: list[OrmQ] = []

    def enqueue(self, task: str) -> None:
        self.rows.append(OrmQ(key=self.list_key, payload=task, lock=timezone.now()))

    def write(self) -> None:
        OrmQ.objects.bulk_create(self.rows)


def enqueue_runs(run_ids: Iterable[int]) -> None:
    """Part of the caller's transaction: queued if and only if it commits."""
    batch = Batch(EVERYDAY)
    for run_id in run_ids:
        async_task(
            "connectors.tasks.work_on_run",
            run_id,
            task_name=f"run {run_id}",
            timeout=LONGEST_RUN,
            broker=batch,
        )
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


def enqueue_sweep() -> None:
    async_task("connectors.tasks.sweep", task_name="sweep", cluster=URGENT)
