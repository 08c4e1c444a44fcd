"""A scorecard counts as handed in when it was submitted, not when the vendor names one."""

from datetime import UTC, datetime

import pytest

from tests import make

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)


def seat_with_scorecard(greenhouse, interview, **news):
    remote_id = interview.remote_id
    make.tell(
        greenhouse, "interviewer", f"{remote_id} Felix Baumann", scorecard_remote_id="card", **news
    )


@pytest.mark.parametrize(
    ("submitted_at", "told"),
    [(None, "not handed in"), (datetime(2026, 11, 5, 11, tzinfo=UTC), "handed in")],
)
def test_a_draft_is_not_handed_in(coordinator, greenhouse, submitted_at, told):
    interview = make.interview(greenhouse, TEN, status="awaiting_feedback")
    make.tell(greenhouse, "scorecard", "card", submitted_at=submitted_at)
    seat_with_scorecard(greenhouse, interview)
    page = coordinator.open(f"/interviews/{interview.pk}/")
    assert told in page.text
    assert ("not handed in" in page.text) == (submitted_at is None)


def test_a_scorecard_that_was_not_read_is_not_reported(coordinator, greenhouse):
    interview = make.interview(greenhouse, TEN, status="awaiting_feedback")
    seat_with_scorecard(greenhouse, interview)
    assert "handed in" not in coordinator.open(f"/interviews/{interview.pk}/").text


@pytest.mark.parametrize(
    "address",
    [
        "/?date=9999-12-31",
        "/?date=0001-01-01",
        "/interviews/?date_to=9999-12-31&date_from=",
        "/interviews/?date_from=0001-01-01",
    ],
)
def test_a_date_at_the_edge_of_the_calendar_is_told(coordinator, greenhouse, address):
    make.interview(greenhouse, TEN)
    answer = coordinator.client.get(address)
    assert answer.status_code == 200
