import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine

from candidates.models import Candidate, Change
from connectors.models import Issue
from interviews.attention.table import TABLE
from interviews.models import Handling, InterviewerIdentity
from interviews.services.queue import sweep
from tests import make
from tests.conftest import member
from tests.make import NOW
from tests.pages.conftest import reader, warm

DECLINED = [("Ravi Menon", "declined")]
THE_ROW = "rsvp.declined seat {}"
GROUP = r'<a href="/queue/([a-z_.]+)/">[^<]+</a></h2>\s*<span class="count">(\d+)</span>'


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.fixture(autouse=True)
def at_the_hour():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def decline(greenhouse):
    """One decline, critical, of an interview that begins in 30 hours."""
    return make.interview(
        greenhouse, NOW + hours(30), panel=DECLINED, external_event_id="hub-made-it"
    )


def row_of(interview):
    return THE_ROW.format(interview.interviewers.get().pk)


def test_an_empty_queue_says_what_was_looked_at(coordinator, greenhouse):
    make.interview(greenhouse, NOW + hours(30))
    make.interview(greenhouse, NOW + hours(100), candidate="Elif Demir", panel=[("Tom", None)])

    text = coordinator.open("/queue/").text

    assert "All clear checked 10:42 CET (Europe/Berlin), 2 interviews to come" in text
    assert "1 without any answer reported" in text
    assert "1 interview from Greenhouse Berlin carries no RSVP" in text
    assert "(1)" not in text


def test_a_row_says_why_when_and_offers_one_action(coordinator, decline):
    page = coordinator.open("/queue/")

    assert "Ravi Menon declined for Annika Schröder" in page.text
    assert "Fri 6 Nov 16:42 CET" in page.text
    assert (
        f'href="/interviews/{decline.pk}/panel/?replace={decline.interviewers.get().pk}"'
        in page.html
    )
    assert "in 30 h" in page.text


def test_a_panel_that_the_vendor_lets_nobody_change_is_not_offered_to_be_changed(
    coordinator, acme, greenhouse
):
    """Greenhouse takes panels, but only of what was made through its API; viasto takes none at all."""
    foreign = make.interview(greenhouse, NOW + hours(30), panel=DECLINED)
    viasto = make.account(acme, "viasto", vendor="viasto", options={"company_id": "1"})
    make.interview(viasto, NOW + hours(31), candidate="Elif Demir", panel=DECLINED)

    page = coordinator.open("/queue/")

    assert "/panel/" not in page.html
    assert f'<a class="btn btn--sm" href="/interviews/{foreign.pk}/">Open' in page.html
    assert "Greenhouse lets only interviews be changed that were made through its API." in page.text
    assert "This vendor takes no change of a panel from the hub. Make it there." in page.text


def test_what_is_to_be_done_at_vendors_costs_the_same_however_many_rows(
    coordinator, greenhouse, django_assert_max_num_queries
):
    def declines(some):
        for number in some:
            start = NOW + hours(30 + number)
            make.interview(greenhouse, start, candidate=f"Person {number}", panel=DECLINED)

    declines(range(2))
    warm(coordinator)
    with django_assert_max_num_queries(100) as few:
        coordinator.open("/queue/rsvp.declined/")
    declines(range(2, 9))
    with django_assert_max_num_queries(len(few)):
        assert "Person 8" in coordinator.open("/queue/rsvp.declined/").text


def test_a_row_goes_when_the_data_says_so(coordinator, decline):
    make.tell(
        decline.account,
        "interviewer",
        f"{decline.remote_id} Ravi Menon",
        response_status="accepted",
        interview_remote_id=decline.remote_id,
    )

    assert "All clear" in coordinator.open("/queue/").text


def test_the_number_stands_in_title_navigation_and_icon(coordinator, decline):
    page = coordinator.open("/")

    assert page.text.startswith("(1) Today")
    assert "<span data-queue-number>1</span>" in page.html
    assert 'favicon-critical.svg"\n' in page.html


