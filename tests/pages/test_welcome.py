"""A new hub: what it says before anybody is there, and what the first person is led through."""

import pytest
from django.test import Client

from candidates.models import Candidate, Change, Company
from candidates.statuses import Role
from tests import make
from tests.candidates.mails.people import candidate_of
from tests.conftest import member
from tests.pages.conftest import Reader, reader


def visitor() -> Reader:
    return Reader(Client(raise_request_exception=False))


@pytest.fixture
def fresh(db):
    return Company.objects.create(name="main", slug="main")


@pytest.fixture
def first(fresh):
    return reader(member("anna", fresh, Role.ACCOUNT_OWNER, is_staff=True))


def test_a_hub_without_people_says_how_to_make_the_first(db):
    assert visitor().client.get("/").status_code == 302

    said = visitor().open("/login/")
    assert "Nobody can sign in yet" in said.text
    assert "manage.py create_user" in said.text
    assert "--role account-owner" in said.text
    assert 'type="password"' not in said.html


def test_with_the_first_person_it_asks_to_sign_in(first):
    said = visitor().open("/login/")

    assert "Nobody can sign in yet" not in said.text
    assert 'type="password"' in said.html


def test_today_leads_through_the_first_steps_as_long_as_there_is_nothing(first, fresh):
    said = first.open("/")
    assert "First steps Say where your company is" in said.text

    make.account(fresh)
    assert "First steps" not in first.open("/").text


def test_each_step_is_seen_as_done_from_what_is_there(first, fresh):
    assert first.open("/welcome/").html.count(">done<") == 1

    first.send("/welcome/", name="Nordlicht", time_zone="Asia/Seoul", language="ko")
    make.account(fresh)
    member("ben", fresh, Role.RECRUITER)
    candidate_of(fresh)

    said = first.open("/welcome/")
    assert said.html.count(">done<") == 5
    fresh.refresh_from_db()
    assert (fresh.name, fresh.time_zone, fresh.language) == ("Nordlicht", "Asia/Seoul", "ko")
    assert Change.objects.get(subject="company").fields["time_zone"] == ["UTC", "Asia/Seoul"]


def test_a_company_that_is_in_utc_is_asked_no_more(first, fresh):
    first.send("/welcome/", name="main", time_zone="UTC", language="en")

    assert "Say where your company is skipped" in first.open("/welcome/").text


def test_a_time_zone_that_there_is_not_is_refused(first, fresh):
    said = first.send("/welcome/", name="main", time_zone="Mars/Olympus", language="en")

    assert said.status == 422
    assert "There is no time zone “Mars/Olympus”" in said.text


def test_one_step_is_skipped_or_all_of_them(first, fresh):
    first.send("/welcome/skip/", step="candidates")
    assert "Import candidates skipped" in first.open("/welcome/").text
    assert "First steps" in first.open("/").text

    first.send("/welcome/skip/", step="")
    assert "First steps Say" not in first.open("/").text
    assert not Candidate.objects.exists()


def test_only_who_can_take_them_is_led_through_the_steps(alice, acme):
    page = reader(alice)

    assert "First steps" not in page.open("/").text
    assert page.open("/welcome/").status == 403
    assert page.send("/welcome/skip/", step="").status == 403
    acme.refresh_from_db()
    assert acme.skipped_steps == []
