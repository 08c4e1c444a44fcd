"""What Truto alone has: answers in part, failures of the vendor behind it, and lists that not every vendor has."""

from typing import Any

import pytest

from connectors.models import IntegratedAccount
from tests.connectors.sync.hub import Api
from tests.connectors.sync.stage import open_issues
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage, told


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["truto"]


def behind(stage: VendorStage, integration: str, **options: Any) -> IntegratedAccount:
    """An account whose interviews come from that vendor."""
    account = stage.connect(integration)
    chosen = {"integrated_account_id": stage.app.world.account_of(integration), **options}
    account.options = {**account.options, **chosen}
    account.save()
    return account


def test_nothing_is_gone_because_an_answer_was_given_in_part(stage: VendorStage, api: Api) -> None:
    account = stage.connect("in part")
    stage.sync(account)
    stage.app.world.switches.partial = {"interviews", "candidates"}
    stage.clock.forward(hours=1)
    run = stage.sync(account, full=True)
    assert (run.state, run.counts["interviews"]["deleted"]) == ("completed", 0)
    assert run.counts["interviews"]["read"] < 12
    stage.app.world.switches.partial.clear()
    gone = next(iter(stage.app.world.interviews))
    stage.app.world.delete_interview(gone)
    assert stage.sync(account, full=True).counts["interviews"]["deleted"] == 1
    assert set(told(api, account)) == stage.adapter.shown(stage.app)


def test_a_refusal_by_the_vendor_behind_is_told_as_such(stage: VendorStage) -> None:
    account = stage.connect("behind")
    stage.sync(account)
    stage.app.world.switches.remote_refuses = 401
    stage.sync(account)
    account.refresh_from_db()
    assert account.state == "refused"
    assert "the system behind it" in account.state_reason
    stage.app.world.switches.remote_refuses = None
    stage.clock.forward(minutes=1)
    stage.sync(account)
    account.refresh_from_db()
    assert (account.state, open_issues(account)) == ("active", [])


@pytest.mark.parametrize(
    ("integration", "null"),
    [
        ("ashby", {"candidate": False, "organizer": True, "updated_at": True, "status": False}),
        ("greenhouse", {"job_interview_stage": True, "organizer": False, "status": False}),
        ("ceipal", {"start_at": True, "end_at": True, "status": True, "candidate": False}),
    ],
)
def test_what_the_vendor_behind_does_not_report_is_null(
    stage: VendorStage, api: Api, integration: str, null: dict[str, bool]
) -> None:
    """Of Ashby's interviews the candidate is known by the application."""
    account = behind(stage, integration)
    assert stage.sync(account).state == "completed"
    rows = told(api, account)
    assert set(rows) == stage.adapter.shown(stage.app)
    for name, expected in null.items():
        empty = [row[name] is None or row[name] == {"id": None} for row in rows.values()]
        assert all(empty) if expected else not all(empty), name
    assert open_issues(account) == []


def test_fountain_is_read_candidate_by_candidate(stage: VendorStage, api: Api) -> None:
    account = behind(stage, "fountain", per_candidate="yes")
    assert stage.sync(account).state == "completed"
    assert set(told(api, account)) == stage.adapter.shown(stage.app)
    stage.clock.forward(seconds=1)
    assert stage.sync(account, full=True).counts["interviews"]["new"] == 0
