from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from tests.connectors.sandbox.vendor_caller import calling

JSON = {"Accept": "application/json"}


@pytest.fixture
def ceipal(clock):
    with calling("ceipal", clock) as caller:
        token = sign_in(caller).json()["access_token"]
        caller.headers = {**JSON, "Authorization": f"Bearer {token}"}
        yield caller


def sign_in(caller, *, version="v2", headers=JSON, **changed):
    given = {**caller.credentials, **changed}
    key = "apiKey" if version == "v2" else "api_key"
    body = {"email": given["email"], "password": given["password"], key: given["api_key"]}
    path = f"/{version}/createAuthtoken" + ("/" if version == "v2" else "")
    return caller("POST", path, json=body, headers=headers)


def walk(caller, path, **params):
    answer = caller.get(path, **params).json()
    rows = answer["results"]
    while answer["next"]:
        answer = caller(
            "GET", answer["next"].removeprefix(caller.sandbox.base_url("ceipal"))
        ).json()
        rows += answer["results"]
    return rows


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_token_comes_as_xml_to_those_who_do_not_ask_for_json(ceipal, version):
    spoken = sign_in(ceipal, version=version, headers={"Accept": "*/*"})
    assert spoken.headers["Content-Type"].startswith("application/xml")
    assert "<access_token>sandbox-access-" in spoken.text
    assert sign_in(ceipal, version=version).json()["expires_in"] == 3600


def test_version_2_wants_camel_case_slashes_and_the_right_password(ceipal):
    assert sign_in(ceipal, password="nonsense").status_code == 401
    old = {**ceipal.credentials}
    assert ceipal("POST", "/v2/createAuthtoken/", json=old).status_code == 401
    assert ceipal.get("/v2/getUsersList").status_code == 404
    assert ceipal.get("/v2/getUsersList/").status_code == 200


def test_a_token_lasts_an_hour_and_is_refreshed_by_the_one_before(ceipal, clock):
    old = ceipal.headers["Authorization"]
    clock.forward(minutes=61)
    expired = ceipal.get("/v2/getUsersList/")
    assert (expired.status_code, expired.json()["message"]) == (
        401,
        "Please provide the access token.",
    )
    fresh = ceipal("POST", "/v2/refreshToken/", headers={"Token": old}).json()["access_token"]
    ceipal.headers["Authorization"] = f"Bearer {fresh}"
    assert ceipal.get("/v2/getUsersList/").status_code == 200
    clock.forward(days=8)
    late = ceipal("POST", "/v2/refreshToken/", headers={"Token": f"Bearer {fresh}"})
    assert late.status_code == 401


def test_lists_are_walked_by_next_and_end_in_an_empty_text(ceipal):
    rows = walk(ceipal, "/v2/getInterviewsList/", limit=25)
    assert {row["id"] for row in rows} == set(ceipal.app.world.interviews)
    assert {row["interview_status"] for row in rows} == {
        "Scheduled", "Rescheduled", "Completed", "Cancelled", "No Show"
    }  # fmt: skip
    first = ceipal.get("/v2/getInterviewsList/", limit=25).json()
    assert (first["count"], first["num_pages"], first["page_count"]) == (60, 3, 25)
    assert ceipal.get("/v2/getInterviewsList/", limit=51).status_code == 400


def test_nothing_found_is_404_data_not_found(ceipal):
    for params in ({"page": 9}, {"modifiedAfter": "2030-01-01 00:00:00"}):
        answer = ceipal.get("/v2/getInterviewsList/", **params)
        assert (answer.status_code, answer.json()) == (404, {"message": "Data not found."})


def test_submissions_are_those_of_one_job(ceipal):
    assert ceipal.get("/v2/getSubmissionsList/").status_code == 400
    found = [
        row
        for job_id in ceipal.app.world.jobs
        if any(row.job.id == job_id for row in ceipal.app.world.submissions.values())
        for row in walk(ceipal, "/v2/getSubmissionsList/", jobId=job_id, limit=50)
    ]
    assert {row["id"] for row in found} == set(ceipal.app.world.submissions)
    assert all(row["job_seeker_id"] in ceipal.app.world.applicants for row in found)


def test_modified_after_is_read_on_the_tenants_clock(ceipal, clock):
    row = next(iter(ceipal.app.world.interviews.values()))
    ceipal.app.world.reschedule(row.id, start=datetime(2026, 3, 9, 9, tzinfo=UTC))
    here = "2026-03-04 16:00:00"
    [found] = ceipal.get("/v2/getInterviewsList/", modifiedAfter=here).json()["results"]
    assert found["id"] == row.id
    assert found["modified"] == "2026-03-04T10:30:00Z"
    later = ceipal.get("/v2/getInterviewsList/", modifiedAfter="2026-03-04 16:00:01")
    assert later.status_code == 404


def test_opaque_ids_are_encoded_in_paths(ceipal):
    row_id = next(key for key in ceipal.app.world.interviews if "/" in key)
    found = ceipal.get(f"/v2/getInterviewDetails/{quote(row_id, safe='')}/").json()
    assert found["id"] == row_id
    assert ceipal.get(f"/v2/getInterviewDetails/{row_id}/").status_code == 404


def test_a_resume_token_ends_after_half_an_hour(ceipal, clock):
    token = ceipal.get("/v2/getApplicantsList/").json()["results"][0]["resume_token"]
    body = {"resumeToken": token}
    assert ceipal("POST", "/v2/documentDownload/", json=body).content.startswith(b"%PDF")
    clock.forward(minutes=31)
    assert ceipal("POST", "/v2/documentDownload/", json=body).status_code == 410


def test_the_sixty_first_call_of_a_minute_is_refused(clock):
    with calling("ceipal", clock, size=5, rate_limits=True) as caller:
        answers = [caller.get("/v2/getUsersList/").status_code for _ in range(61)]
        assert answers == [401] * 60 + [429]
        clock.forward(seconds=60)
        assert caller.get("/v2/getUsersList/").status_code == 401
