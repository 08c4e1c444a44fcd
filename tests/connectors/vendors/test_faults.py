"""A fault at a place of a run: after one clean run the hub holds what the vendor has, once.

A few faults stand in the gate, for all but Greenhouse, which `sync/test_fault_matrix.py` is about; `HUB_FAULTS=all`
runs every fault that the sandbox knows, at every place.
"""

import os
from datetime import timedelta
from typing import Any

import pytest

from connectors.models import SyncRun
from connectors.sandbox import FAULTS
from tests.connectors.sync.stage import (
    START,
    Rows,
    differences,
    doubled,
    live_rows,
    open_issues,
    open_runs,
    replayed,
    stored,
)
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage

ALL = os.environ.get("HUB_FAULTS") == "all"
IN_THE_GATE = ("401", "429", "500", "truncated-json", "empty-200", "wrong-types")
CHOSEN = tuple(FAULTS) if ALL else IN_THE_GATE
PLACES = ("before all", "between pages", "when synced before") if ALL else ("between pages",)
WAITS = {"stall": 30.0, "slow-drip": 30.0, "refused": 60.0, "429": 3600, "429-date": 3600}
SLOW = {"stall", "slow-drip"}
MATRIX_OF_ITS_OWN = "greenhouse"
VENDORS = [name for name in ADAPTERS if ALL or not name.startswith(MATRIX_OF_ITS_OWN)]
LATER = START + timedelta(days=2)
Truths = dict[str, Rows]


@pytest.fixture(scope="module")
def truths(adapter: Adapter) -> Truths:
    """What an account holds that nothing ever happened to: the world is the same in every case."""
    return {}


def true_rows(stage: VendorStage, truths: Truths) -> Rows:
    if "rows" not in truths:
        truths["rows"] = stage.undisturbed()
    return truths["rows"]


@pytest.mark.parametrize("adapter", VENDORS, indirect=True)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", CHOSEN)
def test_after_a_fault_one_clean_run_is_enough(
    stage: VendorStage, truths: Truths, settings: Any, fault: str, place: str
) -> None:
    if reason := stage.adapter.gaps.get(fault):
        pytest.xfail(reason)
    account = stage.connect("faulty")
    if place == "when synced before":
        assert stage.sync(account).state == SyncRun.State.COMPLETED
        stage.clock.forward(hours=2)
        stage.sandbox.requests.clear()
    path = "*" if place == "before all" else stage.adapter.interviews
    nth = 1 if place == "before all" else 2
    stage.sandbox.fault(fault, path=path, nth=nth, times=None, seconds=WAITS.get(fault))
    if fault in SLOW:
        settings.VENDOR_TIMEOUT, settings.VENDOR_DEADLINE = (5.0, 1.0), 1.0
    stage.sync(account)
    settings.VENDOR_TIMEOUT, settings.VENDOR_DEADLINE = (5.0, 30.0), 120.0
    assert fault in {one.fault for one in stage.sandbox.requests}
    stage.sandbox.heal()
    stage.clock.now = LATER
    run = stage.sync(account)
    assert run.state == SyncRun.State.COMPLETED, run.message
    assert differences(live_rows(account), true_rows(stage, truths)) == []
    assert doubled(account) == []
    assert replayed(account) == stored(account)
    assert [issue for issue in open_issues(account) if "unknown_word" not in issue] == []
    assert open_runs(account) == []
    account.refresh_from_db()
    assert (account.state, account.throttled_until) == ("active", None)
