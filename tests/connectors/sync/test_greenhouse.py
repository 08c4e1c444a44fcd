"""Greenhouse v3 and v1, from the vendor over a socket to the unified API."""

from typing import Any

import pytest

from candidates.models import Change
from connectors.sandbox.sandbox import Sandbox
from tests.connectors.sync.hub import Api, Hub

OURS_ALONE = {"hub_id", "integrated_account_id", "remote_data"}
VERSIONS = ("v3", "v1")


def comparable(interviews: Any) -> dict[str, dict[str, Any]]:
    """By the vendor's id, without what must differ between two accounts."""
    rows = {}
    for interview in interviews:
        row = {name: value for name, value in interview.items() if name not in OURS_ALONE}
        rows[interview["id"]] = row
    return rows


def test_both_versions_end_in_the_same_unified_interviews(
    sandbox: Sandbox, hub: Hub, api: Api
) -> None:
    accounts = {
        version: hub.connect(
            sandbox.connection("greenhouse"), version, api_version=version
        ).last_line
        for version in VERSIONS
    }
    assert hub.sync().status == 0
    v3 = comparable(api.interviews(accounts["v3"]))
    v1 = comparable(api.interviews(accounts["v1"]))
    cancelled = {key for key, row in v3.items() if row["status"] == "cancelled"}
    assert len(v1) > 40
    assert v1 == {key: row for key, row in v3.items() if key not in cancelled}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_second_run_is_silent(sandbox: Sandbox, hub: Hub, version: str) -> None:
    hub.connect(sandbox.connection("greenhouse"), api_version=version)
    first = hub.sync()
    changes = Change.objects.count()
    again = hub.sync()
    assert first.counts["interviews"]["new"] == first.counts["interviews"]["read"] > 40
    for counts in again.counts.values():
        assert counts["unchanged"] == counts["read"]
        assert counts["new"] == counts["changed"] == counts["deleted"] == counts["rejected"] == 0
    assert Change.objects.count() == changes


@pytest.mark.parametrize("version", VERSIONS)
def test_exactly_what_changed_at_the_vendor_changes_here(
    sandbox: Sandbox, hub: Hub, api: Api, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    hub.sync()
    before = comparable(api.interviews(account, include_undated="true"))
    seen = Change.objects.latest("pk").pk
    visible = before.keys()
    touched = {str(key) for key in sandbox.greenhouse.world.touch(0.2, seed=3)} & visible
    counts = hub.sync().counts
    after = comparable(api.interviews(account, include_undated="true"))
    assert touched
    assert {key for key in after if after[key] != before.get(key)} == touched
    news = Change.objects.filter(pk__gt=seen, kind=Change.Kind.UPDATED, subject="interview")
    assert set(news.values_list("remote_id", flat=True)) == touched
    assert counts["interviews"]["changed"] == len(touched)


def test_an_answer_that_only_touches_the_panel_is_seen(
    sandbox: Sandbox, hub: Hub, api: Api
) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    chosen = next(row for row in api.interviews(account) if row["interviewers"][0]["id"])
    seat = chosen["interviewers"][0]
    answer = "declined" if seat["response_status"] != "declined" else "accepted"
    sandbox.greenhouse.world.answer(int(chosen["id"]), int(seat["id"]), answer)
    counts = hub.sync().counts
    assert counts["interviewers"]["changed"] == 1
    [again] = [row for row in api.interviews(account) if row["id"] == chosen["id"]]
    assert {one["id"]: one["response_status"] for one in again["interviewers"]}[
        seat["id"]
    ] == answer


@pytest.mark.parametrize("version", VERSIONS)
def test_a_seat_that_was_taken_away_is_gone(
    sandbox: Sandbox, hub: Hub, api: Api, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    hub.sync()
    chosen = next(row for row in api.interviews(account) if row["interviewers"][0]["id"])
    gone = chosen["interviewers"][0]["id"]
    sandbox.greenhouse.world.remove_panel_member(int(chosen["id"]), int(gone))
    hub.sync()
    [again] = [row for row in api.interviews(account) if row["id"] == chosen["id"]]
    assert gone not in [one["id"] for one in again["interviewers"]]
    assert len(again["interviewers"]) == len(chosen["interviewers"]) - 1


@pytest.mark.parametrize("version", VERSIONS)
def test_a_renamed_person_is_renamed_on_every_panel(
    sandbox: Sandbox, hub: Hub, api: Api, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    hub.sync()
    seats = [
        seat["id"] for row in api.interviews(account) for seat in row["interviewers"] if seat["id"]
    ]
    busy = max(set(seats), key=seats.count)
    sandbox.greenhouse.world.rename_user(int(busy), "Zuzana", "Nováková")
    hub.sync()
    names = {
        seat["name"]
        for row in api.interviews(account)
        for seat in row["interviewers"]
        if seat["id"] == busy
    }
    assert names == {"Zuzana Nováková"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_renamed_step_of_the_plan_renames_its_interviews(
    sandbox: Sandbox, hub: Hub, api: Api, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    hub.sync()
    chosen = next(iter(api.interviews(account)))
    slot = sandbox.greenhouse.world.interview(int(chosen["id"])).slot.id
    sandbox.greenhouse.world.rename_slot(slot, "Arbeitsprobe")
    hub.sync()
    [again] = [row for row in api.interviews(account) if row["id"] == chosen["id"]]
    assert again["title"] == "Arbeitsprobe"


def test_undated_placeholders_are_kept_but_only_listed_when_asked_for(
    sandbox: Sandbox, hub: Hub, api: Api
) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    read = hub.sync().counts["interviews"]["read"]
    dated = list(api.interviews(account))
    everything = list(api.interviews(account, include_undated="true"))
    undated = [row for row in everything if row["start_at"] is None]
    assert len(everything) == read
    assert len(dated) == read - len(undated)
    assert undated
    assert {row["status"] for row in undated} <= {"draft", "cancelled"}


def test_the_vendors_corners_are_all_in(sandbox: Sandbox, hub: Hub, api: Api) -> None:
    """All-day events, retired steps, no organizer, guests without a user, 64-bit ids."""
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    assert hub.sync().status == 0
    rows = list(api.interviews(account))
    all_day = [row for row in rows if row["all_day"]]
    assert all(len(row["start_at"]) == len("2026-03-02") for row in all_day)
    assert all_day
    assert any(row["organizer"] is None or row["organizer"]["id"] is None for row in rows)
    guests = [seat for row in rows for seat in row["interviewers"] if seat["id"] is None]
    assert guests
    assert all("@" in seat["email"] for seat in guests)
    assert all(int(row["id"]) > 2**32 for row in rows)
    assert all(row["title"] for row in rows)
