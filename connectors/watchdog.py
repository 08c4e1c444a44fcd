"""Runs django-q2's clusters in child processes, one for each lane of the queue, and starts one anew when it stops
giving signs of life.

A cluster can hang for ever and look healthy: a worker that is killed while idle keeps the lock of the queue,
so all its processes are alive and nothing is done. Only a beat that went all the way tells.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from candidates.services.task_queue import BACKFILL, EVERYDAY, OUTBOUND, URGENT
from connectors import child_processes, watched
from connectors.child_processes import Child
from connectors.selectors.workers import last_beat
from connectors.services import heartbeats
from connectors.services.queue import enqueue_sweep

MANAGE = str(settings.BASE_DIR / "manage.py")
LOOK_EVERY = 0.5
GRACE = 1.5
SHORT_LIFE = 30.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Lane:
    """One queue's cluster. `heard` and the others are of this process's own clock."""

    queue: str
    starting: str
    cluster: Child | None = None
    beat: datetime | None = None
    heard: float = 0.0
    started: float = 0.0
    pause: float = 0.0

    @property
    def name(self) -> str:
        return watched.worker_name(os.getpid(), self.queue)

    def start(self) -> Child:
        environment = {watched.WATCHDOG: str(os.getpid()), watched.LANE: self.queue}
        self.cluster = child_processes.start("cluster", MANAGE, "qcluster", environment=environment)
        self.started = self.heard = time.monotonic()
        return self.cluster

    def lose(self) -> None:
        """One that lived shortly is started anew after a pause, a longer one each time."""
        lived = time.monotonic() - self.started
        self.pause = 0.0 if lived > SHORT_LIFE else min(self.pause * 2 + 1, LONGEST_PAUSE)
        self.cluster, self.heard = None, time.monotonic()

    def is_resting(self) -> bool:
        return time.monotonic() < self.heard + self.pause


@dataclass(slots=True)
class Watchdog:
    """`patience` is how many seconds without a sign of life are taken for a hang."""

    say: Callable[[str], None]
    patience: float
    told_to_end: bool = False
    lanes: tuple[Lane, ...] = field(
        default_factory=lambda: (
            Lane(EVERYDAY, "The worker is at work"),
            Lane(URGENT, "The urgent lane is open"),
            Lane(BACKFILL, "The lane for long runs is open"),
            Lane(OUTBOUND, "The lane for webhooks out is open"),
        )
    )

    def run(self) -> None:
        """Returns when told to end, with nobody left behind."""
        for number in child_processes.ENDING_SIGNALS:
            signal.signal(number, self.tell_to_end)
        while not self.told_to_end:
            for lane in self.lanes:
                self.look_after(lane)
            time.sleep(LOOK_EVERY)
        self.say("The worker is ending. What it was reading goes on with the next start.")
        end([lane.cluster for lane in self.lanes if lane.cluster])
        self.forget()

    def tell_to_end(self, number: int, frame: FrameType | None) -> None:
        self.told_to_end = True

    def look_after(self, lane: Lane) -> None:
        if lane.cluster is None:
            if not self.told_to_end and not lane.is_resting():
                self.say(f"{lane.starting} (cluster {lane.start().process.pid}).")
            return
        if trouble := self.trouble_with(lane, lane.cluster):
            self.say(f"{trouble} A new one is started.")
            child_processes.kill(lane.cluster)
            lane.lose()
            self.have_swept()

    def have_swept(self) -> None:
        """What the dead cluster was at work on need not wait for the minute."""
        try:
            enqueue_sweep()
        except DatabaseError as error:
            self.say(f"The database does not answer ({type(error).__name__}).")

    def trouble_with(self, lane: Lane, cluster: Child) -> str:
        """Why the cluster has to be started anew; empty while it is well."""
        if cluster.exit_code is not None:
            return f"The cluster ended by itself ({child_processes.ending_of(cluster)})."
        self.listen(lane)
        if time.monotonic() - lane.heard > self.patience:
            return (
                f"The cluster gave no sign of life for {self.patience:.0f} seconds and is killed."
            )
        return ""

    def listen(self, lane: Lane) -> None:
        """Notes when a new beat is seen, by this process's own clock: nobody's clock is compared with another."""
        close_old_connections()
        try:
            beat = last_beat(lane.name)
        except DatabaseError as error:
            self.say(f"The database does not answer ({type(error).__name__}); the worker waits.")
            lane.heard = time.monotonic()
            return
        if beat != lane.beat:
            lane.beat, lane.heard = beat, time.monotonic()

    def forget(self) -> None:
        try:
            for lane in self.lanes:
                heartbeats.forget(lane.name)
        except DatabaseError:
            self.say("The database does not answer; the worker's last sign of life stays in it.")


def end(clusters: list[Child]) -> None:
    """An idle cluster ends by itself; workers at work are told to leave their run where it is.

    Never both at once: django-q2's main process waits for ever for a guard that was killed while it waited.
    """
    for cluster in clusters:
        cluster.process.terminate()
    child_processes.wait(clusters, seconds=GRACE)
    child_processes.end(clusters, grace=GRACE)
