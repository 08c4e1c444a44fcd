"""Recipes read what a vendor sends, refuse what makes no sense, and never guess."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import BadRecord
from connectors.mapping import (
    Findings,
    Recipe,
    day,
    either,
    flag,
    identity,
    joined,
    number,
    preferred,
    text,
    when,
    whole_name,
    words,
)
from connectors.vendors import CONNECTORS
from interviews.statuses import InterviewStatus


def read(pick: Any, raw: dict[str, Any]) -> Any:
    return pick(raw, Findings())


def test_a_moment_is_read_as_utc_whatever_its_zone() -> None:
    assert read(when("at"), {"at": "2026-03-02T16:00:00.000+01:00"}) == datetime(
        2026, 3, 2, 15, tzinfo=UTC
    )
    assert read(when("at"), {"at": "2026-03-02T15:00:00Z"}) == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert read(when("at"), {"at": "2026-03-02T15:00:00+0000"}) == datetime(
        2026, 3, 2, 15, tzinfo=UTC
    )


@given(
    moment=st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)),
    offset=st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_every_offset_names_the_same_moment(moment: datetime, offset: int) -> None:
    local = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert read(when("at"), {"at": local.isoformat()}) == local


@pytest.mark.parametrize(
    "value", ["2026-03-02T15:00:00", "yesterday", 17, ["x"], "0001-01-01T00:00:00+14:00"]
)
def test_a_moment_without_zone_or_sense_is_refused_by_name(value: object) -> None:
    with pytest.raises(BadRecord) as refused:
        read(when("start.at"), {"start": {"at": value}})
    assert refused.value.field == "start.at"
    assert "start.at" in refused.value.message


def test_absent_null_and_empty_are_not_reported() -> None:
    for raw in ({}, {"x": None}, {"x": ""}):
        for pick in (text("x"), when("x"), day("x"), identity("x")):
            assert read(pick, raw) is None


def test_large_ids_keep_every_digit() -> None:
    assert read(identity("id"), {"id": 40387397003001234567}) == "40387397003001234567"


def test_text_drops_what_a_database_cannot_hold() -> None:
    assert read(text("x"), {"x": "a\x00b\ud800"}) == "ab?"


@pytest.mark.parametrize(
    ("pick", "value"),
    [
        (text("x"), {"a": 1}),
        (text("x"), True),
        (text("x"), "long" * 500),
        (number("x"), "3"),
        (number("x"), 2**40),
        (flag("x"), "yes"),
        (day("x"), "2026-02-30"),
        (identity("x"), 1.5),
    ],
)
def test_a_wrong_type_is_refused(pick: Any, value: object) -> None:
    with pytest.raises(BadRecord) as refused:
        read(pick, {"x": value})
    assert refused.value.field == "x"


def test_a_word_not_in_the_table_is_null_and_told() -> None:
    findings = Findings()
    pick = words("status", InterviewStatus, scheduled="confirmed booked", draft="new")
    assert pick({"status": "booked"}, findings) == "scheduled"
    assert pick({"status": "Postponed"}, findings) is None
    assert [(found.field, found.word) for found in findings.unknown_words] == [
        ("status", "Postponed")
    ]


def test_a_mistake_in_a_vendor_file_fails_at_import() -> None:
    with pytest.raises(ValueError, match="booked"):
        words("status", InterviewStatus, scheduled="booked", draft="booked")
    with pytest.raises(ValueError, match="planned"):
        words("status", InterviewStatus, planned="x")
    with pytest.raises(TypeError, match="titel"):
        Recipe("interview", remote_id=identity("id"), titel=text("name"))


def test_a_korean_name_is_put_together_the_korean_way() -> None:
    name = whole_name(text("first"), text("last"))
    assert read(name, {"first": "민지", "last": "김"}) == "김민지"
    assert read(name, {"first": "Minji", "last": "Kim"}) == "Minji Kim"
    assert read(name, {"first": None, "last": "Kim"}) == "Kim"
    assert read(name, {}) is None


def test_several_picks_make_one_value() -> None:
    raw = {"first": "Mia", "last": None, "id": 7}
    assert read(joined(" ", text("first"), text("last")), raw) == "Mia"
    assert read(either(text("last"), identity("id")), raw) == "7"
    entries = {
        "mails": [{"v": "w@x.example", "t": "work"}, {"v": "p@x.example", "t": "personal"}, "junk"]
    }
    assert read(preferred("mails", "v", marked="t", by="personal"), entries) == "p@x.example"


def test_entries_reach_the_record_around_them() -> None:
    recipe = Recipe(
        "slot", each="interviews", remote_id=identity("id"), stage_remote_id=identity("^.id")
    )
    slots = recipe.read({"id": 9, "interviews": [{"id": 1}, {"id": 2}]}, Findings())
    assert [(slot.remote_id, slot.stage_remote_id) for slot in slots] == [("1", "9"), ("2", "9")]
    with pytest.raises(BadRecord):
        recipe.read({"id": 9, "interviews": "none"}, Findings())


def greenhouse(version: str) -> Recipe:
    profile = CONNECTORS["greenhouse"].profile({"api_version": version})
    return profile.resource("interviews").makes[0]


def test_an_interview_that_ends_before_it_starts_is_set_aside() -> None:
    raw = {"id": 1, "starts_at": "2026-03-02T15:00:00Z", "ends_at": "2026-03-02T14:00:00Z"}
    with pytest.raises(BadRecord, match="before the start"):
        greenhouse("v3").read(raw, Findings())


def test_all_day_stays_a_date() -> None:
    [record] = greenhouse("v3").read(
        {"id": 1, "all_day_start_on": "2026-03-02", "all_day_end_on": "2026-03-03"}, Findings()
    )
    assert (record.start_date, record.end_date) == (date(2026, 3, 2), date(2026, 3, 3))
    assert record.start_at is None


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("to_be_scheduled", "draft"),
        ("to_be_sent", "draft"),
        ("sent", "draft"),
        ("received", "draft"),
        ("scheduled", "scheduled"),
        ("awaiting_feedback", "awaiting_feedback"),
        ("collect_feedback", "awaiting_feedback"),
        ("complete", "completed"),
        ("skipped", "cancelled"),
        ("unheard_of", None),
    ],
)
@pytest.mark.parametrize("version", ["v1", "v3"])
def test_every_greenhouse_word_has_its_meaning(version: str, word: str, ours: str | None) -> None:
    [record] = greenhouse(version).read({"id": 1, "status": word}, Findings())
    assert (record.status, record.vendor_status) == (ours, word)
