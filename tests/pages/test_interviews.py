from datetime import UTC, datetime, timedelta

import pytest

from interviews.selectors import words
from tests import make

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)
ALL = {"date_from": ""}


def test_without_filters_the_list_begins_today_and_says_so(coordinator, greenhouse):
    make.interview(greenhouse, TEN - timedelta(days=900), candidate="Long Ago")
    make.interview(greenhouse, TEN + timedelta(days=9000), candidate="Far Ahead")

    page = coordinator.open("/interviews/")

    assert "Far Ahead" in page.text
    assert "Long Ago" not in page.text
    assert "Remove filter: From" in page.html
    assert "Long Ago" in coordinator.open("/interviews/", **ALL).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "annika"}, {"Annika Schröder"}),
        ({"status": "cancelled"}, {"Nadia Petrenko"}),
        ({"status": ["cancelled", "unknown"]}, {"Nadia Petrenko", "Arjun Mehta"}),
        ({"needs": "no_place"}, {"Arjun Mehta"}),
        ({"needs": "declined"}, {"Nadia Petrenko"}),
        ({"date_from": "2026-11-06", "date_to": "2026-11-06"}, {"Arjun Mehta"}),
    ],
)
def test_each_filter_narrows_the_list(coordinator, greenhouse, asked, found):
    make.interview(greenhouse, TEN)
    make.interview(
        greenhouse,
        TEN,
        candidate="Nadia Petrenko",
        status="cancelled",
        panel=[("Tom", "declined")],
    )
    make.interview(
        greenhouse,
        TEN + timedelta(days=1),
        candidate="Arjun Mehta",
        status=None,
        vendor_status="phoned",
        location=None,
    )

    text = coordinator.open("/interviews/", **asked).text

    everybody = {"Annika Schröder", "Nadia Petrenko", "Arjun Mehta"}
    assert {name for name in everybody if name in text} == found


@pytest.fixture(params=["by number", "too many to be named"])
def many(request, monkeypatch):
    """However many candidates, jobs and titles have a word."""
    if request.param != "by number":
        monkeypatch.setattr(words, "MOST", 0)
        monkeypatch.setattr(words, "MOST_TITLES", 0)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ANNIKA", {"Annika Schröder"}),
        ("annika design", {"Annika Schröder"}),
        ("design", {"Annika Schröder", "Arjun Mehta"}),
        ("design gardener", {"Arjun Mehta"}),
        ("annika gardener", set()),
        ("100%", set()),
    ],
)
def test_every_word_of_a_search_stands_in_the_candidates_name_the_title_or_the_job(
    coordinator, greenhouse, asked, found
):
    make.interview(greenhouse, TEN, title="System design")
    make.interview(greenhouse, TEN, candidate="Arjun Mehta", title="Design of beds", job="Gardener")
    make.interview(greenhouse, TEN, candidate="Nadia Petrenko", title=None)

    text = coordinator.open("/interviews/", q=asked).text

    everybody = {"Annika Schröder", "Nadia Petrenko", "Arjun Mehta"}
    assert {name for name in everybody if name in text} == found


def test_a_filter_can_be_taken_off_by_its_pill(coordinator, greenhouse):
    make.interview(greenhouse, TEN)

    page = coordinator.open("/interviews/", status="cancelled", q="annika")

    assert "No interview matches" in page.text
    assert 'href="?q=annika"' in page.html
    assert "Remove filter: Status Cancelled" in page.html


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"status": "lost"}, "Status is “lost”, which was left out: Valid are draft, scheduled,"),
        ({"date_from": "tomorrow"}, "From is “tomorrow”, which was left out:"),
        ({"job": "x"}, "Job is “x”, which was left out:"),
        ({"account": "999"}, "Connection is “999”, which was left out:"),
        ({"colour": "red"}, "There is no filter called “colour”."),
        ({"cursor": "abc"}, "The first page is shown:"),
        (
            {"date_from": "2026-11-06", "date_to": "2026-11-05"},
            "To is “2026-11-05”, which was left out: The last day is before the first.",
        ),
    ],
)
def test_a_value_that_makes_no_sense_is_said(coordinator, greenhouse, asked, said):
    make.interview(greenhouse, TEN)

    page = coordinator.open("/interviews/", **asked)

    assert page.status == 200
    assert said in page.text


def test_pages_follow_each_other_without_loss_or_repetition(coordinator, greenhouse):
    for number in range(60):
        make.interview(greenhouse, TEN + timedelta(hours=number), candidate=f"Person {number:02}.")

    first = coordinator.open("/interviews/", **ALL)
    address = first.html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = coordinator.open("/interviews/" + address.replace("&amp;", "&"))

    seen = [f"Person {n:02}." in first.text for n in range(60)]
    after = [f"Person {n:02}." in second.text for n in range(60)]
    assert seen == [n < 50 for n in range(60)]
    assert after == [n >= 50 for n in range(60)]
    assert "First page" in second.text


