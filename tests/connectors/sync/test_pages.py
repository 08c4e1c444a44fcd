"""What a page of raw records makes of the tables, whatever is in it and in whatever order it comes."""

import zlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate, Change
from connectors.models import Issue, RemoteRecord
from interviews.models import Application, AtsUser, Interview, Interviewer, Slot
from tests.connectors.sync.vendor_pages import Pages

TIMES = {"starts_at": "2026-03-02T15:00:00Z", "ends_at": "2026-03-02T16:00:00Z"}


def only(model: Any, **values: Any) -> Any:
    return model.objects.get(**values)


def deep(levels: int) -> Any:
    value: Any = "in the middle"
    for _ in range(levels):
        value = [value]
    return value


def test_a_reference_that_the_vendor_takes_away_is_gone_here_too(pages: Pages) -> None:
    pages.read("users", {"id": 7, "name": "Kim"})
    pages.read("interviews", {"id": 1, "organizer_id": 7, **TIMES})
    assert only(Interview).organizer.name == "Kim"
    pages.read("interviews", {"id": 1, "organizer_id": None, **TIMES})
    row = only(Interview)
    assert (row.organizer_remote_id, row.organizer) == (None, None)


def test_an_interview_before_its_application_before_its_candidate(pages: Pages) -> None:
    pages.read("interviews", {"id": 1, "application_id": 2, "job_interview_id": 4, **TIMES})
    pages.read("applications", {"id": 2, "candidate_id": 3})
    pages.read("candidates", {"id": 3, "first_name": "Jin", "last_name": "Seo"})
    pages.read("slots", {"id": 4, "name": "Culture Fit"})
    row = only(Interview)
    assert (row.application.remote_id, row.candidate.name) == ("2", "Jin Seo")
    assert (row.title, row.slot.remote_id) == ("Culture Fit", "4")
    pages.read("applications", {"id": 2, "candidate_id": 9})
    pages.read("slots", {"id": 4, "name": "Work Sample"})
    row = only(Interview)
    assert (row.candidate_remote_id, row.candidate, row.title) == ("9", None, "Work Sample")
    pages.read("candidates", {"id": 9, "first_name": "Ana", "last_name": "Lima"})
    assert only(Interview).candidate.name == "Ana Lima"


def test_nothing_of_the_old_application_or_step_clings_to_an_interview_that_moved(
    pages: Pages,
) -> None:
    pages.read("candidates", {"id": 3, "first_name": "Jin"})
    pages.read("applications", {"id": 2, "candidate_id": 3})
    pages.read("slots", {"id": 4, "name": "Culture Fit", "job_interview_stage_id": 6})
    pages.read("interviews", {"id": 1, "application_id": 2, "job_interview_id": 4, **TIMES})
    pages.read("interviews", {"id": 1, "application_id": 20, "job_interview_id": 40, **TIMES})
    row = only(Interview)
    assert (row.application, row.candidate_remote_id, row.candidate) == (None, None, None)
    assert (row.slot, row.title, row.stage_remote_id) == (None, None, None)


def test_a_seat_given_to_a_guest_loses_the_name_of_who_sat_there(pages: Pages) -> None:
    pages.read("users", {"id": 7, "name": "Kim", "primary_email": "kim@acme.example"})
    pages.read("interviewers", {"id": 5, "interview_id": 1, "user_id": 7})
    assert only(Interviewer).name == "Kim"
    pages.read(
        "interviewers", {"id": 5, "interview_id": 1, "user_id": None, "email": "guest@x.example"}
    )
    seat = only(Interviewer)
    assert (seat.user, seat.name, seat.email) == (None, None, "guest@x.example")


def test_a_user_without_an_address_is_no_longer_somebody_elses_person(pages: Pages) -> None:
    pages.read("users", {"id": 7, "name": "Kim", "primary_email": "Kim@acme.example"})
    assert only(AtsUser).identity.email == "kim@acme.example"
    pages.read("users", {"id": 7, "name": "Kim", "primary_email": None})
    assert only(AtsUser).identity is None


def test_what_was_emptied_while_a_record_was_gone_is_empty_when_it_comes_back(pages: Pages) -> None:
    pages.read("interviews", {"id": 1, "location": "Room 4", **TIMES})
    pages.bury("interviews", "1")
    pages.read("interviews", {"id": 1, "location": None, **TIMES})
    row = only(Interview)
    assert (row.deleted_at, row.location) == (None, None)


def test_a_record_that_comes_back_unreadable_is_told_until_it_can_be_read(pages: Pages) -> None:
    pages.read("interviews", {"id": 1, "location": "Room 4", **TIMES})
    pages.bury("interviews", "1")
    for _ in range(2):
        tally = pages.read("interviews", {"id": 1, "starts_at": "soon"})
        assert tally.rejected == 1
    assert only(RemoteRecord).deleted_at is None
    pages.read("interviews", {"id": 1, "location": "Room 5", **TIMES})
    assert (only(Interview).deleted_at, only(Interview).location) == (None, "Room 5")


