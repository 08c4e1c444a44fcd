from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from interviews.conflicts.overlaps import Booking, overlaps

NINE = datetime(2026, 11, 5, 9, tzinfo=UTC)


def booking(person, interview, start, end):
    minutes = timedelta(minutes=1)
    return Booking(person, interview, NINE + start * minutes, NINE + end * minutes)


def test_the_time_two_interviews_of_one_person_share_is_found():
    (found,) = overlaps([booking("felix", 1, 0, 60), booking("felix", 2, 30, 75)])

    assert (found.first, found.second, found.length) == (1, 2, timedelta(minutes=30))
    assert (found.other(1), found.other(2)) == (2, 1)


def test_interviews_that_touch_or_belong_to_different_people_are_no_conflict():
    touching = [booking("felix", 1, 0, 60), booking("felix", 2, 60, 90)]
    different = [booking("felix", 3, 0, 60), booking("miriam", 4, 0, 60)]

    assert overlaps(touching) == overlaps(different) == []


def test_two_seats_of_one_person_in_one_interview_are_no_conflict():
    assert overlaps([booking("felix", 1, 0, 60), booking("felix", 1, 0, 45)]) == []


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(0, 25)), max_size=12)
)
def test_exactly_the_overlapping_pairs_are_found(drawn):
    calendar = [
        booking(person, number, start, start + length)
        for number, (person, start, length) in enumerate(drawn)
    ]
    expected = {
        frozenset((one.interview, other.interview))
        for one, other in combinations(calendar, 2)
        if one.person == other.person and max(one.start, other.start) < min(one.end, other.end)
    }

    assert {frozenset((o.first, o.second)) for o in overlaps(calendar)} == expected
