import base64
import json

import pytest

from tests.connectors.sandbox.vendor_caller import calling

STATES = ("application", "accepted", "all_rejected")


@pytest.fixture
def drvn(clock):
    with calling("drvn", clock) as caller:
        sign_in(caller, **caller.credentials)
        yield caller


def sign_in(caller, login, password):
    body = {"user": {"login": login, "password": password}}
    answer = caller("POST", "/api/v1/users/sign_in", json=body)
    caller.headers["Authorization"] = answer.headers.get("Authorization", "")
    return answer


def sign_in_as_driver(caller, row):
    sign_in(caller, row.application.driver.phone, caller.credentials["password"])


def with_status(caller, status):
    return next(row for row in caller.app.world.interviews if row.status == status)


def test_signing_in_gives_a_token_of_thirty_days_in_a_header(drvn, clock):
    scheme, token = drvn.headers["Authorization"].split()
    payload = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert scheme == "Bearer"
    assert payload["exp"] - payload["iat"] == 30 * 86400
    assert (payload["scp"], payload["aud"]) == ("user", None)
    clock.forward(days=29)
    assert drvn.get("/api/v1/interviews").status_code == 200
    clock.forward(days=1)
    expired = drvn.get("/api/v1/interviews")
    assert (expired.status_code, expired.json()["error"]) == (401, "Signature has expired")


def test_a_wrong_password_and_no_token_are_401(drvn):
    wrong = sign_in(drvn, drvn.credentials["login"], "nonsense")
    assert (wrong.status_code, wrong.json()) == (401, {"error": "Invalid Login or password."})
    drvn.headers.clear()
    assert drvn.get("/api/v1/interviews").status_code == 401


def test_applications_hold_their_interviews_and_need_a_state(drvn):
    assert drvn.get("/api/v1/job_drivers").status_code == 422
    rows = [row for state in STATES for row in walk(drvn, state)]
    nested = [one for row in rows for one in row["interviews"]]
    assert {one["id"] for one in nested} == {row.id for row in drvn.app.world.interviews}
    assert all(one["interviewee_id"] == row["id"] for row in rows for one in row["interviews"])
    assert {one["status"] for one in nested} == {
        "pending", "scheduled", "amended", "rejected", "cancelled"
    }  # fmt: skip
    assert "interviewee" not in nested[0]


def walk(caller, state):
    rows, page = [], 1
    while True:
        answer = caller.get("/api/v1/job_drivers", by_state=state, per_page=7, page=page)
        rows += answer.json()["job_drivers"]
        assert answer.headers["per-page"] == "7"
        assert ("next" in answer.links) == (page * 7 < int(answer.headers["total"]))
        if page * 7 >= int(answer.headers["total"]):
            return rows
        page += 1


def test_the_interview_has_the_sheets_keys_in_order(drvn):
    row = drvn.get("/api/v1/interviews", per_page=1).json()["interviews"][0]
    assert list(row) == [
        "id", "amend_end_at", "amend_start_at", "amended_by", "end_at", "interviewee",
        "interviewee_id", "interviewer", "interviewer_id", "kind", "location", "start_at", "status",
    ]  # fmt: skip
    assert row["interviewee"]["currency"] == "GBP"
    drvn.app.world.switches.as_of = "2025-09-16"
    older = drvn.get(f"/api/v1/interviews/{row['id']}").json()["interview"]
    assert "currency" not in older["interviewee"]


def test_either_side_proposes_and_the_other_accepts(drvn):
    row = with_status(drvn, "scheduled")
    path, start = f"/api/v1/interviews/{row.id}", row.start
    slot = {"amend_start_at": "2026-03-09T09:00:00Z", "amend_end_at": "2026-03-09T09:30:00Z"}
    amended = drvn("POST", f"{path}/amend", json={"interview": slot}).json()["interview"]
    assert (amended["status"], amended["amended_by"]) == ("amended", "interviewer")
    assert row.start == start
    assert amended["amend_start_at"] == "2026-03-09T09:00:00.000Z"
    assert drvn("POST", f"{path}/accept", json={}).status_code == 403
    sign_in_as_driver(drvn, row)
    accepted = drvn("POST", f"/api/v1/users/interviews/{row.id}/accept", json={}).json()
    assert accepted["interview"]["status"] == "scheduled"
    assert accepted["interview"]["start_at"] == "2026-03-09T09:00:00.000Z"
    assert accepted["interview"]["amended_by"] is None


def test_a_cancelled_interview_leaves_the_driver_verified(drvn, clock):
    row = with_status(drvn, "scheduled")
    clock.forward(minutes=3)
    done = drvn("POST", f"/api/v1/interviews/{row.id}/cancel", json={}).json()["interview"]
    assert (done["status"], done["interviewee"]["kind"]) == ("cancelled", "verified")
    assert done["interviewee"]["updated_at"] == "2026-03-04T10:33:00.000Z"
    assert drvn("POST", f"/api/v1/interviews/{row.id}/cancel", json={}).status_code == 422


def test_a_driver_rejects_only_their_own(drvn):
    row = with_status(drvn, "pending")
    sign_in_as_driver(drvn, row)
    done = drvn("POST", f"/api/v1/users/interviews/{row.id}/reject", json={}).json()["interview"]
    assert (done["status"], done["interviewee"]["kind"]) == ("rejected", "rejected")
    other = with_status(drvn, "pending")
    path = f"/api/v1/users/interviews/{other.id}/reject"
    assert drvn("POST", path, json={}).status_code == 404


def test_an_interview_is_made_pending_and_moved_by_patch(drvn):
    row = with_status(drvn, "cancelled")
    body = {
        "kind": "in_person", "start_at": "2026-03-10T10:00:00Z", "end_at": "2026-03-10T10:30:00Z",
        "interviewee_id": row.application.id, "interviewer_id": row.interviewer.id,
    }  # fmt: skip
    assert drvn("POST", "/api/v1/interviews/", json=body).status_code == 400
    made = drvn("POST", "/api/v1/interviews/", json={"interview": body})
    assert (made.status_code, made.json()["interview"]["status"]) == (200, "pending")
    assert made.json()["interview"]["interviewee"]["kind"] == "interview"
    path = f"/api/v1/interviews/{made.json()['interview']['id']}"
    moved = drvn("PATCH", path, json={"interview": {"end_at": "2026-03-10T11:00:00Z"}})
    assert moved.json()["interview"]["end_at"] == "2026-03-10T11:00:00.000Z"
    bad = drvn("PATCH", path, json={"interview": {"end_at": "2026-03-10T09:00:00Z"}})
    assert (bad.status_code, bad.json()) == (
        422,
        {"errors": {"end_at": ["must be after start at"]}},
    )


def test_the_assumed_reads_can_be_switched_off(drvn):
    drvn.app.world.switches.interviews_readable = False
    assert drvn.get("/api/v1/interviews").status_code == 404
    row = next(iter(drvn.app.world.interviews))
    assert drvn.get(f"/api/v1/interviews/{row.id}").status_code == 404


def test_an_answer_is_not_sent_twice(drvn):
    first = drvn.get("/api/v1/interviews")
    again = drvn("GET", "/api/v1/interviews", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
