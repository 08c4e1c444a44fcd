"""What Ashby alone has: sync tokens that end, loops of events, drafts that become talks, writes."""

from datetime import timedelta
from typing import Any

import pytest

from connectors.models import IntegratedAccount, SyncState, WriteBack
from connectors.selectors.writes import possible
from connectors.services.writebacks import ask
from connectors.sync import writebacks
from interviews.models import Application, AtsUser, Interview
from tests.connectors.sync.stage import differences, live_rows
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["ashby"]


@pytest.fixture
def account(stage: VendorStage, settings: Any) -> IntegratedAccount:
    """One whose lists are too long to be read whole at every run."""
    settings.WHOLE_LISTS = 0
    connected = stage.connect("tokens")
    stage.sync(connected)
    return connected


def token(account: IntegratedAccount) -> str:
    return str(account.states.get(resource="interviews").token)


def move_one(stage: VendorStage) -> Any:
    event = next(row.events[0] for row in stage.app.world.schedules.values() if row.events)
    stage.clock.forward(minutes=15)
    stage.app.world.reschedule(event.id, start=stage.clock() + timedelta(days=3))
    return event


def test_only_what_changed_is_asked_for_with_the_token_of_the_last_run(
    stage: VendorStage, account: IntegratedAccount
) -> None:
    before = token(account)
    move_one(stage)
    run = stage.sync(account)
    assert run.full is False
    assert (run.counts["interviews"]["read"], run.counts["interviews"]["changed"]) == (1, 1)
    assert token(account) not in ("", before)


@pytest.mark.parametrize("why", ["too old", "unknown", "too much"])
def test_a_token_that_is_worth_nothing_starts_the_list_anew(
    stage: VendorStage, account: IntegratedAccount, why: str
) -> None:
    switches = stage.app.world.switches
    move_one(stage)
    if why == "too old":
        switches.tokens_live = 1
    elif why == "unknown":
        SyncState.objects.filter(account=account, resource="interviews").update(token="nonsense")
    else:
        switches.most_pages = 0
    run = stage.sync(account)
    switches.tokens_live, switches.most_pages = 30 * 86_400_000, None
    assert run.state == "completed"
    assert differences(live_rows(account), stage.undisturbed()) == []


def test_the_old_token_is_kept_until_a_run_has_ended(
    stage: VendorStage, account: IntegratedAccount
) -> None:
    before = token(account)
    move_one(stage)
    stage.sandbox.fault("500", "/interviewSchedule.list", times=None)
    assert stage.sync(account).state == "waiting"
    assert token(account) == before
    stage.sandbox.heal()
    stage.clock.forward(minutes=2)
    assert stage.sync(account).counts["interviews"]["changed"] == 1
    assert token(account) != before


def test_a_draft_becomes_a_talk_and_a_talk_of_a_loop_may_be_taken_away(
    stage: VendorStage, account: IntegratedAccount
) -> None:
    world = stage.app.world
    schedule = world.add_schedule(next(iter(world.applications.values())), "NeedsScheduling")
    stage.clock.forward(minutes=15)
    stage.sync(account)
    draft = Interview.objects.get(account=account, remote_id=schedule.id)
    assert (draft.status, draft.start_at) == ("draft", None)

    start = world.now + 86_400_000
    first = world.add_event(schedule, start=start, end=start + 3_600_000)
    second = world.add_event(schedule, start=start + 3_600_000, end=start + 7_200_000)
    stage.clock.forward(minutes=15)
    stage.sync(account)
    draft.refresh_from_db()
    assert draft.deleted_at is not None
    loop = Interview.objects.filter(account=account, record_remote_id=schedule.id, deleted_at=None)
    assert set(loop.values_list("remote_id", flat=True)) == {first.id, second.id}

    world.cancel_event(first.id)
    stage.clock.forward(minutes=15)
    stage.sync(account)
    assert list(loop.values_list("remote_id", flat=True)) == [second.id]


def wish(stage: VendorStage, account: IntegratedAccount, action: str, **more: Any) -> WriteBack:
    known: dict[str, Any] = {"key": f"hub-{action}", "source": "page", "values": {}}
    row = ask(account=account, action=action, now=stage.clock(), **(known | more))
    return writebacks.work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)