def test_another_companys_rows_are_not_seen_nor_touched(stranger, charlie, decline):
    assert "All clear" in stranger.open("/queue/").text

    stranger.send("/queue/act/", row=row_of(decline), do="assign", to="me")

    assert not Handling.objects.exists()


def test_a_row_is_taken_given_and_left(coordinator, acme, alice, decline):
    dora = member("dora", acme, "recruiter", first_name="Dora", last_name="Klein")

    taken = coordinator.send("/queue/act/", row=row_of(decline), do="assign", to="me")
    mine = coordinator.open("/queue/", who="mine").text
    given = coordinator.send("/queue/act/", row=row_of(decline), do="assign", to=dora.pk)

    assert "1 row is with alice." in taken.text
    assert "Ravi Menon declined" in mine
    assert "1 row is with Dora Klein." in given.text
    assert "Nothing here" in coordinator.open("/queue/", who="mine").text
    assert "Nothing here" in coordinator.open("/queue/", who="unassigned").text
    assert "Ravi Menon declined" in coordinator.open("/queue/", who=dora.pk).text
    assert not coordinator.open("/").text.startswith("(1)")

    coordinator.send("/queue/act/", row=row_of(decline), do="assign", to="nobody")

    assert "Ravi Menon declined" in coordinator.open("/queue/", who="unassigned").text
    assert not Handling.objects.exists()


def test_a_colleague_of_another_company_is_nobody_to_give_a_row_to(coordinator, charlie, decline):
    page = coordinator.send("/queue/act/", row=row_of(decline), do="assign", to=charlie.pk)

    assert "That cannot be done with a row" in page.text
    assert not Handling.objects.exists()


def test_who_arranges_an_interview_owns_its_rows(coordinator, alice, decline):
    make.tell(decline.account, "user", "al", name="Alice", email=alice.email)
    make.change(decline, organizer_remote_id="al")

    assert InterviewerIdentity.objects.filter(email=alice.email).exists()
    assert "Ravi Menon declined" in coordinator.open("/queue/", who="mine").text


@pytest.mark.parametrize(
    ("how", "asleep", "awake"),
    [("hour", 0.9, 1.1), ("tomorrow", 22, 22.4), ("start", 5.9, 6.1)],
)
def test_a_snoozed_row_wakes_by_itself(coordinator, decline, at_the_hour, how, asleep, awake):
    coordinator.send("/queue/act/", row=row_of(decline), do=how)

    assert "All clear" in coordinator.open("/queue/").text
    assert "sleeps until" in coordinator.open("/queue/", asleep="on").text
    at_the_hour.move_to(NOW + hours(asleep))
    assert "Ravi Menon declined" not in coordinator.open("/queue/").text
    at_the_hour.move_to(NOW + hours(awake))
    assert "Ravi Menon declined" in coordinator.open("/queue/").text


def test_a_snoozed_row_wakes_when_its_facts_change(coordinator, decline):
    coordinator.send("/queue/act/", row=row_of(decline), do="tomorrow")

    make.change(decline, start_at=NOW + hours(20), end_at=NOW + hours(21))

    assert "Ravi Menon declined" in coordinator.open("/queue/").text


def test_what_starts_within_a_day_cannot_sleep_until_a_day_before(coordinator, greenhouse):
    near = make.interview(greenhouse, NOW + hours(5), panel=DECLINED)

    page = coordinator.send("/queue/act/", row=row_of(near), do="start")

    assert "What starts in less than a day stays awake." in page.text
    assert "Ravi Menon declined" in page.text


def test_what_was_said_of_a_row_goes_with_its_reason(coordinator, decline):
    coordinator.send("/queue/act/", row=row_of(decline), do="assign", to="me")
    assert sweep(NOW + hours(1)) == 0

    make.change(decline, status="cancelled")

    assert sweep(NOW + hours(1)) == 1
    assert not Handling.objects.exists()


def test_many_rows_are_done_at_once(coordinator, greenhouse):
    both = [
        make.interview(greenhouse, NOW + hours(n), candidate=f"Person {n}", panel=DECLINED)
        for n in (25, 27)
    ]

    page = coordinator.send("/queue/act/", row=[row_of(one) for one in both], do="hour")

    assert "2 rows sleep." in page.text
    assert "All clear" in page.text


