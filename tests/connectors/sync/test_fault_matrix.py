"""A fault at every place of a run: after one clean run the hub holds what the vendor has, once.

A few faults of each sort stand in the gate; `HUB_FAULTS=all` runs every fault the sandbox knows.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox import FAULTS
from connectors.sandbox.sandbox import Sandbox
from tests.connectors.sync.stage import (
    SMALL_PAGES,
    START,
    Clock,
    Rows,
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

WAITS = {"stall": 30.0, "slow-drip": 30.0, "refused": 60.0, "429": 3600, "429-date": 3600}
SLOW = {"stall", "slow-drip"}
IN_THE_GATE = ("401", "404", "429", "500", "reset", "truncated-json", "wrong-types")
CHOSEN = tuple(FAULTS) if os.environ.get("HUB_FAULTS") == "all" else IN_THE_GATE


@dataclass(frozen=True)
class Place:
    """Where a fault strikes: the nth request of a path, in an account that is new or was synced."""

    path: str
    nth: int = 1
    query: str = "*"
    synced: bool = False
    before: Callable[[Sandbox], object] = lambda sandbox: None
    incremental: bool = False

    def strike(self, sandbox: Sandbox, fault: str) -> None:
        sandbox.fault(
            fault,
            path=self.path,
            nth=self.nth,
            query=self.query,
            times=None,
            seconds=WAITS.get(fault),
        )


def lose_one(path: str) -> Callable[[Sandbox], object]:
    """A page that shifted while it was read: a record is on none, so it is asked for by id."""
    return lambda sandbox: sandbox.fault("shifted-deletion", path=path, nth=2)


def delete_three(sandbox: Sandbox) -> None:
    world = sandbox.greenhouse.world
    for interview in world.shown_interviews()[3:9:2]:
        world.delete_interview(interview.id)


def lose_the_token(sandbox: Sandbox) -> None:
    sandbox.meanwhile(sandbox.greenhouse.desk.revoke_all, "/v3/applications")


def change_some(sandbox: Sandbox) -> None:
    world = sandbox.greenhouse.world
    guest = next(seat for seat in world.interviewers if seat.user is None)
    world.unseat(guest)
    world.changed(guest.interview)
    world.touch(0.3, seed=2)


def furnish(sandbox: Sandbox) -> None:
    """The world as every case begins with it: as new, with a guest on a panel."""
    sandbox.renew()
    world = sandbox.greenhouse.world
    world.switches.page_caps = SMALL_PAGES
    world.add_panel_member(world.shown_interviews()[2].id, email="guest@elsewhere.example")


V3, V1 = "/v3/interviews", "/v1/scheduled_interviews"
PLACES = {
    "v3 before page 1": Place("/v3/*"),
    "v3 between pages": Place(V3, nth=2),
    "v3 inside a page": Place(V3, nth=3),
    "v3 after the commit": Place("/v3/interviewers"),
    "v3 in look-ups": Place(V3, query="*ids=*", synced=True, before=lose_one(V3)),
    "v3 in token renewal": Place("/token", nth=2, before=lose_the_token),
    "v3 in the fan-out": Place(
        "/v3/interviewers", query="*interview_ids=*", synced=True, before=change_some,
        incremental=True,
    ),
    "v3 in the delete sweep": Place(
        "/v3/interviewers", query="*ids=*", synced=True, before=delete_three
    ),
    "v1 before page 1": Place("/v1/*"),
    "v1 between pages": Place(V1, nth=2),
    "v1 inside a page": Place(V1, nth=3),
    "v1 after the commit": Place("/v1/scorecards"),
    "v1 in look-ups": Place(f"{V1}/*", synced=True, before=lose_one(V1)),
    "v1 in the delete sweep": Place(f"{V1}/*", nth=2, synced=True, before=delete_three),
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with small_sandbox(Clock()) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def clock(server: Sandbox) -> Clock:
    assert isinstance(server.clock, Clock)
    return server.clock


@pytest.fixture(scope="module")
def synced(
    server: Sandbox, clock: Clock, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, int]]:
    """An account for each version, read once in peace; what a test does to it is rolled back."""
    with django_db_blocker.unblock(), override_settings(ALLOW_PRIVATE_ADDRESSES=True):
        accounts = {}
        furnish(server)
        for version in ("v3", "v1"):
            stage = Stage(server, clock, version)
            account = stage.connect(f"synced {version}")
            assert stage.sync(account).state == SyncRun.State.COMPLETED
            accounts[version] = account.pk
        yield accounts
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def truths() -> dict[Any, Rows]:
    """What undisturbed accounts hold, by place and moment: the world of a place is always the same."""
    return {}


@pytest.fixture
def stage(server: Sandbox, clock: Clock, db: None, settings: Any) -> Stage:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock.now = START
    furnish(server)
    return Stage(server, clock)


@pytest.mark.parametrize(
    ("fault", "place"),
    [(fault, place) for fault in CHOSEN for place in PLACES],
)
def test_after_a_fault_one_clean_run_is_enough(
    stage: Stage,
    synced: dict[str, int],
    truths: dict[Any, Rows],
    settings: Any,
    place: str,
    fault: str,
) -> None:
    where, sandbox = PLACES[place], stage.sandbox
    stage.version = place[:2]
    account = (
        IntegratedAccount.objects.get(pk=synced[stage.version])
        if where.synced
        else stage.connect("GH")
    )
    stage.clock.forward(hours=2)
    where.before(sandbox)
    where.strike(sandbox, fault)
    settings.WHOLE_LISTS = 0 if where.incremental else 1000
    if fault in SLOW:
        settings.VENDOR_TIMEOUT, settings.VENDOR_DEADLINE = (5.0, 1.0), 1.0
    stage.sync(account)
    settings.VENDOR_TIMEOUT, settings.VENDOR_DEADLINE = (5.0, 30.0), 120.0
    assert fault in {one.fault for one in sandbox.requests}, "the run never came to that place"
    sandbox.heal()
    stage.wait_for(account)
    run = stage.sync(account)
    assert run.state == SyncRun.State.COMPLETED, run.message
    key = (place, stage.clock.now)
    if key not in truths:
        truths[key] = stage.undisturbed()
    assert differences(live_rows(account), truths[key]) == []
    assert doubled(account) == []
    assert replayed(account) == stored(account)
    assert open_issues(account) == []
    assert open_runs(account) == []
    account.refresh_from_db()
    assert (account.state, account.throttled_until) == ("active", None)
