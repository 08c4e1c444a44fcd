import hashlib
import hmac
import json
import re
from datetime import timedelta

import pytest

from connectors.sandbox.times import HOUR
from tests.connectors.sandbox.receiver import receiving
from tests.connectors.sandbox.vendor_caller import calling

STATES = {
    "draft", "init", "waiting", "member_confirm", "candidate_select", "confirmed",
    "interview_progress", "interview_completed", "canceled", "archived",
}  # fmt: skip
KST = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00")


@pytest.fixture
def roundhr(clock):
    with calling("roundhr", clock, size=150) as caller:
        caller.headers["Authorization"] = f"Bearer {caller.credentials['api_key']}"
        yield caller


def walk(caller, path, **params):
    rows, token = [], None
    while True:
        body = caller.get(path, **params, page_token=token).json()
        rows += body["collection"]
        token = body["pagination"]["next_page_token"]
        if token is None:
            return rows


def with_status(caller, status):
    return next(row for row in caller.app.world.interviews.values() if row.status == status)


def test_the_key_is_the_token(roundhr):
    roundhr.headers["Authorization"] = "Bearer nonsense"
    refused = roundhr.get("/v1/interviews")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "unauthorized")


def test_every_state_kind_and_form_of_a_schedule_occurs(roundhr):
    rows = walk(roundhr, "/v1/interviews", per=100)
    assert len(rows) == 150
    assert {row["status"] for row in rows} == STATES
    assert {row["kind"] for row in rows} == {"individual", "group", "oneday"}
    schedules = [row["schedule"] for row in rows]
    assert None in schedules
    assert any(one and one["start_at"] is None for one in schedules)
    assert {one["status"] for one in schedules if one} == {"waiting", "confirmed"}
    assert all(KST.fullmatch(row["updated_at"]) for row in rows)
    assert any(re.fullmatch("[가-힣]{3,5}", row["candidate"]["name"]) for row in rows)


def test_lists_come_newest_first_by_twenties_and_by_a_hundred_at_most(roundhr):
    first = roundhr.get("/v1/interviews").json()
    assert len(first["collection"]) == 20
    assert first["pagination"]["total"] == 150
    assert first["pagination"]["previous_page_token"] is None
    created = [row["created_at"] for row in walk(roundhr, "/v1/interviews")]
    assert created == sorted(created, reverse=True)
    assert len(roundhr.get("/v1/interviews", per=500).json()["collection"]) == 100
    second = roundhr.get(
        first["pagination"]["next_page"].removeprefix(roundhr.sandbox.base_url("roundhr"))
    ).json()
    assert second["collection"][0]["code"] not in {row["code"] for row in first["collection"]}
    assert roundhr.get("/v1/interviews", page_token="x").status_code == 400


def test_one_interview_is_printed_as_in_the_list(roundhr):
    row = roundhr.get("/v1/interviews").json()["collection"][0]
    assert roundhr.get(f"/v1/interviews/{row['code']}").json() == {"resource": row}
    assert "job_stage" not in row["candidate"]
    assert roundhr.get("/v1/interviews/code_unknown").status_code == 404


def test_the_list_that_is_only_assumed_can_be_missing(roundhr):
    roundhr.app.world.switches.interviews_listed = False
    assert roundhr.get("/v1/interviews").status_code == 404


def test_candidates_are_filtered_by_stage_and_their_salary_is_in_the_details(roundhr):
    failed = walk(roundhr, "/v1/candidates", stage_kind="fail")
    assert {row["job_stage"]["stage_kind"] for row in failed} == {"fail"}
    one = roundhr.get(f"/v1/candidates/{failed[0]['code']}").json()["resource"]
    assert one["desired_salary"] > 0
    assert "updated_at" not in one
    assert roundhr.get("/v1/candidates", stage_kind="x").status_code == 400


def test_a_job_may_come_without_its_code(roundhr):
    jobs = walk(roundhr, "/v1/jobs")
    assert [job["code"] for job in jobs].count(None) == 1
    form = roundhr.get(f"/v1/application_forms/{jobs[0]['application_form']['code']}").json()
    assert form["resource"]["title"] == jobs[0]["title"]