def test_every_chosen_row_is_done_however_many_there_are(coordinator, decline):
    others = [f"rsvp.declined seat {10**9 + n}" for n in range(600)]

    page = coordinator.send("/queue/act/", row=[*others, row_of(decline)], do="hour")

    assert "1 row sleeps." in page.text


def test_more_rows_than_a_form_may_carry_are_refused_whole_and_it_is_said(coordinator, decline):
    rows = [f"rsvp.declined seat {10**9 + n}" for n in range(1100)]

    page = coordinator.send("/queue/act/", row=[row_of(decline), *rows], do="hour")

    assert page.status == 400
    assert "Go back" in page.text
    assert not Handling.objects.exists()


def test_only_whoever_may_move_candidates_works_on_the_queue(acme, decline):
    manager = reader(member("max", acme, "hiring-manager"))

    assert "Ravi Menon declined" in manager.open("/queue/").text
    assert "Snooze for" not in manager.open("/queue/").text
    assert manager.send("/queue/act/", row=row_of(decline), do="hour").status == 403


def test_filters_stand_in_the_address_and_what_is_not_understood_is_said(
    coordinator, acme, decline
):
    other = make.account(acme, "Other")

    assert "Nothing here" in coordinator.open("/queue/", account=other.pk).text
    assert "Ravi Menon" in coordinator.open("/queue/", account=decline.account_id).text
    assert "Nothing here" in coordinator.open("/queue/", severity="low").text
    strange = coordinator.open("/queue/", whose="x", severity="grave").text
    assert "There is no filter called “whose”." in strange
    assert "Importance is “grave”" in strange


def test_whose_and_how_pressing_is_one_click_that_keeps_the_other_filters(coordinator, decline):
    def links(path):
        html = coordinator.open(path).html
        found = re.findall(r'<a class="(?:btn btn--sm|pill)" href="([^"]+)"([^>]*)>(.*?)</a>', html)
        return {
            unescape(re.sub(r"<[^>]+>", "", label)): (unescape(where), "aria-current" in more)
            for where, more, label in found
        }

    at_first = links(f"/queue/?account={decline.account_id}&page=3")
    assert at_first["Everyone"][1]
    assert not at_first["Mine"][1]

    low = f"/queue/{at_first['Low'][0]}"
    assert "Nothing here" in coordinator.open(low).text
    pressed = links(low)
    assert pressed["Low"][1]
    assert pressed["Low"][0] == f"?account={decline.account_id}"
    assert pressed["Unassigned"][0] == f"?account={decline.account_id}&severity=low&who=unassigned"
    both = f"/queue/{pressed['Critical'][0]}"
    assert "Ravi Menon declined" in coordinator.open(both).text


def test_one_rule_has_a_page_and_a_strange_one_has_none(coordinator, decline):
    make.interview(decline.account, NOW + hours(20), candidate="Elif Demir", location=None)

    page = coordinator.open("/queue/place.missing/")

    assert "Elif Demir has neither a place nor a link" in page.text
    assert "Ravi Menon" not in page.text
    assert coordinator.open("/queue/nonsense/").status == 404


def test_taking_an_interview_without_a_coordinator_takes_its_other_rows(coordinator, greenhouse):
    make.tell(greenhouse, "user", "boss", name="Boss", email="boss@nordlicht.example")
    make.interview(greenhouse, NOW + hours(60), organizer_remote_id="boss")
    alone = make.interview(greenhouse, NOW + hours(30), candidate="Elif Demir", location=None)
    assert "Elif Demir has no coordinator" in coordinator.open("/queue/").text

    coordinator.send("/queue/act/", row=f"owner.none interview {alone.pk}", do="assign", to="me")

    assert "has no coordinator" not in coordinator.open("/queue/").text
    assert "neither a place" in coordinator.open("/queue/", who="mine").text


