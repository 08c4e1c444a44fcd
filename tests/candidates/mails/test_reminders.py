"""Reminders by hand and by schedule, on days of 23, 24 and 25 hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.mail.text import days_left, days_said
from candidates.models import Candidate, Company, Mail
from candidates.services.reminders import remind, write_due
from candidates.services.workflow import advance, set_deadline, skip
from candidates.transitions import TransitionRefused
from tests.candidates.mails.people import (
    DAY,
    MINUTE,
    NOW,
    candidate_of,
    invited,
    mail_to,
    manager,
    post_all,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def reminding(acme: Company) -> Company:
    acme.remind_days = [1, 3]
    acme.save()
    return acme


def reminders(candidate):
    return Mail.objects.filter(candidate=candidate, kind="reminder")


def test_a_reminder_by_hand_goes_through_the_outbox(hasty, alice, smtp):
    one = invited(hasty)
    later = NOW + HOUR
    remind(one.pk, manager(hasty, alice, now=later))

    post_all(later)

    assert smtp.taken[-1]["Subject"] == "Reminder: your interview with Acme"
    assert smtp.taken[-1]["Reply-To"] == "alice@acme.example"


def test_a_second_reminder_by_hand_waits_a_while(acme):
    one = invited(acme)
    remind(one.pk, manager(acme))

    with pytest.raises(TransitionRefused, match="within the last 30 minutes"):
        remind(one.pk, manager(acme, now=NOW + 29 * MINUTE))
    remind(one.pk, manager(acme, now=NOW + 30 * MINUTE))

    assert reminders(one).count() == 2


@pytest.mark.parametrize("status", ["new", "interviewing", "interviewed", "aborted", "skipped"])
def test_only_who_is_invited_or_confirmed_is_reminded(reminding, status):
    one = candidate_of(reminding, status=status, deadline=NOW + HOUR)

    with pytest.raises(TransitionRefused, match="Only candidates who are invited or confirmed"):
        remind(one.pk, manager(reminding))

    assert write_due(NOW) == 0
    assert not Mail.objects.exists()


def test_each_reminder_of_the_schedule_is_written_once_and_the_last_due_only(reminding):
    one = candidate_of(reminding, status="invited", deadline=NOW + 10 * DAY)

    written = {hours: write_due(NOW + hours * HOUR) for hours in range(0, 10 * 24 + 2, 1)}

    assert [hours for hours, number in written.items() if number] == [7 * 24, 9 * 24]
    assert list(reminders(one).values_list("days_before", flat=True)) == [3, 1]


def test_a_schedule_that_slept_writes_one_reminder_not_two(reminding):
    one = candidate_of(reminding, status="invited", deadline=NOW + 10 * DAY)

    assert [write_due(NOW + 9 * DAY + HOUR), write_due(NOW + 9 * DAY + 2 * HOUR)] == [1, 0]
    assert reminders(one).get().days_before == 1


def test_a_new_deadline_arms_the_reminders_again(reminding):
    one = candidate_of(reminding, status="invited", deadline=NOW + 3 * DAY)
    assert write_due(NOW) == 1

    set_deadline(one.pk, NOW + 30 * DAY, manager(reminding))
    assert write_due(NOW) == 0
    assert mail_to(one).state == "discarded"
    assert write_due(NOW + 27 * DAY) == 1

    set_deadline(one.pk, NOW + 29 * DAY, manager(reminding, now=NOW + 27 * DAY))
    assert write_due(NOW + 27 * DAY) == 1
    assert reminders(one).count() == 3


def test_who_was_invited_that_late_is_not_reminded_at_once(reminding):
    one = candidate_of(reminding, deadline=NOW + 2 * DAY)
    advance(one.pk, manager(reminding))

    assert write_due(NOW + MINUTE) == 0
    assert write_due(NOW + DAY) == 1


def test_whoever_is_skipped_while_a_reminder_waits_is_not_reminded(reminding, smtp):
    one = candidate_of(reminding, status="invited", deadline=NOW + 3 * DAY)
    write_due(NOW)
    skip(one.pk, manager(reminding))

    post_all(NOW + 2 * MINUTE)

    assert (mail_to(one).problem, smtp.taken) == ("The candidate is Skipped by now.", [])


def test_a_batch_costs_the_same_however_many(reminding, globex, django_assert_num_queries):
    globex.remind_days = [2]
    globex.save()
    for number in range(30):
        company = globex if number % 3 else reminding
        candidate_of(company, status="invited", deadline=NOW + DAY, name=f"Number {number}")

    with django_assert_num_queries(
        7
    ):  # companies, savepoint, candidates, interviews, words, mails, savepoint
        assert write_due(NOW) == 30


def test_a_setting_that_makes_no_sense_reminds_nobody(acme):
    Company.objects.filter(pk=acme.pk).update(remind_days=["x", -1, None, True, 1.5, 4000])
    candidate_of(acme, status="invited", deadline=NOW + MINUTE)

    assert write_due(NOW) == 0
    assert days_said({"1": 1}) == []


@pytest.mark.parametrize(
    ("zone", "deadline", "hours"),
    [
        # the clocks of Berlin go forward on 29 March 2026, back on 25 October
        ("Europe/Berlin", "2026-03-29T23:59", 23),
        ("Europe/Berlin", "2026-10-25T23:59", 25),
        # those of Sydney go back on 5 April 2026, forward on 4 October
        ("Australia/Sydney", "2026-04-05T23:59", 25),
        ("Australia/Sydney", "2026-10-04T23:59", 23),
        ("Asia/Seoul", "2026-10-25T23:59", 24),
    ],
)
def test_a_day_before_is_the_same_time_of_the_day_before(acme, zone, deadline, hours):
    Company.objects.update(time_zone=zone, remind_days=[1])
    at = datetime.fromisoformat(deadline).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    candidate_of(Company.objects.get(pk=acme.pk), status="invited", deadline=at)

    due = at - timedelta(hours=hours)

    assert (write_due(due - MINUTE), write_due(due)) == (0, 1)


@given(
    st.lists(st.integers(0, 30), max_size=4),
    st.integers(-40 * 24, 40 * 24),
    st.sampled_from(["UTC", "Europe/Berlin", "Australia/Sydney", "America/Sao_Paulo"]),
)
def test_the_reminder_that_is_due_is_the_nearest_day_that_has_begun(days, ahead, zone):
    deadline = NOW + ahead * HOUR

    found = days_left(days, deadline, ZoneInfo(zone), now=NOW)

    if found is None:
        assert deadline <= NOW or all(deadline - NOW > (day * 24 - 1) * HOUR for day in days)
    else:
        assert deadline > NOW
        assert deadline - NOW <= (found * 24 + 1) * HOUR
        nearer = [day for day in days if day < found]
        assert all(deadline - NOW > (day * 24 - 1) * HOUR for day in nearer)


def test_an_expired_one_is_not_reminded_even_before_the_clock_has_noted_it(reminding):
    one = candidate_of(reminding, status="invited", deadline=NOW - MINUTE)

    with pytest.raises(TransitionRefused, match="this one is Expired"):
        remind(one.pk, manager(reminding))
    assert write_due(NOW) == 0
    assert Candidate.objects.get(pk=one.pk).status == "invited"
