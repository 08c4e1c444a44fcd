"""The pure rules: which event a change is, and when to try again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.outbound.backoff import JITTER, LONGEST_ASKED, WAITS, held_until, next_attempt
from connectors.outbound.events import EVENTS, Told, event_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CHANCE = st.floats(0, 1)


@given(st.integers(1, len(WAITS)), CHANCE)
def test_each_wait_is_within_a_tenth_of_its_plan(made, chance):
    wait = next_attempt(made, NOW, chance=chance) - NOW

    assert WAITS[made - 1] * (1 - JITTER) <= wait <= WAITS[made - 1] * (1 + JITTER)


@given(st.integers(1, len(WAITS)), CHANCE, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_retry_after_is_never_undercut_and_never_puts_off_for_ever(made, chance, asked):
    until = next_attempt(made, NOW, chance=chance, asked=NOW + asked)

    assert until >= NOW + min(asked, LONGEST_ASKED)
    assert until - NOW <= max(LONGEST_ASKED, WAITS[made - 1] * (1 + JITTER))


def test_there_are_ten_attempts_over_75_hours():
    assert len(WAITS) + 1 == 10
    assert timedelta(hours=75) <= sum(WAITS, timedelta()) < timedelta(hours=76)
    assert next_attempt(10, NOW, chance=0) is None


@given(st.integers(4, 40))
def test_an_endpoint_is_held_back_longer_each_time(failures):
    assert held_until(failures, NOW) <= held_until(failures + 1, NOW)
    assert held_until(3, NOW) is None


@pytest.mark.parametrize(
    ("record", "kind", "fields", "event"),
    [
        ("interview", "ADDED", {"status": [None, "scheduled"]}, "interview.scheduled"),
        ("interview", "ADDED", {"status": [None, "completed"]}, "interview.created"),
        ("interview", "UPDATED", {"status": ["draft", "scheduled"]}, "interview.scheduled"),
        ("interview", "UPDATED", {"status": ["scheduled", "cancelled"]}, "interview.cancelled"),
        ("interview", "UPDATED", {"start_at": ["a", "b"]}, "interview.rescheduled"),
        ("interview", "UPDATED", {"end_at": ["a", "b"]}, "interview.rescheduled"),
        ("interview", "UPDATED", {"start_at": [None, "b"]}, "interview.updated"),
        (
            "interview", "UPDATED", {"start_at": ["a", None], "start_date": [None, "b"]},
            "interview.rescheduled",
        ),
        ("interview", "DELETED", {"deleted_at": [None, "a"]}, "interview.deleted"),
        ("interviewer", "UPDATED", {"response_status": ["x", "declined"]}, "interviewer.declined"),
        ("candidate", "UPDATED", {"status": ["new", "invited"]}, "candidate.moved"),
        ("application", "UPDATED", {"stage_id": [1, 2]}, "candidate.moved"),
        ("atsuser", "UPDATED", {"name": ["a", "b"]}, "user.updated"),
        ("comment", "ADDED", {}, None),
        ("interview", "DELETED", {"vendor_updated_at": ["a", "b"]}, "interview.deleted"),
        ("interview", "UPDATED", {"vendor_updated_at": ["a", "b"]}, None),
        ("interview", "UPDATED", {"vendor_updated_at": ["a", "b"], "title": ["a", "b"]}, "interview.updated"),
    ],
)  # fmt: skip
def test_a_change_is_one_event(record, kind, fields, event):
    assert event_of(Told(record=record, kind=kind, fields=fields)) == event
    assert event is None or event in EVENTS


@given(
    st.sampled_from(["interview", "interviewer", "candidate", "application", "scorecard", "job"]),
    st.sampled_from(["ADDED", "UPDATED", "DELETED"]),
    st.dictionaries(
        st.sampled_from(["status", "start_at", "end_date", "response_status", "submitted_at", "x"]),
        st.tuples(
            st.none() | st.text(), st.none() | st.sampled_from(["scheduled", "declined", "y"])
        ),
    ),
)
def test_whatever_changes_is_an_event_of_the_published_table(record, kind, fields):
    assert event_of(Told(record=record, kind=kind, fields=fields)) in EVENTS