def test_rows_of_all_kinds_are_given_away_together(coordinator, acme, greenhouse, decline):
    dora = member("dora", acme, "recruiter", first_name="Dora")
    make.tell(greenhouse, "user", "boss", name="Boss", email="boss@nordlicht.example")
    make.interview(greenhouse, NOW + hours(60), organizer_remote_id="boss")
    alone = make.interview(greenhouse, NOW + hours(32), candidate="Elif Demir")
    rows = [row_of(decline), f"owner.none interview {alone.pk}"]

    page = coordinator.send("/queue/act/", row=rows, do="assign", to=dora.pk)

    assert "2 rows are with Dora." in page.text
    alone.refresh_from_db()
    assert alone.coordinator == dora
    assert [one.assignee for one in Handling.objects.all()] == [dora]


def test_a_connection_that_stands_still_is_critical(coordinator, acme):
    make.account(acme, "Seoul office", state="refused")
    late = make.account(acme, "Late one", synced_at=NOW - hours(5))

    page = coordinator.open("/queue/")

    assert "Seoul office cannot be read" in page.text
    assert "Late one was not read for long" in page.text
    assert f'href="/connections/{late.uuid}/"' in page.html


def test_what_drifted_is_for_review(coordinator, greenhouse):
    issue = Issue.objects.create(
        company=greenhouse.company,
        account=greenhouse,
        code=Issue.Code.MANY_GONE,
        message="Many",
        first_seen_at=NOW - hours(3),
        last_seen_at=NOW,
    )

    page = coordinator.open("/queue/")

    assert "Greenhouse Berlin: Many records vanished at once" in page.text
    assert f'href="/connections/issues/{issue.pk}/"' in page.html


def test_every_action_leads_to_a_page(admin, acme, greenhouse):
    make_one_of_each(acme, greenhouse)
    make.keep(acme)
    page = admin.open("/queue/")

    assert missing(page) == []
    for address in actions_on(page):
        assert admin.open(address).status == 200, address


def test_the_whole_queue_counts_what_the_page_of_each_rule_counts(coordinator, acme, greenhouse):
    make_one_of_each(acme, greenhouse)
    for n in range(13):
        make.interview(greenhouse, NOW + hours(110), candidate=f"T{n}", panel=DECLINED)

    counted = dict(re.findall(GROUP, coordinator.open("/queue/").html))

    assert int(counted["rsvp.declined"]) == 14
    for code, number in counted.items():
        page = coordinator.open(f"/queue/{code}/")
        assert f"{number} row" in page.text
        assert page.html.count('class="queue__row ') == int(number), code


def make_one_of_each(acme, greenhouse):
    make.tell(greenhouse, "user", "boss", name="Boss", email="boss@nordlicht.example")
    told = {"organizer_remote_id": "boss"}
    two = [("Felix Baumann", "accepted")]
    make.interview(greenhouse, NOW + hours(26), candidate="A One", panel=two, **told)
    make.interview(greenhouse, NOW + hours(26.5), candidate="B Two", panel=two, **told)
    make.interview(greenhouse, NOW + hours(50), candidate="C Three", panel=[("X", "accepted")])
    make.interview(greenhouse, NOW + hours(50), candidate="C Three", panel=[("Y", "needs_action")])
    make.interview(greenhouse, NOW + hours(40), candidate="D", panel=[("Z", "needs_action")])
    make.interview(greenhouse, NOW + hours(70), candidate="E", panel=DECLINED, **told)
    make.interview(greenhouse, NOW + hours(71), candidate="F", panel=[], location=None, **told)
    make.interview(greenhouse, NOW + hours(73), candidate="G", status=None, vendor_status="eh")
    make.interview(
        greenhouse,
        NOW + hours(75),
        candidate="H",
        proposed_start_at=NOW + hours(80),
        **told,
    )
    make.interview(greenhouse, NOW - hours(30), candidate="I", status="awaiting_feedback")
    make.interview(greenhouse, NOW - hours(5), candidate="J")
    draft = {"status": "draft", "at": NOW - hours(90)}
    make.interview(greenhouse, None, candidate="K", vendor_status="to_be_scheduled", **draft)
    make.interview(greenhouse, None, candidate="L", vendor_status="candidate_select", **draft)
    for n in range(4):
        make.interview(
            greenhouse, NOW + hours(96 + 2 * n), candidate=f"M{n}", panel=[("Busy", "accepted")]
        )
    for name, fields in {
        "N": {"status": "confirmed", "deadline": NOW + hours(10)},
        "O": {"status": "expired", "deadline": NOW - hours(10)},
        "P": {"status": "invited", "invited_at": NOW - hours(80)},
        "Q": {"status": "new", "email": None},
        "R": {"status": "new", "email": "a.one@nordlicht.example"},
        "S": {"status": "skipped"},
    }.items():
        made = {"created_at": NOW, "updated_at": NOW, "email": f"{name}@x.example"} | fields
        Candidate.objects.create(company=acme, name=name, **made)
    make.interview(greenhouse, NOW + hours(100), candidate="S2", panel=[("W", "accepted")])
    Candidate.objects.filter(name="S2").update(status="skipped")
    make.account(acme, "Stopped", state="refused")
    make.account(acme, "Late", synced_at=NOW - hours(9))
    Issue.objects.create(
        company=acme,
        account=greenhouse,
        code=Issue.Code.FIELD_GONE,
        message="Gone",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )


