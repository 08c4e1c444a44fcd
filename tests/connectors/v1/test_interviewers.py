"""Interviewers with their load, and conflicts, over the API."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Change
from connectors.v1.interviewers import examples
from interviews.models import Conflict, InterviewerIdentity
from interviews.services import bookings, interviewers
from tests import make
from tests.connectors.v1.operator import Operator, valid

NOW = datetime(2026, 11, 4, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


@pytest.fixture
def roundhr(acme):
    return make.account(acme, "RoundHR Seoul", vendor="roundhr")


@pytest.fixture
def caller(acme):
    return Operator(acme, "read", "write", "pii")


def keep(company):
    bookings.catch_up(company.pk, now=NOW)


@pytest.fixture
def clash(acme, greenhouse, roundhr):
    """Felix is needed twice at once next Monday, in two systems."""
    make.interview(greenhouse, MONDAY)
    make.interview(roundhr, MONDAY + timedelta(minutes=30), candidate="Jonas Weber")
    keep(acme)
    return Conflict.objects.get()


def only(page):
    [row] = page["result"]
    return row


def test_everybody_is_told_with_what_is_before_them(caller, clash, greenhouse, roundhr):
    felix = only(caller.get("interviewers"))

    assert (felix["name"], felix["email"]) == ("Felix Baumann", make.mail("Felix Baumann"))
    assert felix["load"] == {
        "this_week": 0, "next_week": 2, "next_30_days": 2, "weeks_of": "Europe/Berlin"
    }  # fmt: skip
    assert felix["conflicts"] == 1
    assert felix["feedback_hours"] is None
    assert felix["feedback_not_reported_by"] == sorted([str(greenhouse.uuid), str(roundhr.uuid)])
    assert {user["remote_id"] for user in felix["users"]} == {"Felix Baumann"}
    assert valid(caller.get("interviewers"), "InterviewerPage")
    assert caller.get(f"interviewers/{felix['id']}") == felix
    assert valid(felix, "Interviewer")
    assert valid(examples.INTERVIEWER, "Interviewer")


def test_limits_and_absences_are_told(caller, acme, clash):
    felix = clash.identity
    origin = make.origin(clash.first.account, NOW)
    interviewers.set_rules(felix.pk, {"daily_limit": 1, "paused": True}, origin=origin)
    interviewers.add_absence(felix.pk, NOW.date(), NOW.date(), "", origin=origin)

    told = caller.get(f"interviewers/{felix.pk}")

    assert (told["daily_limit"], told["paused"]) == (1, True)
    assert told["absences"] == [{"first_day": "2026-11-04", "last_day": "2026-11-04"}]
    assert only(caller.get("interviewers", only="paused"))["id"] == felix.pk


def test_a_key_of_one_account_counts_what_is_in_it_alone(acme, clash, greenhouse, roundhr):
    make.interview(roundhr, MONDAY + timedelta(days=1), panel=[("Tom Ellery", None)])
    keep(acme)
    narrow = Operator(acme, "read", "pii", accounts=[greenhouse])

    felix = only(narrow.get("interviewers"))

    assert felix["load"]["next_week"] == 1
    assert felix["conflicts"] == 0
    assert [user["integrated_account_id"] for user in felix["users"]] == [str(greenhouse.uuid)]
    assert felix["feedback_not_reported_by"] == [str(greenhouse.uuid)]
    assert narrow.get("interviewers", only="conflicts")["result"] == []
    tom = InterviewerIdentity.objects.get(email=make.mail("Tom Ellery"))
    assert narrow.ask("get", f"interviewers/{tom.pk}").status_code == 404
    refused = narrow.ask("get", "interviewers", integrated_account_id=str(roundhr.uuid))
    assert refused.status_code == 400


HOURS = st.tuples(st.integers(0, 2), st.integers(0, 24 * 28), st.booleans())


@settings(max_examples=8, deadline=None)
@given(st.lists(HOURS, max_size=6), st.sets(st.integers(0, 2), min_size=1))
def test_whatever_is_booked_a_limited_key_counts_its_own(db, booked, allowed):
    """`booked`: in which account, how many hours after Monday of the running week, whether declined."""
    acme = make.company(f"C{next(make.numbers)}")
    accounts = [make.account(acme, f"A{n}") for n in range(3)]
    begins = datetime(2026, 11, 1, 23, tzinfo=UTC)
    for where, hour, declined in booked:
        answer = "declined" if declined else None
        start = begins + timedelta(hours=hour)
        make.interview(accounts[where], start, panel=[("Felix Baumann", answer)])
    keep(acme)
    key = Operator(acme, "read", accounts=[accounts[n] for n in allowed])

    rows = key.get("interviewers")["result"]

    mine = [one for one in booked if one[0] in allowed]
    counted = [begins + timedelta(hours=hour) for _, hour, declined in mine if not declined]
    assert len(rows) == bool(mine)
    for row in rows:
        week = timedelta(days=7)
        assert row["load"]["this_week"] == sum(one < begins + week for one in counted)
        assert row["load"]["next_week"] == sum(week <= one - begins < 2 * week for one in counted)
        assert row["load"]["next_30_days"] == sum(one >= NOW for one in counted)
        assert row["declines"] == sum(declined for _, _, declined in mine)


def test_without_the_right_to_personal_data_nobody_is_named(acme, clash):
    plain = Operator(acme, "read")
    origin = make.origin(clash.first.account, NOW)
    interviewers.add_absence(
        clash.identity.pk, MONDAY.date(), MONDAY.date(), "Surgery", origin=origin
    )
    keep(acme)

    told = plain.ask("get", "interviewers").content + plain.ask("get", "conflicts").content

    told = told.replace(b'"remote_id":"Felix Baumann"', b"")  # the vendor's id of this test's user
    assert b"Felix" not in told
    assert b"felix" not in told
    assert b"Nov" not in told
    assert only(plain.get("interviewers"))["absences"] is None
    assert {one["kind"] for one in plain.get("conflicts")["result"]} >= {"absent"}
    assert plain.ask("get", "interviewers", search="felix").status_code == 403


def test_interviewers_are_searched_and_paged(caller, acme, clash, django_assert_max_num_queries):
    InterviewerIdentity.objects.bulk_create(
        InterviewerIdentity(company=acme, email=f"{n}@x.example", name=f"Person {n}")
        for n in range(7)
    )
    seen, cursor = [], {}
    while True:
        page = caller.get("interviewers", limit=3, **cursor)
        seen += [row["id"] for row in page["result"]]
        if page["next_cursor"] is None:
            break
        cursor = {"next_cursor": page["next_cursor"]}

    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 8
    assert only(caller.get("interviewers", search="person 3"))["name"] == "Person 3"
    answer = caller.ask("get", "interviewers", only="paused", **cursor)
    assert "belongs to another search" in answer.json()["message"]
    with django_assert_max_num_queries(9):
        caller.get("interviewers")


def test_conflicts_are_told_with_both_interviews(caller, clash, greenhouse, roundhr):
    told = only(caller.get("conflicts"))

    assert (told["kind"], told["severity"], told["state"]) == ("double_booked", "critical", "open")
    assert told["message"] == "Felix Baumann is needed in two interviews at once for 30 minutes"
    assert told["interviewer_id"] == clash.identity_id
    assert [one["integrated_account_id"] for one in told["interviews"]] == [
        str(greenhouse.uuid),
        str(roundhr.uuid),
    ]
    assert told["starts_at"] == "2026-11-09T09:30:00.000Z"
    assert valid(caller.get("conflicts"), "ConflictPage")
    assert caller.get(f"conflicts/{clash.pk}") == told
    assert valid(examples.CONFLICT, "Conflict")
    assert valid(examples.OVERRIDDEN, "Conflict")
    assert valid(examples.OVERRIDE, "ConflictOverride")


def test_conflicts_are_found_by_kind_account_interviewer_state_and_time(
    caller, acme, clash, roundhr
):
    def kinds(**query):
        return [one["kind"] for one in caller.get("conflicts", **query)["result"]]

    other = make.account(acme, "Other")
    assert kinds(kind="double_booked", interviewer_id=str(clash.identity_id)) == ["double_booked"]
    assert kinds(kind="absent") == []
    assert kinds(integrated_account_id=str(roundhr.uuid)) == ["double_booked"]
    assert kinds(integrated_account_id=str(other.uuid)) == []
    assert kinds(interviewer_id="999") == []
    assert kinds(state="overridden") == []
    begin, end = "2026-11-09T09:45:00Z", "2026-11-09T09:50:00Z"
    assert kinds(**{"from": begin, "to": end}) == ["double_booked"]
    assert kinds(to="2026-11-09T09:30:00Z") == []
    assert kinds(**{"from": "2026-11-09T10:00:00Z"}) == []
    wrong = caller.ask("get", "conflicts", **{"from": end, "to": begin})
    assert (wrong.status_code, "must be after from" in wrong.json()["message"]) == (400, True)
    assert caller.ask("get", "conflicts", kind="nonsense").status_code == 400


def test_pages_of_conflicts_hold_each_once_in_both_orders(
    caller, acme, greenhouse, roundhr, django_assert_max_num_queries
):
    for day in range(5):
        make.interview(greenhouse, MONDAY + timedelta(days=day))
        make.interview(roundhr, MONDAY + timedelta(days=day), candidate="Jonas Weber")
    keep(acme)

    def all_of(sort):
        seen, cursor = [], {}
        while True:
            page = caller.get("conflicts", sort=sort, limit=2, **cursor)
            seen += [row["starts_at"] for row in page["result"]]
            if page["next_cursor"] is None:
                return seen
            cursor = {"next_cursor": page["next_cursor"]}

    ahead = all_of("starts_at")
    assert (len(ahead), ahead) == (5, sorted(set(ahead)))
    assert all_of("-starts_at") == ahead[::-1]
    with django_assert_max_num_queries(3):
        caller.get("conflicts")


def test_a_key_of_one_account_sees_no_conflict_that_tells_of_another(acme, clash, greenhouse):
    make.interview(greenhouse, MONDAY + timedelta(minutes=10), candidate="Mia Sommer")
    interviewers.set_rules(
        clash.identity_id, {"daily_limit": 1}, origin=make.origin(greenhouse, NOW)
    )
    keep(acme)
    narrow = Operator(acme, "read", "write", accounts=[greenhouse])

    found = narrow.get("conflicts")["result"]

    assert [one["kind"] for one in found] == ["double_booked"]
    assert {one["integrated_account_id"] for one in found[0]["interviews"]} == {
        str(greenhouse.uuid)
    }
    assert Conflict.objects.filter(closed_at=None).count() > 1
    assert narrow.ask("get", f"conflicts/{clash.pk}").status_code == 404
    answer = narrow.ask("post", f"conflicts/{clash.pk}/override", {"reason": "Fine."})
    assert answer.status_code == 404
    assert narrow.get("interviewers")["result"][0]["conflicts"] == 1


def test_a_conflict_is_said_to_be_fine_and_taken_back(caller, clash):
    path = f"conflicts/{clash.pk}/override"

    told = caller.ask("post", path, {"reason": " As agreed. "}).json()

    assert (told["state"], told["override_reason"]) == ("overridden", "As agreed.")
    change = Change.objects.filter(subject="conflict").latest("pk")
    assert (change.source, change.fields) == ("api", {"override_reason": [None, "As agreed."]})
    assert only(caller.get("conflicts", state="overridden"))["id"] == clash.pk
    back = caller.ask("delete", path)
    assert (back.status_code, back.json()["state"]) == (200, "open")


@pytest.mark.parametrize("body", [{}, {"reason": " "}, {"reason": 3}, {"reason": "x", "more": 1}])
def test_a_reason_is_needed_and_nothing_else(caller, clash, body):
    assert caller.ask("post", f"conflicts/{clash.pk}/override", body).status_code == 400
    clash.refresh_from_db()
    assert clash.is_open


def test_a_closed_conflict_is_history(caller, acme, clash):
    make.change(clash.second, status="cancelled")
    keep(acme)

    assert caller.get("conflicts")["result"] == []
    assert caller.get(f"conflicts/{clash.pk}")["state"] == "closed"
    assert only(caller.get("conflicts", state="closed"))["id"] == clash.pk
    answer = caller.ask("post", f"conflicts/{clash.pk}/override", {"reason": "Late."})
    assert (answer.status_code, "is closed" in answer.json()["message"]) == (409, True)


def test_nobody_reaches_another_company(globex, clash):
    stranger = Operator(globex, "read", "write", "pii")

    assert stranger.get("interviewers")["result"] == []
    assert stranger.get("conflicts")["result"] == []
    assert stranger.ask("get", f"interviewers/{clash.identity_id}").status_code == 404
    assert stranger.ask("get", f"conflicts/{clash.pk}").status_code == 404
    answer = stranger.ask("post", f"conflicts/{clash.pk}/override", {"reason": "Mine."})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["interviews", "interviewers", "conflicts", "changes", "conflict", "interviewer"]
)
def test_how_old_the_data_is_stands_in_headers(caller, clash, greenhouse, roundhr, path):
    """Of two accounts the older moment and the worse word."""
    for account, age in ((greenhouse, 5), (roundhr, 600)):
        account.synced_at = NOW - timedelta(minutes=age)
        account.save()
    named = {
        "conflict": f"conflicts/{clash.pk}",
        "interviewer": f"interviewers/{clash.identity_id}",
    }

    both = caller.ask("get", named.get(path, path))

    assert (both["X-Freshness"], both["X-As-Of"]) == ("late", "2026-11-04T02:00:00.000Z")
    if path not in named:
        one = caller.ask("get", path, integrated_account_id=str(greenhouse.uuid))
        assert (one["X-Freshness"], one["X-As-Of"]) == ("fresh", "2026-11-04T11:55:00.000Z")
    roundhr.synced_at = None
    roundhr.save()
    never = caller.ask("get", named.get(path, path))
    assert (never["X-Freshness"], never.headers.get("X-As-Of")) == ("never", None)
