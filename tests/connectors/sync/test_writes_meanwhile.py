"""What others change while a wish is under way is never overwritten, and nobody is told more than is known."""

from datetime import timedelta
from typing import Any

import pytest

from candidates.models import Change, User
from candidates.services.leases import NotFree
from connectors.models import IntegratedAccount, Issue, WriteBack
from connectors.services import accounts
from connectors.services import writebacks as rows
from interviews.models import Interview
from tests.connectors.sync.stage import Stage
from tests.connectors.sync.test_writebacks import (
    HOUR,
    at_vendor,
    create,
    moved,
    new_interview,
    until_over,
    wish,
    work,
)


@pytest.fixture
def version() -> str:
    return "v1"


@pytest.fixture
def interview(account: IntegratedAccount, stage: Stage) -> Interview:
    return create(account, stage)


def moved_by_others(stage: Stage, interview: Interview) -> Any:
    """At the vendor, to a time that nobody here asked for; the time."""
    start = stage.clock().replace(microsecond=0) + timedelta(days=9)
    world = stage.sandbox.greenhouse.world
    world.reschedule(int(interview.remote_id or 0), start=start, end=start + HOUR)
    return start


def reschedule(
    account: IntegratedAccount, stage: Stage, interview: Interview, **more: Any
) -> WriteBack:
    values = moved(interview)
    return wish(account, stage, "reschedule", interview=interview, values=values, **more)


@pytest.mark.parametrize("fault", ["500", "reset"])
def test_a_retry_does_not_overwrite_what_others_changed_meanwhile(
    account: IntegratedAccount, stage: Stage, interview: Interview, fault: str
) -> None:
    stage.sandbox.fault(fault, method="PATCH")
    row = work(reschedule(account, stage, interview), stage)
    assert row.state == "queued"
    theirs = moved_by_others(stage, interview)

    row = until_over(row, stage)

    assert row.state == "refused"
    assert f"{theirs:%Y-%m-%d %H:%M} UTC" in row.problem
    interview.refresh_from_db()
    assert interview.start_at == theirs
    assert at_vendor(stage)[0].start == theirs.timestamp() * 1000
    assert stage.sandbox.calls(method="PATCH") == 1


@pytest.mark.parametrize(("fault", "sent"), [("500", 2), ("reset", 1)])
def test_a_retry_sends_again_only_what_is_not_done_yet(
    bob: User, account: IntegratedAccount, stage: Stage, interview: Interview, fault: str, sent: int
) -> None:
    stage.sandbox.fault(fault, method="PATCH")

    row = until_over(work(reschedule(account, stage, interview, asked_by_id=bob.pk), stage), stage)

    assert (row.state, row.problem) == ("done", "")
    assert stage.sandbox.calls(method="PATCH") == sent
    change = Change.objects.filter(subject="interview", subject_id=interview.pk).latest("pk")
    assert (change.actor, change.source) == (bob, "page")
    assert "start_at" in change.fields


def test_a_404_while_the_interview_stands_is_no_cancellation(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    account.options["on_behalf_of"] = "999999"
    account.save()

    row = work(wish(account, stage, "cancel", interview=interview), stage)

    assert row.state == "refused"
    assert "404" in row.problem
    assert len(at_vendor(stage)) == 1
    interview.refresh_from_db()
    assert interview.deleted_at is None


def test_a_404_because_it_is_gone_is_a_cancellation(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    world = stage.sandbox.greenhouse.world
    stage.sandbox.meanwhile(
        lambda: world.delete_interview(int(interview.remote_id or 0)), method="DELETE"
    )

    row = work(wish(account, stage, "cancel", interview=interview), stage)

    assert (row.state, row.problem) == ("done", "")


def test_what_may_have_been_done_is_told_as_not_known(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    stage.sandbox.fault("500", times=None, method="PATCH")

    row = until_over(work(reschedule(account, stage, interview), stage), stage)

    assert (row.state, row.get_state_display()) == (
        "unknown",
        "Sent, not known whether it was done: look at the vendor",
    )


def test_what_was_never_sent_has_failed(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    stage.sandbox.fault("500", times=None)

    row = until_over(work(reschedule(account, stage, interview), stage), stage)

    assert (row.state, row.sent_at) == ("failed", None)


def test_what_the_vendor_has_said_yes_to_is_done_though_it_cannot_be_read_again(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    stage.sandbox.fault("500", nth=2, times=None, method="GET")

    row = until_over(work(reschedule(account, stage, interview), stage), stage)

    assert row.state == "done"
    assert "could not be read again" in row.problem
    assert stage.sandbox.calls(method="PATCH") == 1


def test_what_others_changed_is_not_put_down_to_whoever_asked(
    bob: User, account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    row = reschedule(account, stage, interview, asked_by_id=bob.pk)
    theirs = moved_by_others(stage, interview)

    assert work(row, stage).state == "refused"

    change = Change.objects.filter(subject="interview", subject_id=interview.pk).latest("pk")
    assert change.fields["start_at"][1] == theirs.isoformat()
    assert (change.actor, change.source) == (None, "sync")


def test_what_the_vendor_takes_is_judged_by_what_it_has_now(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    row = wish(account, stage, "cancel", interview=interview)
    world = stage.sandbox.greenhouse.world
    world.set_status(int(interview.remote_id or 0), "complete")

    row = work(row, stage)

    assert (row.state, row.problem) == (
        "refused",
        "Greenhouse takes changes only while an interview is scheduled or awaits feedback.",
    )
    assert stage.sandbox.calls(method="DELETE") == 0


def test_a_refused_key_waits_for_a_person_and_goes_on_once_it_is_mended(
    account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    stage.sandbox.fault("401", times=None)

    row = work(reschedule(account, stage, interview), stage)

    account.refresh_from_db()
    assert (row.state, account.state, row.attempts) == ("queued", "refused", 0)
    assert "credentials" in row.problem
    assert Issue.objects.filter(account=account, code="refused", state="open").count() == 1
    stage.clock.forward(days=3)
    assert rows.wake(now=stage.clock()) == []

    stage.sandbox.heal()
    accounts.resume(account, now=stage.clock())
    assert rows.wake(now=stage.clock()) == [row.pk]
    assert work(row, stage).state == "done"


def test_a_person_may_give_up_what_waits(
    bob: User, account: IntegratedAccount, stage: Stage, interview: Interview
) -> None:
    row = reschedule(account, stage, interview)

    assert rows.give_up(row, by=bob, now=stage.clock())
    assert not rows.give_up(row, by=bob, now=stage.clock())

    row.refresh_from_db()
    assert (row.state, row.problem) == ("failed", "Given up by bob.")
    with pytest.raises(NotFree):
        work(row, stage)


def test_whoever_lost_the_lease_says_nothing_more(account: IntegratedAccount, stage: Stage) -> None:
    row = wish(account, stage, "create", values=new_interview(account))
    first = rows.claim(row.pk, now=stage.clock())
    stage.clock.forward(minutes=4)
    second = rows.claim(row.pk, now=stage.clock())

    rows.refuse(first, now=stage.clock(), problem="Too late.")

    second.refresh_from_db()
    assert (second.state, second.problem) == ("queued", "")
