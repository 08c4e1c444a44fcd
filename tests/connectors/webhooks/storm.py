"""A hub of real processes on the tests' own database, and a vendor that sends it very many webhooks."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from threading import Event

from django.utils import timezone

from connectors.demo import gunicorn_options, is_healthy
from connectors.models import Delivery, IntegratedAccount, SyncRun
from connectors.sandbox.greenhouse.hiring import Hiring
from connectors.sandbox.greenhouse.webhooks import headers
from connectors.sandbox.webhooks import Outgoing
from connectors.services.queue import enqueue_sweep
from tests.connectors.processes import MANAGE, PATIENCE, environment, free_port, until
from tests.connectors.sync.syncing import database_url

SENDERS = 4
LANES = r"(?P<lane>at work|urgent lane is open|[\w ]+) \(cluster (?P<pid>\d+)\)"


@dataclass(slots=True)
class Processes:
    """`workers` are watchdogs, each with a cluster for every lane."""

    folder: Path
    port: int = field(default_factory=free_port)
    web: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    logs: dict[int, Path] = field(default_factory=dict)

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        log = self.folder / f"process {len(self.logs)}.txt"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=environment(self.folder) | {"DATABASE_URL": database_url()},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.logs[process.pid] = log
        return process

    def start_web(self) -> None:
        self.web = self.start("-m", "gunicorn", *gunicorn_options(self.port))
        until(lambda: is_healthy(self.port), self.said)

    def start_worker(self) -> None:
        self.workers.append(self.start(str(MANAGE), "worker"))

    def said(self) -> str:
        return "\n".join(log.read_text() for log in self.logs.values())

    def clusters_of(self, worker: "subprocess.Popen[bytes]", lane: str = "") -> list[int]:
        """Their process groups, the newest last."""
        found = re.finditer(LANES, self.logs[worker.pid].read_text())
        return [int(one["pid"]) for one in found if lane in one["lane"]]

    def kill_web(self) -> None:
        assert self.web is not None
        kill_group(self.web.pid)
        self.web.wait(PATIENCE)
        self.start_web()

    def kill_cluster(self, lane: str) -> None:
        """The watchdog starts it anew."""
        for cluster in self.clusters_of(self.workers[-1], lane)[-1:]:
            kill_group(cluster)

    def kill_worker(self) -> None:
        """With its clusters, as the machine would that loses its power; then there is a new one."""
        worker = self.workers.pop(0)
        for group in [worker.pid, *self.clusters_of(worker)]:
            kill_group(group)
        worker.wait(PATIENCE)
        self.start_worker()

    def end(self) -> None:
        groups = [pid for worker in self.workers for pid in self.clusters_of(worker)]
        for process in [*self.workers, *([self.web] if self.web else [])]:
            kill_group(process.pid)
            process.wait(PATIENCE)
        for group in groups:
            kill_group(group)


def kill_group(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def happen(world: Hiring, number: int, rng: Random) -> None:
    """So many things of which the vendor tells all that there is to tell."""
    for one in range(number):
        application = rng.choice([row for row in world.applications if row.job and row.job.stages])
        act = rng.random()
        if act < 0.5:
            world.rename_candidate(application.candidate.id, f"Name {one}", rng.choice("ABCD"))
        elif act < 0.7:
            world.move(application.id, rng.choice(application.job.stages))
        elif act < 0.8:
            world.decide(application.id, rng.choice(["reject_candidate", "hire_candidate"]))
        elif act < 0.9:
            world.rename_job(application.job.id, f"Job {one}")
        elif act < 0.95 and application.interviews:
            world.delete_interview(application.interviews[0].id)
        else:
            world.apply("Pia", f"New {one}", job=application.job)


def doubled_and_shuffled(sent: list[Outgoing], rng: Random, share: float = 0.3) -> list[Outgoing]:
    mixed = sent + rng.choices(sent, k=round(len(sent) * share / (1 - share)))
    rng.shuffle(mixed)
    return mixed


def send_all(port: int, path: str, sent: list[Outgoing], stopped: Event) -> None:
    """Until each was answered with 200 once; what meets a dead server is sent again."""
    queue: SimpleQueue[Outgoing] = SimpleQueue()
    for one in sent:
        queue.put(one)

    def send() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while not stopped.is_set():
            try:
                one = queue.get_nowait()
            except Empty:
                break
            try:
                connection.request("POST", path, one.body, headers(one, one.due))
                answer = connection.getresponse()
                answer.read()
                taken = answer.status == 200
            except (OSError, HTTPException):
                connection.close()
                taken = False
            if not taken:
                queue.put(one)
                time.sleep(0.1)
        connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        for done in [pool.submit(send) for _ in range(SENDERS)]:
            done.result()


def waiting() -> int:
    return Delivery.objects.filter(state=Delivery.State.RECEIVED).count()


def work_until_done(is_done: "Iterator[bool]", longest: float) -> None:
    """Where nothing moves any more, the minutes are let pass after which what was left behind is taken up."""
    deadline, last, since = time.monotonic() + longest, -1, time.monotonic()
    while not next(is_done):
        assert time.monotonic() < deadline, "it does not come to an end"
        left = waiting() + SyncRun.objects.filter(state__in=SyncRun.OPEN).count()
        if left != last:
            last, since = left, time.monotonic()
        elif time.monotonic() - since > 4:
            let_minutes_pass()
            since = time.monotonic()
        time.sleep(0.2)


def let_minutes_pass() -> None:
    past = timezone.now() - timedelta(seconds=1)
    open_ones = Delivery.objects.filter(state=Delivery.State.RECEIVED)
    open_ones.exclude(lease_until=None).update(lease_until=past)
    open_ones.update(next_attempt_at=past)
    SyncRun.objects.filter(state__in=SyncRun.OPEN).exclude(next_attempt_at=None).update(
        next_attempt_at=past
    )
    IntegratedAccount.objects.update(throttled_until=None)
    enqueue_sweep()
