"""Runs django-q2's cluster in a child process and starts it anew when it stops giving signs of life.

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

from connectors import children, watched
from connectors.children import Child
from connectors.selectors.workers import last_beat
from connectors.services import heartbeats

MANAGE = str(settings.BASE_DIR / "manage.py")
LOOK_EVERY = 0.5
GRACE = 1.5
SHORT_LIFE = 30.0
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Watchdog:
    """`patience` is how many seconds without a sign of life are taken for a hang."""

    say: Callable[[str], None]
    patience: float
    name: str = field(default_factory=lambda: watched.worker_name(os.getpid()))
    told_to_end: bool = False
    beat: datetime | None = None
    heard: float = 0.0

    def run(self) -> None:
        """Returns when told to end, with nobody left behind."""
        for number in children.ENDING_SIGNALS:
            signal.signal(number, self.tell_to_end)
        pause = 0.0
        while not self.told_to_end:
            started = time.monotonic()
            self.keep_one_cluster()
            pause = (
                0.0
                if time.monotonic() - started > SHORT_LIFE
                else min(pause * 2 + 1, LONGEST_PAUSE)
            )
            self.rest(pause)
        self.forget()

    def tell_to_end(self, number: int, frame: FrameType | None) -> None:
        self.told_to_end = True

    def rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.told_to_end and time.monotonic() < until:
            time.sleep(LOOK_EVERY)

    def keep_one_cluster(self) -> None:
        """Start it and watch it, until it has to be started anew or all has to end."""
        cluster = children.start(
            "cluster", MANAGE, "qcluster", environment={watched.WATCHDOG: str(os.getpid())}
        )
        self.heard = time.monotonic()
        self.say(f"The worker is at work (cluster {cluster.process.pid}).")
        trouble = ""
        while not trouble and not self.told_to_end:
            time.sleep(LOOK_EVERY)
            trouble = self.trouble_with(cluster)
        if self.told_to_end:
            self.say("The worker is ending. What it was reading goes on with the next start.")
            end(cluster)
        else:
            self.say(f"{trouble} A new one is started.")
            children.kill(cluster)

    def trouble_with(self, cluster: Child) -> str:
        """Why the cluster has to be started anew; empty while it is well."""
        if cluster.exit_code is not None:
            return f"The cluster ended by itself ({children.ending_of(cluster)})."
        self.listen()
        if time.monotonic() - self.heard > self.patience:
            return (
                f"The cluster gave no sign of life for {self.patience:.0f} seconds and is killed."
            )
        return ""

    def listen(self) -> None:
        """Notes when a new beat is seen, by this process's own clock: nobody's clock is compared with another."""
        close_old_connections()
        try:
            beat = last_beat(self.name)
        except DatabaseError as error:
            self.say(f"The database does not answer ({type(error).__name__}); the worker waits.")
            self.heard = time.monotonic()
            return
        if beat != self.beat:
            self.beat, self.heard = beat, time.monotonic()

    def forget(self) -> None:
        try:
            heartbeats.forget(self.name)
        except DatabaseError:
            self.say("The database does not answer; the worker's last sign of life stays in it.")


def end(cluster: Child) -> None:
    """An idle cluster ends by itself; workers at work are told to leave their run where it is.

    Never both at once: django-q2's main process waits for ever for a guard that was killed while it waited.
    """
    cluster.process.terminate()
    children.wait([cluster], seconds=GRACE)
    children.end([cluster], grace=GRACE)
