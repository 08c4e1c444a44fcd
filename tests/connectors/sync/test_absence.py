"""What is gone at the vendor becomes a tombstone with a reason, behind a breaker, and may come back."""

from typing import Any

import pytest
from django.test import Client

from candidates.models import Change, Company
from candidates.statuses import Role
from connectors.models import SyncState
from connectors.sandbox.sandbox import Sandbox
from connectors.services import breaker
from tests.conftest import member
from tests.connectors.sync.hub import Api, Hub, command
from tests.connectors.sync.stage import Clock, Stage, live_rows, open_issues, small_sandbox

VERSIONS = ("v3", "v1")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_deleted_interview_becomes_a_tombstone(
    sandbox: Sandbox, hub: Hub, api: Api, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    hub.sync()
    chosen = next(iter(api.interviews(account)))["id"]
    sandbox.greenhouse.world.delete_interview(int(chosen))
    assert hub.sync().counts["interviews"]["deleted"] == 1
    assert chosen not in [row["id"] for row in api.interviews(account)]
    [tombstone] = [
        row for row in api.interviews(account, include_deleted="true") if row["id"] == chosen
    ]
    assert tombstone["deleted_at"]
    assert tombstone["deleted_reason"] == "absent"
    assert hub.sync().counts["interviews"]["deleted"] == 0


@pytest.mark.parametrize("version", VERSIONS)
def test_an_undeleted_interview_comes_back_as_itself(
    sandbox: Sandbox, hub: Hub, api: Api, version: str
) -> None:
    account = hub.connect(sandbox.connection("greenhouse"), api_version=version).last_line
    hub.sync()
    before = next(iter(api.interviews(account)))
    removed = sandbox.greenhouse.world.delete_interview(int(before["id"]))
    hub.sync()
    sandbox.greenhouse.world.undelete_interview(removed)
    hub.sync()
    [after] = [row for row in api.interviews(account) if row["id"] == before["id"]]
    moved = {"updated_at", "remote_data"}
    assert {name: value for name, value in after.items() if name not in moved} == {
        name: value for name, value in before.items() if name not in moved
    }


def test_a_fifth_gone_at_once_is_held_until_a_person_says(
    sandbox: Sandbox, hub: Hub, api: Api, client: Client
) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    before = [row["id"] for row in api.interviews(account)]
    for chosen in before[:30]:
        sandbox.greenhouse.world.delete_interview(int(chosen))
    done = hub.sync()
    assert done.status == 1
    assert done.counts["interviews"]["deleted"] == 0
    assert [row["id"] for row in api.interviews(account)] == before
    assert "interviews are no longer listed by the vendor. Nothing was deleted here." in done.err
    client.force_login(member("admin", Company.objects.get(), Role.ACCOUNT_OWNER, is_staff=True))
    held = SyncState.objects.exclude(held=None).values_list("pk", flat=True)
    page = client.post(
        "/admin/connectors/syncstate/", {"action": "delete_held", "_selected_action": held}
    )
    assert page.status_code == 302
    assert hub.sync().counts["interviews"]["deleted"] == 30
    assert hub.sync().status == 0
    assert [row["id"] for row in api.interviews(account)] == before[30:]


def test_an_empty_answer_where_hundreds_were_deletes_nothing(
    sandbox: Sandbox, hub: Hub, api: Api
) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    before = list(api.interviews(account))
    sandbox.fault("empty-200", path="/v3/interviews", times=None)
    assert hub.sync().status == 1
    assert list(api.interviews(account)) == before
    sandbox.heal()
    assert hub.sync().status == 0


@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_listing_missed_is_asked_for_by_id_before_it_is_called_gone(
    sandbox: Sandbox, hub: Hub, version: str
) -> None:
    hub.connect(sandbox.connection("greenhouse"), api_version=version)
    jobs = hub.sync().counts["jobs"]["read"]
    changes = Change.objects.count()
    sandbox.fault("empty-200", path=f"/{version}/jobs")
    again = hub.sync()
    assert again.status == 0
    assert again.counts["jobs"] == dict(again.counts["jobs"], read=jobs, unchanged=jobs, deleted=0)
    assert Change.objects.count() == changes


def test_the_reason_is_in_the_timeline(sandbox: Sandbox, hub: Hub, api: Api) -> None:
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    chosen = next(iter(api.interviews(account)))["id"]
    sandbox.greenhouse.world.delete_interview(int(chosen))
    hub.sync()
    told = Change.objects.get(subject="interview", remote_id=chosen, kind=Change.Kind.DELETED)
    assert told.fields["deleted_reason"] == ["", "absent"]
    assert told.source == Change.Source.SYNC
    assert told.run_id
    assert command("sync").status == 0


def test_what_a_person_keeps_stays_and_is_not_asked_about_again(db: None, settings: Any) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = Clock()
    with small_sandbox(clock, size=60) as sandbox:
        stage = Stage(sandbox, clock)
        account = stage.connect("Acme")
        stage.sync(account)
        ids = list(live_rows(account)["interview"])
        world = sandbox.greenhouse.world

        def vanish(remote_ids: list[str]) -> str:
            for remote_id in remote_ids:
                world.delete_interview(int(remote_id))
            clock.forward(minutes=15)
            return stage.sync(account, full=True).state

        assert vanish(ids[:20]) == "partial"
        assert breaker.decide_all(SyncState.objects.all(), breaker.KEEP) == 3

        assert vanish([]) == "completed"
        assert len(live_rows(account)["interview"]) == len(ids)
        assert open_issues(account) == []
        assert vanish(ids[20:23]) == "completed"
        assert set(live_rows(account)["interview"]) == {*ids[:20], *ids[23:]}
        assert vanish(ids[23:40]) == "partial"
        state = SyncState.objects.get(resource="interviews")
        assert (len(state.kept), state.held["gone"]) == (20, 17)
