"""Two at once: of one account only one syncs and the other is told; of one credential all share the calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.db import connections

from connectors.models import IntegratedAccount, RateBudget, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.services.runs import AlreadyRunning, open_run
from connectors.sync.engine import work_on
from tests.connectors.sync.stage import (
    Stage,
    differences,
    doubled,
    live_rows,
    open_runs,
)

RACES = 50
PATIENCE = 30.0


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What they return, or the AlreadyRunning that they raise."""
    start = Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        try:
            start.wait(PATIENCE)
            return one()
        except AlreadyRunning as told:
            return told
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def hold_the_vendor(sandbox: Sandbox, told: Event) -> None:
    """The one who syncs waits for its first page until the other was told."""
    sandbox.meanwhile(lambda: told.wait(PATIENCE), "/v3/jobs")


def test_of_two_syncs_of_one_account_one_runs_and_the_other_is_told(stage: Stage) -> None:
    account = stage.connect("GH")
    stage.sync(account)
    for race in range(RACES):
        told = Event()
        hold_the_vendor(stage.sandbox, told)
        asked = stage.sandbox.calls("/v3/jobs")

        def sync(told: Event = told) -> SyncRun:
            mine = IntegratedAccount.objects.get(pk=account.pk)
            try:
                run = open_run(
                    account=mine, trigger="command", now=stage.clock(), resources=["jobs"]
                )
                return work_on(run, clock=stage.clock, sleep=stage.clock.sleep)
            except AlreadyRunning:
                told.set()
                raise

        ends = at_once(sync, sync)
        [refused] = [end for end in ends if isinstance(end, AlreadyRunning)]
        [run] = [end for end in ends if isinstance(end, SyncRun)]
        assert run.state == SyncRun.State.COMPLETED, (race, run.message)
        assert "is being synced already" in str(refused)
        assert stage.sandbox.calls("/v3/jobs") == asked + 1
        assert SyncRun.objects.filter(account=account).count() == race + 2
        stage.sandbox.heal()
    assert open_runs(account) == []


def test_one_run_is_worked_on_by_one_of_two_workers(stage: Stage) -> None:
    account = stage.connect("GH")
    for _ in range(RACES):
        told = Event()
        hold_the_vendor(stage.sandbox, told)
        queued = open_run(
            account=account, trigger="schedule", now=stage.clock(), resources=["jobs"]
        )

        def work(queued: int = queued.pk, told: Event = told) -> SyncRun:
            run = SyncRun.objects.get(pk=queued)
            try:
                return work_on(run, clock=stage.clock, sleep=stage.clock.sleep)
            except AlreadyRunning:
                told.set()
                raise

        ends = at_once(work, work)
        assert sorted(isinstance(end, AlreadyRunning) for end in ends) == [False, True]
        stage.sandbox.heal()
    assert doubled(account) == []


def sync_to_the_end(stage: Stage, account: IntegratedAccount) -> SyncRun:
    """Coming back after each pause that the rate limit makes."""
    run = stage.sync(account)
    while run.state == SyncRun.State.WAITING:
        assert run.next_attempt_at is not None
        stage.clock.now = max(stage.clock.now, run.next_attempt_at)
        run = stage.sync(account)
    return run


def test_two_accounts_of_one_credential_share_its_calls(stage: Stage) -> None:
    """Both together want more than the vendor allows in its window, and are never refused."""
    vendor = stage.sandbox.greenhouse
    vendor.v3.window.enabled = True
    vendor.world.switches.page_caps = dict.fromkeys(("users", "job_interviews", "interviewers"), 3)
    accounts = [stage.connect("Berlin"), stage.connect("Seoul")]
    ends = at_once(*(lambda mine=mine: sync_to_the_end(stage, mine) for mine in accounts))
    assert [run.state for run in ends] == [SyncRun.State.COMPLETED] * 2
    assert stage.sandbox.calls("/v3/*") > vendor.v3.window.limit
    assert 429 not in {one.status for one in stage.sandbox.requests}
    assert RateBudget.objects.count() == 1
    vendor.v3.window.enabled = False
    for account in accounts:
        stage.sync(account)
    true = stage.undisturbed()
    assert [differences(live_rows(account), true) for account in accounts] == [[], []]


def test_the_other_version_of_the_vendor_has_calls_of_its_own(stage: Stage) -> None:
    stage.sync(stage.connect("Berlin"))
    stage.version = "v1"
    stage.sync(stage.connect("Berlin by v1"))
    assert RateBudget.objects.count() == 2
