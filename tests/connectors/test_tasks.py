"""What wakes the work up: sweeps, schedules and the tasks that django-q2 calls."""

import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ, Schedule

from candidates.models import Company
from connectors import tasks
from connectors.models import IntegratedAccount, Issue, SyncRun, WorkerHeartbeat
from connectors.sandbox import Sandbox
from connectors.services import heartbeats, schedule
from connectors.services.accounts import connect, pause
from connectors.services.runs import claim, request_run
from connectors.services.schedule import ensure_schedules, sweep
from connectors.sync import engine

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def account(company: Company, name: str = "Greenhouse", **fields) -> IntegratedAccount:
    fields = {"vendor": "greenhouse", "next_sync_at": NOW - MINUTE, **fields}
    return IntegratedAccount.objects.create(company=company, name=name, **fields)


def run_of(owner: IntegratedAccount, state: str, **fields) -> SyncRun:
    fields = {"trigger": SyncRun.Trigger.SCHEDULE, "queued_at": NOW - 60 * MINUTE, **fields}
    return SyncRun.objects.create(account=owner, state=state, **fields)


def queued_tasks() -> list[tuple[str, tuple]]:
    return [(row.task["func"], row.task["args"]) for row in OrmQ.objects.order_by("pk")]


def test_two_sweeps_open_one_run_for_an_account(acme):
    due = account(acme)

    first, second = sweep(now=NOW), sweep(now=NOW + MINUTE)

    run = SyncRun.objects.get()
    assert (first, second) == ([run.pk], [])
    assert (run.account, run.state, run.trigger) == (due, "queued", "schedule")
    assert queued_tasks() == [("connectors.tasks.work_on_run", (run.pk,))]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_the_same_moment_open_one_run_for_an_account():
    company = Company.objects.create(name="Acme", slug="acme")
    for number in range(5):
        account(company, f"Greenhouse {number}")
    gate = threading.Barrier(2)

    def sweep_at_once() -> None:
        gate.wait()
        sweep(now=NOW)
        connection.close()

    sweepers = [threading.Thread(target=sweep_at_once) for _ in range(2)]
    for sweeper in sweepers:
        sweeper.start()
    for sweeper in sweepers:
        sweeper.join()

    assert SyncRun.objects.count() == 5


def test_accounts_that_are_not_due_paused_refused_or_throttled_are_left_alone(acme):
    account(acme, "later", next_sync_at=NOW + MINUTE)
    account(acme, "paused", state=IntegratedAccount.State.PAUSED)
    account(acme, "refused", state=IntegratedAccount.State.REFUSED)
    account(acme, "throttled", throttled_until=NOW + MINUTE)
    account(acme, "never", next_sync_at=None)

    assert sweep(now=NOW) == []
    assert not SyncRun.objects.exists()


def test_a_waiting_run_is_woken_when_its_time_has_come(acme):
    run = run_of(account(acme), "waiting", next_attempt_at=NOW)

    assert sweep(now=NOW - MINUTE) == []
    assert sweep(now=NOW) == [run.pk]


def test_a_waiting_run_of_a_paused_account_goes_on_when_it_is_resumed(acme):
    owner = account(acme)
    run = run_of(owner, "waiting", next_attempt_at=NOW)
    pause(owner)

    assert sweep(now=NOW) == []

    IntegratedAccount.objects.update(state=IntegratedAccount.State.ACTIVE)
    assert sweep(now=NOW) == [run.pk]


def test_a_run_that_nobody_took_is_queued_again_but_not_at_every_sweep(acme):
    run = request_run(account=account(acme), trigger=SyncRun.Trigger.PAGE, now=NOW)
    OrmQ.objects.all().delete()

    woken = [minute for minute in range(12) if sweep(now=NOW + minute * MINUTE)]

    assert woken == [2, 7]
    assert queued_tasks() == [("connectors.tasks.work_on_run", (run.pk,))] * 2


def test_a_run_is_taken_up_when_the_lease_of_its_worker_has_run_out(acme):
    run = run_of(account(acme), "queued", queued_at=NOW)
    claim(run, now=NOW)

    assert sweep(now=NOW + MINUTE) == []
    assert sweep(now=NOW + 3 * MINUTE) == [run.pk]
    assert sweep(now=NOW + 4 * MINUTE) == []
    assert claim(run, now=NOW + 4 * MINUTE).attempts == 2