def test_only_schedules_of_this_connection_are_changed_and_those_are(
    stage: VendorStage, account: IntegratedAccount
) -> None:
    theirs = Interview.objects.filter(account=account, status="scheduled").first()
    assert theirs is not None
    assert "made through this connection" in possible(theirs, ("reschedule",))[0].blocked

    application = Application.objects.filter(account=account).first()
    user = AtsUser.objects.filter(account=account, active=True).first()
    assert application is not None
    assert user is not None
    start = stage.clock() + timedelta(days=1)
    values = {
        "application_remote_id": application.remote_id,
        "start_at": start.isoformat(),
        "end_at": (start + HOUR).isoformat(),
        "seats": [{"user_remote_id": user.remote_id, "email": user.email}],
    }
    made = wish(stage, account, "create", values=values)
    assert (made.state, made.problem) == ("done", "")
    mine = Interview.objects.get(account=account, record_remote_id=made.remote_id)
    assert [one.blocked for one in possible(mine, ("reschedule", "cancel"))] == ["", ""]

    later = {"start_at": (start + HOUR).isoformat(), "end_at": (start + 2 * HOUR).isoformat()}
    assert wish(stage, account, "reschedule", interview=mine, values=later).state == "done"
    mine.refresh_from_db()
    assert mine.start_at == (start + HOUR).replace(microsecond=0)
    assert mine.interviewers.filter(deleted_at=None).count() == 1

    other = AtsUser.objects.filter(account=account, active=True).exclude(pk=user.pk).first()
    assert other is not None
    panel = {"seats": [{"user_remote_id": other.remote_id, "email": other.email}]}
    moved = wish(stage, account, "reschedule", interview=mine, values=panel, key="hub-panel")
    assert (moved.state, moved.problem) == ("done", "")
    assert [seat.user for seat in mine.interviewers.filter(deleted_at=None)] == [other]
    mine.refresh_from_db()
    assert mine.start_at == (start + HOUR).replace(microsecond=0)

    assert wish(stage, account, "cancel", interview=mine).state == "done"
    mine.refresh_from_db()
    assert mine.status == "cancelled"


def test_a_worker_that_dies_after_the_vendors_yes_makes_no_second_schedule(
    stage: VendorStage, account: IntegratedAccount
) -> None:
    application = Application.objects.filter(account=account).first()
    user = AtsUser.objects.filter(account=account, active=True).first()
    assert application is not None
    assert user is not None
    start = stage.clock() + timedelta(days=1)
    values = {
        "application_remote_id": application.remote_id,
        "start_at": start.isoformat(),
        "end_at": (start + HOUR).isoformat(),
        "seats": [{"email": user.email}],
    }
    before = len(stage.app.world.schedules)
    stage.sandbox.fault("reset", "/interviewSchedule.create")
    row = wish(stage, account, "create", values=values)
    assert row.state == "queued"
    stage.clock.forward(minutes=1)
    row = writebacks.work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)
    assert row.state == "done"
    assert len(stage.app.world.schedules) == before + 1


@pytest.mark.parametrize(("action", "path"), [("reschedule", "update"), ("cancel", "cancel")])
def test_a_change_whose_answer_is_lost_is_made_once(
    stage: VendorStage, account: IntegratedAccount, action: str, path: str
) -> None:
    application = Application.objects.filter(account=account).first()
    user = AtsUser.objects.filter(account=account, active=True).first()
    assert application is not None
    assert user is not None
    start = (stage.clock() + timedelta(days=1)).replace(microsecond=0)
    times = {"start_at": start.isoformat(), "end_at": (start + HOUR).isoformat()}
    seats = [{"email": user.email}]
    values = {"application_remote_id": application.remote_id, "seats": seats, **times}
    made = wish(stage, account, "create", values=values)
    mine = Interview.objects.get(account=account, record_remote_id=made.remote_id)
    assert made.interview == mine
    later = {"start_at": (start + HOUR).isoformat(), "end_at": (start + 2 * HOUR).isoformat()}
    before = stage.sandbox.calls(f"/interviewSchedule.{path}")

    stage.sandbox.fault("reset", f"/interviewSchedule.{path}")
    row = wish(stage, account, action, interview=mine, values=later)
    assert row.state == "queued"
    stage.clock.forward(minutes=1)
    row = writebacks.work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)

    assert (row.state, row.problem) == ("done", "")
    assert stage.sandbox.calls(f"/interviewSchedule.{path}") - before == 1