def test_deleted_and_undated_ones_come_only_when_asked_for(coordinator, greenhouse):
    make.lose([make.interview(greenhouse, TEN, candidate="Gone Girl")])
    make.interview(greenhouse, None, candidate="Not Yet", status="draft")

    assert "There are no interviews yet" in coordinator.open("/interviews/", date_from="").text
    text = coordinator.open("/interviews/", deleted="on", undated="on").text
    assert "Gone Girl" in text
    assert "Not Yet" in text
    assert "No time yet" in text


def test_an_interview_tells_its_facts_its_panel_and_where_they_come_from(coordinator, greenhouse):
    shown = make.interview(
        greenhouse,
        TEN,
        panel=[("Felix Baumann", "accepted"), ("Tom Ellery", None)],
        status="awaiting_feedback",
        vendor_status="collect_feedback",
        time_zone=None,
    )

    text = coordinator.open(f"/interviews/{shown.pk}/").text

    assert "10:00–11:00 CET" in text
    assert "Awaiting feedback from the word collect_feedback of Greenhouse" in text
    assert "Felix Baumann felix.baumann@nordlicht.example Accepted not handed in" in text
    assert "Tom Ellery tom.ellery@nordlicht.example not reported by Greenhouse" in text
    assert "Zone of the interview not reported by Greenhouse" in text
    assert f"Their id {shown.remote_id}" in text


def test_a_person_needed_in_two_places_is_shown_with_both(coordinator, acme, greenhouse):
    here = make.interview(greenhouse, TEN)
    other = make.account(acme, "Greenhouse Seoul")
    there = make.interview(other, TEN + timedelta(minutes=30), candidate="최민준")
    make.interview(other, TEN + timedelta(minutes=10), candidate="Cancelled", status="cancelled")
    make.keep(acme)

    page = coordinator.open(f"/interviews/{here.pk}/")

    assert "Felix Baumann is needed in two interviews at once for 30 minutes" in page.text
    assert f'href="/interviews/{there.pk}/"' in page.html
    assert "Cancelled" not in page.text


def test_the_timeline_tells_old_and_new_in_words(coordinator, greenhouse):
    shown = make.interview(greenhouse, TEN)
    make.change(shown, location="Room Spree", status="cancelled", vendor_status="skipped")
    make.tell(
        greenhouse,
        "interviewer",
        f"{shown.remote_id} Felix Baumann",
        response_status="declined",
    )

    html = coordinator.open(f"/interviews/{shown.pk}/").html

    assert "Place: <del>Room Elbe</del> → <ins>Room Spree</ins>" in html
    assert "Status: <del>Scheduled</del> → <ins>Cancelled</ins>" in html
    assert "Felix Baumann, Answer: <del>Accepted</del> → <ins>Declined</ins>" in html


def test_a_deleted_interview_says_so_on_its_page(coordinator, greenhouse):
    gone = make.interview(greenhouse, TEN)
    make.lose([gone], reason="absent")

    text = coordinator.open(f"/interviews/{gone.pk}/").text

    assert "This interview is gone." in text
    assert "No longer listed by the vendor (Greenhouse)" in text


def test_another_companys_interview_does_not_exist(stranger, greenhouse):
    shown = make.interview(greenhouse, TEN)

    assert stranger.open(f"/interviews/{shown.pk}/").status == 404
    assert "Annika" not in stranger.open("/interviews/", date_from="").text


def test_an_interview_may_come_before_everything_it_belongs_to(coordinator, greenhouse):
    make.tell(
        greenhouse, "interview", "alone", start_at=TEN, candidate_remote_id="5", status="scheduled"
    )
    page = coordinator.open("/interviews/", date_from="")
    link = page.html.split('class="name" href="')[1].split('"')[0]

    assert "Candidate not known" in page.text
    assert "The candidate has not been read yet." in coordinator.open(link).text


def test_what_vendors_send_is_never_taken_for_markup(coordinator, greenhouse):
    nasty = "<script>alert(1)</script>"
    shown = make.interview(
        greenhouse, TEN, candidate=nasty, title=nasty, location=nasty, panel=[(nasty, "accepted")]
    )
    make.change(shown, location=nasty + "2", start_at=TEN + timedelta(minutes=5))

    for path in ("/?date=2026-11-05", "/interviews/?date_from=", f"/interviews/{shown.pk}/"):
        assert "<script>alert" not in coordinator.open(path).html


@pytest.mark.parametrize("path", ["/interviews/?date_from=", "/interviews/{}/"])
def test_pages_cost_the_same_however_much_they_show(
    coordinator, greenhouse, path, django_assert_max_num_queries
):
    shown = make.interview(greenhouse, TEN)
    coordinator.open("/queue/count/")  # what the navigation keeps for a minute
    with django_assert_max_num_queries(27) as few:
        coordinator.open(path.format(shown.pk))
    for number in range(8):
        make.interview(greenhouse, TEN, panel=[(f"P{number}", "accepted"), ("Felix Baumann", None)])
    with django_assert_max_num_queries(len(few) + 3):
        coordinator.open(path.format(shown.pk))
