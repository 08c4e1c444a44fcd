"""Hand work to django-q2. A task carries one primary key; what it stands for is in our own tables.

Four lanes, each with a cluster of its own in every worker: a first sync may take an hour, and neither a webhook
nor the quarter-hourly sync of another account may wait for it; nor may any of them wait for a slow receiver.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_q.brokers import Broker
from django_q.models import OrmQ
from django_q.tasks import async_task

EVERYDAY = str(settings.Q_CLUSTER["name"])
URGENT = "urgent"
BACKFILL = "backfill"
OUTBOUND = "outbound"
LANES = (EVERYDAY, URGENT, BACKFILL, OUTBOUND)


class Batch(Broker):  # type: ignore[misc]
    """Collects tasks and writes them to the queue's table in one statement. `at` is when they may be taken: a queued
    task is locked until then, as one that is worked on is.
    """

    def __init__(self, lane: str, at: datetime) -> None:
        super().__init__(list_key=lane)
        self.at = at
        self.rows: list[OrmQ] = []

    def enqueue(self, task: str) -> None:
        self.rows.append(OrmQ(key=self.list_key, payload=task, lock=self.at))

    def write(self) -> None:
        if self.rows:
            OrmQ.objects.bulk_create(self.rows)


def enqueue(
    lane: str,
    task: str,
    keys: Iterable[int],
    *,
    called: str,
    at: datetime | None = None,
    **options: Any,
) -> None:
    """Part of the caller's transaction: queued if and only if it commits. `called` is for people who look at
    the queue; not taken before `at`; `options` are those of django-q2.
    """
    batch = Batch(lane, at or timezone.now())
    for key in keys:
        async_task(task, key, task_name=f"{called} {key}", broker=batch, **options)
    batch.write()
