"""What owners and administrators may set in motion from the admin site."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_q.models import OrmQ

from candidates.models import Membership
from connectors.models import IntegratedAccount, Issue, SyncRun, SyncState
from tests.admin_world import address, fill


@pytest.fixture
def world(acme, globex):
    fill(acme)
    fill(globex)
    SyncRun.objects.all().delete()


@pytest.fixture
def staff(client, bob):
    client.force_login(bob)
    return client


@pytest.fixture
def act(world, staff):
    """Ticks every row there is, of both companies, and runs an action; gives the sentences shown after."""

    def run(model, action):
        chosen = list(model.objects.values_list("pk", flat=True))
        answer = staff.post(
            address(model, "changelist"),
            {"action": action, "_selected_action": chosen},
            follow=True,
        )
        return [str(message) for message in answer.context["messages"]]

    return run


def test_sync_now_queues_a_run_of_ones_own_account(act, acme):
    said = act(IntegratedAccount, "sync_now")
    run = SyncRun.objects.get()
    assert (run.account.company, run.trigger, run.full, run.state) == (
        acme,
        "admin",
        False,
        "queued",
    )
    assert said == [f"acme greenhouse: run {run.pk} is queued."]
    assert OrmQ.objects.count() == 1


def test_a_sync_in_full_asks_for_a_full_listing(act):
    act(IntegratedAccount, "sync_in_full")
    assert SyncRun.objects.get().full


def test_a_running_account_is_told_so(act, acme):
    now = timezone.now()
    account = IntegratedAccount.objects.get(company=acme)
    SyncRun.objects.create(
        account=account,
        trigger="command",
        state="running",
        queued_at=now,
        lease_token="t",
        lease_until=now + timezone.timedelta(minutes=2),
    )
    assert "already" in act(IntegratedAccount, "sync_now")[0]
    assert SyncRun.objects.count() == 1


def test_an_account_is_paused_and_resumed_and_it_is_logged(act, acme, globex, bob):
    assert act(IntegratedAccount, "pause_sync") == ["acme greenhouse is paused."]
    assert IntegratedAccount.objects.get(company=acme).state == "paused"
    assert IntegratedAccount.objects.get(company=globex).state == "active"
    assert act(IntegratedAccount, "pause_sync") == []
    assert act(IntegratedAccount, "resume_sync") == ["acme greenhouse is resumed."]
    account = IntegratedAccount.objects.get(company=acme)
    assert account.state == "active"
    assert account.next_sync_at
    assert account.credentials["client_id"] == "a"
    logged = LogEntry.objects.order_by("pk").values_list("user", "change_message")
    assert list(logged) == [(bob.pk, "Paused."), (bob.pk, "Resumed.")]


def test_issues_are_snoozed_and_resolved(act, acme, globex):
    assert act(Issue, "snooze_for_a_day") == ["1 issue is snoozed."]
    issue = Issue.objects.get(company=acme)
    assert issue.state == "snoozed"
    assert issue.snoozed_until > timezone.now()
    assert act(Issue, "resolve_selected") == ["1 issue is resolved."]
    issue.refresh_from_db()
    assert issue.state == "resolved"
    assert issue.resolved_at
    assert Issue.objects.get(company=globex).state == "open"
    assert act(Issue, "snooze_for_a_week") == ["0 issues are snoozed."]


@pytest.mark.parametrize(
    ("model", "action"),
    [
        (IntegratedAccount, "sync_now"),
        (IntegratedAccount, "pause_sync"),
        (Issue, "resolve_selected"),
    ],
)
def test_a_recruiter_among_the_staff_looks_but_does_not_act(act, bob, model, action):
    Membership.objects.filter(user=bob).update(role="recruiter")
    before = list(model.objects.values("state"))
    act(model, action)
    assert list(model.objects.values("state")) == before
    assert not SyncRun.objects.exists()


def test_only_what_is_held_is_let_go_and_only_in_ones_own_company(act, acme, globex):
    SyncState.objects.update(held={"gone": 40, "of": 100, "run": 7})
    account = IntegratedAccount.objects.get(company=acme)
    SyncState.objects.create(account=account, resource="calm")
    assert act(SyncState, "delete_held") == ["1 list may delete with its next whole reading."]
    allowed = SyncState.objects.filter(held__allowed=True)
    assert [state.account.company for state in allowed] == [acme]
    assert SyncState.objects.get(resource="calm").held is None
