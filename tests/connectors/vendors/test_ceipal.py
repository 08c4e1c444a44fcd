"""What Ceipal alone has: tokens that are exchanged, empty lists as 404, the tenant's clock, words nobody knows."""

from datetime import timedelta

import pytest

from connectors.models import IntegratedAccount
from connectors.services.accounts import ConnectError, connect
from tests.connectors.sync.hub import Api
from tests.connectors.sync.stage import differences, live_rows, open_issues
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage, told


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["ceipal"]


@pytest.fixture
def account(stage: VendorStage) -> IntegratedAccount:
    account = stage.connect("tenant")
    assert stage.sync(account).state == "completed"
    return account


def test_a_token_that_has_run_out_is_exchanged_for_the_next(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    stage.clock.forward(hours=2)
    assert stage.sync(account).state == "completed"
    assert (stage.app.desk.logins, stage.app.desk.refreshes) == (1, 1)
    stage.clock.forward(days=8)
    assert stage.sync(account).state == "completed"
    assert (stage.app.desk.logins, stage.app.desk.refreshes) == (2, 1)


def test_an_incremental_run_asks_on_the_tenants_clock(
    account: IntegratedAccount, stage: VendorStage, settings: object
) -> None:
    settings.WHOLE_LISTS = 0
    stage.clock.forward(minutes=30)
    person = next(iter(stage.app.world.applicants.values()))
    stage.app.world.rename_applicant(person.id, "Noor", "Ali")
    stage.clock.forward(minutes=1)
    stage.sandbox.requests.clear()
    run = stage.sync(account)
    assert (run.state, run.full) == ("completed", False)
    assert run.counts["candidates"] == {
        "read": 1, "new": 0, "changed": 1, "unchanged": 0, "deleted": 0, "rejected": 0
    }  # fmt: skip
    asked = {dict(one.query).get("modifiedAfter") for one in stage.sandbox.requests}
    assert asked == {None, "2026-03-04 15:00:00"}
    assert differences(live_rows(account), stage.undisturbed()) == []


def test_a_list_that_has_become_empty_is_believed_only_when_asked_for_each(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    stage.sandbox.fault("404", path="/v2/getInterviewsList/", times=None)
    stage.clock.forward(hours=1)
    run = stage.sync(account, full=True)
    assert run.counts.get("interviews", {}).get("deleted", 0) == 0


def test_people_say_what_the_words_mean(
    account: IntegratedAccount, stage: VendorStage, api: Api
) -> None:
    assert {row["status"] for row in told(api, account).values()} == {None}
    assert any("Scheduled" in issue for issue in open_issues(account))
    account.words = {"interviews": {"interview_status": {"Scheduled": "scheduled"}}}
    account.save()
    stage.clock.forward(seconds=1)
    stage.sync(account, full=True)
    rows = told(api, account).values()
    assert {row["status"] for row in rows if row["vendor_status"] == "Scheduled"} == {"scheduled"}


def test_another_path_is_an_option_and_a_wrong_one_costs_the_list_alone(
    stage: VendorStage, api: Api
) -> None:
    stage.app.world.switches.interviews_path = "getMeetings"
    account = stage.connect("elsewhere")
    run = stage.sync(account)
    assert (run.state, told(api, account)) == ("partial", {})
    account.options = {**account.options, "interviews_path": "/v2/getMeetings/"}
    account.save()
    stage.clock.forward(hours=1)
    assert stage.sync(account).state == "completed"
    assert set(told(api, account)) == stage.adapter.shown(stage.app)


def test_a_zone_that_no_clock_has_is_refused(
    stage: VendorStage, account: IntegratedAccount
) -> None:
    with pytest.raises(ConnectError, match="time_zone cannot be “India”"):
        connect(
            company=account.company, name="tenant", vendor="ceipal", now=stage.clock(),
            options={"time_zone": "India"}, check=False,
        )  # fmt: skip


def test_the_next_day_finds_nothing_new(account: IntegratedAccount, stage: VendorStage) -> None:
    stage.clock.now += timedelta(days=1, minutes=5)
    run = stage.sync(account)
    news = ("new", "changed", "deleted", "rejected")
    assert not any(of_list[word] for of_list in run.counts.values() for word in news)
