import pytest

V1_WORDS = {"scheduled", "awaiting_feedback", "complete"}


def test_a_wrong_key_is_told_so(caller):
    response = caller.v1("/v1/scheduled_interviews", auth=("wrong", ""))
    assert response.status_code == 401
    assert response.json() == {"message": "Invalid Basic Auth credentials"}


def test_the_key_needs_its_colon(caller):
    header = {"Authorization": "Basic c2FuZGJveC1hcGkta2V5"}
    response = caller.v1("/v1/users", auth=lambda request: request, headers=header)
    assert response.status_code == 401


def test_a_get_with_a_body_is_forbidden(caller):
    assert caller.v1("/v1/users", data=b"{}").status_code == 403


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/scheduled_interviews/12", "/v1", "/other"])
def test_unknown_records_and_paths_are_not_found(caller, path):
    response = caller.v1(path)
    assert response.status_code == 404
    assert response.json() == {"message": "Resource not found"}


def test_lists_are_bare_arrays_of_100_rows_by_ascending_id(caller):
    response = caller.v1("/v1/scheduled_interviews")
    ids = [row["id"] for row in response.json()]
    assert len(ids) == 100
    assert ids == sorted(ids)
    assert response.headers["Content-Type"] == "application/json;charset=utf-8"


def test_links_name_next_prev_and_last_after_the_callers_own_parameters(caller):
    query = "?created_after=2020-01-01T00%3A00%3A00Z&per_page=60&page=2"
    response = caller.v1("/v1/scheduled_interviews" + query)
    url = f"{caller.base_url}/v1/scheduled_interviews?created_after=2020-01-01T00%3A00%3A00Z&page="
    assert response.headers["Link"] == (
        f'<{url}3&per_page=60>; rel="next",'
        f'<{url}1&per_page=60>; rel="prev",'
        f'<{url}4&per_page=60>; rel="last"'
    )


def test_last_is_dropped_when_the_count_is_skipped(caller):
    response = caller.v1("/v1/scheduled_interviews?skip_count=true&per_page=60")
    assert set(response.links) == {"next"}
    assert "skip_count=true" in response.links["next"]["url"]


def test_a_single_page_names_itself_as_the_last_one(caller):
    response = caller.v1("/v1/scheduled_interviews?per_page=500")
    assert set(response.links) == {"last"}
    assert "page=1&per_page=500" in response.links["last"]["url"]


def test_a_single_page_without_count_has_no_link_at_all(caller):
    assert "Link" not in caller.v1("/v1/jobs?skip_count=true").headers


def test_the_last_page_has_no_next_and_beyond_it_is_nothing(caller):
    last = caller.v1("/v1/scheduled_interviews?per_page=100&page=2")
    assert set(last.links) == {"prev", "last"}
    assert caller.v1("/v1/scheduled_interviews?per_page=100&page=9").json() == []


@pytest.mark.parametrize("per_page", ["0", "501", "many", "-1"])
def test_page_sizes_out_of_range_are_refused(caller, per_page):
    response = caller.v1("/v1/users", params={"per_page": per_page})
    assert response.status_code == 422
    assert response.json()["message"] == "Validation error"
    assert response.json()["errors"][0]["field"] == "per_page"


def test_walking_gives_every_interview_once(caller, sandbox):
    rows = caller.walk_v1("/v1/scheduled_interviews", per_page=30)
    assert [row["id"] for row in rows] == [
        row.id for row in sandbox.greenhouse.world.shown_interviews()
    ]


def test_the_record_has_the_sheets_keys(caller):
    row = caller.v1("/v1/scheduled_interviews").json()[0]
    assert list(row) == [
        "id", "application_id", "external_event_id", "start", "end", "location",
        "video_conferencing_url", "status", "created_at", "updated_at", "interview", "organizer",
        "interviewers",
    ]  # fmt: skip
    assert set(row["interviewers"][0]) == {
        "id", "employee_id", "name", "email", "response_status", "scorecard_id",
    }  # fmt: skip
    assert row["id"] > 2**32


def test_exactly_one_of_date_and_date_time(caller):
    rows = caller.walk_v1("/v1/scheduled_interviews")
    keys = {tuple(row["start"]) for row in rows}
    assert keys == {("date",), ("date_time",)}
    assert all(tuple(row["start"]) == tuple(row["end"]) for row in rows)


