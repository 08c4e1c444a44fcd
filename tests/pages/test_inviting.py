"""How a company invites is set by its administrators, and the page says what it does."""

from datetime import timedelta

import pytest

from candidates.models import Change, Company, Mail
from candidates.services.reminders import write_due
from tests.candidates.mails.people import NOW, invited
from tests.pages.conftest import reader

PAGE = "/settings/inviting/"
USUAL = {"interview_period": 7, "remind_days": "", "mail_hold_minutes": 2}


@pytest.fixture(autouse=True)
def at_the_hour(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_an_administrator_sets_it_and_the_next_mails_follow(admin, acme):
    page = admin.send(PAGE, **USUAL | {"remind_days": "1, 3,1", "mail_hold_minutes": 15})

    assert "Saved." in page.text
    assert 'value="3, 1"' in page.html
    acme.refresh_from_db()
    assert (acme.remind_days, acme.mail_hold_minutes) == ([3, 1], 15)
    change = Change.objects.get(subject="company")
    assert change.fields == {"remind_days": [[], [3, 1]], "mail_hold_minutes": [2, 15]}
    invited(acme)
    assert Mail.objects.get().next_attempt_at == NOW + timedelta(minutes=15)


def test_open_invitations_follow_at_once_and_it_is_said_how_many(admin, acme):
    invited(acme, deadline=NOW + timedelta(days=2))

    page = admin.send(PAGE, **USUAL | {"remind_days": "3"})

    assert "Saved. 1 candidate is reminded within a minute." in page.text
    assert write_due(NOW) == 1
    assert "Saved. 1" not in admin.send(PAGE, **USUAL | {"remind_days": "3"}).text


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ({"remind_days": "three"}, "“three” is no number of days."),
        ({"remind_days": "-1"}, "“-1” is no number of days."),
        ({"remind_days": "1.5"}, "“1.5” is no number of days."),
        ({"remind_days": "400"}, "At most 365 days before the deadline"),
        ({"remind_days": "1 2 3 4 5 6 7 8 9 10 11"}, "At most 10 reminders"),
        ({"mail_hold_minutes": "-1"}, "greater than or equal to 0"),
        ({"mail_hold_minutes": "1441"}, "less than or equal to 1440"),
        ({"interview_period": ""}, "This field is required."),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(admin, acme, own, told):
    page = admin.send(PAGE, **USUAL | own)

    assert page.status == 422
    assert told in page.text
    assert Company.objects.get(pk=acme.pk).remind_days == []


def test_it_is_for_administrators_and_of_ones_own_company(coordinator, charlie, acme):
    assert coordinator.open(PAGE).status == 403
    assert coordinator.send(PAGE, **USUAL).status == 403
    assert PAGE not in coordinator.open("/outbox/").html
    reader(charlie).send(PAGE, **USUAL | {"mail_hold_minutes": 30})

    acme.refresh_from_db()
    assert acme.mail_hold_minutes == 2


def test_it_is_found_from_the_outbox_and_by_its_name(admin):
    assert f'href="{PAGE}"' in admin.open("/outbox/").html
    assert "Invitations and reminders" in admin.open("/search/", q="remind").text
