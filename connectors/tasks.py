"""What django-q2 calls, by name. A task carries one primary key; a failed or doubled call is harmless."""

import logging
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.utils import timezone
from structlog.contextvars import bound_contextvars

from candidates.services.leases import NotFree
from connectors import watched
from connectors.models import SyncRun
from connectors.outbound import log, rounds, sending
from connectors.services import heartbeats, removal, schedule, unified_texts
from connectors.services.queue import enqueue_conflicts
from connectors.services.runs import AlreadyRunning
from connectors.sync import deliveries, engine, person_erasure, replay, writebacks
from connectors.sync.tally import Tally
from interviews.services import bookings, queue, steps

logger = logging.getLogger(__name__)

BEAT_EVERY = 5.0
SETTLED_EVERY = 5


def work_on_run(run_id: int) -> None:
    run = SyncRun.objects.select_related("account").filter(pk=run_id).first()
    if run is None:
        return
    try:
        with ending_on_sigterm(), bound_contextvars(run=run_id, account=None):
            act = replay.work_on if run.trigger == SyncRun.Trigger.REPLAY else engine.work_on
            pulse = Pulse()
            act(run, clock=timezone.now, progress=pulse)
            unified_texts.fill(run.account, alive=pulse.beat)
        enqueue_conflicts([run.account.company_id])
    except AlreadyRunning:
        logger.info("run %s is being worked on already", run_id)


def keep_conflicts(company_id: int) -> None:
    bookings.catch_up(company_id, now=timezone.now())
    steps.catch_up(company_id)


def clear_out(account_id: int) -> None:
    company_id = removal.clear_out(account_id, clock=timezone.now)
    if company_id is not None:
        enqueue_conflicts([company_id])


def work_on_delivery(delivery_id: int) -> None:
    try:
        with bound_contextvars(delivery=delivery_id, account=None):
            done = deliveries.work_on(delivery_id, clock=timezone.now)
        enqueue_conflicts([done.account.company_id])
    except NotFree:
        logger.info("delivery %s is done or being worked on", delivery_id)


def work_on_write(pk: int) -> None:
    try:
        with bound_contextvars(write=pk, account=None):
            done = writebacks.work_on(pk, clock=timezone.now)
        enqueue_conflicts([done.account.company_id])
    except NotFree:
        logger.info("write-back %s is over or being worked on", pk)


def send_to_endpoint(pk: int) -> None:
    with bound_contextvars(endpoint=pk):
        sending.send_to(pk, clock=timezone.now, chance=random.random)


def fan_out(company_id: int) -> None:
    rounds.tell_news(company_id, clock=timezone.now)


def forget_bodies(candidate_id: int) -> None:
    person_erasure.forget_bodies(candidate_id)


def sweep() -> None:
    """Every few minutes also what was said about rows of the queue that are gone."""
    now = timezone.now()
    schedule.sweep(now=now)
    rounds.sweep(now=now)
    if now.minute % SETTLED_EVERY == 0:
        queue.sweep(now)


def tidy() -> None:
    schedule.tidy(now=timezone.now())
    log.forget_old(now=timezone.now())


def beat() -> None:
    """Nothing to do: that it was done is the news (connectors/broker.py)."""


class Pulse:
    """Progress of a long task is a sign of life too: all workers may be busy when a heartbeat is due."""

    def __init__(self) -> None:
        self.name = watched.own_name()
        self.next = 0.0

    def __call__(self, resource: str, tally: Tally) -> None:
        self.beat()

    def beat(self) -> None:
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
