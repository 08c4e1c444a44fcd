"""The page that changes a panel: who could come instead, what is sent, and what stays as it was."""

import re

import pytest

from candidates.models import Company, Mail
from candidates.statuses import Role
from connectors.models import IntegratedAccount, WriteBack
from connectors.sync.writebacks import work_on
from interviews.models import AtsUser, Interview, Interviewer
from tests import make
from tests.conftest import member
from tests.connectors.sync.stage import Stage
from tests.connectors.sync.test_changing import fields_of
from tests.connectors.sync.test_writebacks import at_vendor, create
from tests.pages.conftest import Page, Reader, reader


@pytest.fixture(params=("v3", "v1"))
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def interview(account: IntegratedAccount, stage: Stage) -> Interview:
    """One user and one guest on its panel; the guest has said yes."""
    made = create(account, stage)
    [there] = at_vendor(stage)
    guest = next(seat for seat in there.panel if seat.user is None)
    guest.response, guest.updated = "accepted", there.updated + 1
    stage.clock.forward(minutes=2)
    stage.sync(account, full=True)
    return made


def path_of(interview: Interview) -> str:
    return f"/interviews/{interview.pk}/panel/"


def seats(interview: Interview) -> dict[str, Interviewer]:
    found = Interviewer.objects.filter(interview=interview, deleted_at=None)
    return {str(seat.user.name if seat.user else seat.email): seat for seat in found}


def boxes(page: Page, *, ticked: bool | None = None) -> list[str]:
    tags = re.findall(r'<input type="checkbox" name="people" value="(\d+)"( checked)?', page.html)
    return [pk for pk, checked in tags if ticked is None or bool(checked) is ticked]


def send(stage: Stage) -> WriteBack:
    return work_on(WriteBack.objects.latest("pk").pk, clock=stage.clock, sleep=stage.clock.sleep)


def test_somebody_is_replaced_and_who_stays_keeps_the_answer(
    recruiter: Reader, stage: Stage, interview: Interview
) -> None:
    [leaver] = [seat for seat in seats(interview).values() if seat.user]
    assert leaver.user is not None
    shown = recruiter.open(f"/interviews/{interview.pk}/")
    assert f'href="{path_of(interview)}"' in shown.html

    page = recruiter.open(path_of(interview), replace=leaver.pk)

    assert f"{leaver.user.name} is taken off" in page.text
    assert "free then" in page.text
    assert "Greenhouse tells nobody" in page.text
    assert boxes(page, ticked=True) == []
    instead = AtsUser.objects.get(pk=boxes(page)[1])
    form = fields_of(page) | {"people": str(instead.pk), "guests": "guest@partner.example.org"}
    look = recruiter.send(path_of(interview), **form, look="1")
    assert f"{leaver.user.name}" in look.text
    assert "New on the panel" in look.text
    assert not WriteBack.objects.filter(action="reschedule").exists()
    again = fields_of(look) | {"guests": "guest@partner.example.org"}
    after = recruiter.send(path_of(interview), **again, confirm="1")
    assert "Change the panel: Waiting to be sent." in after.text

    assert send(stage).state == "done"

    [there] = at_vendor(stage)
    panel = {(seat.user.name if seat.user else seat.email): seat.response for seat in there.panel}
    assert panel == {instead.name: "needs_action", "guest@partner.example.org": "accepted"}
    assert set(seats(interview)) == set(panel)
    told = dict(Mail.objects.values_list("recipient", "subject"))
    assert told == {
        instead.email: "Acme: you are on the panel of an interview",
        leaver.user.email: "Acme: you are no longer needed",
    }


def test_looking_for_people_sends_nothing_and_keeps_what_is_ticked(
    recruiter: Reader, account: IntegratedAccount, interview: Interview
) -> None:
    page = recruiter.open(path_of(interview))
    here = boxes(page, ticked=True)
    assert len(here) == 1
    assert len(boxes(page)) == 11
    last = AtsUser.objects.filter(account=account, active=True).exclude(pk__in=here).latest("name")
    form = fields_of(page) | {"people": here[0], "guests": "guest@partner.example.org"}

    found = recruiter.send(path_of(interview), **(form | {"find": last.name, "shown": "10"}))

    assert boxes(found) == [*here, str(last.pk)]
    assert boxes(found, ticked=True) == here
    assert 'value="guest@partner.example.org" checked' in found.html
    assert not WriteBack.objects.filter(action="reschedule").exists()


def test_a_panel_of_nobody_is_refused(recruiter: Reader, interview: Interview) -> None:
    form = fields_of(recruiter.open(path_of(interview)))
    form.pop("people", None)
    form.pop("guests", None)

    page = recruiter.send(path_of(interview), **form, look="1")

    assert page.status == 422
    assert "Choose at least one person." in page.text


def test_whoever_is_needed_elsewhere_is_told_and_comes_last(
    recruiter: Reader, stage: Stage, account: IntegratedAccount, interview: Interview
) -> None:
    first = boxes(recruiter.open(path_of(interview)), ticked=False)[0]
    user = AtsUser.objects.get(pk=first)
    world = stage.sandbox.greenhouse.world
    [there] = at_vendor(stage)
    other = next(one for one in world.shown_interviews() if one.id != there.id and one.start)
    assert interview.start_at is not None
    world.reschedule(other.id, start=interview.start_at)
    if user.remote_id not in [str(seat.user.id) for seat in other.panel if seat.user]:
        world.add_panel_member(other.id, int(user.remote_id))
    stage.clock.forward(minutes=2)
    stage.sync(account, full=True)
    make.keep(account.company, stage.clock())

    page = recruiter.open(path_of(interview), replace=0)

    assert boxes(page, ticked=False)[0] != first
    assert (
        "two interviews at once"
        in recruiter.send(
            path_of(interview), **(fields_of(page) | {"people": first}), look="1"
        ).text
    )


def test_the_reason_stands_in_place_of_the_form(
    recruiter: Reader, account: IntegratedAccount, globex: Company
) -> None:
    over = Interview.objects.filter(account=account, vendor_status="complete").first()
    assert over is not None
    page = recruiter.open(path_of(over))
    assert "Greenhouse takes changes only while an interview is scheduled" in page.text
    assert boxes(page) == []
    recruiter.send(path_of(over), people="1", key="k", confirm="1")
    assert not WriteBack.objects.exists()
    acme = Company.objects.get(slug="acme")
    assert reader(member("max", acme, Role.HIRING_MANAGER)).open(path_of(over)).status == 403
    assert reader(member("carl", globex, Role.ACCOUNT_OWNER)).open(path_of(over)).status == 404
