"""Calendar feeds as calendar programs and the people who make them find them."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from candidates.models import Candidate, Membership, Project, ProjectRole
from config.redaction import redact
from interviews.ical import Subscription, calendar_text, masked
from interviews.models import Feed, FeedMinute, FeedToken, InterviewerIdentity, SavedView
from interviews.selectors.rows import InterviewRow, Seat
from tests import make

NOW = make.NOW
SOON = NOW + timedelta(days=2)
ADDRESS = re.compile(r'value="http://[^"]*?(/feeds/[\w-]+\.ics)"')
SUBSCRIBER = Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


@pytest.fixture
def page(alice):
    return page_of(alice)


def page_of(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def subscribe(page, name="Mine", *, source="view", details="full", **fields):
    asked = {"name": name, "source": source, "details": details} | fields
    answer = page.post("/settings/feeds/", asked)
    assert answer.status_code == 200, answer.content.decode()
    return address_in(answer)


def address_in(answer):
    found = ADDRESS.search(answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def fetch(address, **headers):
    return SUBSCRIBER.get(address, headers=headers)


def events(address):
    answer = fetch(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def event(address):
    (one,) = events(address)
    return one


def titles(address):
    return [str(one["summary"]) for one in events(address)]


def test_a_feed_tells_an_interview_with_everything_that_a_calendar_shows(greenhouse, page):
    found = make.interview(
        greenhouse, SOON, panel=[("Felix Baumann", "accepted"), ("Ines Wolff", "declined")]
    )

    one = event(subscribe(page))

    assert one["uid"] == f"interview-{found.pk}@testserver"
    assert one["summary"] == "Annika Schröder · System design"
    assert one["location"] == "Room Elbe"
    assert one["dtstart"].dt == SOON
    assert one["dtend"].dt == SOON + timedelta(hours=1)
    assert one["status"] == "CONFIRMED"
    assert one["sequence"] == 0
    assert one["url"] == f"http://testserver/interviews/{found.pk}/"
    felix, ines = one["attendee"]
    assert (felix, felix.params["CN"], felix.params["PARTSTAT"]) == (
        "mailto:felix.baumann@nordlicht.example",
        "Felix Baumann",
        "ACCEPTED",
    )
    assert ines.params["PARTSTAT"] == "DECLINED"
    assert "Senior Backend Engineer" in one["description"]
    assert "Ines Wolff (declined)" in one["description"]


def test_an_address_that_is_not_ascii_stays_whole(greenhouse, page):
    make.interview(greenhouse, SOON, panel=[("한지우", None)])

    one = event(subscribe(page))

    assert one["attendee"] == "mailto:%ED%95%9C%EC%A7%80%EC%9A%B0@nordlicht.example"
    assert one["attendee"].params["CN"] == "한지우"


def test_initials_tell_neither_name_nor_title_nor_place_nor_panel(greenhouse, page):
    make.interview(
        greenhouse, SOON, title="Annika and Felix", meeting_url="https://zoom.example/j/1"
    )
    make.interview(greenhouse, SOON, candidate="이도윤", job="Recruiter")

    text = fetch(subscribe(page, details="initials")).content.decode()

    assert "SUMMARY:A. S. · Senior Backend Engineer" in text
    assert "SUMMARY:이○○ · Recruiter" in text
    for secret in ("Annika", "Schröder", "도윤", "Felix", "Elbe", "zoom", "ATTENDEE", "mailto"):
        assert secret not in text


def test_busy_tells_only_that_the_time_is_taken(greenhouse, page):
    make.interview(greenhouse, SOON)

    address = subscribe(page, details="busy")

    one = event(address)
    assert one["summary"] == "Busy"
    text = fetch(address).content.decode()
    for secret in ("Annika", "Engineer", "Felix", "Elbe", "ATTENDEE", "DESCRIPTION", "URL"):
        assert secret not in text


def test_whole_days_are_dates_and_end_with_the_day_that_is_free_again(greenhouse, page):
    make.interview(greenhouse, date(2026, 11, 9))

    one = event(subscribe(page))

    assert one["dtstart"].dt == date(2026, 11, 9)
    assert one["dtend"].dt == date(2026, 11, 10)
    assert b"DTSTART;VALUE=DATE:20261109" in fetch(subscribe(page, "Other")).content


def test_an_end_that_is_not_reported_is_not_made_up(greenhouse, page):
    make.interview(greenhouse, SOON, minutes=None)

    one = event(subscribe(page))

    assert "dtend" not in one
    assert "The end is not reported." in one["description"]


def test_the_sequence_grows_with_the_time_and_not_with_the_rest(greenhouse, page):
    found = make.interview(greenhouse, SOON)
    address = subscribe(page)

    make.change(found, location="Room Spree", status="awaiting_feedback")
    assert event(address)["sequence"] == 0
    make.change(found, start_at=SOON + timedelta(hours=1), end_at=SOON + timedelta(hours=2))
    assert event(address)["sequence"] == 1
    make.change(found, status="cancelled")
    assert event(address)["sequence"] == 2
    make.change(found, status="scheduled")

    one = event(address)
    assert (one["sequence"], one["status"]) == (3, "CONFIRMED")


def test_what_is_cancelled_or_deleted_stays_marked_for_thirty_days(greenhouse, page, time_machine):
    called_off = make.interview(greenhouse, SOON, candidate="Off")
    gone = make.interview(greenhouse, SOON, candidate="Gone")
    make.interview(greenhouse, SOON, candidate="On")
    address = subscribe(page)
    make.change(called_off, status="cancelled")
    make.lose([gone])

    assert [one["status"] for one in events(address)] == ["CANCELLED", "CANCELLED", "CONFIRMED"]
    time_machine.move_to(NOW + timedelta(days=29))
    assert len(events(address)) == 3
    time_machine.move_to(NOW + timedelta(days=31))
    make.change(called_off, at=NOW + timedelta(days=31), location="Room Spree")

    assert titles(address) == ["On · System design"]


def test_a_status_that_is_not_mapped_is_not_told_as_confirmed(greenhouse, page):
    make.interview(greenhouse, SOON, status=None, vendor_status="Pondering")

    one = event(subscribe(page))

    assert one["status"] == "TENTATIVE"
    assert "“Pondering”" in one["description"]


def test_a_feed_holds_sixty_days_back_and_a_year_ahead(greenhouse, page):
    for days in (-62, -59, 364, 368):
        make.interview(greenhouse, NOW + timedelta(days=days), candidate=f"Day {days}")
    make.interview(greenhouse, None, candidate="Undated")

    assert titles(subscribe(page)) == ["Day -59 · System design", "Day 364 · System design"]


def test_ones_own_feed_holds_where_one_is_needed(greenhouse, page, alice):
    alice.email = "Ines.Wolff@nordlicht.example"
    alice.save()
    make.interview(greenhouse, SOON, candidate="Needed", panel=[("Ines Wolff", None)])
    make.interview(greenhouse, SOON, candidate="Declined", panel=[("Ines Wolff", "declined")])
    make.interview(greenhouse, SOON, candidate="Organized", organizer_remote_id="Ines Wolff")
    make.interview(greenhouse, SOON, candidate="Other")

    assert [one.split(" ·")[0] for one in titles(subscribe(page, source="mine"))] == [
        "Needed",
        "Organized",
    ]


def test_a_feed_of_an_interviewer_holds_all_their_systems(acme, greenhouse, page):
    make.interview(greenhouse, SOON, candidate="Here")
    make.interview(make.account(acme, "RoundHR", vendor="roundhr"), SOON, candidate="There")
    make.interview(greenhouse, SOON, candidate="Other", panel=[("Ines Wolff", None)])
    felix = InterviewerIdentity.objects.get(email="felix.baumann@nordlicht.example")

    address = subscribe(page, source="interviewer", person=felix.pk)

    assert sorted(one.split(" ·")[0] for one in titles(address)) == ["Here", "There"]


def test_a_feed_of_a_project_ends_with_the_part_in_it(greenhouse, page, alice, bob):
    make.interview(greenhouse, SOON)
    make.interview(greenhouse, SOON, candidate="Other")
    project = make_project(greenhouse)
    Candidate.objects.filter(name="Annika Schröder").update(project=project)

    address = subscribe(page, source="project", project=project.pk)

    assert titles(address) == ["Annika Schröder · System design"]
    ProjectRole.objects.create(project=project, user=bob, evaluator=True)
    assert fetch(address).status_code == 404
    refused = page.post(
        "/settings/feeds/",
        {"name": "Again", "source": "project", "project": project.pk, "details": "full"},
    )
    assert refused.status_code == 422
    assert "Choose a project that you have a part in." in refused.content.decode()


def make_project(account):
    make.tell(account, "project", "p-1", name="Engineers")
    return Project.objects.get(remote_id="p-1")


def test_a_feed_of_a_list_keeps_its_filters(greenhouse, page):
    make.interview(greenhouse, SOON)
    make.interview(greenhouse, SOON, candidate="Other", status="draft")

    address = subscribe(page, query="http://testserver/interviews/?status=draft&sort=-start_at")

    assert titles(address) == ["Other · System design"]


def test_a_feed_of_a_saved_view_follows_the_view(greenhouse, page, alice, bob):
    make.interview(greenhouse, SOON)
    make.interview(greenhouse, SOON, candidate="Other", status="draft")
    view = SavedView.objects.create(
        company=greenhouse.company,
        owner=bob,
        page="interviews",
        name="Drafts",
        query="status=draft",
        shared=True,
        created_at=NOW,
        updated_at=NOW,
    )
    address = subscribe(page, saved=view.pk)

    assert titles(address) == ["Other · System design"]
    SavedView.objects.update(query="status=scheduled")
    assert titles(address) == ["Annika Schröder · System design"]
    SavedView.objects.update(shared=False)
    assert titles(address) == []
    assert "no longer shared with you" in fetch(address).content.decode()
    refused = page.post(
        "/settings/feeds/",
        {"name": "Again", "source": "view", "saved": view.pk, "details": "full"},
    )
    assert refused.status_code == 422
    view.delete()
    assert fetch(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?colour=red", "There is no filter called “colour”."),
        ("?status=lost", "Status is “lost”"),
        ("/candidates/?status=new", "This is no list of interviews"),
        ("?q=" + "x" * 1100, "at most"),
    ],
)
def test_filters_that_nobody_knows_make_no_feed(page, query, said):
    answer = page.post(
        "/settings/feeds/", {"name": "A", "source": "view", "details": "full", "query": query}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Feed.objects.exists()


def test_a_filter_that_makes_no_sense_any_more_shows_nothing_rather_than_everything(
    greenhouse, page
):
    make.interview(greenhouse, SOON)
    address = subscribe(page, query=f"?account={greenhouse.pk}")
    Feed.objects.update(query="account=999999")

    assert titles(address) == []
    assert b"X-WR-CALDESC:Connection is" in fetch(address).content


def test_nobody_reads_another_companys_interviews(greenhouse, globex, charlie, page):
    make.interview(greenhouse, SOON)
    felix = InterviewerIdentity.objects.get(email="felix.baumann@nordlicht.example")
    stranger = page_of(charlie)

    assert titles(subscribe(stranger)) == []
    taken = stranger.post(
        "/settings/feeds/",
        {"name": "Felix", "source": "interviewer", "person": felix.pk, "details": "full"},
    )
    assert taken.status_code == 422
    mine = Feed.objects.get(user=charlie)
    assert page.post(f"/settings/feeds/{mine.pk}/revoke/").status_code == 404
    assert page.post(f"/settings/feeds/{mine.pk}/rotate/").status_code == 404
    assert "Mine" not in page.get("/settings/feeds/").content.decode()


@pytest.mark.parametrize("how", ["leaves", "is deactivated"])
def test_a_feed_dies_with_whoever_made_it(greenhouse, page, alice, how):
    make.interview(greenhouse, SOON)
    address = subscribe(page)
    if how == "leaves":
        Membership.objects.filter(user=alice).delete()
    else:
        alice.is_active = False
        alice.save()

    assert fetch(address).status_code == 404


def test_a_revoked_and_an_unknown_address_get_the_same_answer(greenhouse, page):
    address = subscribe(page)
    page.post(f"/settings/feeds/{Feed.objects.get().pk}/revoke/")

    revoked = fetch(address)
    unknown = fetch("/feeds/" + "x" * 43 + ".ics")

    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content == unknown.content == b"Not found.\n"
    ids = [answer.headers.pop("X-Request-Id") for answer in (revoked, unknown)]
    assert len(set(ids)) == 2
    assert revoked.headers == unknown.headers
    assert "is revoked" in page.get("/settings/feeds/").content.decode()


def test_a_new_address_leaves_the_old_one_a_week(greenhouse, page, time_machine):
    make.interview(greenhouse, SOON)
    old = subscribe(page)

    new = address_in(page.post(f"/settings/feeds/{Feed.objects.get().pk}/rotate/"))

    assert new != old
    assert fetch(old).status_code == fetch(new).status_code == 200
    assert "Older address" in page.get("/settings/feeds/").content.decode()
    time_machine.move_to(NOW + timedelta(days=8))
    assert fetch(old).status_code == 404
    assert fetch(new).status_code == 200


def test_the_address_is_shown_once_and_stored_nowhere(page):
    address = subscribe(page)
    secret = address.removeprefix("/feeds/").removesuffix(".ics")

    assert len(secret) >= 43
    assert secret not in page.get("/settings/feeds/").content.decode()
    assert secret not in str(list(Feed.objects.values()) + list(FeedToken.objects.values()))


def test_the_page_says_when_a_feed_was_last_fetched(greenhouse, page, time_machine):
    address = subscribe(page)
    assert "never fetched yet" in page.get("/settings/feeds/").content.decode()

    fetch(address)

    assert "last fetched" in page.get("/settings/feeds/").content.decode()
    assert FeedToken.objects.get().last_used_at == NOW
    time_machine.move_to(NOW + timedelta(minutes=1))
    fetch(address)
    assert FeedToken.objects.get().last_used_at == NOW


def test_two_feeds_of_one_name_would_be_mixed_up(page):
    subscribe(page)

    again = page.post("/settings/feeds/", {"name": "Mine", "source": "view", "details": "full"})

    assert again.status_code == 422
    assert "You have a feed of that name already." in again.content.decode()


def test_a_link_to_the_page_has_the_filters_of_the_list_in_its_form(greenhouse, page):
    make.interview(greenhouse, SOON)
    link = re.search(
        r'href="(/settings/feeds/\?[^"]+)"',
        page.get("/interviews/?status=draft&q=Annika").content.decode(),
    )

    shown = page.get(link[1].replace("&amp;", "&")).content.decode()

    assert 'value="status=draft&amp;q=Annika"' in shown
    assert 'name="source" value="view" checked' in shown


def test_an_unchanged_feed_is_not_sent_again(greenhouse, page):
    found = make.interview(greenhouse, SOON)
    address = subscribe(page)
    first = fetch(address)

    again = fetch(address, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    make.change(found, start_at=SOON + timedelta(hours=1), end_at=SOON + timedelta(hours=2))

    assert fetch(address, if_none_match=first.headers["ETag"]).status_code == 200


def test_the_etag_is_the_same_in_every_program(greenhouse, page):
    """A compressed answer has a weak one, which is as good."""
    for number in range(10):
        make.interview(greenhouse, SOON, candidate=f"Candidate {number}")
    address = subscribe(page)

    packed = fetch(address, accept_encoding="gzip")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Cache-Control"].startswith("private")
    again = fetch(address, accept_encoding="gzip", if_none_match=packed.headers["ETag"])
    assert again.status_code == 304


def test_a_head_request_has_the_headers_alone(greenhouse, page):
    make.interview(greenhouse, SOON)
    address = subscribe(page)

    answer = SUBSCRIBER.head(address)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["ETag"] == fetch(address).headers["ETag"]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert SUBSCRIBER.post(address).status_code == 405


@pytest.mark.parametrize("source", ["mine", "view"])
def test_a_feed_costs_the_same_number_of_queries_however_full_it_is(
    greenhouse, page, django_assert_max_num_queries, source
):
    address = subscribe(page, source=source)
    make.interview(greenhouse, SOON)
    fetch(address)
    for number in range(12):
        make.interview(
            greenhouse,
            SOON,
            candidate=f"Candidate {number}",
            panel=[("Felix Baumann", None), ("Alice", None)],
        )

    with django_assert_max_num_queries(9):
        fetch(address)


def test_an_address_is_fetched_so_often_in_a_minute_and_no_oftener(greenhouse, page, time_machine):
    make.interview(greenhouse, SOON)
    address, other = subscribe(page), subscribe(page, "Other")
    time_machine.move_to(NOW.replace(second=20), tick=False)
    first = fetch(address)
    asked = [fetch(address, if_none_match=first["ETag"]).status_code for _ in range(18)]
    assert SUBSCRIBER.head(address).status_code == 200

    refused = fetch(address)

    assert set(asked) == {304}
    assert (refused.status_code, refused["Retry-After"]) == (429, "40")
    assert b"Try again in 40 seconds" in refused.content
    assert FeedMinute.objects.order_by("pk").first().used == 21
    assert fetch(other).status_code == 200
    time_machine.move_to(NOW.replace(second=20) + timedelta(seconds=40), tick=False)
    assert fetch(address).status_code == 200


def test_whoever_guesses_addresses_is_not_listened_to_for_a_while(greenhouse, page, time_machine):
    def wrong(number):
        return fetch(f"/feeds/{number:043d}.ics").status_code

    address = subscribe(page)
    assert [wrong(number) for number in range(30)] == [404] * 30

    refused = fetch(address)

    assert wrong(31) == refused.status_code == 429
    assert refused["Retry-After"] == "900"
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.get(address).status_code == 200
    time_machine.move_to(NOW + timedelta(minutes=15), tick=False)
    assert fetch(address).status_code == 200


def test_an_address_that_has_ended_is_no_guess_however_long_programs_ask_for_it(greenhouse, page):
    ended, living = subscribe(page), subscribe(page, "Other")
    page.post(f"/settings/feeds/{Feed.objects.get(name='Mine').pk}/revoke/")

    assert {fetch(ended).status_code for _ in range(40)} == {404}
    assert fetch(living).status_code == 200


def test_the_logs_do_not_hold_the_address(greenhouse, page):
    address = subscribe(page)
    page.post(f"/settings/feeds/{Feed.objects.get().pk}/revoke/")

    assert redact(f"Not Found: {address}").endswith("/feeds/[redacted].ics")


ROW = dict.fromkeys(InterviewRow.__slots__) | {
    "id": 7,
    "start_at": SOON,
    "end_at": SOON + timedelta(hours=1),
    "status": "scheduled",
    "updated_at": NOW,
    "created_at": NOW,
    "version": 1,
    "deleted_reason": "",
    "panel": [],
}
READABLE = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Zl", "Zp"),
        include_characters="\n\t",
    ),
    min_size=1,
).filter(str.strip)


def written(**values):
    subscription = Subscription(
        name="Mine",
        details="full",
        origin="https://hub.example",
        rows=[InterviewRow(**ROW | values)],
    )
    return calendar_text(subscription)


@given(title=READABLE, place=READABLE, name=READABLE)
def test_any_text_comes_back_as_it_was(title, place, name):
    seat = Seat(1, "1", name, "a@example.com", None, None)

    raw = written(title=title, location=place, panel=[seat])

    (one,) = Calendar.from_ical(raw).walk("VEVENT")
    assert one["summary"] == title
    assert one["location"] == place
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert one["uid"] == "interview-7@hub.example"


@given(title=st.text(st.characters(exclude_categories=())), name=st.text())
def test_nothing_that_a_vendor_writes_breaks_the_calendar(title, name):
    seat = Seat(1, "1", name, f"{name}@example.com", "tentative", None)

    raw = written(title=title, candidate_name=name, panel=[seat], meeting_url=title)

    calendar = Calendar.from_ical(raw)
    (one,) = calendar.walk("VEVENT")
    assert not one.errors
    assert raw.count(b"BEGIN:") == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Annika Schröder", "A. S."),
        ("Ana María de la Cruz", "A. C."),
        ("이도윤", "이○○"),
        ("Minji", "M."),
        (None, "No name"),
    ],
)
def test_a_masked_name(name, shown):
    assert masked(name) == shown
