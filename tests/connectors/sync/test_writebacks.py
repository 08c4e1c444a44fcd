"""What people want is done at the vendor once, whatever happens on the way, and shows here as the vendor has it."""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest

from candidates.models import Change, User
from candidates.services.leases import NotFree
from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.writes import possible
from connectors.services import writebacks as rows
from connectors.services.writebacks import OutOfDate, ask
from connectors.sync import writebacks
from interviews.models import Application, AtsUser, Interview, Slot
from tests.connectors.sync.stage import Stage

ACTIONS = ("reschedule", "cancel")
HOUR = timedelta(hours=1)
PASSING = ("500", "502-html", "reset", "truncated-json", "429", "stall")
METHODS = ("POST", "PATCH", "DELETE")
CASES = [
    (method, fault)
    for turn, fault in enumerate(PASSING)
    for method in (METHODS if os.environ.get("HUB_FAULTS") == "all" else METHODS[turn % 3 :][:1])
]


@pytest.fixture(params=("v3", "v1"))
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def wish(account: IntegratedAccount, stage: Stage, action: str, **more: Any) -> WriteBack:
    known: dict[str, Any] = {"key": "hub-1", "source": "page", "values": {}}
    return ask(account=account, action=action, now=stage.clock(), **(known | more))


def work(row: WriteBack, stage: Stage) -> WriteBack:
    return writebacks.work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)


def until_over(row: WriteBack, stage: Stage) -> WriteBack:
    """As often as the sweeper would."""
    for _ in range(10):
        if row.state != WriteBack.State.QUEUED:
            return row
        stage.clock.now = max(stage.clock(), row.next_attempt_at) + timedelta(seconds=1)
        row = work(row, stage)
    raise AssertionError(row.problem)


def new_interview(account: IntegratedAccount) -> dict[str, Any]:
    """Values of an interview that Greenhouse takes."""
    for application in Application.objects.filter(account=account, status="active"):
        slot = Slot.objects.filter(account=account, job_remote_id=application.job_remote_id).first()
        if slot is not None:
            break
    user = AtsUser.objects.filter(account=account, active=True).first()
    assert slot is not None
    assert user is not None
    return {
        "application_remote_id": application.remote_id,
        "slot_remote_id": slot.remote_id,
        "start_at": "2026-03-09T09:00:00+01:00",
        "end_at": "2026-03-09T10:00:00+01:00",
        "location": "Room 4",
        "seats": [{"user_remote_id": user.remote_id}, {"email": "guest@partner.example.org"}],
    }


def create(account: IntegratedAccount, stage: Stage) -> Interview:
    made = until_over(
        work(wish(account, stage, "create", values=new_interview(account), key="hub-0"), stage),
        stage,
    )
    return Interview.objects.get(account=account, remote_id=made.remote_id)


def at_vendor(stage: Stage) -> list[Any]:
    return [
        one
        for one in stage.sandbox.greenhouse.world.interviews
        if (one.event_id or "").startswith("hub-")
    ]


def moved(interview: Interview) -> dict[str, Any]:
    assert interview.start_at is not None
    assert interview.end_at is not None
    return {
        "start_at": (interview.start_at + HOUR).isoformat(),
        "end_at": (interview.end_at + HOUR).isoformat(),
    }


def test_an_interview_made_here_is_at_the_vendor_and_back(
    bob: User, account: IntegratedAccount, stage: Stage
) -> None:
    values = new_interview(account)
    row = work(wish(account, stage, "create", values=values, asked_by_id=bob.pk), stage)

    assert (row.state, row.problem) == ("done", "")
    [there] = at_vendor(stage)
    here = Interview.objects.get(account=account, remote_id=str(there.id))
    assert here.start_at == datetime.fromisoformat(values["start_at"])
    assert (here.location, here.application_remote_id) == (
        "Room 4",
        values["application_remote_id"],
    )
    assert here.interviewers.filter(deleted_at=None).count() == 2
    change = Change.objects.get(subject="interview", subject_id=here.pk)
    assert (change.actor, change.source) == (bob, "page")
    assert stage.sync(account).counts["interviews"]["changed"] == 0