def test_time_carries_an_interview_through_to_its_scores(roundhr, clock):
    row = with_status(roundhr, "confirmed")
    path = f"/v1/interviews/{row.code}"
    row.scores_take = 5 * HOUR
    roundhr.app.world.confirm(row.code, start=roundhr.app.world.now + HOUR)
    seen = []
    for _ in range(4):
        shape = roundhr.get(path).json()["resource"]
        counts = (
            shape["candidate"]["feedback_score_count"],
            shape["candidate"]["feedback_score_total_count"],
        )
        seen.append((shape["status"], counts[0] < counts[1]))
        clock.forward(minutes=75)
    clock.forward(hours=6)
    assert [status for status, _ in seen] == [
        "confirmed", "interview_progress", "interview_completed", "interview_completed",
    ]  # fmt: skip
    assert seen[-1] == ("interview_completed", True)
    done = roundhr.get(path).json()["resource"]
    assert done["candidate"]["feedback_status"] == "complete"
    assert done["updated_at"] == shape["updated_at"]
    score = roundhr.get(f"/v1/feedback/candidate_scores/{row.candidate.score.code}").json()
    assert all(one["submit"] for one in score["resource"]["member_scores"])


def test_webhooks_are_registered_over_the_api_and_signed_with_their_key(roundhr, clock):
    with receiving() as receiver:
        body = {"callback_url": receiver.url, "signing_key": "k", "events": ["interview_scheduled"]}
        made = roundhr("POST", "/v1/webhooks", json=body).json()["resource"]
        assert made["code"].startswith("WH")
        row = roundhr.app.world.add_interview(start=roundhr.app.world.now + HOUR)
        assert roundhr.app.webhooks.deliver_due() == 1
        headers, sent = receiver.got[0]
        stamp, digest = re.fullmatch(
            r"t=(\d+),v1=([0-9a-f]{64})", headers["Round-Signature"]
        ).groups()
        assert int(stamp) == int(clock().timestamp())
        assert digest == hmac.new(b"k", f"{stamp}.".encode() + sent, hashlib.sha256).hexdigest()
        assert json.loads(sent)["resource"]["code"] == row.code
    assert roundhr("DELETE", f"/v1/webhooks/{made['code']}").status_code == 200
    assert roundhr.get("/v1/webhooks").json()["collection"] == []


def test_a_webhook_is_tried_five_times_in_400_seconds(roundhr, clock):
    with receiving() as receiver:
        receiver.status = 204
        roundhr.app.send_webhooks_to(receiver.url)
        person = next(iter(roundhr.app.world.candidates))
        roundhr.app.world.move(person, "pass")
        start, times = clock.now, []
        for second in range(0, 600, 5):
            clock.now = start + timedelta(seconds=second)
            before = len(receiver.got)
            roundhr.app.webhooks.deliver_due()
            times += [second] * (len(receiver.got) - before)
        assert times == [0, 10, 40, 130, 400]


def test_applying_makes_a_candidate(roundhr):
    job = next(job for job in roundhr.app.world.jobs.values() if job.open)
    path = f"/v1/application_forms/{job.form}/apply"
    body = {"name": "김하늘", "email": "h@example.org", "phone": "010-0000-0000"}
    assert roundhr("POST", path, json=body).status_code == 422
    made = roundhr("POST", path, json={**body, "resume_path": "/x.pdf"}).json()["resource"]
    assert walk(roundhr, "/v1/candidates")[0]["code"] == made["code"]


def test_a_limit_is_only_kept_where_it_is_switched_on(roundhr):
    roundhr.app.world.switches.requests_a_minute = 2
    roundhr.app._limited = True
    answers = [roundhr.get("/v1/jobs") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) <= 60


def test_faults_find_their_way(roundhr):
    first = roundhr.get("/v1/interviews").json()["pagination"]["next_page_token"]
    roundhr.sandbox.fault("expired-cursor")
    assert roundhr.get("/v1/interviews", page_token=first).status_code == 400
    roundhr.sandbox.fault("looping-cursor")
    looped = roundhr.get("/v1/interviews", page_token=first).json()
    assert looped["pagination"]["next_page_token"] == first
    roundhr.sandbox.fault("unknown-word")
    assert "daydreaming" in roundhr.get("/v1/interviews").text
    code = next(reversed(roundhr.app.world.interviews))
    roundhr.sandbox.spoil("interviews", code, vendor="roundhr", kind=7)
    assert roundhr.get("/v1/interviews").json()["collection"][0]["kind"] == 7