def test_only_scheduled_words_are_shown(caller):
    rows = caller.walk_v1("/v1/scheduled_interviews")
    assert {row["status"] for row in rows} == V1_WORDS


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("created", lambda row: row["created_at"]),
        ("updated", lambda row: row["updated_at"]),
        ("starts", lambda row: row["start"].get("date_time")),
        ("ends", lambda row: row["end"].get("date_time")),
    ],
)
def test_after_includes_its_bound_and_before_does_not(caller, name, read):
    rows = caller.walk_v1("/v1/scheduled_interviews")
    bound = read(rows[len(rows) // 2]) or read(rows[len(rows) // 2 + 1])
    after = caller.walk_v1("/v1/scheduled_interviews", **{f"{name}_after": bound})
    before = caller.walk_v1("/v1/scheduled_interviews", **{f"{name}_before": bound})
    assert after == [row for row in rows if (read(row) or "") >= bound]
    assert before == [row for row in rows if read(row) and read(row) < bound]


def test_a_bad_timestamp_is_refused(caller):
    response = caller.v1("/v1/scheduled_interviews?updated_after=yesterday")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "updated_after"


def test_one_event_is_found_by_its_external_id(caller):
    row = next(
        row for row in caller.walk_v1("/v1/scheduled_interviews") if row["external_event_id"]
    )
    found = caller.v1(f"/v1/scheduled_interviews?external_event_id={row['external_event_id']}")
    assert found.json() == [row]


def test_actionable_means_made_through_harvest_open_and_active(caller, sandbox):
    rows = caller.walk_v1("/v1/scheduled_interviews", actionable="true")
    world = sandbox.greenhouse.world
    assert rows
    for row in rows:
        interview = world.interviews[row["id"]]
        assert interview.through_api
        assert interview.status in ("scheduled", "awaiting_feedback")
        assert interview.application.status == "active"


def test_interviews_of_one_application(caller):
    row = caller.v1("/v1/scheduled_interviews").json()[0]
    path = f"/v1/applications/{row['application_id']}/scheduled_interviews"
    assert row in caller.v1(path).json()
    assert caller.v1("/v1/applications/5/scheduled_interviews").status_code == 404


def test_applications_of_an_unknown_status_are_an_empty_list(caller):
    response = caller.v1("/v1/applications?status=in_process")
    assert (response.status_code, response.json()) == (200, [])


def test_prospects_have_neither_stage_nor_job(caller):
    prospects = [row for row in caller.walk_v1("/v1/applications") if row["prospect"]]
    assert prospects
    assert all(row["current_stage"] is None and row["jobs"] == [] for row in prospects)


def test_candidates_carry_their_applications(caller):
    candidate = caller.v1("/v1/candidates?per_page=1").json()[0]
    assert [one["id"] for one in candidate["applications"]] == candidate["application_ids"]
    wanted = f"/v1/candidates?candidate_ids={candidate['id']}"
    assert caller.v1(wanted).json() == [candidate]


def test_stages_of_a_job_hold_their_slots_also_the_retired_ones(caller):
    row = caller.v1("/v1/scheduled_interviews").json()[0]
    stages = caller.walk_v1("/v1/job_stages")
    slots = {slot["id"]: stage for stage in stages for slot in stage["interviews"]}
    job_id = slots[row["interview"]["id"]]["job_id"]
    assert caller.v1(f"/v1/jobs/{job_id}/stages").json() == [
        stage for stage in stages if stage["job_id"] == job_id
    ]


def test_scorecards_are_the_submitted_ones(caller):
    rows = caller.walk_v1("/v1/scorecards")
    assert rows
    assert all(row["submitted_at"] for row in rows)
    by_interview = {
        seat["scorecard_id"]
        for row in caller.walk_v1("/v1/scheduled_interviews")
        for seat in row["interviewers"]
    }
    assert {row["id"] for row in rows} == by_interview - {None}


def test_v1_can_be_retired(caller, sandbox):
    sandbox.greenhouse.world.switches.v1_retired = 410
    assert caller.v1("/v1/scheduled_interviews").status_code == 410
    assert caller.v3("/v3/interviews").status_code == 200
