"""A connection is removed: its secrets end at once, its records become tombstones, and it may come back as itself."""

from typing import Any

import pytest
from django.test import Client

from candidates.models import Candidate, Company
from candidates.statuses import Role
from connectors import tasks
from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.services import removal, schedule
from connectors.services.runs import claim, open_run
from interviews.models import Interview
from tests.conftest import member
from tests.connectors.sync.hub import Api, Hub
from tests.connectors.sync.stage import Clock


@pytest.fixture
def connected(sandbox: Sandbox, hub: Hub) -> IntegratedAccount:
    uuid = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    return IntegratedAccount.objects.get(uuid=uuid)


@pytest.fixture
def admin(connected: IntegratedAccount, client: Client) -> Client:
    client.force_login(member("bob", connected.company, Role.ACCOUNT_ADMIN))
    return client


def remove(admin: Client, account: IntegratedAccount, name: str = "GH") -> Any:
    return admin.post(f"/connections/{account.uuid}/remove/", {"name": name}, follow=True)


def living(account: IntegratedAccount) -> tuple[int, int]:
    rows = (Interview.objects, Candidate.objects)
    interviews, candidates = (one.filter(account=account, deleted_at=None).count() for one in rows)
    return interviews, candidates


def test_it_asks_for_the_name_and_says_what_will_happen(
    connected: IntegratedAccount, admin: Client
) -> None:
    page = admin.get(f"/connections/{connected.uuid}/remove/").content.decode()
    interviews, candidates = living(connected)
    assert f"{interviews} interviews leave the board" in page
    assert f"{candidates} candidates leave the lists" in page
    assert remove(admin, connected, "Greenhouse").status_code == 422
    connected.refresh_from_db()
    assert connected.state == "active"


def test_secrets_and_work_end_at_once_and_records_become_tombstones(
    connected: IntegratedAccount, admin: Client, api: Api, hub: Hub
) -> None:
    before = living(connected)
    run = open_run(account=connected, trigger=SyncRun.Trigger.PAGE, now=connected.synced_at)

    assert (
        "GH is removed. Its records leave the lists now."
        in remove(admin, connected).content.decode()
    )
    connected.refresh_from_db()
    run.refresh_from_db()
    assert (connected.state, dict(connected.credentials), connected.tokens) == ("removed", {}, {})
    assert run.state == SyncRun.State.FAILED
    assert admin.post(f"/hooks/{connected.uuid}/", b"{}", "application/json").status_code == 410
    assert hub.sync("GH").status == 1

    tasks.clear_out(connected.pk)

    assert living(connected) == (0, 0)
    rows = Interview.objects.filter(account=connected, deleted_reason="removed")
    assert rows.count() == before[0]
    told = list(api.interviews(str(connected.uuid), include_deleted="true"))
    assert {row["deleted_reason"] for row in told} == {"removed"}
    page = admin.get(f"/connections/{connected.uuid}/").content.decode()
    assert "Connect again" in page
    for act in ("pause", "resume"):
        assert admin.post(f"/connections/{connected.uuid}/{act}/").status_code == 404
    making = admin.get(f"/connections/{connected.uuid}/interviews/new/").content.decode()
    assert "GH was removed: connect it again first." in making
    assert "is removed already" in remove(admin, connected).content.decode()


def test_connected_again_it_is_the_same_once(
    connected: IntegratedAccount, admin: Client, sandbox: Sandbox, hub: Hub
) -> None:
    before, keys = living(connected), set(Interview.objects.values_list("pk", flat=True))
    remove(admin, connected)
    refused = hub.connect(sandbox.connection("greenhouse"))
    assert "still being removed" in refused.err
    tasks.clear_out(connected.pk)

    assert hub.connect(sandbox.connection("greenhouse")).last_line == str(connected.uuid)
    hub.sync()

    assert living(connected) == before
    assert set(Interview.objects.values_list("pk", flat=True)) == keys
    assert "GH" in admin.get("/connections/").content.decode()


def test_a_removal_that_was_left_behind_goes_on(
    connected: IntegratedAccount, admin: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(admin, connected)
    monkeypatch.setattr(removal, "AT_ONCE", 7)
    removal.bury_some(connected.pk, clock.now)
    page = admin.get(f"/connections/{connected.uuid}/").content.decode()
    assert "7 of " in page
    clock.forward(minutes=1)
    schedule.sweep(now=clock.now)
    tasks.clear_out(connected.pk)
    assert living(connected) == (0, 0)


def test_a_run_that_is_at_work_writes_nothing_more(
    connected: IntegratedAccount, admin: Client, clock: Clock
) -> None:
    run = claim(
        open_run(account=connected, trigger=SyncRun.Trigger.PAGE, now=clock.now), now=clock.now
    )
    remove(admin, connected)
    tasks.clear_out(connected.pk)
    tasks.work_on_run(run.pk)
    assert living(connected) == (0, 0)
    connected.refresh_from_db()
    assert connected.state == "removed"


def test_only_administrators_remove_one(connected: IntegratedAccount, client: Client) -> None:
    client.force_login(member("rena", Company.objects.get(), Role.RECRUITER))
    assert remove(client, connected).status_code == 403
