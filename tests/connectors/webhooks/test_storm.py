"""Very many deliveries, shuffled and doubled, to web and worker processes that are killed meanwhile.

`HUB_DELIVERIES` and `HUB_DELIVERY_KILLS` set the measure.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from connectors.models import Delivery, IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
from tests.connectors.processes import PATIENCE
from tests.connectors.sync.stage import (
    Clock,
    Stage,
    differences,
    doubled,
    live_rows,
    replayed,
    stored,
)
from tests.connectors.webhooks.storm import (
    Processes,
    doubled_and_shuffled,
    happen,
    send_all,
    waiting,
    work_until_done,
)
from tests.connectors.webhooks.test_door import malformed

DELIVERIES = int(os.environ.get("HUB_DELIVERIES", "60"))
KILLS = int(os.environ.get("HUB_DELIVERY_KILLS", "2"))
SEED = int(os.environ.get("HUB_KILLS_SEED", "1"))
SECONDS_EACH = 0.5


class RealTime(Clock):
    """The processes have no other."""

    def __call__(self) -> Any:
        return timezone.now()


@pytest.fixture
def stage(transactional_db: None, settings: Any) -> Iterator[Stage]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = RealTime()
    with Sandbox(
        seed=3,
        size=max(60, DELIVERIES // 10),
        vendors=("greenhouse",),
        clock=clock,
        rate_limits=False,
    ) as sandbox:
        yield Stage(sandbox, clock)


@pytest.fixture
def processes(stage: Stage, tmp_path: Path) -> Iterator[Processes]:
    started = Processes(tmp_path)
    yield started
    started.end()


def left_to_webhooks(account: IntegratedAccount) -> None:
    """No sync by schedule mends what a webhook did not bring."""
    IntegratedAccount.objects.filter(pk=account.pk).update(
        next_sync_at=timezone.now() + timedelta(days=9)
    )


def assert_whole(stage: Stage, account: IntegratedAccount, true: Any) -> None:
    assert differences(live_rows(account), true) == []
    assert doubled(account) == []
    assert replayed(account) == stored(account)


def nothing_waits() -> Iterator[bool]:
    while True:
        yield not waiting()


def status_of(port: int, path: str, number: int) -> int:
    """Of a call that is no good, sent as it is; 0 where it is not even answered."""
    body, headers = malformed(number)
    rng = Random(number)  # noqa: S311
    headers["Content-Length"] = rng.choice([str(len(body))] * 6 + ["-1", "x", "9" * 30, "7"])
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines += rng.choice([[], [], ["Transfer-Encoding: chunked"], ["Content-Type: \x01"], [": x"]])
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines])
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        with suppress(OSError):
            line.sendall(head.encode("utf-8", "replace") + b"\r\n\r\n" + body)
            line.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            return int((line.recv(64).split() or [b"", b"0"])[1])
    return 0


def test_deliveries_end_as_if_each_had_come_once_in_order(
    stage: Stage, processes: Processes
) -> None:
    rng = Random(SEED)  # noqa: S311
    account, webhooks = stage.connect("GH"), stage.sandbox.greenhouse.webhooks
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    left_to_webhooks(account)
    path = reverse("hook", args=[account.uuid])
    webhooks.add(path, post=lambda *_: 200)
    happen(stage.sandbox.greenhouse.world, round(DELIVERIES * 0.7), rng)
    events = list(webhooks.outbox)
    different = len({one.body for one in events})
    processes.start_web()
    for _ in range(2 if connection.vendor == "postgresql" else 1):
        processes.start_worker()
    sent, stopped = doubled_and_shuffled(events, rng), Event()
    sender = Thread(target=send_all, args=(processes.port, path, sent, stopped))
    sender.start()
    kills = [processes.kill_worker, processes.kill_web, lambda: processes.kill_cluster("urgent")]
    due = [different * (number + 1) // (KILLS + 1) for number in range(KILLS)]

    def is_done() -> Iterator[bool]:
        while True:
            came = Delivery.objects.count()
            if due and came >= due[0]:
                due.pop(0)
                kills[len(due) % len(kills)]()
            yield not (due or sender.is_alive() or came < different or waiting())

    try:
        work_until_done(is_done(), longest=PATIENCE + SECONDS_EACH * len(sent))
    finally:
        stopped.set()
        sender.join()
    statuses = {status_of(processes.port, path, number) for number in range(200)}
    work_until_done(nothing_waits(), longest=PATIENCE)

    assert (len(sent), due) == (pytest.approx(DELIVERIES, abs=2), [])
    assert Delivery.objects.filter(account=account, event__gt="").count() >= different
    assert [
        (d.event, d.problem, d.state)
        for d in Delivery.objects.filter(event__gt="").exclude(state="done")
    ] == []
    assert_whole(stage, account, stage.undisturbed())
    assert max(statuses) < 500
    assert "Traceback" not in processes.said()


@pytest.mark.postgres
def test_two_clusters_on_one_database_share_the_work(stage: Stage, processes: Processes) -> None:
    accounts = [stage.connect(f"GH {number}") for number in range(5)]
    IntegratedAccount.objects.update(next_sync_at=timezone.now())
    stage.sandbox.fault("stall", "/v3/interviews", nth=2, seconds=2)
    for _ in range(2):
        processes.start_worker()
    done = SyncRun.objects.filter(state=SyncRun.State.COMPLETED)
    due = [1, 3]

    def is_done() -> Iterator[bool]:
        while True:
            if due and done.count() >= due[0]:
                due.pop(0)
                processes.kill_worker()
            yield done.count() >= len(accounts)

    work_until_done(is_done(), longest=PATIENCE)
    processes.end()

    true = stage.undisturbed()
    for account in accounts:
        assert account.runs.count() == 1
        assert_whole(stage, account, true)
    assert stage.sandbox.calls("/v3/users") <= len(accounts) + 1 + 4