def test_a_run_is_taken_up_at_once_when_its_worker_on_this_machine_is_gone(acme):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    holder = f"{socket.gethostname()}:{int(gone.stdout)}:1"
    run = run_of(account(acme), "running", lease_until=NOW + 2 * MINUTE, holder=holder)

    assert sweep(now=NOW) == [run.pk]


def test_a_run_that_ends_its_worker_again_and_again_is_given_up_with_an_issue(acme):
    owner = account(acme)
    run = run_of(owner, "running", lease_until=NOW - MINUTE, lease_token="x", attempts=5)

    assert sweep(now=NOW) == []

    run.refresh_from_db()
    owner.refresh_from_db()
    issue = Issue.objects.get()
    assert (run.state, run.finished_at) == ("failed", NOW)
    assert owner.next_sync_at == NOW + 15 * MINUTE
    assert (issue.account, issue.code) == (owner, "crashed")
    assert "5 times" in issue.message


def test_a_sweep_costs_the_same_for_one_account_and_for_forty(acme):
    account(acme, "first")
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        sweep(now=NOW)
    for number in range(40):
        account(acme, f"account {number}")
    with CaptureQueriesContext(connection) as for_forty:
        assert len(sweep(now=NOW)) == 40

    assert len(for_forty) == len(for_one)


def test_the_schedules_are_there_once_however_often_a_worker_starts(db):
    for _ in range(3):
        ensure_schedules()
    Schedule.objects.create(name="hub: sweep", func="os.system", schedule_type=Schedule.HOURLY)
    Schedule.objects.create(name="hub: of an older version", func="connectors.gone")

    ensure_schedules()

    kept = Schedule.objects.order_by("name").values_list("name", "func", "schedule_type", "minutes")
    assert list(kept) == [
        ("hub: sweep", "connectors.tasks.sweep", "I", 1),
        ("hub: tidy", "connectors.tasks.tidy", "D", None),
    ]


def test_a_worker_that_starts_again_does_not_put_its_schedules_off(db):
    ensure_schedules()
    Schedule.objects.update(next_run=NOW)

    ensure_schedules()

    assert set(Schedule.objects.values_list("next_run", flat=True)) == {NOW}


def test_heartbeats_of_workers_long_gone_are_forgotten(db):
    heartbeats.beat("old:1", now=NOW - timedelta(days=8))
    heartbeats.beat("new:1", now=NOW)

    schedule.tidy(now=NOW)

    assert list(WorkerHeartbeat.objects.values_list("name", flat=True)) == ["new:1"]


@pytest.fixture
def connected(acme, settings) -> IntegratedAccount:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with Sandbox(seed=3, size=40, vendors=("greenhouse",), rate_limits=False) as sandbox:
        offer = sandbox.connection("greenhouse")
        yield connect(company=acme, name="Greenhouse", now=NOW, **offer)


def test_the_task_works_on_its_run(connected):
    [run_id] = sweep(now=NOW)

    tasks.work_on_run(run_id)

    run = SyncRun.objects.get()
    assert run.state == "completed"
    assert run.counts["interviews"]["new"] == 40


def test_a_doubled_or_late_task_does_no_harm(connected):
    [run_id] = sweep(now=NOW)
    tasks.work_on_run(run_id)
    before = SyncRun.objects.values().get()

    tasks.work_on_run(run_id)
    tasks.work_on_run(run_id + 1)

    assert SyncRun.objects.values().get() == before


def test_an_interrupted_run_waits_where_it_was_and_goes_on_at_once(connected):
    [run_id] = sweep(now=NOW)
    run = SyncRun.objects.get()

    def interrupt(resource: str, tally: object) -> None:
        if resource == "candidates":
            raise SystemExit

    with pytest.raises(SystemExit):
        engine.work_on(run, clock=lambda: NOW, progress=interrupt)

    run.refresh_from_db()
    assert (run.state, run.next_attempt_at) == ("waiting", NOW)
    assert sweep(now=NOW) == [run_id]

    run = engine.work_on(run, clock=lambda: NOW)

    assert run.state == "completed"
    assert run.counts["users"]["read"] == run.counts["users"]["new"]
