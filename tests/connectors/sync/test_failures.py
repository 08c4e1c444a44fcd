"""What goes wrong costs what it must and no more, is told, and is over after one clean run."""

from typing import Any

import pytest

from connectors.models import Issue, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.words import vendor_words
from tests.connectors.sync.hub import Api, Hub
from tests.connectors.sync.test_greenhouse import comparable


def open_issues() -> list[Issue]:
    return list(Issue.objects.exclude(state=Issue.State.RESOLVED))


def quiet_day(sandbox: Sandbox, hub: Hub, api: Api) -> dict[str, Any]:
    """What a sync without any trouble ends with, in another account of the same vendor."""
    account = hub.connect(sandbox.connection("greenhouse"), "quiet").last_line
    assert hub.sync("quiet").status == 0
    return comparable(api.interviews(account))


def test_a_record_that_makes_no_sense_costs_itself_alone(
    sandbox: Sandbox, hub: Hub, api: Api
) -> None:
    quiet = quiet_day(sandbox, hub, api)
    chosen = next(key for key, row in quiet.items() if not row["all_day"])
    sandbox.spoil("interviews", int(chosen), starts_at="yesterday-ish")
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    done = hub.sync("GH")
    assert done.status == 1
    assert done.counts["interviews"]["rejected"] == 1
    assert comparable(api.interviews(account)) == {
        key: row for key, row in quiet.items() if key != chosen
    }
    [issue] = open_issues()
    assert (issue.code, issue.remote_id, issue.field) == ("unreadable", chosen, "starts_at")
    assert "yesterday-ish" in issue.value
    assert chosen in issue.message
    assert hub.sync("GH").counts["interviews"]["rejected"] == 1
    sandbox.spoil("interviews", int(chosen))
    assert hub.sync("GH").status == 0
    assert comparable(api.interviews(account)) == quiet
    assert open_issues() == []


def test_an_unknown_word_is_null_kept_and_told(sandbox: Sandbox, hub: Hub, api: Api) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    chosen = next(iter(api.interviews(account)))["id"]
    sandbox.spoil("interviews", int(chosen), status="postponed")
    done = hub.sync()
    assert done.status == 0
    [row] = [row for row in api.interviews(account) if row["id"] == chosen]
    assert (row["status"], row["vendor_status"]) == (None, "postponed")
    [issue] = open_issues()
    assert (issue.code, issue.field, issue.value) == ("unknown_word", "status", "postponed")
    hub.sync()
    assert len(open_issues()) == 1
    sandbox.spoil("interviews", int(chosen))
    hub.sync()
    assert open_issues() == []


@pytest.mark.parametrize(
    "fault",
    ["401", "429", "500", "502-html", "truncated-json", "reset", "wrong-types", "404"],
)
@pytest.mark.parametrize("path", ["/v3/candidates", "/v3/interviews", "/v3/interviewers"])
def test_after_a_fault_one_clean_run_is_enough(
    sandbox: Sandbox, hub: Hub, api: Api, fault: str, path: str
) -> None:
    quiet = quiet_day(sandbox, hub, api)
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    sandbox.fault(fault, path=path, times=1, seconds=0)
    hub.sync("GH")
    sandbox.heal()
    assert hub.sync("GH").status == 0
    assert comparable(api.interviews(account)) == quiet
    assert open_issues() == []


def test_a_vendor_that_is_down_is_tried_again_from_where_it_stopped(
    sandbox: Sandbox, hub: Hub, api: Api
) -> None:
    quiet = quiet_day(sandbox, hub, api)
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    sandbox.fault("500", path="/v3/applications", times=None)
    done = hub.sync("GH")
    assert done.status == 1
    assert "applications" not in done.counts
    run = SyncRun.objects.latest("pk")
    assert run.state == SyncRun.State.WAITING
    assert run.next_attempt_at is not None
    [issue] = open_issues()
    assert issue.code == "unreachable"
    sandbox.heal()
    before = sandbox.calls("/v3/candidates")
    assert hub.sync("GH").status == 0
    assert sandbox.calls("/v3/candidates") == before
    assert SyncRun.objects.latest("pk") == run
    assert comparable(api.interviews(account)) == quiet
    assert open_issues() == []


def test_a_refused_key_stops_the_connection_until_a_person_acts(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    sandbox.fault("401", times=None)
    done = hub.sync()
    assert done.status == 1
    [issue] = open_issues()
    assert issue.code == "refused"
    account = issue.account
    assert account is not None
    assert account.state == "refused"
    assert account.state_reason


def test_a_list_the_key_may_not_read_costs_that_list(sandbox: Sandbox, hub: Hub, api: Api) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    sandbox.fault("403", path="/v3/candidates", times=None)
    done = hub.sync()
    assert done.status == 1
    assert "candidates" in done.err
    assert list(api.interviews(account))
    [issue] = open_issues()
    assert (issue.code, issue.resource) == ("refused", "candidates")


def test_a_long_wait_is_put_off_and_told(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    sandbox.fault("429", path="/v3/interviews", times=None, seconds=7200)
    done = hub.sync()
    assert done.status == 1
    run = SyncRun.objects.latest("pk")
    assert run.state == SyncRun.State.WAITING
    assert run.account.throttled_until == run.next_attempt_at
    assert "Next attempt" in done.err


def test_a_vendors_words_hold_nothing_that_a_database_refuses() -> None:
    assert vendor_words({"message": "no\x00t \ud800 found"}) == "not ? found"