def test_an_interview_made_here_can_be_moved_and_cancelled(
    account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    before = interview.start_at
    assert [one.blocked for one in possible(interview, ACTIONS)] == ["", ""]

    values = moved(interview)
    work(wish(account, stage, "reschedule", interview=interview, values=values), stage)
    interview.refresh_from_db()
    assert before is not None
    assert interview.start_at == before + HOUR

    row = wish(account, stage, "cancel", interview=interview, key="hub-2")
    assert work(row, stage).state == "done"
    interview.refresh_from_db()
    assert interview.deleted_reason == "person"
    assert at_vendor(stage) == []


@pytest.mark.parametrize(("method", "fault"), CASES)
def test_a_fault_on_the_way_neither_doubles_nor_loses_it(
    account: IntegratedAccount, stage: Stage, settings: Any, method: str, fault: str
) -> None:
    if method == "POST":
        row = wish(account, stage, "create", values=new_interview(account))
    else:
        interview = create(account, stage)
        action = "reschedule" if method == "PATCH" else "cancel"
        row = wish(account, stage, action, interview=interview, values=moved(interview))
    if fault == "stall":
        settings.VENDOR_TIMEOUT = (5, 1)
    stage.sandbox.fault(fault, method=method, path="*interviews*", seconds=2)

    row = until_over(work(row, stage), stage)

    assert (row.state, row.problem) == ("done", "")
    assert len(at_vendor(stage)) == (0 if method == "DELETE" else 1)
    here = Interview.objects.get(account=account, remote_id=row.remote_id)
    stage.sync(account, full=True)
    assert Interview.objects.get(pk=here.pk).version == here.version


def test_a_worker_that_dies_after_the_vendors_yes_makes_nothing_twice(
    account: IntegratedAccount, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = wish(account, stage, "create", values=new_interview(account))

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writebacks, "look_after", die)
        with pytest.raises(KeyboardInterrupt):
            work(row, stage)
    assert len(at_vendor(stage)) == 1
    with pytest.raises(NotFree):
        work(row, stage)

    stage.clock.forward(minutes=4)
    assert work(row, stage).state == "done"
    assert len(at_vendor(stage)) == 1


def test_what_the_vendor_does_not_take_is_told_before_any_form(
    account: IntegratedAccount, stage: Stage
) -> None:
    over = Interview.objects.filter(account=account, vendor_status="complete").first()
    assert over is not None

    for one in possible(over, (*ACTIONS, "accept")):
        assert one.blocked.endswith(".")
    row = work(wish(account, stage, "cancel", interview=over), stage)
    assert (row.state, row.problem) == (
        "refused",
        "Greenhouse takes changes only while an interview is scheduled or awaits feedback.",
    )


def test_v1_without_a_named_user_says_so(stage: Stage, account: IntegratedAccount) -> None:
    account.options.pop("on_behalf_of", None)
    account.save()
    interview = Interview.objects.filter(account=account, status="scheduled").first()
    assert interview is not None

    blocked = possible(interview, ("reschedule",))[0].blocked

    assert ("on_behalf_of" in blocked) == (stage.version == "v1")


def test_the_vendors_own_refusal_is_told(account: IntegratedAccount, stage: Stage) -> None:
    interview = create(account, stage)
    stage.sandbox.fault("403", method="PATCH", times=None)

    row = wish(account, stage, "reschedule", interview=interview, values=moved(interview))
    row = work(row, stage)

    assert (row.state, row.attempts) == ("refused", 1)
    assert "does not allow PATCH" in row.problem
    account.refresh_from_db()
    assert account.state == "active"


def test_a_form_that_is_out_of_date_changes_nothing(
    account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    values = moved(interview)
    world = stage.sandbox.greenhouse.world
    start = stage.clock() + timedelta(days=2)
    row = wish(account, stage, "reschedule", interview=interview, values=values)
    world.reschedule(int(interview.remote_id or 0), start=start, end=start + HOUR)

    row = work(row, stage)

    assert row.state == "refused"
    assert "changed at the vendor meanwhile" in row.problem
    interview.refresh_from_db()
    assert interview.start_at == start.replace(microsecond=0)
    with pytest.raises(OutOfDate, match="has changed meanwhile"):
        wish(account, stage, "reschedule", interview=interview, values=values, key="2", seen=1)


def test_the_same_form_sent_twice_is_one_wish(account: IntegratedAccount, stage: Stage) -> None:
    values = new_interview(account)
    first = wish(account, stage, "create", values=values)
    assert wish(account, stage, "create", values=values) == first
    work(first, stage)
    assert wish(account, stage, "create", values=values).state == "done"
    assert len(at_vendor(stage)) == 1


def test_what_was_left_behind_is_taken_up_by_the_sweep(
    account: IntegratedAccount, stage: Stage
) -> None:
    row = wish(account, stage, "create", values=new_interview(account))
    rows.claim(row.pk, now=stage.clock())

    assert rows.wake(now=stage.clock()) == []
    assert rows.wake(now=stage.clock() + timedelta(minutes=4)) == [row.pk]
    assert rows.wake(now=stage.clock() + timedelta(minutes=4)) == []
    stage.clock.forward(minutes=4)
    assert work(row, stage).state == "done"


def panel_wish(account: IntegratedAccount, stage: Stage) -> tuple[WriteBack, Interview]:
    """The first of two stays."""
    interview = create(account, stage)
    seat = interview.interviewers.exclude(user=None).get()
    values = {"seats": [{"user_remote_id": seat.user_remote_id, "email": seat.email or ""}]}
    return wish(account, stage, "reschedule", interview=interview, values=values), interview


@pytest.mark.parametrize(("fault", "calls"), [("reset", 1), ("500", 2)])
def test_a_panel_whose_answer_is_lost_is_written_once(
    account: IntegratedAccount, stage: Stage, fault: str, calls: int
) -> None:
    row, interview = panel_wish(account, stage)
    stage.sandbox.fault(fault, method="PATCH", path="*interviews*")
    before = stage.sandbox.calls("*interviews*", method="PATCH")

    row = until_over(work(row, stage), stage)

    assert (row.state, row.problem) == ("done", "")
    assert stage.sandbox.calls("*interviews*", method="PATCH") - before == calls
    assert len(at_vendor(stage)[0].panel) == 1
    assert interview.interviewers.filter(deleted_at=None).count() == 1


def test_a_panel_that_others_have_changed_is_left_alone(
    account: IntegratedAccount, stage: Stage
) -> None:
    row, _ = panel_wish(account, stage)
    [there] = at_vendor(stage)
    stage.clock.forward(minutes=1)
    world = stage.sandbox.greenhouse.world
    seated = {seat.user.id for seat in there.panel if seat.user}
    other = next(user for user in world.users if user.id not in seated)
    world.add_panel_member(there.id, other.id)

    row = work(row, stage)

    assert row.state == "refused"
    assert "changed at the vendor meanwhile" in row.problem
    assert len(there.panel) == 3
