"""Every filter, and every way to ask wrongly."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "filtered",
    ["candidate_id", "application_id", "job_id", "job_interview_stage_id", "organizer_id"],
)
def test_filters_take_the_vendors_ids(api, greenhouse, filtered):
    column = filtered.replace("_id", "_remote_id").replace("job_interview_", "")
    greenhouse.tells(
        "interview",
        i1={"start_at": NOON, column: "7"},
        i2={"start_at": NOON, column: "77"},
        i3={"start_at": NOON},
    )

    assert api.ids({filtered: "7"}) == ["1"]
    assert api.ids({filtered: "8"}) == []


def test_filters_by_panel_and_words(api, greenhouse):
    greenhouse.tells(
        "interview",
        i1={"start_at": NOON, "status": "scheduled", "vendor_status": "scheduled"},
        i2={"start_at": NOON, "status": "completed", "vendor_status": "complete"},
        i3={"start_at": NOON, "vendor_status": "Unknown"},
    )
    greenhouse.tells(
        "interviewer",
        p1={"interview_remote_id": "1", "user_remote_id": "5"},
        p2={"interview_remote_id": "1", "user_remote_id": "6"},
        p3={"interview_remote_id": "3", "user_remote_id": "5"},
    )

    assert api.ids("interviewer_id=5") == ["1", "3"]
    assert api.ids("status=scheduled") == ["1"]
    assert api.ids("status=scheduled,completed") == ["1", "2"]
    assert api.ids("status=scheduled&status=completed") == ["1", "2"]
    assert api.ids("status[]=scheduled&status[]=completed") == ["1", "2"]
    assert api.ids("status=null") == ["3"]
    assert api.ids("status=null,completed") == ["2", "3"]
    assert api.ids("vendor_status=Unknown") == ["3"]
    assert api.ids("status=scheduled&interviewer_id=5") == ["1"]


@pytest.mark.parametrize(
    ("parameter", "column"),
    [
        ("start_at", "start_at"),
        ("end_at", "end_at"),
        ("created_at", "vendor_created_at"),
        ("updated_at", "vendor_updated_at"),
        ("updated", "vendor_updated_at"),
    ],
)
def test_times_take_operators(api, greenhouse, parameter, column):
    rows = {
        f"i{n}": {"start_at": NOON, "end_at": NOON + 9 * DAY} | {column: NOON + n * DAY}
        for n in range(3)
    }
    if column == "end_at":
        rows |= {f"i{n}": {"start_at": NOON, "end_at": NOON + n * DAY} for n in range(3)}
    greenhouse.tells("interview", **rows)

    assert api.ids(f"{parameter}=2026-03-03T12:00:00Z") == ["1"]
    assert api.ids(f"{parameter}[eq]=2026-03-03T12:00:00Z") == ["1"]
    assert api.ids(f"{parameter}[gt]=2026-03-03T12:00:00Z") == ["2"]
    assert api.ids(f"{parameter}[gte]=2026-03-03T12:00:00Z") == ["1", "2"]
    assert api.ids(f"{parameter}[lt]=2026-03-03T12:00:00Z") == ["0"]
    assert api.ids(f"{parameter}[lte]=2026-03-03T12:00:00Z") == ["0", "1"]
    assert api.ids(f"{parameter}[gte]=2026-03-03&{parameter}[lt]=2026-03-04") == ["1"]
    assert api.ids(f"{parameter}=2026-03-03T13:00:00%2B01:00") == ["1"]


def test_a_date_is_the_whole_day(api, greenhouse):
    greenhouse.tells(
        "interview",
        i1={"start_at": NOON - DAY / 2 - timedelta(microseconds=1)},
        i2={"start_at": NOON - DAY / 2},
        i3={"start_at": NOON + DAY / 2 - timedelta(microseconds=1)},
        i4={"start_at": NOON + DAY / 2},
        i5={"start_date": date(2026, 3, 2)},
    )

    assert api.ids("start_at=2026-03-02") == ["2", "3", "5"]
    assert api.ids("start_at[gt]=2026-03-02") == ["4"]
    assert api.ids("start_at[gte]=2026-03-02") == ["2", "3", "4", "5"]
    assert api.ids("start_at[lt]=2026-03-02") == ["1"]
    assert api.ids("start_at[lte]=2026-03-02") == ["1", "2", "3", "5"]


def test_greenhouses_own_filters_are_understood_as_ours(api, greenhouse):
    greenhouse.tells(
        "interview",
        i1={"start_at": NOON, "vendor_updated_at": NOON},
        i2={"start_at": NOON, "vendor_updated_at": NOON + DAY},
    )

    assert api.ids("remote_query[updated_after]=2026-03-03T12:00:00Z") == ["2"]
    assert api.ids("remote_query[updated_before]=2026-03-03T12:00:00Z") == ["1"]
    assert api.ids("remote_query[per_page]=1") == ["1"]
    body = api.refusal("remote_query[foo]=bar")
    assert "remote_query[foo]" in body["message"]
    assert "candidate_id" in body["details"]["failures"][0]["valid"]
    assert "more than once" in api.refusal("limit=2&remote_query[per_page]=1")["message"]


def test_another_vendors_filters_are_refused_by_name(acme, connect, caller):
    asking = caller(acme, connect(acme, "Ashby", "ashby"))

    assert "nothing can be passed on" in asking.refusal("remote_query[updated_after]=x")["message"]


def test_every_mistake_is_named_at_once(api):
    failures = api.refusal("limit=0&candidat_id=7&start_at[after]=x")["details"]["failures"]

    assert [failure["parameter"] for failure in failures] == [
        "limit",
        "candidat_id",
        "start_at[after]",
    ]
    assert "Did you mean candidate_id?" in failures[1]["message"]
    assert failures[2]["valid"] == ["[eq]", "[gt]", "[gte]", "[lt]", "[lte]"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("foo=1", "Valid: integrated_account_id"),
        ("=1", "no such parameter"),
        ("limit[]=1", "without brackets"),
        ("limit[gt]=1", "without brackets"),
        ("limit[=1", "no such parameter"),
        ("format=json", "no such parameter"),
        ("limit=0", "1 to 500"),
        ("limit=501", "1 to 500"),
        ("limit=-1", "1 to 500"),
        ("limit=1.5", "1 to 500"),
        ("limit=%EF%BC%91", "1 to 500"),
        ("limit=99999999999999999999", "1 to 500"),
        ("limit=5&limit=6", "more than once"),
        ("limit=", "is empty"),
        ("candidate_id=%20", "is empty"),
        ("candidate_id=a%00b", "NUL"),
        ("candidate_id=1&candidate_id=2", "more than once"),
        ("candidate_id=" + "x" * 1001, "1000"),
        ("truto_response_format=xml", "Valid: unified, raw, normalized"),
        ("truto_response_format=Raw", "Did you mean raw?"),
        ("truto_key_by=candidate", "Valid: id, hub_id"),
        ("truto_ignore_limit=maybe", "neither true nor false"),
        ("truto_exclude_fields[]=nam", "Valid: id"),
        ("truto_exclude_fields=id&truto_response_format=raw", "does not go with"),
        ("status=sheduled", "Did you mean scheduled?"),
        ("sort=begin", "Valid: id, -id"),
        ("start_at=yesterday", "neither a date"),
        ("start_at=2026-13-01", "there is no day"),
        ("start_at=2026-02-30T10:00:00Z", "there is no moment"),
        ("start_at=9999-12-31", "there is no day"),
        ("start_at=0001-01-01T00:00:00%2B05:00", "out of range"),
        ("start_at=2026-03-02T10:00:00", "no time zone"),
        ("start_at=2026-03-02T10:00:00+01:00", "%2B"),
        ("start_at=1772445600", "neither a date"),
        ("start_at[]=2026-03-02", "no operator"),
        ("start_at[ne]=2026-03-02", "no operator"),
        ("start_at[gt]=2026-03-02&start_at[gt]=2026-03-03", "more than once"),
        ("integrated_account_id=7", "integrated_account_id"),
        ("next_cursor=abc", "next_cursor"),
        ("next_cursor=%ED%9A%8C", "next_cursor"),
    ],
)
def test_a_mistake_is_named_and_explained(api, query, said):
    if query.startswith("integrated_account_id"):
        api.account = None

    body = api.refusal(query)

    assert said in body["message"]
    assert body["details"]["failures"][0]["message"] in body["message"]
    name = body["details"]["failures"][0]["parameter"]
    assert quote(name, safe="[]=") in query


def test_reading_one_takes_fewer_parameters(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})

    response = api.get("/unified/ats/interviews/1", "limit=3")

    assert response.status_code == 400
    assert "truto_exclude_fields" in response.json()["message"]
    assert "next_cursor" not in response.json()["message"]


def test_an_altered_or_foreign_cursor_is_refused(api, greenhouse):
    greenhouse.tells("interview", **{f"i{n}": {"start_at": NOON} for n in range(5)})
    cursor = api.get(query="limit=2").json()["next_cursor"]

    assert api.ids({"limit": 3, "next_cursor": cursor}) == ["2", "3", "4"]
    assert "cut off" in api.refusal({"next_cursor": cursor[:-9]})["message"]
    middle = len(cursor) // 2
    swapped = cursor[:middle] + ("A" if cursor[middle] != "A" else "B") + cursor[middle + 1 :]
    api.refusal({"next_cursor": swapped})
    other = api.refusal({"next_cursor": cursor, "status": "scheduled"})
    assert "belongs to another search" in other["message"]
    assert "another search" in api.refusal({"next_cursor": cursor, "sort": "-id"})["message"]
