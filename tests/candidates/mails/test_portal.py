"""The candidate's own page: who is let in, what they can do, and what nobody learns from it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate, Change, Comment, Mail
from candidates.services.workflow import advance
from config.redaction import redact
from interviews.models import Interview
from tests import make
from tests.candidates.mails.people import candidate_of, manager, post_all
from tests.pages.conftest import Reader

PASSWORD = "four words that rhyme"
OTHER = "a wholly different phrase"
DAY = timedelta(days=1)


@pytest.fixture
def guest(acme, alice):
    """Minji, who was invited a moment ago."""
    made = candidate_of(acme)
    advance(made.pk, manager(acme, alice, now=timezone.now()))
    return Candidate.objects.get(pk=made.pk)


def visitor():
    return Reader(Client(raise_request_exception=False))


def home(candidate):
    return f"/c/{candidate.activation_key}/"


def confirmed(guest, browser=None):
    browser = browser or visitor()
    said = browser.send(home(guest) + "confirm/", password=PASSWORD, again=PASSWORD)
    assert "Thank you, you have confirmed." in said.text
    guest.refresh_from_db()
    return browser


def now_is(candidate):
    candidate.refresh_from_db()
    return candidate.status


def test_the_key_shows_who_what_and_until_when(guest):
    said = visitor().open(home(guest))

    assert said.status == 200
    assert "Please confirm your interview" in said.text
    assert "Acme looks forward to talking with you" in said.text
    assert "(Asia/Seoul, KST, UTC+09:00)" in said.text
    assert "(Europe/Berlin, " in said.text
    assert "Questions? alice@acme.example" in said.text


def test_an_interview_is_shown_on_the_candidates_clock_and_the_teams(guest):
    start = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + 2 * DAY
    Interview.objects.create(
        company=guest.company, candidate=guest, title="System design", status="scheduled",
        start_at=start, end_at=start + timedelta(minutes=45), begins_at=start,
        meeting_url="https://acme.zoom.us/j/1", created_at=start, updated_at=start,
    )  # fmt: skip

    browser = visitor()
    said = browser.open(home(guest))
    file = browser.client.get(home(guest) + "interview.ics")

    assert "18:00–18:45 KST, Seoul" in said.text
    assert "for the team in Berlin" in said.text
    assert "System design" in said.text
    assert "Zoom" in said.text
    assert "BEGIN:VCALENDAR" in file.content.decode()


def test_the_address_is_told_to_nobody(guest):
    browser = visitor()
    for path in (home(guest), home(guest) + "time/", home(guest) + "sure/", "/c/nobody/"):
        response = browser.client.get(path)
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "<script" not in response.content.decode()
    line = f"Not Found: {home(guest)} https://hub.example{home(guest)}time/"
    assert guest.activation_key not in redact(line)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "skipped"},
        {"status": "new"},
        {"deleted_at": timezone.now(), "deleted_reason": "person"},
    ],
)
@pytest.mark.parametrize("path", ["", "time/", "interview.ics"])
def test_who_is_not_welcome_gets_the_same_page_as_a_wrong_key(guest, change, path):
    Candidate.objects.filter(pk=guest.pk).update(**change)

    theirs, nobodys = visitor().open(home(guest) + path), visitor().open("/c/nobody/" + path)

    assert (theirs.status, theirs.html) == (404, nobodys.html)


@pytest.mark.parametrize("path", ["confirm/", "sign-in/", "start/", "withdraw/", "language/"])
def test_a_skipped_candidate_can_do_nothing(guest, path):
    Candidate.objects.filter(pk=guest.pk).update(status="skipped")

    assert visitor().send(home(guest) + path, password=PASSWORD, again=PASSWORD).status == 404
    assert now_is(guest) == "skipped"


def test_a_vendors_candidate_has_no_page_here(guest):
    Candidate.objects.filter(pk=guest.pk).update(account=make.account(guest.company), remote_id="7")

    assert visitor().open(home(guest)).status == 404


def test_a_password_confirms_and_is_noted_as_the_candidates_doing(guest):
    confirmed(guest)

    change = Change.objects.filter(subject_id=guest.pk, subject="candidate").latest("pk")
    assert (guest.status, bool(guest.confirmed_at)) == ("confirmed", True)
    assert (change.source, change.actor, change.fields["status"][1]) == (
        "portal",
        None,
        "confirmed",
    )
    assert PASSWORD not in guest.password


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": PASSWORD, "again": "another one, really"}, "are not the same"),
        ({"password": "minji@example.org", "again": "minji@example.org"}, "too similar"),
        ({"password": "123456789012345", "again": "123456789012345"}, "numeric"),
        ({"password": "", "again": ""}, "This field is required."),
    ],
)
def test_a_weak_password_confirms_nothing(guest, given, said):
    page = visitor().send(home(guest) + "confirm/", **given)

    assert page.status == 422
    assert said in page.text
    assert now_is(guest) == "invited"
    assert guest.password == ""


def test_with_a_password_the_key_alone_shows_nothing(guest):
    confirmed(guest)

    said = visitor().open(home(guest))

    assert "You have chosen a password for this page." in said.text
    assert "Minji" not in said.text
    for path in ("start/", "withdraw/", "time/", "zone/", "confirm/"):
        visitor().send(home(guest) + path, text="x", time_zone="UTC", password=PASSWORD)
    assert now_is(guest) == "confirmed"
    assert not Comment.objects.exists()


def test_signing_in_opens_this_page_and_no_other(guest, acme):
    confirmed(guest)
    other = candidate_of(acme, status="confirmed", deadline=timezone.now() + DAY, name="Other")
    Candidate.objects.filter(pk=other.pk).update(activation_key="o" * 43, password=guest.password)
    browser = visitor()

    assert "This is not the password." in browser.send(home(guest) + "sign-in/", password="x").text
    assert "You have confirmed" in browser.send(home(guest) + "sign-in/", password=PASSWORD).text
    assert "Minji Kim" in browser.open(home(guest)).text
    assert "You have chosen a password" in browser.open("/c/" + "o" * 43 + "/").text
    assert browser.client.get("/candidates/").status_code == 302

    browser.send(home(guest) + "sign-out/")
    assert "You have chosen a password" in browser.open(home(guest)).text


def test_another_password_ends_the_sessions_of_the_old_one(guest):
    browser = confirmed(guest)
    Candidate.objects.filter(pk=guest.pk).update(password="!")

    assert "You have chosen a password" in browser.open(home(guest)).text


def test_guessing_is_stopped_even_where_the_guess_is_right(guest):
    confirmed(guest)
    for _ in range(10):
        assert visitor().send(home(guest) + "sign-in/", password="wrong").status == 422

    said = visitor().send(home(guest) + "sign-in/", password=PASSWORD)

    assert said.status == 429
    assert "Too many wrong passwords. Try again in" in said.text


def test_the_way_from_confirmed_to_finished(guest):
    browser = confirmed(guest)

    assert "Your interview has begun." in browser.send(home(guest) + "start/").text
    assert now_is(guest) == "interviewing"
    assert "your interview is finished" in browser.send(home(guest) + "finish/").text
    assert now_is(guest) == "interviewed"
    assert "I am no longer interested" not in browser.open(home(guest)).text


@pytest.mark.parametrize("name", ["start", "finish"])
def test_what_the_table_does_not_allow_is_refused(guest, name):
    said = visitor().send(f"{home(guest)}{name}/")

    assert "That is not possible any more." in said.text or "not set a password" in said.text
    assert now_is(guest) == "invited"


def test_withdrawing_is_asked_about_and_a_manager_can_open_it_again(guest, acme, alice):
    browser = visitor()

    assert "Do you want to withdraw?" in browser.open(home(guest) + "sure/").text
    assert now_is(guest) == "invited"
    said = browser.send(home(guest) + "withdraw/")
    assert "You have withdrawn." in said.text
    assert "they can open it again" in said.text
    assert now_is(guest) == "aborted"

    advance(guest.pk, manager(acme, alice, now=timezone.now()))
    assert now_is(guest) == "confirmed"
    assert guest.mails.latest("pk").subject == "Your interview with Acme is open again"


def test_one_wish_for_another_time_that_can_be_taken_back(guest):
    browser = visitor()

    said = browser.send(home(guest) + "time/", text="Monday <b>after</b> 10")
    assert "You asked for another time: Monday <b>after</b> 10" in said.text
    again = browser.send(home(guest) + "time/", text="Or Tuesday")
    assert "asked for another time already" in again.text
    [wish] = Comment.objects.all()
    assert (wish.kind, wish.author, wish.candidate_id) == ("asked", None, guest.pk)

    browser.send(home(guest) + "time/take-back/")
    assert not Comment.objects.exists()
    assert browser.send(home(guest) + "time/", text="").status == 422


def test_an_expired_invitation_says_so_and_whom_to_ask(guest):
    Candidate.objects.filter(pk=guest.pk).update(deadline=timezone.now() - timedelta(minutes=1))
    browser = visitor()

    said = browser.open(home(guest))
    assert "This invitation is over" in said.text
    assert "alice@acme.example" in said.text
    assert "Set the password" not in said.text
    refused = browser.send(home(guest) + "confirm/", password=PASSWORD, again=PASSWORD)
    assert "while an invitation is open" in refused.text
    browser.send(home(guest) + "time/", text="Monday")
    browser.send(home(guest) + "withdraw/")
    guest.refresh_from_db()
    assert (guest.status, guest.password, Comment.objects.count()) == ("invited", "", 0)


@pytest.mark.parametrize(
    ("language", "said"),
    [("ko", "면접을 확정해 주십시오"), ("de", "Bitte bestätigen Sie Ihr Interview")],
)
def test_the_language_is_switched_on_the_page_and_kept_for_mails(guest, language, said):
    page = visitor().send(home(guest) + "language/", language=language)

    guest.refresh_from_db()
    assert said in page.text
    assert f'<html lang="{language}"' in " ".join(page.html.split())
    assert guest.language == language


def test_times_are_shown_where_the_candidate_says_to_be(guest):
    browser = visitor()

    said = browser.send(home(guest) + "zone/", time_zone="America/Sao_Paulo")
    assert "(America/Sao_Paulo, UTC−03:00)" in said.text
    wrong = browser.send(home(guest) + "zone/", time_zone="Mars/Olympus")
    assert "There is no time zone “Mars/Olympus”." in wrong.text


def test_a_page_costs_the_same_number_of_statements(guest, django_assert_max_num_queries):
    client = Client()
    client.get(home(guest))

    with django_assert_max_num_queries(6):
        client.get(home(guest))


def asked_anew(guest, smtp):
    """The address in the mail of somebody who has a password and forgot it."""
    Mail.objects.all().delete()
    said = visitor().send(home(guest) + "forgotten/")
    post_all(timezone.now() + timedelta(minutes=1))
    found = re.search(r"/c/\S+/password/\S+/", smtp.taken[-1].get_body(["plain"]).get_content())
    return said, found[0]


def test_a_forgotten_password_is_chosen_anew_and_ends_what_the_old_one_opened(guest, smtp):
    elsewhere = confirmed(guest)
    said, path = asked_anew(guest, smtp)

    browser = visitor()
    done = browser.send(path, password=OTHER, again=OTHER)

    assert "A mail is on its way" in said.text
    assert smtp.taken[-1]["To"] == guest.email
    assert "Your new password is set." in done.text
    assert "Sign in" in elsewhere.open(home(guest)).text
    assert "Sign in" not in browser.open(home(guest)).text
    assert now_is(guest) == "confirmed"
    assert "opens nothing any more" in visitor().open(path).text


def test_a_used_address_changes_no_password(guest, smtp):
    confirmed(guest)
    path = asked_anew(guest, smtp)[1]
    visitor().send(path, password=OTHER, again=OTHER)

    said = visitor().send(path, password=PASSWORD, again=PASSWORD)

    assert "used already" in said.text
    signed = visitor().send(home(guest) + "sign-in/", password=OTHER)
    assert "Sign in" not in signed.text


@pytest.mark.parametrize("token", ["x", "set-password", "d0-" + "0" * 32])
def test_a_made_up_address_sets_no_password(guest, token):
    path = f"{home(guest)}password/{token}/"
    visitor().send(path, password=OTHER, again=OTHER)

    guest.refresh_from_db()
    assert guest.password == ""
    assert "opens nothing any more" in visitor().open(path).text


def test_who_has_no_password_gets_no_mail_about_one(guest):
    Mail.objects.all().delete()

    visitor().send(home(guest) + "forgotten/")

    assert not Mail.objects.exists()


def test_the_address_of_another_password_is_not_in_the_outbox(guest, smtp):
    confirmed(guest)
    path = asked_anew(guest, smtp)[1]

    mail = Mail.objects.get()
    key, token = path.split("/")[2], path.split("/")[4]
    assert key not in mail.text + mail.html
    assert token not in mail.text + mail.html
    assert mail.state == "sent"
    assert redact(f"GET {path}") == "GET /c/[redacted]/password/[redacted]/"
