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

from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
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
PATIENCE = 60.0


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


def sync_killed(stage: Stage, syncing: Syncing, account: str, rng: Random, most: int) -> int:
    """Kill the group a moment after the vendor was asked so many times; how the sync ended."""
    before, patience = len(stage.sandbox.requests), time.monotonic() + PATIENCE
    wanted = rng.randint(0, most)
    process = syncing.start(account)
    while len(stage.sandbox.requests) - before < wanted and Path(f"/proc/{process}/fd").exists():
        assert time.monotonic() < patience, "the sync did not get that far"
        time.sleep(0.0005)
    time.sleep(rng.random() * 0.02)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    return syncing.ended()


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
        ends.append(sync_killed(stage, syncing, account.name, rng, most))
        assert_as_if_never_killed(stage, account)
    assert ends.count(-signal.SIGKILL) >= len(ends) // 2, ends
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
