"""Large accounts read only what changed; what a list of changes cannot show is asked for."""

from typing import Any

import pytest

from connectors.sandbox.sandbox import Sandbox
from tests.connectors.sync.conftest import Clock
from tests.connectors.sync.hub import Api, Hub


@pytest.fixture(autouse=True)
def only_what_changed(settings: Any, clock: Clock) -> None:
    """As for an account with very many interviews. The vendor's world is a day older than the syncs."""
    settings.WHOLE_LISTS = 0
    clock.forward(days=-2)


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_only_what_changed_is_read(
    sandbox: Sandbox, hub: Hub, api: Api, clock: Clock, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    whole = hub.sync().counts["interviews"]["read"]
    clock.forward(days=2)
    listed = {row["id"] for row in api.interviews(account, include_undated="true")}
    touched = {str(key) for key in sandbox.greenhouse.world.touch(0.1, seed=5)} & listed
    counts = hub.sync().counts["interviews"]
    assert counts["changed"] >= len(touched) > 0
    assert counts["read"] < whole


def test_a_whole_listing_is_made_when_asked_for(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    whole = hub.sync().counts["interviews"]["read"]
    assert hub.sync().counts["interviews"]["read"] < whole
    assert hub.sync("--full").counts["interviews"]["read"] == whole


def test_a_seat_taken_away_is_seen_although_no_list_of_changes_shows_it(
    sandbox: Sandbox, hub: Hub, api: Api, clock: Clock
) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    clock.forward(days=2)
    chosen = next(row for row in api.interviews(account) if row["interviewers"][0]["id"])
    gone = chosen["interviewers"][0]["id"]
    sandbox.greenhouse.world.remove_panel_member(int(chosen["id"]), int(gone))
    sandbox.greenhouse.world.set_location(int(chosen["id"]), "Room 12")
    counts = hub.sync().counts
    [again] = [row for row in api.interviews(account) if row["id"] == chosen["id"]]
    assert gone not in [seat["id"] for seat in again["interviewers"]]
    assert counts["interviewers"]["deleted"] == 1
