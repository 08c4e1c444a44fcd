"""Stored records are read again through today's mapping, with no call to a vendor."""

import pytest

from candidates.models import Change
from connectors.models import RemoteRecord
from connectors.sandbox.sandbox import Sandbox
from interviews.models import Interview
from tests.connectors.sync.hub import Api, Hub, command
from tests.connectors.sync.test_greenhouse import comparable

VERSIONS = ("v3", "v1")


def forget_how_it_was_read(resource: str) -> None:
    """As if these records had been read by an older mapping that knew no status."""
    for record in RemoteRecord.objects.filter(resource=resource):
        for values in record.reading.get("interview", {}).values():
            values.pop("status", None)
        record.digest = ""
        record.save()


@pytest.fixture(params=VERSIONS)
def account(request: pytest.FixtureRequest, sandbox: Sandbox, hub: Hub) -> str:
    connected = hub.connect(sandbox.connection("greenhouse"), api_version=request.param)
    hub.sync()
    sandbox.stop()
    return connected.last_line


def test_replay_of_everything_equals_the_tables(account: str, api: Api) -> None:
    before = comparable(api.interviews(account, include_undated="true"))
    changes = Change.objects.count()
    done = command("replay")
    assert done.status == 0
    assert all(counts["unchanged"] == counts["read"] for counts in done.counts.values())
    assert comparable(api.interviews(account, include_undated="true")) == before
    assert Change.objects.count() == changes


def test_a_mapping_that_learned_something_reaches_old_rows(account: str, api: Api) -> None:
    before = comparable(api.interviews(account))
    forget_how_it_was_read("interviews")
    told = command("replay", "GH", "--dry-run")
    assert told.counts["interviews"]["changed"] == told.counts["interviews"]["read"]
    assert command("replay", "GH", "--dry-run").counts == told.counts
    assert command("replay", "GH").counts == told.counts
    assert comparable(api.interviews(account)) == before
    assert command("replay", "GH").counts["interviews"]["changed"] == 0


def test_a_dry_run_says_what_would_change_from_what_to_what(account: str, api: Api) -> None:
    """An older mapping did not know the word of one interview; today's does."""
    chosen = next(row for row in api.interviews(account) if row["status"] == "completed")
    record = RemoteRecord.objects.get(resource="interviews", remote_id=chosen["id"])
    del record.reading["interview"][chosen["id"]]["status"]
    record.digest = ""
    record.save()
    Interview.objects.filter(pk=chosen["hub_id"]).update(status=None)
    changes = Change.objects.count()
    done = command("replay", "--dry-run")
    assert "GH interview status: nothing -> completed (1)" in done.out
    assert Change.objects.count() == changes
    assert Interview.objects.get(pk=chosen["hub_id"]).status is None
    assert "GH interview status: nothing -> completed (1)" in command("replay").out
    assert Interview.objects.get(pk=chosen["hub_id"]).status == "completed"
    assert Change.objects.count() == changes + 1


def test_an_unknown_account_is_refused(hub: Hub) -> None:
    done = command("replay", "elsewhere")
    assert done.status == 2
    assert "elsewhere" in done.err
