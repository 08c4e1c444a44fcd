import pytest

from tests.connectors.sandbox.vendor_caller import calling

INTERVIEWS = "/unified/ats/interviews"


@pytest.fixture
def truto(clock):
    with calling("truto", clock) as caller:
        caller.headers["Authorization"] = f"Bearer {caller.credentials['api_token']}"
        yield caller


def account(caller, integration="ashby"):
    return {"integrated_account_id": caller.app.world.account_of(integration)}


def walk(caller, path, **params):
    rows, asked = [], {**account(caller), **params}
    while True:
        answer = caller.get(path, **asked).json()
        rows += answer["result"]
        if answer["next_cursor"] is None:
            return rows
        asked["next_cursor"] = answer["next_cursor"]


def test_a_list_is_walked_by_cursor_and_has_every_word(truto):
    rows = walk(truto, INTERVIEWS, limit=25)
    assert {row["id"] for row in rows} == set(truto.app.world.interviews)
    assert {row["status"] for row in rows} == {
        "draft", "scheduled", "awaiting_feedback", "completed", "cancelled"
    }  # fmt: skip
    first = truto.get(INTERVIEWS, **account(truto), limit=10).json()
    assert (first["result_count"], first["is_partial_response"]) == (10, False)


def test_an_account_must_be_named_and_known(truto):
    unnamed = truto.get(INTERVIEWS)
    assert unnamed.json() == {
        "statusCode": 400,
        "error": "Bad Request",
        "message": "integrated_account_id is required",
    }
    assert truto.get(INTERVIEWS, integrated_account_id="nobody").status_code == 404
    truto.headers["Authorization"] = "Bearer nonsense"
    assert truto.get(INTERVIEWS, **account(truto)).status_code == 401


@pytest.mark.parametrize(
    ("integration", "missing"),
    [
        ("ashby", {"candidate", "organizer", "updated_at"}),
        ("ceipal", {"start_at", "end_at", "status"}),
        ("greenhouse", {"candidate", "job_interview_stage"}),
    ],
)
def test_an_interview_has_what_the_vendor_behind_it_reports(truto, integration, missing):
    row = truto.get(INTERVIEWS, **account(truto, integration)).json()["result"][0]
    assert not missing & row.keys()
    assert {"id", "interviewers", "location", "remote_data"} <= row.keys()


def test_fountain_needs_a_candidate(truto):
    asked = account(truto, "fountain")
    assert truto.get(INTERVIEWS, **asked).status_code == 400
    one = next(iter(truto.app.world.interviews.values())).application.candidate.id
    rows = truto.get(INTERVIEWS, **asked, candidate_id=one).json()["result"]
    assert {row["candidate"]["id"] for row in rows} == {one}


def test_filters_exist_where_the_vendor_has_them(truto, clock):
    clock.forward(minutes=5)
    row = next(iter(truto.app.world.interviews.values()))
    truto.app.world.set_status(row.id, "cancelled")
    recent = {"updated[gte]": "2026-03-04T10:35:00Z"}
    [found] = truto.get(INTERVIEWS, **account(truto, "greenhouse"), **recent).json()["result"]
    assert found["id"] == row.id
    everything = truto.get(INTERVIEWS, **account(truto), **recent, truto_ignore_limit="true")
    assert len(everything.json()["result"]) == 60


def test_what_the_vendor_behind_it_refuses_is_marked(truto):
    truto.app.world.switches.remote_refuses = 503
    answer = truto.get(INTERVIEWS, **account(truto))
    assert (answer.status_code, answer.json()["truto_is_remote_error"]) == (503, True)
    assert "raw_response" in answer.json()
    assert answer.headers["ratelimit-reset"].isdigit()


def test_a_partial_response_says_so_and_lacks_rows(truto):
    truto.app.world.switches.partial.add("interviews")
    answer = truto.get(INTERVIEWS, **account(truto), limit=100).json()
    assert answer["is_partial_response"] is True
    assert len(answer["result"]) == 30


def test_parameters_shape_the_answer(truto):
    params = {
        **account(truto),
        "truto_exclude_fields[]": ["status", "location"],
        "truto_ignore_remote_data": "true",
        "truto_key_by": "id",
    }
    result = truto.get(INTERVIEWS, **params).json()["result"]
    key, row = next(iter(result.items()))
    assert row["id"] == key
    assert not {"status", "location", "remote_data"} & row.keys()
    assert truto("POST", INTERVIEWS, params=account(truto), json={}).status_code == 405


def test_a_scheduled_interview_awaits_feedback_when_it_is_over(truto, clock):
    row = next(one for one in truto.app.world.interviews.values() if one.status == "scheduled")
    clock.forward(days=40)
    shown = {one["id"]: one for one in walk(truto, INTERVIEWS, limit=100)}
    assert shown[row.id]["status"] == "awaiting_feedback"
