"""What django-q2 calls, by name. A task carries one primary key; a failed or doubled call is harmless."""

import logging
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.utils import timezone

from connectors import watched
from connectors.models import SyncRun
from connectors.services import heartbeats, schedule
from connectors.services.deliveries import NotFree
from connectors.services.runs import AlreadyRunning
from connectors.services.writebacks import NotFree as NothingToDo
from connectors.sync import deliveries, engine, replay, writebacks
from connectors.sync.tally import Tally

logger = logging.getLogger(__name__)

BEAT_EVERY = 5.0


def work_on_run(run_id: int) -> None:
    run = SyncRun.objects.select_related("account").filter(pk=run_id).first()
    if run is None:
        return
    try:
        with ending_on_sigterm():
            act = replay.work_on if run.trigger == SyncRun.Trigger.REPLAY else engine.work_on
            act(run, clock=timezone.now, progress=Pulse())
    except AlreadyRunning:
        logger.info("run %s is being worked on already", run_id)


def work_on_delivery(delivery_id: int) -> None:
    try:
        deliveries.work_on(delivery_id, clock=timezone.now)
    except NotFree:
        logger.info("delivery %s is done or being worked on", delivery_id)


def work_on_write(pk: int) -> None:
    try:
        writebacks.work_on(pk, clock=timezone.now)
    except NothingToDo:
        logger.info("write-back %s is over or being worked on", pk)


def sweep() -> None:
    schedule.sweep(now=timezone.now())


def tidy() -> None:
    schedule.tidy(now=timezone.now())


def beat() -> None:
    """Nothing to do: that it was done is the news (connectors/broker.py)."""


class Pulse:
    """Progress of a long task is a sign of life too: all workers may be busy when a heartbeat is due."""

    def __init__(self) -> None:
        self.name = watched.own_name()
        self.next = 0.0

    def __call__(self, resource: str, tally: Tally) -> None:
        if self.name and time.monotonic() >= self.next:
            watched.end_if_alone()
            self.next = time.monotonic() + BEAT_EVERY
            heartbeats.beat(self.name, now=timezone.now())


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """A worker that is told to end leaves its run at the last page, for anybody to go on at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)
