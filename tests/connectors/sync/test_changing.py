"""Pages that have an interview changed at its vendor: what is said before, what is sent, what is shown then."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from candidates.models import Candidate, Company
from candidates.statuses import Role
from connectors.models import IntegratedAccount, WriteBack
from connectors.sync.writebacks import work_on
from interviews.models import Application, AtsUser, Interview, Slot
from tests import make
from tests.conftest import member
from tests.connectors.sync.stage import Stage
from tests.connectors.sync.test_writebacks import at_vendor, create, new_interview
from tests.pages.conftest import Page, Reader, reader


def fields_of(page: Page) -> dict[str, str]:
    """What a browser would send back."""
    inputs = re.findall(r"<input[^>]*>", page.html)
    pairs = {
        re.findall(r'name="([^"]*)"', one)[0]: (re.findall(r'value="([^"]*)"', one) or [""])[0]
        for one in inputs
        if 'name="' in one
    }
    pairs.pop("csrfmiddlewaretoken")
    texts = re.findall(r'<textarea name="([^"]*)"[^>]*>\s*(.*?)</textarea>', page.html, re.DOTALL)
    return pairs | {name: unescape(text) for name, text in texts}


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
    assert "needed" in look.text
    shown = recruiter.send(f"{path}reschedule/", **fields_of(look), confirm="1")
    assert "Reschedule: Waiting to be sent." in shown.text

    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)

    interview.refresh_from_db()
    assert interview.start_at == datetime(2026, 3, 10, 13, 30, tzinfo=UTC)
    done = recruiter.open(path).text
    assert "Reschedule: Done at the vendor. Mails about it are in the outbox. Asked by" in done
    assert "rita" in recruiter.open(path).text


def test_the_form_begins_with_the_time_that_the_calendar_gives(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    path = f"/interviews/{create(account, stage).pk}/reschedule/"

    given = recruiter.open(path, start="2026-03-10T14:15", fold="0")
    wrong = recruiter.open(path, start="tomorrow")

    assert fields_of(given)["start"] == "2026-03-10T14:15"
    assert fields_of(given)["minutes"] == "60"
    assert fields_of(wrong)["start"] == "2026-03-09T09:00"
    assert "The start in the address was left out" in wrong.text


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


def test_a_move_is_looked_at_on_everybodys_clock_with_its_reason_and_a_message(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    Candidate.objects.filter(pk=interview.candidate_id).update(time_zone="Asia/Seoul")
    path = f"/interviews/{interview.pk}/reschedule/"
    form = fields_of(recruiter.open(path)) | {
        "start": "2026-03-14T14:30",
        "reason": "candidate_asked",
        "note": "Flight cancelled",
    }

    look = recruiter.send(path, **form)

    assert "On everybody's clock" in look.text
    assert re.search(r"Asia/Seoul 17:00–18:00 KST.* 22:30–23:30 KST", look.text)
    assert "outside 08:00–19:00, Monday to Friday" in look.text
    assert "has moved. Before: Mon 9 Mar 2026, 09:00–10:00 CET (Europe/Berlin)" in look.text
    shown = recruiter.send(path, **fields_of(look), confirm="1")
    assert sent().values["reason"] == "candidate_asked"
    assert "The candidate asked for it. “Flight cancelled”" in shown.text


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


@dataclass
class NewForm:
    """The form of a new interview as somebody fills it in, and what they chose."""

    path: str
    fields: dict[str, str]
    user: AtsUser
    application: Application


@pytest.fixture
def new(recruiter: Reader, account: IntegratedAccount) -> NewForm:
    wanted = new_interview(account)
    path = f"/connections/{account.uuid}/interviews/new/"
    application = Application.objects.get(
        account=account, remote_id=wanted["application_remote_id"]
    )
    user = AtsUser.objects.get(account=account, remote_id=wanted["seats"][0]["user_remote_id"])
    slot = Slot.objects.get(account=account, remote_id=wanted["slot_remote_id"])
    page = recruiter.open(path, application=application.pk)
    fields = fields_of(page)
    fields.pop("people", None)
    chosen = {"application": str(application.pk), "slot": str(slot.pk), "people": str(user.pk)}
    return NewForm(path, fields | chosen | {"start": "2026-03-12T11:00"}, user, application)


def test_an_interview_is_made_from_a_page_after_a_look_at_what_it_costs(
    recruiter: Reader, account: IntegratedAccount, stage: Stage, new: NewForm
) -> None:
    look = recruiter.send(new.path, **new.fields, look="1")
    assert "11:00–12:00 CET" in look.text
    assert "Nobody is known to be needed elsewhere" in look.text
    assert "Greenhouse tells nobody" in look.text
    assert not WriteBack.objects.exists()

    shown = recruiter.send(new.path, **fields_of(look), confirm="1")

    assert "Sent to Greenhouse." in shown.text
    assert "New interview: Waiting to be sent." in shown.text
    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)
    [there] = at_vendor(stage)
    made = Interview.objects.get(account=account, remote_id=str(there.id))
    assert made.start_at == datetime(2026, 3, 12, 10, tzinfo=UTC)
    assert made.end_at == made.start_at + timedelta(hours=1)
    page = recruiter.open(f"/connections/{account.uuid}/")
    assert "New interview: Done at the vendor." in page.text
    assert f'href="/interviews/{made.pk}/"' in page.html


def test_a_new_interview_shows_who_is_needed_elsewhere(
    recruiter: Reader, account: IntegratedAccount, stage: Stage, new: NewForm
) -> None:
    create(account, stage)
    make.keep(account.company, stage.clock())
    clash = new.fields | {"start": "2026-03-09T09:30"}

    look = recruiter.send(new.path, **clash, look="1")

    assert f"{new.user.name} is needed in two interviews at once" in look.text


def test_ten_people_are_offered_and_the_others_found(
    recruiter: Reader, account: IntegratedAccount, stage: Stage, new: NewForm
) -> None:
    def boxes(page: Page) -> int:
        return len(re.findall(r'<input[^>]*name="people"', page.html))

    offered = AtsUser.objects.filter(account=account, deleted_at=None).exclude(active=False)
    everybody = offered.count()
    last = offered.exclude(pk=new.user.pk).order_by("-name", "-pk")[0]
    assert everybody > 10
    assert boxes(recruiter.open(new.path)) == 10

    more = recruiter.send(new.path, **new.fields, shown="1000")
    assert boxes(more) == everybody
    found = recruiter.send(new.path, **(new.fields | {"find": str(last.email)}), shown="10")
    assert boxes(found) == 2
    assert re.search(rf'value="{new.user.pk}"[^>]*checked', found.html)
    assert 'value="2026-03-12T11:00"' in found.html
    assert not WriteBack.objects.exists()


def test_a_new_interview_is_offered_where_it_is_wanted(
    recruiter: Reader, account: IntegratedAccount, new: NewForm
) -> None:
    assert f'href="{new.path}"' in recruiter.open("/interviews/").html
    person = recruiter.open(f"/candidates/{new.application.candidate_id}/")
    assert f'href="{new.path}?application={new.application.pk}"' in person.html
    manager = reader(member("max", Company.objects.get(slug="acme"), Role.HIRING_MANAGER))
    assert new.path not in manager.open("/interviews/").html


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


def test_a_waiting_change_is_followed_until_it_is_over(
    recruiter: Reader, account: IntegratedAccount, stage: Stage, globex: Company
) -> None:
    interview = create(account, stage)
    path = f"/interviews/{interview.pk}/cancel/"
    page = recruiter.send(path, **fields_of(recruiter.open(path)))
    poll = f"/wishes/{sent().pk}/?attempts="
    assert f'hx-get="{poll}0"' in page.html
    assert "htmx" in page.html

    assert recruiter.open(f"{poll}0").status == 204
    assert "Waiting to be sent." in recruiter.open(f"{poll}7").text
    stranger = reader(member("carl", globex, Role.ACCOUNT_OWNER))
    assert stranger.open(f"{poll}0").status == 404
    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)
    assert recruiter.client.get(f"{poll}1").headers["HX-Refresh"] == "true"


def test_what_waits_for_credentials_says_so_and_can_be_given_up(
    recruiter: Reader, account: IntegratedAccount, stage: Stage
) -> None:
    interview = create(account, stage)
    path = f"/interviews/{interview.pk}/"
    recruiter.send(f"{path}cancel/", **fields_of(recruiter.open(f"{path}cancel/")))
    stage.sandbox.fault("401", times=None)
    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)

    page = recruiter.open(path)
    assert "It waits until the credentials of this connection are mended." in page.text
    assert "hx-get" not in page.html
    manager = reader(member("max", Company.objects.get(slug="acme"), Role.HIRING_MANAGER))
    assert manager.send(f"/wishes/{sent().pk}/give-up/").status == 403
    shown = recruiter.send(f"/wishes/{sent().pk}/give-up/")
    assert "Cancel the interview: Failed. Given up by rita." in shown.text
    assert "It is over already" in recruiter.send(f"/wishes/{sent().pk}/give-up/").text
