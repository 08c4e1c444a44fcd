"""Pages that have an interview changed at its vendor: what is said before, what is sent, what is shown then."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from candidates.models import Company
from candidates.statuses import Role
from connectors.models import IntegratedAccount, WriteBack
from connectors.sandbox.sandbox import Sandbox
from connectors.sync.writebacks import work_on
from interviews.models import Interview
from tests.conftest import member
from tests.connectors.sync.stage import Clock, Stage, small_sandbox
from tests.connectors.sync.test_writebacks import at_vendor, create, new_interview
from tests.pages.conftest import Page, Reader, reader


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock, settings: Any) -> Iterator[Sandbox]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with small_sandbox(clock) as started:
        yield started


@pytest.fixture
def stage(sandbox: Sandbox, clock: Clock, transactional_db: None) -> Stage:
    return Stage(sandbox, clock)


@pytest.fixture
def account(stage: Stage) -> IntegratedAccount:
    connected = stage.connect("Greenhouse")
    stage.sync(connected)
    return connected


@pytest.fixture
def recruiter(account: IntegratedAccount) -> Reader:
    zone = {"time_zone": "Europe/Berlin"}
    company = Company.objects.get(slug="acme")
    return reader(member("rita", company, Role.RECRUITER, **zone))


def fields_of(page: Page) -> dict[str, str]:
    """What a browser would send back."""
    inputs = re.findall(r"<input[^>]*>", page.html)
    pairs = {
        re.findall(r'name="([^"]*)"', one)[0]: (re.findall(r'value="([^"]*)"', one) or [""])[0]
        for one in inputs
        if 'name="' in one
    }
    pairs.pop("csrfmiddlewaretoken")
    return pairs


def sent() -> WriteBack:
    return WriteBack.objects.latest("pk")


def test_an_interview_is_moved_from_form_to_vendor_and_back(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    path = f"/interviews/{interview.pk}/"
    assert f'href="{path}reschedule/"' in recruiter.open(path).html

    form = fields_of(recruiter.open(f"{path}reschedule/"))
    assert form["start"] == "2026-03-09T09:00"
    look = recruiter.send(f"{path}reschedule/", **(form | {"start": "2026-03-10T14:30"}))
    assert "09:00–10:00 CET" in look.text
    assert "14:30–15:30 CET" in look.text
    assert "needed elsewhere" in look.text or "Nobody of the panel" in look.text
    shown = recruiter.send(f"{path}reschedule/", **fields_of(look), confirm="1")
    assert "Reschedule: Waiting to be sent." in shown.text

    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)

    interview.refresh_from_db()
    assert interview.start_at == datetime(2026, 3, 10, 13, 30, tzinfo=UTC)
    assert "Reschedule: Done at the vendor. Asked by" in recruiter.open(path).text
    assert "rita" in recruiter.open(path).text


def test_the_reason_stands_in_place_of_the_button(
    recruiter: Reader, account: IntegratedAccount
) -> None:
    over = Interview.objects.filter(account=account, vendor_status="complete").first()
    assert over is not None
    page = recruiter.open(f"/interviews/{over.pk}/")

    assert f"/interviews/{over.pk}/reschedule/" not in page.html
    assert "Greenhouse takes changes only while an interview is scheduled" in page.text
    assert "Blocked." in recruiter.open(f"/interviews/{over.pk}/cancel/").text
    recruiter.send(f"/interviews/{over.pk}/cancel/", key="k", seen="1")
    assert not WriteBack.objects.exists()


def test_cancelling_asks_once_more_and_leaves_a_record(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    path = f"/interviews/{interview.pk}/cancel/"
    form = fields_of(recruiter.open(path))
    recruiter.send(path, **form)
    recruiter.send(path, **form)

    assert WriteBack.objects.filter(action="cancel").count() == 1
    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)
    assert at_vendor(stage) == []
    assert "This interview is gone." in recruiter.open(f"/interviews/{interview.pk}/").text


def test_a_form_filled_in_too_late_is_told_and_not_sent(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    path = f"/interviews/{interview.pk}/cancel/"
    form = fields_of(recruiter.open(path))
    Interview.objects.filter(pk=interview.pk).update(version=9)

    assert "It has changed meanwhile." in recruiter.send(path, **form).text
    assert not WriteBack.objects.filter(action="cancel").exists()


def test_an_hour_that_the_clocks_skip_is_refused(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    path = f"/interviews/{interview.pk}/reschedule/"
    form = fields_of(recruiter.open(path))

    page = recruiter.send(path, **(form | {"start": "2027-03-28T02:30"}))

    assert page.status == 422
    assert "there is no such hour" in page.text


def test_an_interview_is_made_from_a_page(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    wanted = new_interview(account)
    path = f"/connections/{account.uuid}/interviews/new/"
    page = recruiter.open(path)
    form = fields_of(page)
    chosen = {
        name: str(model.objects.get(account=account, remote_id=remote_id).pk)
        for name, model, remote_id in (
            ("application", Interview._meta.get_field("application").related_model, wanted["application_remote_id"]),
            ("slot", Interview._meta.get_field("slot").related_model, wanted["slot_remote_id"]),
            ("people", Interview._meta.get_field("organizer").related_model, wanted["seats"][0]["user_remote_id"]),
        )
    }  # fmt: skip

    shown = recruiter.send(path, **(form | chosen | {"start": "2026-03-12T11:00"}))

    assert "Sent to Greenhouse." in shown.text
    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)
    [there] = at_vendor(stage)
    made = Interview.objects.get(account=account, remote_id=str(there.id))
    assert made.start_at == datetime(2026, 3, 12, 10, tzinfo=UTC)
    assert made.end_at == made.start_at + timedelta(hours=1)


def test_whoever_may_not_change_interviews_cannot(
    account: IntegratedAccount, stage: Stage, globex: Company
) -> None:
    interview = create(account, stage)
    manager = reader(member("max", Company.objects.get(slug="acme"), Role.HIRING_MANAGER))
    stranger = reader(member("carl", globex, Role.ACCOUNT_OWNER))

    for path in (f"/interviews/{interview.pk}/cancel/", f"/interviews/{interview.pk}/reschedule/"):
        assert manager.open(path).status == 403
        assert stranger.open(path).status == 404
    path = f"/connections/{account.uuid}/interviews/new/"
    assert (manager.open(path).status, stranger.open(path).status) == (403, 404)
    assert "reschedule/" not in manager.open(f"/interviews/{interview.pk}/").html
