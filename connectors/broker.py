"""The queue of django-q2 with a pulse: now and then its own cluster is handed a task that does nothing.

The task is in no table. It goes the way of every other (pusher, worker, monitor), and when its result comes
back the heartbeat is noted: so a stall anywhere on that way shows, though every process seems alive.
"""

import logging
import time
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.signing import SignedPackage

from connectors import watched
from connectors.services import heartbeats

BEAT = "heartbeat"
BEAT_EVERY = 5.0


class WatchedBroker(ORM):  # type: ignore[misc]
    next_beat = 0.0

    def dequeue(self) -> Any:
        """Called by the pusher, about twice a second."""
        if watched.own_name() is None:
            return super().dequeue()
        watched.end_if_alone()
        if time.monotonic() >= self.next_beat:
            self.next_beat = time.monotonic() + BEAT_EVERY
            return [(BEAT, SignedPackage.dumps(beat_task()))]
        return super().dequeue()

    def acknowledge(self, task_id: Any) -> None:
        """Called by the monitor."""
        name = watched.own_name()
        if task_id == BEAT and name:
            heartbeats.beat(name, now=timezone.now())
        else:
            super().acknowledge(task_id)


def beat_task() -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "name": BEAT,
        "func": "connectors.tasks.beat",
        "args": (),
        "kwargs": {},
        "started": timezone.now(),
        "save": False,
    }


def is_no_beat(record: logging.LogRecord) -> bool:
    return record.levelno > logging.INFO or BEAT not in record.getMessage()


logging.getLogger("django-q").addFilter(is_no_beat)
