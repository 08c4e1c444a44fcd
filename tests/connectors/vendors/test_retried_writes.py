"""An action whose answer is lost is done once at each vendor, and one that was not done is done at the next attempt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from candidates.models import Candidate
from connectors.models import IntegratedAccount, WriteBack
from connectors.services.writebacks import ask
from connectors.sync.writebacks import work_on
from connectors.vendors import CONNECTORS
from interviews.models import Interview
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage


@dataclass(frozen=True)
class Case:
    """An action, what it is about, the path that it calls, and how it ends."""

    adapter: str
    action: str
    about: Callable[[IntegratedAccount], Interview | Candidate]
    path: str
    state: str = "done"
    timed: bool = False


def interview(**facts: Any) -> Callable[[IntegratedAccount], Interview]:
    def found(account: IntegratedAccount) -> Interview:
        rows = Interview.objects.filter(account=account, deleted_at=None, **facts)
        return rows.order_by("-start_at")[0]

    return found


def candidate(word: str) -> Callable[[IntegratedAccount], Candidate]:
    return lambda account: Candidate.objects.filter(account=account, vendor_status=word)[0]


ROLES = ("operator", "driver")
CASES = [
    Case("drvn list", "amend", interview(vendor_status="scheduled"), "*/amend", timed=True),
    Case("drvn", "reschedule", interview(vendor_status="pending"), "/api/v1/interviews/*", timed=True),
    Case("drvn", "cancel", interview(vendor_status="scheduled"), "*/cancel"),
    Case("drvn list", "accept", interview(proposed_by="interviewee"), "*/accept"),
    Case("fountain", "cancel", interview(status="scheduled"), "*/cancel"),
    Case("viasto", "skip", candidate("confirmed"), "*/skip/"),
    Case("viasto", "remind", candidate("invited"), "*/reminder/", state="unknown"),
]  # fmt: skip


def test_of_every_write_it_can_be_told_whether_it_was_done() -> None:
    options = [{"role": role, "api_version": version} for role in ROLES for version in ("v1", "v3")]
    declared = [
        (connector.vendor, write)
        for connector in CONNECTORS.values()
        for chosen in options
        for write in connector.profile(chosen).writes
    ]
    assert declared
    untold = {
        (vendor, write.action)
        for vendor, write in declared
        if not (write.makes or write.done or write.ends or write.traceless or write.takes)
    }
    assert untold == set()


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case.adapter} {case.action}")
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture(scope="module")
def adapter(case: Case) -> Adapter:
    return ADAPTERS[case.adapter]


@pytest.fixture
def row(stage: VendorStage, case: Case) -> WriteBack:
    account = stage.connect("writes")
    assert stage.sync_through(account).state == "completed"
    about = case.about(account)
    start = (stage.clock() + timedelta(days=4)).replace(microsecond=0)
    times = {"start_at": start.isoformat(), "end_at": (start + timedelta(hours=1)).isoformat()}
    named = "candidate" if isinstance(about, Candidate) else "interview"
    return ask(
        account=account,
        action=case.action,
        values=times if case.timed else {},
        key="hub-1",
        source="page",
        now=stage.clock(),
        **{named: about},
    )


@pytest.mark.parametrize("fault", ["reset", "500"])
def test_it_is_done_once(stage: VendorStage, case: Case, row: WriteBack, fault: str) -> None:
    method = "POST" if case.action not in ("reschedule", "skip") else "PATCH"
    before = stage.sandbox.calls(case.path, method=method)
    stage.sandbox.fault(fault, path=case.path, method=method)

    row = work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)
    assert (row.state, row.attempts) == ("queued", 1)
    stage.clock.forward(minutes=1)
    row = work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)

    assert (row.state, row.sent_at is not None) == (case.state, True), row.problem
    again = fault == "500" and case.state == "done"
    assert stage.sandbox.calls(case.path, method=method) - before == 1 + again
