import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidates.models import Change
from interviews.models import Conflict, InterviewerIdentity
from tests import make


def monday_noon():
    now = timezone.now()
    noon = now.replace(hour=11, minute=0, second=0, microsecond=0)
    return noon + timedelta(days=7 - noon.weekday())


@pytest.fixture
def roundhr(acme):
    return make.account(acme, "RoundHR Seoul", vendor="roundhr")


@pytest.fixture
def clash(acme, greenhouse, roundhr):
    """Felix is needed twice at once next Monday."""
    first = make.interview(greenhouse, monday_noon())
    second = make.interview(roundhr, monday_noon(), candidate="Jonas Weber")
    make.keep(acme)
    return first, second


def felix():
    return InterviewerIdentity.objects.get(email=make.mail("Felix Baumann"))


def test_the_list_tells_load_conflicts_and_what_is_not_reported(coordinator, clash):
    page = coordinator.open("/interviewers/")

    assert "Felix Baumann felix.baumann@nordlicht.example" in page.text
    assert "not reported by Greenhouse Berlin, RoundHR Seoul" in page.text
    assert 'aria-label="Felix Baumann: 2 interviews"' in page.html


def test_those_without_a_name_come_last_over_the_pages(coordinator, clash, acme):
    for place in range(51):
        InterviewerIdentity.objects.create(company=acme, email=f"a{place:02}@partner.example")

    first = coordinator.open("/interviewers/")
    after = first.html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    rest = coordinator.open("/interviewers/" + unescape(after))

    assert first.text.index("Felix Baumann") < first.text.index("a00@partner.example")
    assert "a50@partner.example" in rest.text
    assert "Felix Baumann" not in rest.text


def test_feedback_time_is_the_median(coordinator, acme, greenhouse):
    over = timezone.now() - timedelta(days=3)
    one = make.interview(greenhouse, over, status="completed")
    given = one.end_at + timedelta(hours=5)
    make.tell(greenhouse, "scorecard", "s", user_remote_id="Felix Baumann", submitted_at=given)
    seat = one.interviewers.get()
    make.tell(greenhouse, "interviewer", seat.remote_id, scorecard_remote_id="s")
    make.keep(acme)

    assert "5 hours" in coordinator.open("/interviewers/").text


def test_filters_and_what_they_leave(coordinator, clash, greenhouse):
    make.tell(greenhouse, "user", "Tom Ellery", name="Tom Ellery", email=make.mail("Tom Ellery"))

    assert "Tom Ellery" not in coordinator.open("/interviewers/", q="felix").text
    assert "Tom Ellery" not in coordinator.open("/interviewers/", only="conflicts").text
    assert "No interviewer matches" in coordinator.open("/interviewers/", only="paused").text
    assert "Show: " in coordinator.open("/interviewers/", only="nonsense").text


def test_a_page_starts_after_the_last_one(coordinator, acme, greenhouse):
    InterviewerIdentity.objects.bulk_create(
        InterviewerIdentity(company=acme, email=f"{n}@x.example", name=f"Person {n:03}")
        for n in range(55)
    )
    first = coordinator.open("/interviewers/")
    cursor = first.html.split("cursor=")[1].split('"')[0]

    second = coordinator.open("/interviewers/", cursor=cursor)

    assert "Person 049" in first.text
    assert "Person 050" not in first.text
    assert "Person 050" in second.text
    assert "Person 049" not in second.text


def test_statements_do_not_grow_with_the_rows(coordinator, acme, greenhouse):
    def cost(number):
        for n in range(number):
            make.interview(greenhouse, monday_noon(), panel=[(f"Person {number} {n}", None)])
        make.keep(acme)
        with CaptureQueriesContext(connection) as caught:
            coordinator.open("/interviewers/")
        return len(caught)

    cost(1)
    assert cost(2) == cost(6)


def test_one_interviewer_with_week_conflicts_and_systems(coordinator, clash):
    text = coordinator.open(f"/interviewers/{felix().pk}/").text

    assert "Felix Baumann is needed in two interviews at once for 60 minutes" in text
    assert "2 next week" in text
    assert "Annika Schröder" in text
    assert "Jonas Weber" in text


def test_limits_hours_and_zone_are_set_and_looked_at_at_once(coordinator, clash):
    hours = {f"from_{day}": "13:00" for day in range(5)} | {
        f"until_{day}": "18:00" for day in range(5)
    }
    page = coordinator.send(
        f"/interviewers/{felix().pk}/rules/",
        time_zone="UTC",
        daily_limit="1",
        weekly_limit="",
        **hours,
    )

    assert page.status == 200
    assert "Felix Baumann works 13:00–18:00: this is 11:00–12:00 in UTC" in page.text
    assert "number 2 of a day, at most 1" in page.text
    assert Change.objects.filter(subject="intervieweridentity").count() == 1


def test_half_a_day_of_hours_is_refused_where_it_stands(coordinator, clash):
    page = coordinator.send(f"/interviewers/{felix().pk}/rules/", from_0="09:00")

    assert page.status == 422
    assert "Monday: Give both" in page.text


def test_absences_are_added_and_taken_away(coordinator, clash):
    day = monday_noon().date().isoformat()
    address = f"/interviewers/{felix().pk}/absences/"
    page = coordinator.send(address, first_day=day, last_day=day, reason="Leave")
    assert "Felix Baumann is away" in page.text

    page = coordinator.send(f"{address}{felix().absences.get().pk}/end/")

    assert "Felix Baumann is away" not in page.text


