"""“This week” and the like are of the reader's own calendar."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from interviews.forms.filters import span_called

BERLIN, SEOUL = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Seoul")
SUNDAY_NIGHT = datetime(2026, 10, 25, 22, 30, tzinfo=UTC)  # 23:30 in Berlin, Monday in Seoul


@pytest.mark.parametrize(
    ("name", "zone", "first", "last"),
    [
        ("today", BERLIN, "2026-10-24T22:00", "2026-10-25T23:00"),  # the day has 25 hours
        ("tomorrow", BERLIN, "2026-10-25T23:00", "2026-10-26T23:00"),
        ("this_week", BERLIN, "2026-10-18T22:00", "2026-10-25T23:00"),
        ("next_week", BERLIN, "2026-10-25T23:00", "2026-11-01T23:00"),
        ("this_week", SEOUL, "2026-10-25T15:00", "2026-11-01T15:00"),
        ("next_48_h", SEOUL, "2026-10-25T22:00", "2026-10-27T23:00"),
    ],
)
def test_a_word_for_a_time_means_whole_days_of_the_reader(name, zone, first, last):
    bounds = span_called(name, zone, SUNDAY_NIGHT)

    assert bounds == (("gte", moment(first)), ("lt", moment(last)))


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_from_today_has_no_end_and_no_word_no_bounds():
    assert span_called("from_today", BERLIN, SUNDAY_NIGHT) == (("gte", moment("2026-10-24T22:00")),)
    assert span_called("", BERLIN, SUNDAY_NIGHT) == ()
