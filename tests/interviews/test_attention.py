from datetime import UTC, datetime, timedelta

import pytest

from interviews.attention.day import Case, Seat, needs_a_look

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)


def seat(answer, name="Felix Baumann"):
    return Seat(name=name, answer=answer)


ACCEPTED = (seat("accepted"),)


def case(interview=1, *, hours=2, length=1, panel=ACCEPTED, **facts):
    start = NOW + timedelta(hours=hours)
    known = {"status": "scheduled", "has_place": True, "off": False} | facts
    return Case(
        interview=interview,
        start=start,
        end=start + timedelta(hours=length) if length else None,
        first_day_begins=start,
        panel=tuple(panel),
        **known,
    )


def codes(*cases):
    return [note.code for note in needs_a_look(cases, NOW)]


def test_an_interview_that_is_all_right_needs_no_look():
    assert codes(case()) == []


@pytest.mark.parametrize(
    ("found", "facts"),
    [
        ("declined", {"panel": [seat("declined")]}),
        ("no_answer", {"panel": [seat("needs_action")]}),
        ("tentative", {"panel": [seat("tentative")]}),
        ("nobody", {"panel": []}),
        ("no_place", {"has_place": False}),
        ("not_mapped", {"status": None}),
    ],
)
def test_each_reason_is_named(found, facts):
    assert codes(case(**facts)) == [found]


def test_an_answer_that_is_not_reported_is_neither_fine_nor_wrong():
    assert codes(case(panel=[seat(None)])) == []


def test_an_answer_may_still_come_when_there_is_more_than_a_day():
    assert codes(case(hours=25, panel=[seat("needs_action")])) == []


def test_a_decline_is_critical_in_the_next_two_days_and_high_after():
    (soon,) = needs_a_look([case(hours=47, panel=[seat("declined")])], NOW)
    (later,) = needs_a_look([case(hours=49, panel=[seat("declined")])], NOW)

    assert (soon.severity, later.severity) == ("critical", "high")


def test_what_is_off_or_over_is_not_looked_at():
    over = case(1, hours=-3, panel=[seat("declined")])
    off = case(2, off=True, has_place=False)

    assert codes(over, off) == []


def test_the_worst_comes_first_then_the_next_in_time():
    found = needs_a_look(
        [
            case(1, hours=1, has_place=False),
            case(2, hours=6, panel=[seat("declined", "Miriam")]),
            case(3, hours=4, panel=[seat("declined", "Tom")]),
        ],
        NOW,
    )

    assert [note.interview for note in found] == [3, 2, 1]
