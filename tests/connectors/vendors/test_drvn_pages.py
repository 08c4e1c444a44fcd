"""The negotiation of an interview at DRVN, from the pages: who may do what, what is shown, what is done."""

from datetime import timedelta

import pytest

from candidates.models import Company, User
from candidates.statuses import Role
from connectors.models import IntegratedAccount, WriteBack
from connectors.sync.writebacks import work_on
from interviews.models import Interview
from tests.conftest import member
from tests.connectors.sync.hub import Api
from tests.connectors.sync.test_changing import fields_of
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.test_drvn import as_a_driver, one
from tests.connectors.vendors.vendor_stage import VendorStage
from tests.pages.conftest import Reader, reader


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["drvn list"]


@pytest.fixture
def account(stage: VendorStage, api: Api) -> IntegratedAccount:
    account = stage.connect("drivers")
    assert stage.sync(account).state == "completed"
    return account


@pytest.fixture
def recruiter(account: IntegratedAccount) -> Reader:
    company = Company.objects.get(pk=account.company_id)
    return reader(member("rita", company, Role.RECRUITER, time_zone="Europe/Berlin"))


def work(stage: VendorStage) -> WriteBack:
    return work_on(WriteBack.objects.latest("pk").pk, clock=stage.clock, sleep=stage.clock.sleep)


def proposed_by_the_driver(stage: VendorStage, account: IntegratedAccount) -> Interview:
    there = next(row for row in stage.app.world.interviews if row.amended_by == "interviewee")
    return Interview.objects.get(account=account, remote_id=str(there.id))


def test_buttons_follow_the_record_and_the_reason_stands_where_there_is_none(
    recruiter: Reader, account: IntegratedAccount, stage: VendorStage
) -> None:
    pending = one(account, "pending")
    path = f"/interviews/{pending.pk}/"
    page = recruiter.open(path)

    for action in ("amend", "reschedule", "cancel"):
        assert f'href="{path}{action}/"' in page.html
    for action in ("accept", "reject"):
        assert f'href="{path}{action}/"' not in page.html
    assert "Accept: At DRVN the driver accepts an interview that is pending." in page.text
    assert "Reject: At DRVN only the driver rejects an interview." in page.text
    assert "Blocked." in recruiter.open(f"{path}accept/").text
    recruiter.send(f"{path}reject/", key="k", seen="1")
    assert not WriteBack.objects.exists()


def test_reasons_of_a_vendor_are_told_in_the_readers_language(
    recruiter: Reader, account: IntegratedAccount, stage: VendorStage
) -> None:
    User.objects.filter(username="rita").update(language="de")

    page = recruiter.open(f"/interviews/{proposed_by_the_driver(stage, account).pk}/")

    assert "Bei DRVN lehnt nur der Fahrer ein Interview ab." in page.text
    assert "only the driver" not in page.text


def test_another_time_is_proposed_beside_the_old_one(
    recruiter: Reader, account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = one(account, "scheduled")
    assert interview.start_at is not None
    slot, path = interview.start_at, f"/interviews/{interview.pk}/"
    form = fields_of(recruiter.open(f"{path}amend/"))
    assert "location" not in form
    wanted = (slot + timedelta(days=2)).replace(hour=13, minute=30)

    look = recruiter.send(f"{path}amend/", **(form | {"start": f"{wanted:%Y-%m-%dT%H:%M}"}))
    assert "13:30–" in look.text
    assert "The time stays as it is until the other side accepts the proposal." in look.text
    assert "DRVN does not say whether it tells anybody" in look.text
    recruiter.send(f"{path}amend/", **fields_of(look), confirm="1")

    assert work(stage).state == "done"
    interview.refresh_from_db()
    assert (interview.start_at, interview.vendor_status) == (slot, "amended")
    assert interview.proposed_by == "interviewer"
    page = recruiter.open(path)
    assert "13:30" in page.text
    assert "The other side has to accept this proposal." in page.text


def test_what_the_driver_proposed_is_accepted_with_both_times_in_view(
    recruiter: Reader, account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = proposed_by_the_driver(stage, account)
    wanted, path = interview.proposed_start_at, f"/interviews/{interview.pk}/accept/"
    page = recruiter.open(path)

    assert page.html.count('class="compare__time"') == 2
    recruiter.send(path, **fields_of(page))

    assert work(stage).state == "done"
    interview.refresh_from_db()
    assert (interview.vendor_status, interview.start_at) == ("scheduled", wanted)


def test_a_driver_rejects(
    recruiter: Reader, account: IntegratedAccount, stage: VendorStage
) -> None:
    interview = one(account, "pending")
    as_a_driver(account, stage, interview)
    path = f"/interviews/{interview.pk}/reject/"

    recruiter.send(path, **fields_of(recruiter.open(path)))

    wish = WriteBack.objects.get()
    assert (wish.action, wish.state) == ("reject", "queued")


def test_an_hour_that_comes_twice_is_asked_about_and_one_that_is_skipped_refused(
    recruiter: Reader, account: IntegratedAccount, stage: VendorStage
) -> None:
    path = f"/interviews/{one(account, 'scheduled').pk}/amend/"
    form = fields_of(recruiter.open(path))

    asked = recruiter.send(path, **(form | {"start": "2027-10-31T02:30"}))
    assert asked.status == 422
    assert "this hour comes twice" in asked.text
    assert "02:30 CEST" in asked.text
    assert "02:30 CET" in asked.text
    look = recruiter.send(path, **(form | {"start": "2027-10-31T02:30", "fold": "1"}))
    assert "02:30–" in look.text
    recruiter.send(path, **fields_of(look), confirm="1")
    assert WriteBack.objects.get().values["start_at"] == "2027-10-31T01:30:00+00:00"
    skipped = recruiter.send(path, **(form | {"start": "2027-03-28T02:30"}))
    assert "there is no such hour" in skipped.text
