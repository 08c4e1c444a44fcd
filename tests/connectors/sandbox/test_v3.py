import base64

import pytest

LISTS = [
    "interviews", "interviewers", "candidates", "applications", "users", "user_emails", "jobs",
    "job_interview_stages", "job_interviews", "application_stages", "scorecards",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_list_descends_by_id_in_pages_of_100_at_most(caller, name):
    response = caller.v3(f"/v3/{name}")
    ids = [row["id"] for row in response.json()]
    assert response.status_code == 200
    assert 0 < len(ids) <= 100
    assert ids == sorted(ids, reverse=True)


@pytest.mark.parametrize("name", LISTS)
def test_a_walk_gives_every_row_once(caller, name):
    small = caller.walk_v3(f"/v3/{name}", per_page=37)
    assert small == caller.walk_v3(f"/v3/{name}")
    assert len({row["id"] for row in small}) == len(small)


@pytest.mark.parametrize("name", LISTS)
def test_ids_give_the_rows_that_exist_and_leave_out_the_others(caller, name):
    rows = caller.v3(f"/v3/{name}?per_page=3").json()
    wanted = ",".join(str(row["id"]) for row in rows)
    assert caller.v3(f"/v3/{name}?ids={wanted},77").json() == rows


def test_only_next_is_linked_and_its_cursor_stands_alone(caller):
    response = caller.v3("/v3/interviews?per_page=50&status=complete")
    assert set(response.links) == {"next"}
    url = response.links["next"]["url"]
    assert url.startswith(f"{caller.base_url}/v3/interviews?cursor=")
    assert "&" not in url
    following = caller.v3(url).json()
    assert len(following) == 50
    assert {row["status"] for row in following} == {"complete"}


def test_the_last_page_has_no_link(caller):
    assert "Link" not in caller.v3("/v3/jobs?per_page=500").headers


@pytest.mark.parametrize("extra", ["per_page=50", "status=complete", "updated_at=gte%7C2026-01-01"])
def test_a_cursor_with_any_other_parameter_is_refused(caller, extra):
    url = caller.v3("/v3/interviews?per_page=50").links["next"]["url"]
    response = caller.v3(f"{url}&{extra}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize(
    "cursor", ["nonsense", "", "W10", base64.urlsafe_b64encode(b'["x"]').decode()]
)
def test_a_broken_cursor_is_refused(caller, cursor):
    assert caller.v3("/v3/interviews", params={"cursor": cursor}).status_code == 422


def test_a_cursor_of_another_list_is_refused(caller):
    url = caller.v3("/v3/interviewers?per_page=5").links["next"]["url"]
    assert caller.v3(url.replace("/v3/interviewers", "/v3/interviews")).status_code == 422


def test_a_cursor_can_expire(caller, sandbox, clock):
    sandbox.greenhouse.world.switches.cursor_seconds = 600
    url = caller.v3("/v3/interviews?per_page=5").links["next"]["url"]
    clock.forward(minutes=9)
    assert caller.v3(url).status_code == 200
    clock.forward(minutes=2)
    assert caller.v3(url).status_code == 422


def test_inserts_do_not_shift_the_pages_of_a_walk(caller, sandbox, clock):
    everything = caller.walk_v3("/v3/interviews")
    first = caller.v3("/v3/interviews?per_page=50")
    for _ in range(3):
        sandbox.greenhouse.world.add_interview(start=clock())
    second = caller.v3(first.links["next"]["url"])
    assert first.json() + second.json() == everything[:100]


def test_deletions_do_not_shift_the_pages_of_a_walk(caller, sandbox):
    everything = caller.walk_v3("/v3/interviews")
    first = caller.v3("/v3/interviews?per_page=50")
    for row in first.json()[40:]:
        sandbox.greenhouse.world.delete_interview(row["id"])
    assert caller.v3(first.links["next"]["url"]).json() == everything[50:100]


@pytest.mark.parametrize("per_page", ["0", "501", "x", "-3", ""])
def test_page_sizes_out_of_range_are_refused(caller, per_page):
    response = caller.v3("/v3/interviews", params={"per_page": per_page})
    assert response.status_code == 422
    assert response.json()["message"] == "Validation error"
    assert response.json()["errors"][0]["field"] == "per_page"


def test_an_unknown_parameter_is_refused_by_name(caller):
    response = caller.v3("/v3/scorecards?job_ids=1")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "job_ids"


@pytest.mark.parametrize("name", ["ids", "application_ids", "job_interview_ids"])
def test_at_most_50_ids_are_taken(caller, name):
    fifty = ",".join(str(number) for number in range(1, 51))
    assert caller.v3("/v3/interviews", params={name: fifty}).status_code == 200
    assert caller.v3("/v3/interviews", params={name: f"{fifty},51"}).status_code == 422


@pytest.mark.parametrize("field", ["created_at", "updated_at", "starts_at", "ends_at"])
def test_pipe_operators_compare_instants(caller, field):
    rows = caller.walk_v3("/v3/interviews")
    bound = next(row[field] for row in rows[90:] if row[field])
    expected = {
        "gte": lambda value: value >= bound,
        "gt": lambda value: value > bound,
        "lte": lambda value: value <= bound,
        "lt": lambda value: value < bound,
    }
    for operator, meets in expected.items():
        found = caller.walk_v3("/v3/interviews", **{field: f"{operator}|{bound}"})
        assert found == [row for row in rows if row[field] and meets(row[field])]


def test_a_range_is_one_value(caller):
    rows = caller.walk_v3("/v3/interviews")
    low, high = "2026-02-20T00:00:00Z", "2026-03-01T00:00:00.000Z"
    found = caller.walk_v3("/v3/interviews", starts_at=f"gte|{low}|lt|{high}")
    assert found
    assert found == [
        row for row in rows if row["starts_at"] and "2026-02-20" <= row["starts_at"] < "2026-03-01"
    ]


@pytest.mark.parametrize(
    "value", ["2026-01-01T00:00:00Z", "since|2026-01-01", "gte|soon", "gte|", ""]
)
def test_a_bad_comparison_is_refused(caller, value):
    response = caller.v3("/v3/interviews", params={"updated_at": value})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "updated_at"


def test_brackets_are_refused_unless_switched_on(caller, sandbox):
    query = "/v3/interviews?starts_at[gte]=2026-02-20T00:00:00Z&starts_at[lt]=2026-03-01T00:00:00Z"
    assert caller.v3(query).status_code == 422
    sandbox.greenhouse.world.switches.brackets_accepted = True
    piped = "gte|2026-02-20T00:00:00Z|lt|2026-03-01T00:00:00Z"
    assert (
        caller.v3(query).json() == caller.v3("/v3/interviews", params={"starts_at": piped}).json()
    )


def test_all_day_rows_are_invisible_to_starts_at(caller):
    all_day = [row for row in caller.walk_v3("/v3/interviews") if row["all_day_start_on"]]
    assert all_day
    assert all(row["starts_at"] is None and row["all_day_end_on"] for row in all_day)
    timed = caller.walk_v3("/v3/interviews", starts_at="gte|2000-01-01T00:00:00Z")
    assert not {row["id"] for row in timed} & {row["id"] for row in all_day}
    found = caller.walk_v3("/v3/interviews", all_day_start_on="gte|2000-01-01")
    assert found == all_day


def test_interviews_have_the_sheets_keys(caller):
    assert list(caller.v3("/v3/interviews?per_page=1").json()[0]) == [
        "id", "created_at", "updated_at", "job_id", "application_id", "job_interview_id",
        "starts_at", "ends_at", "all_day_start_on", "all_day_end_on", "location",
        "video_conferencing_url", "status", "organizer_id", "scheduled_at",
        "availability_received_at", "external_event_id",
    ]  # fmt: skip


def test_sparse_rows(caller):
    rows = caller.v3("/v3/interviews?fields=id,status&per_page=2").json()
    assert [set(row) for row in rows] == [{"id", "status"}] * 2
    assert caller.v3("/v3/interviews?fields=id,colour").status_code == 422


def test_undated_rows_are_listed_too(caller):
    rows = caller.walk_v3("/v3/interviews")
    undated = [row for row in rows if not row["starts_at"] and not row["all_day_start_on"]]
    assert {row["status"] for row in undated} >= {"to_be_scheduled", "skipped", "sent"}
    assert all(row["scheduled_at"] is None for row in undated)


def test_status_words_are_checked(caller):
    assert caller.v3("/v3/interviews?status=cancelled").status_code == 422
    assert caller.v3("/v3/interviews?status=skipped").status_code == 200


def test_applications_are_asked_for_as_active_and_answered_as_in_process(caller):
    rows = caller.walk_v3("/v3/applications", status="active")
    assert {row["status"] for row in rows} == {"in_process"}
    assert caller.v3("/v3/applications?status=in_process").status_code == 422


def test_stage_ids_are_those_of_application_stages(caller):
    row = next(row for row in caller.walk_v3("/v3/applications") if row["stage_id"])
    visit = caller.v3(f"/v3/application_stages?ids={row['stage_id']}").json()[0]
    assert visit["application_id"] == row["id"]
    assert visit["current"] is True
    assert visit["job_interview_stage_id"] == row["job_interview_stage_id"]


def test_panels_are_found_by_interview(caller, sandbox):
    shown = sandbox.greenhouse.world.shown_interviews()[:50]
    wanted = ",".join(str(row.id) for row in shown)
    rows = caller.walk_v3("/v3/interviewers", interview_ids=wanted)
    assert {row["id"] for row in rows} == {seat.id for row in shown for seat in row.panel}


def test_guests_have_an_address_and_no_user(caller):
    guests = [row for row in caller.walk_v3("/v3/interviewers") if row["user_id"] is None]
    assert guests
    assert all(row["email"] and row["scorecard_id"] is None for row in guests)


def test_service_accounts_are_hidden_unless_asked_for(caller):
    hidden = caller.walk_v3("/v3/users")
    shown = caller.walk_v3("/v3/users", show_service_accounts="true")
    assert [row["primary_email"] for row in shown if row not in hidden] == [""]


def test_retired_slots_are_listed_and_still_referenced(caller):
    retired = {row["id"] for row in caller.walk_v3("/v3/job_interviews", active="false")}
    used = {row["job_interview_id"] for row in caller.walk_v3("/v3/interviews")}
    assert retired & used


def test_paths_of_v1_do_not_exist(caller):
    assert caller.v3("/v3/scheduled_interviews").status_code == 404
    row = caller.v3("/v3/interviews?per_page=1").json()[0]
    response = caller.v3(f"/v3/interviews/{row['id']}")
    assert response.status_code == 404
    assert response.json()["message"] == "Resource not found"