def missing(page):
    return [rule.code for rule in TABLE if f'href="/queue/{rule.code}/"' not in page.html]


def actions_on(page):
    found = re.findall(r'<a class="btn btn--sm" href="(/[^"]+)"', page.html)
    return sorted(set(found))


def test_the_page_costs_the_same_however_long_the_queue_is(
    coordinator, acme, greenhouse, django_assert_max_num_queries
):
    make_one_of_each(acme, greenhouse)
    coordinator.open("/queue/")
    with django_assert_max_num_queries(60) as few:
        coordinator.open("/queue/")
    for n in range(3):
        make.interview(greenhouse, NOW + hours(30 + n), candidate=f"X{n}", panel=DECLINED)
    with django_assert_max_num_queries(len(few)):
        coordinator.open("/queue/")


def test_the_count_is_tiny_and_not_sent_twice(coordinator, decline):
    first = coordinator.client.get("/queue/count/")
    again = coordinator.client.get("/queue/count/", headers={"If-None-Match": first["ETag"]})

    assert first.json()["urgent"] == 1
    assert first.json()["tone"] == "critical"
    assert (again.status_code, again.content) == (304, b"")


def test_the_count_is_true_within_a_minute_and_at_once_for_what_a_person_did(
    coordinator, decline, at_the_hour
):
    assert coordinator.client.get("/queue/count/").json()["urgent"] == 1
    make.change(decline, status="cancelled")
    assert coordinator.client.get("/queue/count/").json()["urgent"] == 1
    at_the_hour.move_to(NOW + timedelta(seconds=46))
    assert coordinator.client.get("/queue/count/").json()["urgent"] == 0


def test_today_shows_the_eight_most_pressing_rows(coordinator, greenhouse):
    for n in range(9):
        make.interview(greenhouse, NOW + hours(24 + n), candidate=f"Person {n}", panel=DECLINED)

    text = coordinator.open("/").text

    assert "Ravi Menon declined for Person 7" in text
    assert "Ravi Menon declined for Person 8" not in text
    assert "rows of the queue" in text


def test_an_administrator_sets_when_rules_fire(admin, coordinator, greenhouse):
    make.interview(greenhouse, NOW + hours(60), panel=[("Tom", "needs_action")])
    assert "Tom has not said yes" not in coordinator.open("/queue/").text
    assert coordinator.open("/settings/attention/").status == 403

    assert admin.send("/settings/attention/", **numbers(answer_hours=72)).status == 200

    assert "Tom has not said yes" in coordinator.open("/queue/").text
    change = Change.objects.get(subject="attentionsettings")
    assert change.fields == {"answer_hours": [48, 72]}


