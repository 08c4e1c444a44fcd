"""What is over for long is forgotten at night; what lives, or is worked on, never."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from candidates.models import AccessToken, Batch, BatchRow, Candidate, Mail, UserSession
from candidates.services.tokens import issue_token, revoke_token
from config import environment
from connectors.services import schedule
from tests.candidates.mails.people import DAY, NOW, candidate_of, invited, mail_to

OLD, FRESH = NOW - 91 * DAY, NOW - 89 * DAY


def batch(company, state, at):
    made = Batch.objects.create(
        company=company, state=state, source="page", created_at=at, done_at=at, total=1
    )
    BatchRow.objects.create(batch=made, number=1, values={"name": "Minji Kim"})
    return made


@pytest.mark.parametrize(
    ("state", "at", "kept"),
    [
        ("done", OLD, False),
        ("done", FRESH, True),
        ("undone", OLD, False),
        ("failed", OLD, False),
        ("mapping", OLD, False),
        ("ready", OLD, False),
        ("ready", FRESH, True),
        ("running", OLD, True),
    ],
)
def test_an_import_that_is_over_is_forgotten_with_its_rows(acme, state, at, kept):
    batch(acme, state, at)

    schedule.tidy(now=NOW)

    assert Batch.objects.exists() is BatchRow.objects.exists() is kept


def test_what_an_import_made_stays(acme):
    made = candidate_of(acme)
    BatchRow.objects.filter(batch=batch(acme, "done", OLD)).update(candidate=made)

    schedule.tidy(now=NOW)

    assert Candidate.objects.get() == made


def test_many_old_imports_are_forgotten_in_one_night(acme):
    for _number in range(45):
        batch(acme, "done", OLD)

    schedule.tidy(now=NOW)

    assert not Batch.objects.exists()


def test_tokens_that_open_nothing_are_forgotten_after_their_time(acme, alice):
    def token(at, **life):
        return issue_token(company=acme, user=alice, now=at, **life)[0]

    token(OLD - 2 * DAY)
    ended = token(OLD, permanent=True)
    revoke_token(token=ended, now=OLD)
    lately = token(FRESH, permanent=True)
    revoke_token(token=lately, now=FRESH)
    living = token(OLD, permanent=True)

    schedule.tidy(now=NOW)

    assert set(AccessToken.objects.all()) == {lately, living}


def test_sessions_that_are_over_are_forgotten(db):
    for key, end in (("over", NOW - DAY), ("lives", NOW + DAY)):
        UserSession.objects.create(session_key=key, session_data="", expire_date=end)

    schedule.tidy(now=NOW)

    assert [row.pk for row in UserSession.objects.all()] == ["lives"]


@pytest.mark.parametrize(
    ("state", "at", "kept"),
    [
        ("sent", OLD, False),
        ("sent", FRESH, True),
        ("discarded", OLD, False),
        ("failed", OLD, True),
        ("unknown", OLD, True),
        ("waiting", None, True),
    ],
)
def test_what_a_mail_said_is_forgotten_and_that_it_was_sent_is_not(acme, state, at, kept):
    mail = mail_to(invited(acme))
    Mail.objects.filter(pk=mail.pk).update(state=state, done_at=at, calendar="BEGIN:VCALENDAR")

    schedule.tidy(now=NOW)

    after = Mail.objects.get(pk=mail.pk)
    assert bool(after.text) is bool(after.html) is bool(after.calendar) is kept
    assert (after.recipient, after.subject, after.state, after.done_at) == (
        mail.recipient,
        mail.subject,
        state,
        at,
    )


def test_a_forgotten_mail_costs_nothing_the_next_night(acme, django_assert_max_num_queries):
    mail = mail_to(invited(acme))
    Mail.objects.filter(pk=mail.pk).update(state="sent", done_at=OLD)
    schedule.tidy(now=NOW)

    with django_assert_max_num_queries(100) as asked:
        schedule.tidy(now=NOW)

    assert not [one for one in asked.captured_queries if one["sql"].startswith("UPDATE")]


def test_how_long_it_is_kept_is_a_setting(acme, settings):
    settings.KEEP_DAYS = 7
    batch(acme, "done", NOW - timedelta(days=8))

    schedule.tidy(now=NOW)

    assert not Batch.objects.exists()


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "٣"])
def test_a_number_of_days_that_is_none_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("KEEP_DAYS", value)

    with pytest.raises(ImproperlyConfigured, match="KEEP_DAYS is a number of days"):
        environment.days("KEEP_DAYS", 90)
