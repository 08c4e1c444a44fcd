"""Greenhouse's recipes against a plain reading of the same record, over many generated records."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connectors.mapping import Findings
from connectors.vendors import CONNECTORS

MEANING = {
    "to_be_scheduled": "draft",
    "scheduled": "scheduled",
    "awaiting_feedback": "awaiting_feedback",
    "complete": "completed",
    "skipped": "cancelled",
}
ids = st.integers(min_value=1, max_value=2**63)
texts = st.none() | st.text(max_size=40)
moments = st.datetimes(min_value=datetime(2010, 1, 1), max_value=datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=moment.microsecond // 1000 * 1000)
)
statuses = st.sampled_from([*MEANING, "Somewhere new", None])
spans = st.integers(min_value=0, max_value=3 * 86_400_000).map(
    lambda ms: timedelta(milliseconds=ms)
)


@st.composite
def times(draw: st.DrawFn) -> tuple[datetime | None, datetime | None, date | None, date | None]:
    """Moments, dates, or neither."""
    start = draw(moments)
    end = start + draw(spans)
    return draw(
        st.sampled_from(
            [
                (start, end, None, None),
                (None, None, start.date(), end.date()),
                (None, None, None, None),
            ]
        )
    )


def instant(moment: datetime | None) -> str | None:
    return moment and moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def stated(text: str | None) -> str | None:
    return (text or "").replace("\x00", "") or None


@given(key=ids, when=times(), status=statuses, place=texts, application=st.none() | ids)
def test_both_versions_read_the_same_times_places_and_words(
    key: int, when: tuple[Any, ...], status: str | None, place: str | None, application: int | None
) -> None:
    start, end, first, last = when
    v3 = {
        "id": key,
        "starts_at": instant(start),
        "ends_at": instant(end),
        "all_day_start_on": first and first.isoformat(),
        "all_day_end_on": last and last.isoformat(),
        "status": status,
        "location": place,
        "application_id": application,
    }
    v1 = {
        "id": key,
        "start": {"date": first.isoformat()} if first else {"date_time": instant(start)},
        "end": {"date": last.isoformat()} if last else {"date_time": instant(end)},
        "status": status,
        "location": place,
        "application_id": application,
    }
    expected = (
        str(key),
        (start, end, first, last),
        MEANING.get(status or ""),
        status,
        stated(place),
        application and str(application),
    )
    for version, raw in (("v3", v3), ("v1", v1)):
        recipe = (
            CONNECTORS["greenhouse"]
            .profile({"api_version": version})
            .resource("interviews")
            .makes[0]
        )
        findings = Findings()
        [record] = recipe.read(raw, findings)
        assert (
            record.remote_id,
            (record.start_at, record.end_at, record.start_date, record.end_date),
            record.status,
            record.vendor_status,
            record.location,
            record.application_remote_id,
        ) == expected
        assert bool(findings.unknown_words) == (status is not None and status not in MEANING)


@given(
    seats=st.lists(
        st.tuples(st.none() | ids, st.emails(), st.sampled_from(["accepted", None])), max_size=6
    )
)
def test_every_seat_of_an_embedded_panel_is_one_record(
    seats: list[tuple[int | None, str, str | None]],
) -> None:
    raw = {
        "id": 7,
        "interviewers": [
            {"id": user, "email": email, "response_status": answer} for user, email, answer in seats
        ],
    }
    recipe = CONNECTORS["greenhouse"].profile({"api_version": "v1"}).resource("interviews").makes[1]
    records = recipe.read(raw, Findings())
    assert [
        (record.interview_remote_id, record.user_remote_id, record.email, record.response_status)
        for record in records
    ] == [("7", user and str(user), email, answer) for user, email, answer in seats]