def numbers(**own):
    usual = {
        "critical_hours": 48,
        "answer_hours": 48,
        "unscheduled_hours": 24,
        "choice_days": 3,
        "deadline_hours": 48,
        "place_hours": 72,
        "feedback_hours": 24,
        "feedback_late_hours": 72,
        "happened_hours": 2,
        "day_load": 3,
        "week_load": 8,
        "day_from": "09:00",
        "day_to": "18:00",
        "workdays": [1, 2, 3, 4, 5],
        "holidays": "",
        "ahead_days": 14,
        "back_days": 30,
    }
    return usual | own


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ({"holidays": "24.12.2026"}, "“24.12.2026” is no date. Write 2026-12-24."),
        ({"day_to": "08:00"}, "Work ends before it begins."),
        ({"answer_hours": 0}, "greater than or equal to 1"),
    ],
)
def test_numbers_that_make_no_sense_are_said(admin, acme, own, told):
    page = admin.send("/settings/attention/", **numbers(**own))

    assert page.status == 422
    assert told in page.text


def test_a_rule_is_leafed_through_and_counted_whole(coordinator, greenhouse):
    for n in range(53):
        make.interview(
            greenhouse, NOW + hours(24 + n / 10), candidate=f"Person {n:02}", panel=DECLINED
        )

    first = coordinator.open("/queue/rsvp.declined/", who="everyone")
    second = coordinator.open("/queue/rsvp.declined/", page=2)

    assert "53 rows" in first.text
    assert "Page 1 of 2" in first.text
    assert "Person 49" in first.text
    assert "Person 50" not in first.text
    assert 'href="?who=everyone&amp;page=2"' in first.html
    assert "Person 49" not in second.text
    assert "Person 52" in second.text
    assert "Person 52" in coordinator.open("/queue/rsvp.declined/", page=99).text
    assert "All 53: Interviewer declined" in coordinator.open("/queue/").text


def test_an_interview_of_a_whole_day_has_a_date_and_no_hour(coordinator, greenhouse):
    make.interview(greenhouse, date(2026, 11, 9), panel=DECLINED)

    for address in ("/queue/", "/"):
        text = coordinator.open(address).text
        assert "Mon 9 Nov 2026, all day" in text
        assert "01:00 CET" not in text


@pytest.mark.parametrize(
    ("language", "day", "week"),
    [("en", "Mon 9 Nov 2026", "week 46 of 2026"), ("ko", "2026년 11월 9일", "2026년 46주")],
)
def test_too_much_for_one_person_is_told_in_the_readers_words(
    coordinator, alice, greenhouse, language, day, week
):
    alice.language = language
    alice.save()
    for n in range(9):
        at = datetime(2026, 11, 9 + n % 2, 8 + n // 2, tzinfo=UTC)
        make.interview(greenhouse, at, candidate=f"Person {n}")
    make.keep(greenhouse.company)

    text = coordinator.open("/queue/load.high/").text

    assert day in text
    assert week in text
    assert "2026-11-09" not in text


def test_who_takes_care_is_counted_as_it_is_shown(coordinator, acme, alice, greenhouse):
    """Of each owner so many rows as bear the name, whoever took or arranges them."""
    dora = member("dora", acme, "recruiter", first_name="Dora")
    make.tell(greenhouse, "user", "dora", name="Dora", email=dora.email)
    made = [
        make.interview(
            greenhouse,
            NOW + hours(30 + n),
            candidate=f"Person {n}",
            panel=[(f"P{n}", "declined")],
            organizer_remote_id="dora" if n % 2 else None,
        )
        for n in range(6)
    ]
    rows = [row_of(one) for one in made]
    coordinator.send("/queue/act/", row=rows[:2], do="assign", to="me")
    coordinator.send("/queue/act/", row=f"owner.none interview {made[4].pk}", do="assign", to="me")
    coordinator.send("/queue/act/", row=rows[3], do="hour")

    def told(who):
        page = coordinator.open("/queue/rsvp.declined/", who=who)
        names = sorted(set(re.findall(r"declined for (Person \d)", page.text)))
        number = re.search(r"(\d+) rows? ·", page.text)
        return int(number[1]) if names else 0, names

    assert told("mine") == (3, ["Person 0", "Person 1", "Person 4"])
    assert told(str(dora.pk)) == (1, ["Person 5"])
    assert told("unassigned") == (1, ["Person 2"])
    assert told("everyone")[0] == 5
