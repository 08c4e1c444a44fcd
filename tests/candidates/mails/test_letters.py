"""What an invitation says: in whose language, in which zones, with which interviews in its calendar file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from candidates.ical import calendar_of
from candidates.models import Candidate, Mail, Project
from candidates.ports import Appointment
from candidates.services.workflow import advance, set_deadline
from interviews.models import Interview
from interviews.selectors.appointments import Diary
from tests import make
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


def project_of(company, **fields):
    values = {"name": "Backend Engineer", "created_at": NOW, "updated_at": NOW} | fields
    return Project.objects.create(company=company, **values)


def interview_of(candidate: Candidate, **fields: object) -> Interview:
    values = {
        "title": "System design",
        "status": "scheduled",
        "start_at": NOW + DAY,
        "end_at": NOW + DAY + 45 * MINUTE,
        "begins_at": NOW + DAY,
        "created_at": NOW,
        "updated_at": NOW,
    } | fields
    return Interview.objects.create(company=candidate.company, candidate=candidate, **values)


def test_the_deadline_stands_in_both_zones_with_names_and_offsets(acme):
    one = candidate_of(acme, deadline=datetime(2026, 11, 12, 22, 59, tzinfo=UTC))

    text = mail_to(advanced(one)).text

    assert "Fri 13 Nov 2026, 07:59 (Asia/Seoul, KST, UTC+09:00)" in text
    assert "Thu 12 Nov 2026, 23:59 (Europe/Berlin, CET, UTC+01:00)" in text


def advanced(candidate):
    return advance(candidate.pk, manager(candidate.company))


@pytest.mark.parametrize(
    ("own", "company", "deadline", "said"),
    [
        (
            "America/New_York",
            "Australia/Sydney",
            datetime(2026, 4, 4, 16, 30, tzinfo=UTC),  # Sydney's second 02:30
            [
                "Sat 4 Apr 2026, 12:30 (America/New_York, EDT, UTC−04:00)",
                "Sun 5 Apr 2026, 02:30 (Australia/Sydney, AEST, UTC+10:00)",
            ],
        ),
        (
            "Australia/Sydney",
            "Europe/Berlin",
            datetime(2026, 10, 3, 16, tzinfo=UTC),  # Sydney goes from 02:00 to 03:00
            [
                "Sun 4 Oct 2026, 03:00 (Australia/Sydney, AEDT, UTC+11:00)",
                "Sat 3 Oct 2026, 18:00 (Europe/Berlin, CEST, UTC+02:00)",
            ],
        ),
        (
            "America/Sao_Paulo",
            "Europe/Berlin",
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # Berlin's first 02:30
            [
                "Sat 24 Oct 2026, 21:30 (America/Sao_Paulo, UTC−03:00)",
                "Sun 25 Oct 2026, 02:30 (Europe/Berlin, CEST, UTC+02:00)",
            ],
        ),
    ],
)
def test_days_on_which_clocks_change_are_told_without_doubt(acme, own, company, deadline, said):
    acme.time_zone = company
    acme.save()
    early = deadline - 5 * DAY
    one = candidate_of(acme, time_zone=own, deadline=deadline)

    advance(one.pk, manager(acme, now=early))

    assert "\n".join(said) in mail_to(one).text


def test_who_lives_where_the_company_is_reads_one_time(acme):
    text = mail_to(invited(acme, time_zone="Europe/Berlin")).text

    assert text.count("23:59") == 1


@pytest.mark.parametrize(
    ("own", "project", "company", "said"),
    [
        ("ko", "de", "en", "안녕하세요"),
        (None, "de", "ko", "Guten Tag"),
        (None, "", "ko", "안녕하세요"),
        ("fr", "", "de", "Guten Tag"),
        ("de-AT", "ko", "en", "Guten Tag"),
        (None, "", "en", "Hello"),
    ],
)
def test_the_language_is_the_candidates_else_the_projects_else_the_companys(
    acme, own, project, company, said
):
    acme.language = company
    acme.save()

    mail = mail_to(invited(acme, language=own, project=project_of(acme, language=project)))

    assert mail.text.startswith(said)
    assert f'<html lang="{mail.language}">' in mail.html


def test_an_invitation_names_company_project_and_candidate(acme):
    mail = mail_to(invited(acme, project=project_of(acme)))

    assert mail.subject == "Acme invites you to an interview: Backend Engineer"
    assert mail.text.startswith("Hello Minji Kim,")


def test_markup_in_a_name_stays_text(acme):
    mail = mail_to(invited(acme, name="<b>Kim</b> & <script>alert(1)</script>"))

    assert "<b>Kim" not in mail.html
    assert "&lt;script&gt;" in mail.html


def test_an_interview_with_a_time_comes_as_a_calendar_file(hasty, smtp):
    one = candidate_of(hasty)
    interview_of(one, location="Room Elbe", version=4)
    interview_of(one, start_at=None, end_at=None, begins_at=None, status="draft")
    advanced(one)
    post_all(NOW)

    [part] = smtp.taken[0].iter_attachments()
    [event] = Calendar.from_ical(part.get_content()).walk("VEVENT")

    assert part.get_content_type() == "text/calendar"
    assert part.get_filename() == "interview.ics"
    assert event.decoded("dtstart") == NOW + DAY
    assert event.decoded("dtend") == NOW + DAY + 45 * MINUTE
    assert (event["sequence"], event["status"], event["location"]) == (4, "CONFIRMED", "Room Elbe")
    assert "System design\nFri 6 Nov 2026, 18:42–19:27 (Asia/Seoul, KST, UTC+09:00)" in (
        mail_to(one).text
    )


def test_the_same_interview_has_the_same_uid_and_a_growing_sequence(acme):
    one = candidate_of(acme)
    it = interview_of(one)
    advanced(one)
    first = event_in(mail_to(one))
    it.version += 1
    it.save()
    set_deadline(one.pk, NOW + 2 * DAY, manager(acme))

    second = event_in(mail_to(one))

    assert first["uid"] == second["uid"] == f"interview-{it.pk}@testserver"
    assert second["sequence"] == first["sequence"] + 1


def event_in(mail: Mail):
    [event] = Calendar.from_ical(mail.calendar).walk("VEVENT")
    return event


def test_all_day_and_cancelled_interviews_are_told_as_such():
    days = Appointment(
        key="a",
        title="On site",
        starts=date(2026, 11, 9),
        ends=None,
        time_zone=None,
        location=None,
        meeting_url="https://meet.example/1",
        cancelled=True,
    )

    [event] = Calendar.from_ical(calendar_of([days], "Acme", now=NOW)).walk("VEVENT")

    assert event.decoded("dtstart") == date(2026, 11, 9)
    assert event.decoded("dtend") == date(2026, 11, 9) + timedelta(days=1)
    assert (event["status"], event["url"]) == ("CANCELLED", "https://meet.example/1")


def test_a_vendors_panel_is_named_without_who_declined(acme):
    panel = [("Felix Baumann", "accepted"), ("Ravi Menon", "declined")]
    shown = make.interview(make.account(acme), NOW, panel=panel)

    [found] = Diary().appointments([shown.candidate])[shown.candidate_id]

    assert found.with_whom == ("Felix Baumann",)
