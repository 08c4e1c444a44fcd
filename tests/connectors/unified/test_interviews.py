"""What a program sees that reads interviews through the unified API."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from interviews.models import Interview

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = "/unified/ats/interviews/{}"


def test_an_interview_in_full(api, greenhouse):
    greenhouse.tells(
        "user", u4080={"name": "Kate Austen", "email": "kate@acme.example"}, u9={"name": "Boone"}
    )
    greenhouse.tells("application", a69={"candidate_remote_id": "57", "job_remote_id": "107"})
    greenhouse.tells("slot", s8={"name": "Culture Fit", "stage_remote_id": "678"})
    greenhouse.tells(
        "interview",
        i9128481={
            "kind": "onsite",
            "round": 2,
            "application_remote_id": "69",
            "slot_remote_id": "8",
            "organizer_remote_id": "9",
            "location": "Big Conference Room",
            "meeting_url": "https://meet.example/1",
            "start_at": NOON,
            "end_at": NOON + HOUR,
            "time_zone": "Europe/Berlin",
            "status": "scheduled",
            "vendor_status": "scheduled",
            "vendor_created_at": NOON - 24 * HOUR,
            "vendor_updated_at": NOON - HOUR + timedelta(microseconds=123456),
        },
    )
    greenhouse.tells(
        "interviewer",
        p1={
            "interview_remote_id": "9128481",
            "user_remote_id": "4080",
            "response_status": "accepted",
        },
        p2={"interview_remote_id": "9128481", "email": "guest@else.example"},
    )
    raw = {"id": 9128481, "location": "Großer Raum 회의실", "big": 2**70}
    greenhouse.keeps_raw("9128481", raw)

    response = api.get()

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "result": [
            {
                "id": "9128481",
                "hub_id": Interview.objects.get().pk,
                "integrated_account_id": greenhouse.uuid,
                "vendor": "greenhouse",
                "title": "Culture Fit",
                "kind": "onsite",
                "round": 2,
                "application": {"id": "69"},
                "candidate": {"id": "57"},
                "job": {"id": "107"},
                "job_interview_stage": {"id": "678"},
                "organizer": {"id": "9"},
                "interviewers": [
                    {
                        "id": "4080",
                        "name": "Kate Austen",
                        "email": "kate@acme.example",
                        "response_status": "accepted",
                    },
                    {
                        "id": None,
                        "name": None,
                        "email": "guest@else.example",
                        "response_status": None,
                    },
                ],
                "location": "Big Conference Room",
                "meeting_url": "https://meet.example/1",
                "start_at": "2026-03-02T12:00:00.000Z",
                "end_at": "2026-03-02T13:00:00.000Z",
                "all_day": False,
                "time_zone": "Europe/Berlin",
                "status": "scheduled",
                "vendor_status": "scheduled",
                "created_at": "2026-03-01T12:00:00.000Z",
                "updated_at": "2026-03-02T11:00:00.123Z",
                "remote_data": raw,
            }
        ],
        "next_cursor": None,
    }
    assert api.get(ONE.format("9128481")).json() == response.json()["result"][0]


def test_what_a_vendor_does_not_report_is_null(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON, "vendor_status": "Unknown"})

    found = api.get(ONE.format("1")).json()

    reported = {name for name, value in found.items() if value not in (None, [], False)}
    assert reported == {
        "id", "hub_id", "integrated_account_id", "vendor", "start_at", "vendor_status"
    }  # fmt: skip
    assert (found["status"], found["candidate"], found["remote_data"]) == (None, None, None)


def test_an_all_day_interview_has_dates_and_never_a_midnight(api, greenhouse):
    greenhouse.tells("interview", i1={"start_date": date(2026, 3, 2), "end_date": date(2026, 3, 3)})

    found = api.get(ONE.format("1")).json()

    assert (found["start_at"], found["end_at"], found["all_day"]) == (
        "2026-03-02",
        "2026-03-03",
        True,
    )


def test_undated_placeholders_and_tombstones_are_shown_when_asked_for(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON}, i2={"start_at": NOON}, i3={"title": "?"})
    greenhouse.loses("2")

    assert api.ids() == ["1"]
    assert api.ids("include_undated=true") == ["1", "3"]
    assert api.ids("include_deleted=true") == ["1", "2"]
    gone = api.get(ONE.format("2"))
    assert gone.status_code == 404
    assert "include_deleted=true" in gone.json()["message"]
    tombstone = api.get(ONE.format("2"), "include_deleted=true").json()
    assert tombstone["deleted_reason"] == "absent"
    assert tombstone["deleted_at"] == "2026-03-02T12:00:00.000Z"
    assert api.get(ONE.format("3")).json()["start_at"] is None


def test_the_three_formats(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON}, i2={"start_at": NOON})
    greenhouse.keeps_raw("1", {"id": 1, "own": "word"})

    raw = api.get(query="truto_response_format=raw")
    normalized = api.get(query="truto_response_format=normalized").json()["result"]
    unified = api.get(query="truto_response_format=unified").json()["result"]

    assert raw.content == b'{"result":[{"id": 1, "own": "word"},null],"next_cursor":null}'
    assert [row.pop("remote_data") for row in unified] == [{"id": 1, "own": "word"}, None]
    assert normalized == unified
    one = api.get(ONE.format("1"), "truto_response_format=raw")
    assert one.json() == {"id": 1, "own": "word"}
    assert api.get(ONE.format("2"), "truto_response_format=raw").status_code == 404


def test_result_can_be_an_object_keyed_by_a_field(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON}, i2={"start_at": NOON + HOUR})

    keyed = api.get(query="truto_key_by=id").json()["result"]

    assert {key: row["id"] for key, row in keyed.items()} == {"1": "1", "2": "2"}
    assert list(api.get(query="truto_key_by=start_at").json()["result"]) == [
        "2026-03-02T12:00:00.000Z",
        "2026-03-02T13:00:00.000Z",
    ]
    assert "share a value in vendor" in api.refusal("truto_key_by=vendor")["message"]
    assert "not every interview" in api.refusal("truto_key_by=title")["message"]


@pytest.mark.parametrize(
    "query",
    [
        "truto_exclude_fields[]=id&truto_exclude_fields[]=remote_data",
        "truto_exclude_fields=id,remote_data",
        "truto_exclude_fields[0]=id&truto_exclude_fields[1]=remote_data",
        "truto_exclude_fields=id&truto_ignore_remote_data=true",
    ],
)
def test_fields_can_be_left_out(api, greenhouse, query):
    greenhouse.tells("interview", i1={"start_at": NOON})
    whole = api.get().json()["result"][0]

    found = api.get(query=query).json()["result"][0]

    assert whole.keys() - found.keys() == {"id", "remote_data"}
    only_raw = ",".join(name for name in whole if name != "remote_data")
    assert api.get(query={"truto_exclude_fields": only_raw}).json()["result"] == [
        {"remote_data": None}
    ]


def test_limit_and_ignoring_it(api, greenhouse):
    greenhouse.tells("interview", **{f"i{n}": {"start_at": NOON} for n in range(12)})

    page = api.get(query="limit=5").json()

    assert len(page["result"]) == 5
    assert (
        len(api.get(query={"limit": 5, "next_cursor": page["next_cursor"]}).json()["result"]) == 5
    )
    everything = api.get(query="limit=5&truto_ignore_limit=true").json()
    assert len(everything["result"]) == 12
    assert everything["next_cursor"] is None


def test_a_key_without_personal_data_sees_no_interviewer_address_or_raw_record(
    acme, greenhouse, caller
):
    greenhouse.tells("interview", i1={"start_at": NOON})
    greenhouse.tells(
        "interviewer", p1={"interview_remote_id": "1", "name": "Kate", "email": "k@acme.example"}
    )
    greenhouse.keeps_raw("1", {"email": "candidate@else.example"})
    asking = caller(acme, greenhouse, scopes=("read",))

    found = asking.get().json()["result"][0]

    assert found["interviewers"] == [
        {"id": None, "name": None, "email": None, "response_status": None}
    ]
    assert found["remote_data"] is None
    refused = asking.get(query="truto_response_format=raw")
    assert refused.status_code == 403
    assert "pii" in refused.json()["message"]


def test_a_seat_that_was_given_up_is_not_on_the_panel(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})
    greenhouse.tells("interviewer", p1={"interview_remote_id": "1", "user_remote_id": "7"})
    assert api.ids("interviewer_id=7") == ["1"]

    greenhouse.loses("1", kind="interviewer")

    assert api.ids("interviewer_id=7") == []
    assert api.get(ONE.format("1")).json()["interviewers"] == []


@pytest.mark.parametrize("count", [10, 200])
def test_a_page_costs_the_same_however_long_it_is(
    api, greenhouse, count, django_assert_num_queries
):
    greenhouse.tells("interview", **{f"i{n}": {"start_at": NOON} for n in range(count)})
    greenhouse.tells(
        "interviewer",
        **{f"p{n}": {"interview_remote_id": str(n % count)} for n in range(3 * count)},
    )
    api.get()

    # key, accounts; interviews, panels, raw records
    with django_assert_num_queries(5):
        found = api.get(query={"limit": 500, "sort": "-start_at", "truto_key_by": "id"}).json()

    found = list(found["result"].values())

    assert [len(found), len(found[0]["interviewers"])] == [count, 3]


def test_whoever_has_the_same_already_is_told_so(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})
    first = api.get()

    again = api.get(**{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    greenhouse.tells("interview", i1={"title": "New"})
    assert api.get(**{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_answer_is_strict_json(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON, "title": 'a "quote" \u2028 \\ 회의'})
    greenhouse.keeps_raw("1", ["not", "an object"])

    row = json.loads(api.get().content.decode())["result"][0]

    assert row["title"] == 'a "quote" \u2028 \\ 회의'
    assert row["remote_data"] == ["not", "an object"]
