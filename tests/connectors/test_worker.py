"""A real cluster under a real watchdog, with a database file and a vendor over a socket."""

import json
import os
import shutil
import signal
import time

import pytest

from connectors.sandbox import Sandbox
from tests.connectors.processes import Command, alive_in, manage, refused, rows_of

CLUSTER = r"at work \(cluster (\d+)\)"
BACKFILL = r"lane for long runs is open \(cluster (\d+)\)"
SYNCED_BEFORE = (
    "from django.utils import timezone; from connectors.models import IntegratedAccount; "
    "IntegratedAccount.objects.filter(name='{name}').update(synced_at=timezone.now())"
)
URGENT = r"urgent lane is open \(cluster (\d+)\)"
READY = r"ready for work at (\d+)"
SHORT_PATIENCE = "30"
RECEIVE = """
from django.utils import timezone
from connectors.models import IntegratedAccount
from connectors.services.inbox import receive
account = IntegratedAccount.objects.get(pk={account})
receive(account=account, event="ping", event_id="1", body=b"[]", now=timezone.now())
"""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("migrated")
    manage(folder, "migrate", "--verbosity", "0")
    return folder


@pytest.fixture
def folder(migrated, tmp_path):
    for file in migrated.glob("hub.sqlite3*"):
        shutil.copy(file, tmp_path)
    return tmp_path


@pytest.fixture
def worker(folder):
    started = []

    def start(*arguments: str) -> Command:
        started.append(Command(folder, "worker", *arguments))
        return started[-1]

    yield start
    for command in started:
        command.kill()


@pytest.fixture
def sandbox():
    with Sandbox(seed=5, size=40, vendors=("greenhouse",), rate_limits=False) as started:
        yield started


def connect(folder, sandbox, name="Greenhouse") -> None:
    offer = sandbox.connection("greenhouse")
    credentials = folder / "credentials.json"
    credentials.write_text(json.dumps(offer["credentials"]))
    address = ("--base-url", offer["base_url"], "--credentials", str(credentials))
    manage(folder, "connect", "greenhouse", "--name", name, *address)


def runs(folder) -> list[tuple]:
    return rows_of(folder, "SELECT state FROM connectors_syncrun")


def beat(folder) -> list[tuple]:
    return rows_of(folder, "SELECT at FROM connectors_workerheartbeat ORDER BY name")


def test_a_worker_syncs_what_is_due_and_leaves_nobody_behind(folder, sandbox, worker):
    connect(folder, sandbox)
    at_work = worker()
    at_work.until(lambda: runs(folder) == [("completed",)])
    [cluster] = at_work.found(CLUSTER)
    told = time.monotonic()

    assert at_work.end() == 0

    assert time.monotonic() - told < 60
    at_work.until(lambda: alive_in(cluster) == [])
    assert rows_of(folder, "SELECT count(*) FROM interviews_interview") == [(40,)]
    assert beat(folder) == []
    assert "Traceback" not in at_work.said


def test_a_worker_told_to_end_while_it_reads_leaves_the_run_to_the_next(folder, sandbox, worker):
    connect(folder, sandbox)
    sandbox.fault("stall", "/v3/interviews", seconds=60)
    at_work = worker()
    at_work.until(lambda: sandbox.calls("/v3/applications"))
    at_work.until(lambda: runs(folder) == [("running",)])
    [cluster] = at_work.found(CLUSTER)

    assert at_work.end() == 0

    at_work.until(lambda: alive_in(cluster) == [])
    assert runs(folder) == [("waiting",)]

    sandbox.heal()
    worker().until(lambda: runs(folder) == [("completed",)])


def test_first_syncs_that_take_long_let_webhooks_and_everyday_syncs_pass(folder, sandbox, worker):
    for name in ("first", "second", "everyday"):
        connect(folder, sandbox, name)
    manage(folder, "shell", "-c", SYNCED_BEFORE.format(name="everyday"))
    [(account,)] = rows_of(
        folder, "SELECT id FROM connectors_integratedaccount WHERE name = 'second'"
    )
    sandbox.fault("stall", "/v3/users", times=None, seconds=60)
    at_work = worker()
    busy = [("queued",), ("running",), ("running",)]
    at_work.until(lambda: sorted(runs(folder)) == busy)

    manage(folder, "shell", "-c", RECEIVE.format(account=account))

    at_work.until(lambda: rows_of(folder, "SELECT state FROM connectors_delivery") == [("done",)])
    assert sorted(runs(folder)) == busy


def test_a_cluster_that_hangs_or_dies_is_started_anew(folder, worker):
    at_work = worker("--patience", SHORT_PATIENCE)
    at_work.until(lambda: len(beat(folder)) == 4)
    first, frozen = at_work.found(CLUSTER)[-1], at_work.found(URGENT)[-1]

    # A worker that dies while it waits keeps the lock of the queue: everybody lives and nothing is done.
    for process in set(at_work.found(READY)) & set(alive_in(first)):
        os.kill(process, signal.SIGKILL)
    os.killpg(frozen, signal.SIGSTOP)
    at_work.until(lambda: "no sign of life for 30 seconds" in at_work.said)
    second = at_work.until(lambda: after(first, at_work.found(CLUSTER)))[-1]

    at_work.until(lambda: after(frozen, at_work.found(URGENT)))
    at_work.until(lambda: alive_in(first) == alive_in(frozen) == [])
    before = beat(folder)
    at_work.until(lambda: beat(folder) != before)

    os.kill(second, signal.SIGKILL)
    third = at_work.until(lambda: after(second, at_work.found(CLUSTER)))[-1]

    assert "ended by itself (signal SIGKILL)" in at_work.said
    at_work.until(lambda: alive_in(second) == [])
    before = beat(folder)
    at_work.until(lambda: beat(folder) != before)
    assert at_work.end() == 0
    at_work.until(lambda: alive_in(third) == [])


def after(cluster: int, started: list[int]) -> list[int]:
    return started[started.index(cluster) + 1 :]


def test_a_cluster_ends_itself_when_its_watchdog_is_killed(folder, worker):
    at_work = worker()
    at_work.until(lambda: len(beat(folder)) == 4)
    clusters = [at_work.found(lane)[0] for lane in (CLUSTER, URGENT, BACKFILL)]
    at_work.until(lambda: [len(alive_in(cluster)) for cluster in clusters] == [6, 5, 5])

    at_work.end(signal.SIGKILL)

    at_work.until(lambda: not any(alive_in(cluster) for cluster in clusters))


def test_a_worker_without_tables_says_so(tmp_path):
    said = refused(tmp_path, "worker")

    assert "The worker cannot use the database" in said
    assert "manage.py migrate" in said
