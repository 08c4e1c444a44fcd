"""What DRVN alone has: interviews that are negotiated, from both sides, and payloads of several years."""

from datetime import timedelta
from typing import Any

import pytest

from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.writes import possible
from connectors.services.writebacks import ask
from connectors.sync import writebacks
from interviews.models import Application, AtsUser, Interview
from tests.connectors.sync.hub import Api
from tests.connectors.sync.stage import differences, live_rows
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage

ACTIONS = ("reschedule", "amend", "accept", "cancel", "reject")


@pytest.fixture(scope="module", params=["drvn", "drvn list"])
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return ADAPTERS[request.param]


@pytest.fixture
def account(stage: VendorStage, api: Api) -> IntegratedAccount:
    account = stage.connect("drivers")
    assert stage.sync(account).state == "completed"
    return account


def work(row: WriteBack, stage: VendorStage) -> WriteBack:
    return writebacks.work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)


def do(
    account: IntegratedAccount, stage: VendorStage, action: str, interview: Interview | None = None,
    **values: Any,
) -> WriteBack:  # fmt: skip
    row = ask(
        account=account, action=action, values=values, key=f"{action}-1", source="page",
        now=stage.clock(), interview=interview,
    )  # fmt: skip
    return work(row, stage)


def one(account: IntegratedAccount, word: str) -> Interview:
    found = Interview.objects.filter(account=account, vendor_status=word, deleted_at=None)
    return found.order_by("-start_at")[0]


def blocked(interview: Interview) -> set[str]:
    return {found.action for found in possible(interview, ACTIONS) if found.blocked}


def times(stage: VendorStage) -> dict[str, str]:
    start = stage.clock() + timedelta(days=4)
    return {"start_at": start.isoformat(), "end_at": (start + timedelta(hours=1)).isoformat()}


def as_a_driver(account: IntegratedAccount, stage: VendorStage, interview: Interview) -> None:
    """The same account with the login of whoever is interviewed."""
    row = stage.app.world.interviews[int(interview.remote_id or 0)]
    account.credentials = {**account.credentials, "login": row.application.driver.phone}
    account.options = {**account.options, "role": "driver"}
    account.save()


def test_an_interview_made_here_is_pending_there(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    application = Application.objects.filter(account=account, vendor_status="verified")[0]
    user = next(one for one in stage.app.world.users if one.role != "driver")
    values = {
        "application_remote_id": application.remote_id, "seats": [{"user_remote_id": str(user.id)}],
        "meeting_url": "https://meet.example.com/r", **times(stage),
    }  # fmt: skip
    stage.sandbox.fault("reset", method="POST", path="*/interviews/")
    row = do(account, stage, "create", **values)
    assert row.state == "queued"
    stage.clock.forward(minutes=2)
    row = work(row, stage)
    assert (row.state, row.problem) == ("done", "")
    here = Interview.objects.get(account=account, remote_id=row.remote_id)
    assert (here.vendor_status, here.status, here.kind) == ("pending", "draft", "video_call")
    same = [
        one
        for one in stage.app.world.interviews
        if one.application.id == int(application.remote_id)
    ]
    assert sum(one.status == "pending" for one in same) == 1


def test_a_proposal_stands_beside_the_slot_until_the_other_side_accepts(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = one(account, "scheduled")
    slot = interview.start_at
    assert blocked(interview) == {"accept", "reject"}
    done = do(account, stage, "amend", interview, **times(stage))
    interview.refresh_from_db()
    assert (done.state, interview.vendor_status, interview.status) == ("done", "amended", "draft")
    assert interview.start_at == slot
    assert interview.proposed_start_at == stage.clock() + timedelta(days=4)
    assert interview.proposed_by == "interviewer"
    assert "accept" in blocked(interview)
    refused = do(account, stage, "accept", interview)
    assert (refused.state, refused.problem) == (
        "refused",
        "The other side has to accept this proposal.",
    )


def test_what_the_driver_proposed_is_accepted_and_becomes_the_slot(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    world = stage.app.world
    row = next(one for one in world.interviews if one.amended_by == "interviewee")
    proposed = Interview.objects.get(account=account, remote_id=str(row.id))
    wanted = proposed.proposed_start_at
    assert do(account, stage, "accept", proposed).state == "done"
    proposed.refresh_from_db()
    assert (proposed.vendor_status, proposed.start_at) == ("scheduled", wanted)
    assert (proposed.proposed_start_at, proposed.proposed_by) == (None, None)


def test_it_is_moved_and_cancelled_and_then_nothing_more(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = one(account, "pending")
    assert do(account, stage, "reschedule", interview, **times(stage)).state == "done"
    interview.refresh_from_db()
    assert interview.start_at == stage.clock() + timedelta(days=4)
    assert interview.vendor_status == "pending"
    assert do(account, stage, "cancel", interview).state == "done"
    interview.refresh_from_db()
    assert (interview.vendor_status, interview.status) == ("cancelled", "cancelled")
    assert blocked(interview) == set(ACTIONS)
    stage.sync(account)
    assert differences(live_rows(account), stage.undisturbed()) == []


def test_a_driver_accepts_what_is_pending_or_rejects_it(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = one(account, "pending")
    assert {"accept", "reject"} <= blocked(interview)
    as_a_driver(account, stage, interview)
    interview = Interview.objects.get(pk=interview.pk)
    assert blocked(interview) == {"reschedule", "cancel"}
    if account.options.get("read") == "interviews":
        return
    assert do(account, stage, "reject", interview).state == "done"
    assert stage.app.world.interviews[int(interview.remote_id or 0)].status == "rejected"


@pytest.mark.parametrize("as_of", ["2025-03-20", "2025-10-20", "2025-11-20"])
def test_payloads_of_every_year_are_read_alike(
    account: IntegratedAccount, stage: VendorStage, as_of: str
) -> None:
    rows = live_rows(account)
    stage.app.world.switches.as_of = as_of
    stage.clock.forward(seconds=1)
    stage.sync(account, full=True)
    assert live_rows(account) == rows


def test_people_are_known_by_what_each_way_of_reading_tells(
    account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = one(account, "scheduled")
    row = stage.app.world.interviews[int(interview.remote_id or 0)]
    assert interview.candidate is not None
    assert interview.candidate.name == row.application.driver.title
    named = AtsUser.objects.filter(account=account, name__gt="").exists()
    assert named == (account.options.get("read") == "interviews")
