"""A sync that is killed at any moment loses nothing and doubles nothing: the next one ends as if it never was."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.services.runs import request_run
from tests.connectors.sync.stage import (
    Clock,
    Stage,
    differences,
    doubled,
    live_rows,
    open_issues,
    open_runs,
    replayed,
    small_sandbox,
    stored,
)
from tests.connectors.sync.syncing import Syncing

KILLS = int(os.environ.get("HUB_KILLS", "12"))
SEED = int(os.environ.get("HUB_KILLS_SEED", "1"))
PATIENCE = 600.0


@pytest.fixture
def stage(transactional_db: None, settings: Any) -> Iterator[Stage]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = Clock()
    clock.now = timezone.now()
    with small_sandbox(clock, size=40) as sandbox:
        yield Stage(sandbox, clock)


@pytest.fixture
def syncing(stage: Stage) -> Iterator[Syncing]:
    server = Syncing()
    yield server
    server.stop()


def sync_killed(
    stage: Stage, syncing: Syncing, account: IntegratedAccount, rng: Random, most: int, *, by: str
) -> int:
    """Kill the group a moment after the vendor was asked so many times; how the sync ended.

    `by` is who syncs: the command, or workers to whom the run is handed, who do not end with it.
    """
    before, patience = len(stage.sandbox.requests), time.monotonic() + PATIENCE
    wanted = rng.randint(0, most)
    process = syncing.start(account.name) if by == "command" else start_workers(syncing, account)
    while len(stage.sandbox.requests) - before < wanted and Path(f"/proc/{process}/fd").exists():
        assert time.monotonic() < patience, "the sync did not get that far"
        if by == "workers" and not open_runs(account):
            break
        time.sleep(0.0005 if by == "command" else 0.005)
    time.sleep(rng.random() * 0.02)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    return syncing.ended()


def start_workers(syncing: Syncing, account: IntegratedAccount) -> int:
    request_run(account=account, trigger=SyncRun.Trigger.SCHEDULE, now=timezone.now(), full=True)
    task = OrmQ.objects.latest("pk")
    return syncing.start(f"+{task.key}")


def change_something(sandbox: Sandbox, rng: Random, number: int) -> None:
    world = sandbox.greenhouse.world
    world.touch(0.2, seed=number)
    chosen = rng.choice(world.shown_interviews())
    if number % 3 == 0:
        world.delete_interview(chosen.id)
    if number % 3 == 1:
        world.add_interview(start=world.clock(), user_ids=[rng.choice(list(world.users)).id])


def assert_as_if_never_killed(stage: Stage, account: IntegratedAccount) -> None:
    run = stage.sync(account)
    assert run.state == SyncRun.State.COMPLETED, run.message
    assert differences(live_rows(account), stage.undisturbed()) == []
    assert replayed(account) == stored(account)
    assert (doubled(account), open_issues(account), open_runs(account)) == ([], [], [])


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_killed_at_any_moment_and_synced_again_is_as_if_never_killed(
    stage: Stage, syncing: Syncing, version: str
) -> None:
    rng = Random(f"{SEED} {version}")  # noqa: S311
    ends = []
    stage.version = version
    stage.undisturbed()
    most = len(stage.sandbox.requests)
    account = stage.connect("GH 0")
    for number in range(KILLS // 2):
        if number % 4 == 0:
            account = stage.connect(f"GH {number + 1}")
        else:
            stage.clock.forward(minutes=15)
            change_something(stage.sandbox, rng, number)
        by = "workers" if number % 2 else "command"
        ends.append(sync_killed(stage, syncing, account, rng, most, by=by))
        OrmQ.objects.all().delete()
        assert_as_if_never_killed(stage, account)
    assert ends.count(-signal.SIGKILL) >= len(ends) // 2, ends
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
