"""Where somebody is signed in, what they sign in with, and how the rest of it ends."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from candidates.models import AccessToken, UserSession
from candidates.services.tokens import issue_token
from tests import make
from tests.candidates.mails.people import NOW
from tests.conftest import PASSWORD
from tests.pages.conftest import Reader

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1"
NEW = "a wholly different phrase"


def signed_in(name: str = "alice", agent: str = FIREFOX) -> Reader:
    browser = Reader(Client(raise_request_exception=False, headers={"user-agent": agent}))
    browser.send("/login/", username=name, password=PASSWORD)
    return browser


def is_in(browser: Reader) -> bool:
    return browser.client.get("/").status_code == 200


def test_each_browser_is_listed_with_what_it_is(alice, bob):
    here, _phone, _other = signed_in(), signed_in(agent=IPHONE), signed_in("bob")

    said = here.open("/settings/access/")

    assert "Where you are signed in 2" in said.text
    assert "Firefox, Linux · here since" in said.text
    assert "Safari, iPhone since" in said.text


def test_everywhere_else_is_signed_out_and_nobody_elses_session_ends(alice, bob):
    here, phone, other = signed_in(), signed_in(agent=IPHONE), signed_in("bob")

    said = here.send("/settings/access/elsewhere/")

    assert "You are signed out in 1 other place." in said.text
    assert [is_in(one) for one in (here, phone, other)] == [True, False, True]


def test_a_new_password_ends_the_other_sessions(alice):
    here, phone = signed_in(), signed_in(agent=IPHONE)

    said = here.send(
        "/settings/access/password/", old_password=PASSWORD, new_password1=NEW, new_password2=NEW
    )

    assert "Your password is changed" in said.text
    assert [is_in(here), is_in(phone)] == [True, False]
    alice.refresh_from_db()
    assert alice.check_password(NEW)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old_password": "wrong"}, "entered incorrectly"),
        ({"new_password2": "another phrase altogether"}, "match"),
        ({"new_password1": "password1234", "new_password2": "password1234"}, "too common"),
    ],
)
def test_a_password_is_changed_only_with_the_old_one_and_to_a_good_one(alice, given, said):
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW} | given

    page = signed_in().send("/settings/access/password/", **fields)

    assert page.status == 422
    assert said in page.text
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_a_session_says_whose_it_is_only_while_somebody_is_signed_in(alice):
    browser = signed_in()
    assert UserSession.objects.get(user_id=alice.pk).get_decoded()[SESSION_KEY] == str(alice.pk)

    browser.send("/logout/")

    assert not UserSession.objects.filter(user_id=alice.pk).exists()


def test_a_token_is_shown_once_and_opens_the_api_until_it_is_revoked(alice, acme):
    browser = signed_in()
    page = browser.send("/settings/access/tokens/", name="Export", days=7)
    secret = re.search(r'id="new-token" value="([0-9a-f]{40})"', page.html)[1]
    path = f"/api/v3/companies/{acme.pk}/projects/"
    api = Client(headers={"authorization": f"Token {secret}"})

    assert secret not in browser.open("/settings/access/").html
    assert api.get(path).status_code == 200
    browser.send(f"/settings/access/tokens/{AccessToken.objects.get().pk}/end/")
    assert api.get(path).status_code == 401
    assert "Export" not in browser.open("/settings/access/").text


@pytest.mark.parametrize("given", [{"days": 31}, {"days": 0}, {"days": ""}, {"name": ""}])
def test_a_token_without_an_end_or_a_name_is_not_made(alice, given):
    page = signed_in().send("/settings/access/tokens/", **({"name": "x", "days": 7} | given))

    assert page.status == 422
    assert not AccessToken.objects.exists()


def test_another_persons_token_is_not_found(alice, bob, acme):
    token, _secret = issue_token(company=acme, user=bob, name="Bobs", now=NOW)
    browser = signed_in()

    assert "Bobs" not in browser.open("/settings/access/").text
    assert browser.send(f"/settings/access/tokens/{token.pk}/end/").status == 404
    token.refresh_from_db()
    assert token.revoked_at is None


@pytest.mark.parametrize(
    ("chosen", "first"), [("", "Mon"), ("1", "Mon"), ("6", "Sat"), ("7", "Sun")]
)
def test_the_week_begins_on_the_day_that_was_chosen(acme, alice, chosen, first):
    """A day off on which nothing takes place has no column, so something does on each."""
    alice.first_weekday, alice.language = chosen, "de"
    alice.save()
    account = make.account(acme)
    for day in range(3):
        make.interview(account, datetime(2026, 10, 31, 10, tzinfo=UTC) + timedelta(days=day))
    browser = signed_in()

    text = browser.open("/calendar/", date="2026-11-05", view="week").text

    german = {"Mon": "2. Nov", "Sat": "31. Okt", "Sun": "1. Nov"}
    days = [text.index(day) for day in german.values() if day in text]
    assert text.index(german[first]) == min(days)


@pytest.mark.parametrize("door", ["/login/", "/admin/login/"])
def test_passwords_are_not_guessed_for_ever(bob, door):
    guesser = Client()
    for _guess in range(10):
        guesser.post(door, {"username": "BOB", "password": "wrong"})

    refused = guesser.post(door, {"username": "bob", "password": PASSWORD})
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post(
        door, {"username": "bob", "password": PASSWORD}
    )

    assert refused.status_code == 200
    assert "Too many wrong passwords. Try again in" in refused.content.decode()
    assert elsewhere.status_code == 302


def test_signing_in_often_is_no_guessing(alice):
    for _time in range(12):
        assert Client().post("/login/", {"username": "alice", "password": PASSWORD}).url == "/"