@pytest.mark.parametrize("order", [("10", "20"), ("20", "10")])
@pytest.mark.parametrize("together", [True, False])
def test_a_step_that_moved_to_another_stage_stays(
    pages: Pages, order: tuple[str, ...], together: bool
) -> None:
    pages.version = "v1"
    step = {"id": 5, "name": "Culture Fit"}
    pages.read("stages", {"id": 10, "interviews": [step]}, {"id": 20, "interviews": []})
    now = {"10": {"id": 10, "interviews": []}, "20": {"id": 20, "interviews": [step]}}
    for some in [order] if together else [(key,) for key in order]:
        pages.read("stages", *(now[key] for key in some))
    slot = only(Slot)
    assert (slot.deleted_at, slot.stage_remote_id) == (None, "20")
    pages.bury("stages", "10")
    assert only(Slot).deleted_at is None
    pages.bury("stages", "20")
    assert only(Slot).deleted_reason == "absent"


@pytest.mark.parametrize(
    ("resource", "fields"),
    [
        ("interviews", {"all_day_end_on": "2026-03-03"}),
        ("interviews", {"status": "s" * 81}),
        ("interviews", {"external_event_id": "e" * 301}),
        ("interviews", {"starts_at": "0001-01-01T00:00:00Z"}),
        ("interviews", {"ends_at": "9999-12-31T23:59:59Z"}),
        ("interviews", {"id": True}),
        ("interviews", {"id": 1.5}),
        ("interviews", {"location": {"city": "Seoul"}}),
        ("candidates", {"email_addresses": 5}),
        ("candidates", {"email_addresses": True}),
        ("candidates", {"email_addresses": [{"value": "a" * 400}]}),
        ("candidates", {"phone_numbers": [{"value": "1" * 81}]}),
        ("candidates", {"first_name": "f" * 301}),
        ("candidates", {"first_name": "f" * 300, "last_name": "l" * 300}),
        ("jobs", {"name": "n" * 301}),
        ("jobs", {"status": "s" * 41}),
        ("stages", {"sort_order": 2**31}),
        ("scorecards", {"candidate_rating": "r" * 41}),
        ("applications", {"status": "s" * 81}),
    ],
)
def test_what_the_tables_would_not_take_costs_one_record(
    pages: Pages, resource: str, fields: dict[str, Any]
) -> None:
    whole = TIMES if resource == "interviews" else {}
    tally = pages.read(resource, {"id": 1, **whole, **fields}, {"id": 2, **whole})
    assert (tally.rejected, tally.new) == (1, 1)
    assert only(Issue).code == "unreadable"


@pytest.mark.parametrize("fields", [{"extra": deep(900)}, {"location": deep(900)}])
def test_a_record_nested_without_end_does_not_end_the_run(
    pages: Pages, fields: dict[str, Any]
) -> None:
    tally = pages.read("interviews", {"id": 1, **TIMES, **fields}, {"id": 2, **TIMES})
    assert tally.read == 2
    assert only(Interview, remote_id="2")
    stored = zlib.decompress(only(RemoteRecord, remote_id="1").raw)
    assert stored.count(b"[") <= 100


def test_two_users_of_one_page_may_be_one_person(pages: Pages) -> None:
    pages.read(
        "users",
        {"id": 1, "primary_email": "A@x.example"},
        {"id": 2, "primary_email": "a@X.example"},
    )
    assert only(AtsUser, remote_id="1").identity == only(AtsUser, remote_id="2").identity


def test_the_first_change_of_a_record_tells_all_of_it(pages: Pages) -> None:
    pages.read("interviews", {"id": 1, "location": "Room 4", "status": "scheduled", **TIMES})
    change = only(Change)
    row = only(Interview)
    untold = {"id", "company_id", "account_id", "remote_id", "created_at", "updated_at", "version"}
    told = {
        column.attname
        for column in Interview._meta.concrete_fields
        if getattr(row, column.attname) not in (None, "") and column.attname not in untold
    }
    assert change.fields.keys() == told
    assert (change.kind, change.interview_id) == ("ADDED", row.pk)


def statements(pages: Pages, count: int, stamp: str) -> int:
    users = [{"id": n, "name": f"U{n}", "updated_at": stamp} for n in range(count)]
    with CaptureQueriesContext(connection) as captured:
        pages.read("users", *users)
    return len(captured)


def test_who_was_only_touched_is_not_told_to_every_seat(pages: Pages) -> None:
    pages.read("users", {"id": 7, "name": "Kim", "updated_at": "2026-03-02T15:00:00Z"})
    pages.read("interviewers", {"id": 5, "interview_id": 1, "user_id": 7})
    with CaptureQueriesContext(connection) as captured:
        pages.read("users", {"id": 7, "name": "Kim", "updated_at": "2026-03-03T15:00:00Z"})
    assert not [one for one in captured if 'interviews_interviewer"' in one["sql"]]


def test_as_many_statements_for_five_hundred_records_as_for_two(pages: Pages) -> None:
    few = statements(pages, 2, "2026-03-02T15:00:00Z")
    many = statements(pages, 500, "2026-03-03T15:00:00Z")
    assert many <= few + 5


def test_candidate_and_application_are_linked(pages: Pages) -> None:
    pages.read("applications", {"id": 2, "candidate_id": 3})
    pages.read("candidates", {"id": 3})
    assert only(Application).candidate == only(Candidate)