def test_a_suggestion_is_joined_kept_apart_and_undone(coordinator, acme, clash, roundhr):
    make.tell(roundhr, "user", "fb", name="Felix Baumann", email="fb@other.example")
    other = InterviewerIdentity.objects.get(email="fb@other.example").pk
    page = coordinator.open(f"/interviewers/{felix().pk}/")
    assert "The same person? Felix Baumann" in page.text

    page = coordinator.send(f"/interviewers/{felix().pk}/keep_apart/{other}/")
    assert "The same person?" not in page.text
    page = coordinator.send(f"/interviewers/{felix().pk}/suggest_again/{other}/")
    assert "The same person?" in page.text
    page = coordinator.send(f"/interviewers/{felix().pk}/join/{other}/")
    assert "They are one interviewer from now on." in page.text
    assert coordinator.open(f"/interviewers/{other}/").status == 404
    page = coordinator.send(f"/interviewers/{other}/apart/")
    assert "They are two interviewers again." in page.text


def test_a_suggestion_says_what_speaks_for_it(coordinator, clash, roundhr):
    make.tell(roundhr, "user", "fb", name="Felix Baumann", email="fb@other.example")
    make.tell(roundhr, "user", "x", name="F. B.", email="felix.baumann@other.example")

    text = coordinator.open(f"/interviewers/{felix().pk}/").text

    assert "fb@other.example same name" in text
    assert "felix.baumann@other.example same name before the @" in text


def test_a_match_by_address_is_taken_apart_and_stays_so_until_it_is_undone(
    coordinator, clash, stranger
):
    user = felix().ats_users.order_by("pk").last()
    path = f"/interviewers/{felix().pk}/users/{user.pk}"
    assert (
        "is needed in two interviews at once"
        in coordinator.open(f"/interviewers/{felix().pk}/").text
    )
    assert stranger.send(f"{path}/apart/").status == 404

    page = coordinator.send(f"{path}/apart/")

    assert "They are two interviewers from now on." in page.text
    assert "Said not to be the same Felix Baumann" in page.text
    make.tell(user.account, "user", user.remote_id, name="Felix B.", email=user.email)
    user.refresh_from_db()
    assert (user.name, user.identity.email) == ("Felix B.", None)
    assert "two interviews at once" not in coordinator.open(f"/interviewers/{felix().pk}/").text

    page = coordinator.send(f"/interviewers/{user.identity_id}/users/{user.pk}/match/")

    assert "The e-mail address says again who it is." in page.text
    assert "is needed in two interviews at once" in page.text
    assert coordinator.send(f"{path}/match/").status == 404


def test_a_conflict_is_overridden_with_a_reason_only(coordinator, clash):
    address = f"/conflicts/{Conflict.objects.get().pk}/override/"
    here = f"/interviewers/{felix().pk}/"

    assert "Write why it is fine." in coordinator.send(address, reason=" ", next=here).text
    page = coordinator.send(address, reason="A joint interview", next=here)

    assert "Fine: A joint interview" in page.text
    assert "A joint interview" in coordinator.open(f"/interviews/{clash[0].pk}/").text
    page = coordinator.send(address, withdraw="1", next=here)
    assert "It is a conflict again." in page.text


def test_the_interview_tells_its_conflicts(coordinator, clash):
    text = coordinator.open(f"/interviews/{clash[1].pk}/").text

    assert "Felix Baumann is needed in two interviews at once for 60 minutes" in text


def test_another_company_sees_nothing(stranger, clash):
    conflict = Conflict.objects.get().pk

    assert "Felix" not in stranger.open("/interviewers/").text
    assert stranger.open(f"/interviewers/{felix().pk}/").status == 404
    assert stranger.send(f"/interviewers/{felix().pk}/rules/", daily_limit="1").status == 404
    assert stranger.send(f"/conflicts/{conflict}/override/", reason="x").status == 404


def test_nobody_is_there_yet(coordinator):
    assert "There are no interviewers yet" in coordinator.open("/interviewers/").text


def test_the_day_of_a_conflict_shows_it_with_its_reason(coordinator, acme, greenhouse, roundhr):
    at = datetime(2026, 11, 5, 9, tzinfo=UTC)
    make.interview(greenhouse, at, candidate="Jonas Weber", panel=())
    make.interview(greenhouse, at, candidate="Jonas Weber", panel=())
    make.keep(acme)

    text = coordinator.open("/", date="2026-11-05").text

    assert "Jonas Weber is invited to two interviews at once for 60 minutes" in text


def test_whoever_owes_feedback_is_written_to_about_all_of_it(greenhouse, coordinator, acme):
    for number in range(2):
        make.interview(
            greenhouse,
            timezone.now() - timedelta(hours=30 + number),
            candidate=f"Oskar {number}",
            status="awaiting_feedback",
        )
    felix = InterviewerIdentity.objects.get(company=acme, email="felix.baumann@nordlicht.example")

    page = coordinator.open(f"/interviewers/{felix.pk}/")

    [link] = re.findall(r'href="(mailto:[^"]*)"[^>]*>(?:<svg.*?</svg>)?Write about all', page.html)
    assert link.startswith(
        "mailto:felix.baumann%40nordlicht.example?subject=Your%20feedback&amp;body="
    )
    assert "Oskar%200%0D%0A" in link
    assert "Oskar%201%0D%0A" in link
