"""A vendor that never lets a run come on: the run ends, an issue says so, and no memory is eaten meanwhile."""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.sandbox.wire import Request, Response, json_response
from tests.connectors.sync.stage import (
    Clock,
    Stage,
    differences,
    live_rows,
    open_issues,
    open_runs,
    small_sandbox,
)

PAUSES = 8
ATTEMPTS = 20
DAY = 24 * 3600.0


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with small_sandbox(Clock(), size=10) as sandbox:
        yield sandbox


@pytest.fixture
def stage(server: Sandbox, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    monkeypatch.setattr("connectors.sync.engine.MOST_PAUSES", PAUSES)
    clock = server.clock
    assert isinstance(clock, Clock)
    clock.__init__()  # type: ignore[misc]
    server.renew()
    server.greenhouse.world.switches.page_caps = {"interviews": 3, "scheduled_interviews": 3}
    return Stage(server, clock)


@dataclass
class Endless:
    """A vendor whose list at a path goes on for ever behind cursors that are always new."""

    app: Any
    path: str
    query: str
    held: Callable[[int], list[dict[str, Any]]]
    served: int = 0

    def handle(self, request: Request) -> Response:
        asked = self.path == request.path and (
            self.query in request.raw_query or "beyond=" in request.raw_query
        )
        if not asked:
            answer: Response = self.app.handle(request)
            return answer
        self.served += 1
        here = f"{request.base_url}{request.path}?{self.query}&beyond={self.served}"
        return json_response(self.held(self.served), headers={"Link": f'<{here}>; rel="next"'})

    def __getattr__(self, name: str) -> Any:
        return getattr(self.app, name)


def until_it_ends(stage: Stage, account: IntegratedAccount) -> SyncRun:
    """The worker comes back whenever the run's time has come."""
    for _ in range(ATTEMPTS):
        run = stage.sync(account)
        if run.state not in SyncRun.OPEN:
            return run
        assert run.next_attempt_at is not None
        stage.clock.now = max(stage.clock.now, run.next_attempt_at)
    raise AssertionError(f"the run goes on for ever: {run.message}")


def assert_one_clean_run_is_enough(stage: Stage, account: IntegratedAccount) -> None:
    stage.sandbox.heal()
    stage.clock.forward(days=2)
    assert stage.sync(account, full=True).state == SyncRun.State.COMPLETED
    assert differences(live_rows(account), stage.undisturbed()) == []
    assert (open_issues(account), open_runs(account)) == ([], [])


@pytest.mark.parametrize(
    ("fault", "path", "query"),
    [
        ("429", "/v3/jobs", "*"),
        ("429", "/v3/interviews", "*ids=*"),
        ("500", "/v3/interviews", "*ids=*"),
    ],
    ids=["at the first page", "in the look-ups", "down in the look-ups"],
)
def test_a_vendor_that_puts_off_for_ever_is_given_up(
    stage: Stage, fault: str, path: str, query: str
) -> None:
    account = stage.connect("GH")
    stage.sync(account)
    if "ids" in query:
        for interview in stage.sandbox.greenhouse.world.shown_interviews()[2:4]:
            stage.sandbox.greenhouse.world.delete_interview(interview.id)
    stage.sandbox.fault(fault, path=path, query=query, times=None, seconds=DAY)
    stage.clock.forward(hours=1)
    run = until_it_ends(stage, account)
    assert run.state == SyncRun.State.FAILED
    assert open_issues(account)
    assert_one_clean_run_is_enough(stage, account)


def test_a_vendor_that_only_asks_for_patience_is_told_long_before_it_is_given_up(
    stage: Stage,
) -> None:
    account = stage.connect("GH")
    stage.sandbox.fault("503-day", path="/v3/jobs", times=None)
    waits = 0
    while not open_issues(account):
        run = stage.sync(account)
        assert run.next_attempt_at is not None
        stage.clock.now = run.next_attempt_at
        waits += 1
    assert waits <= 7


def test_a_place_in_the_list_that_expires_during_every_pause_is_no_progress(stage: Stage) -> None:
    account = stage.connect("GH")
    stage.sandbox.greenhouse.world.switches.cursor_seconds = 600
    stage.sandbox.fault("429", path="/v3/interviews", nth=3, times=1, seconds=DAY)
    for number in range(1, ATTEMPTS):
        stage.sandbox.fault("429", path="/v3/interviews", nth=3 + 4 * number, times=1, seconds=DAY)
    run = until_it_ends(stage, account)
    assert run.state == SyncRun.State.FAILED
    assert open_issues(account)
    stage.sandbox.greenhouse.world.switches.cursor_seconds = None
    assert_one_clean_run_is_enough(stage, account)


SAME = {"id": 1, "interview_id": 1, "status": "scheduled", "updated_at": "2026-03-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("path", "query", "held"),
    [
        ("/v3/interviews", "per_page", lambda number: [SAME]),
        ("/v3/interviews", "ids=", lambda number: []),
        ("/v3/interviewers", "interview_ids=", lambda number: []),
    ],
    ids=["a list", "a look-up", "a panel"],
)
def test_a_list_that_goes_on_for_ever_is_left(
    stage: Stage,
    settings: Any,
    path: str,
    query: str,
    held: Callable[[int], list[dict[str, Any]]],
) -> None:
    account, sandbox = stage.connect("GH"), stage.sandbox
    stage.sync(account)
    if query == "ids=":
        sandbox.greenhouse.world.delete_interview(sandbox.greenhouse.world.shown_interviews()[2].id)
    else:
        settings.WHOLE_LISTS = 0 if query == "interview_ids=" else 1000
        sandbox.greenhouse.world.touch(0.5)
    endless = Endless(sandbox.apps["greenhouse"], path, query, held)
    sandbox.apps["greenhouse"] = endless  # type: ignore[assignment]
    stage.clock.forward(minutes=20)
    run = until_it_ends(stage, account)
    assert run.state == SyncRun.State.PARTIAL
    assert any("goes on" in issue or "loop" in issue for issue in open_issues(account))
    assert endless.served < 300
    sandbox.apps["greenhouse"] = endless.app
    assert_one_clean_run_is_enough(stage, account)


def test_a_look_up_that_always_brings_something_new_is_left(stage: Stage) -> None:
    account, sandbox, ids = stage.connect("GH"), stage.sandbox, count(10**9)
    stage.sync(account)
    sandbox.greenhouse.world.delete_interview(sandbox.greenhouse.world.shown_interviews()[2].id)
    endless = Endless(
        sandbox.apps["greenhouse"],
        "/v3/interviews",
        "ids=",
        lambda number: [SAME | {"id": next(ids)}],
    )
    sandbox.apps["greenhouse"] = endless  # type: ignore[assignment]
    stage.clock.forward(minutes=20)
    run = until_it_ends(stage, account)
    assert run.state == SyncRun.State.PARTIAL
    assert any("does not end" in issue for issue in open_issues(account))
    sandbox.apps["greenhouse"] = endless.app
    assert_one_clean_run_is_enough(stage, account)


@pytest.mark.parametrize("fault", ["oversized", "gzip-bomb"])
def test_an_answer_without_measure_is_not_held_in_memory(stage: Stage, fault: str) -> None:
    account = stage.connect("GH")
    stage.sandbox.fault(fault, path="/v3/interviews", times=None)
    tracemalloc.start()
    run = stage.sync(account)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert run.state == SyncRun.State.PARTIAL
    assert open_issues(account)
    assert peak < 160 * 2**20
    assert_one_clean_run_is_enough(stage, account)
