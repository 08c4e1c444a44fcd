import pytest


@pytest.fixture
def admin(sandbox) -> dict[str, str]:
    return {"On-Behalf-Of": str(sandbox.greenhouse.world.first_admin().id)}


@pytest.fixture
def new(sandbox) -> dict:
    interview = sandbox.greenhouse.world.shown_interviews()[0]
    user = next(row for row in sandbox.greenhouse.world.users if row.email)
    return {
        "application_id": interview.application.id,
        "interview_id": interview.slot.id,
        "interviewers": [
            {"user_id": user.id, "response_status": "accepted"},
            {"email": "guest@example.org", "response_status": "needs_action"},
        ],
        "start": "2026-12-12T13:15:00Z",
        "end": "2026-12-12T14:15:00Z",
        "external_event_id": "ext-1",
        "location": "Room 4",
    }


def in_v3(body: dict) -> dict:
    names = {"interview_id": "job_interview_id", "start": "starts_at", "end": "ends_at"}
    return {names.get(key, key): value for key, value in body.items()}


def test_v1_creates_changes_and_deletes_its_own(caller, sandbox, new, admin):
    created = caller.v1("/v2/scheduled_interviews", "POST", json=new, headers=admin).json()
    assert created["start"] == {"date_time": "2026-12-12T13:15:00.000Z"}
    assert created["organizer"]["id"] == int(admin["On-Behalf-Of"])
    assert [seat["response_status"] for seat in created["interviewers"]] == [
        "accepted", "needs_action",
    ]  # fmt: skip
    assert caller.v1(f"/v1/scheduled_interviews/{created['id']}").json() == created
    path = f"/v2/scheduled_interviews/{created['id']}"
    moved = {"start": "2026-12-13T13:15:00Z", "end": "2026-12-13T14:00:00Z"}
    changed = caller.v1(path, "PATCH", json=moved, headers=admin).json()
    assert changed["end"] == {"date_time": "2026-12-13T14:00:00.000Z"}
    gone = caller.v1(path.replace("v2", "v1"), "DELETE", headers=admin)
    assert gone.json() == {"message": f"Interview {created['id']} has been deleted."}
    assert caller.v1(f"/v1/scheduled_interviews/{created['id']}").status_code == 404


def test_v1_writes_name_a_user(caller, new):
    missing = caller.v1("/v2/scheduled_interviews", "POST", json=new)
    assert missing.status_code == 422
    unknown = caller.v1("/v2/scheduled_interviews", "POST", json=new, headers={"On-Behalf-Of": "9"})
    assert (unknown.status_code, unknown.json()) == (404, {"message": "Resource not found"})


@pytest.mark.parametrize(
    "field",
    ["application_id", "interview_id", "interviewers", "start", "end", "external_event_id"],
)
def test_required_fields_are_named(caller, new, admin, field):
    del new[field]
    response = caller.v1("/v2/scheduled_interviews", "POST", json=new, headers=admin)
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"message": f"Missing required field: {field}", "field": field}
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": "2026-12-12T13:00:00Z"},
        {"start": "soon"},
        {"application_id": 5},
        {"interview_id": 5},
        {"interviewers": [{"user_id": 5, "response_status": "accepted"}]},
        {"interviewers": [{"email": "a@example.org", "response_status": "perhaps"}]},
        {"interviewers": "everybody"},
        {"colour": "blue"},
    ],
)
def test_wrong_values_create_nothing(caller, sandbox, new, admin, wrong):
    before = len(sandbox.greenhouse.world.interviews)
    body = {**new, **wrong}
    response = caller.v1("/v2/scheduled_interviews", "POST", json=body, headers=admin)
    assert response.status_code == 422
    assert len(sandbox.greenhouse.world.interviews) == before


def test_v1_leaves_interviews_of_others_alone(caller, sandbox, admin):
    interview = next(
        row for row in sandbox.greenhouse.world.shown_interviews() if not row.through_api
    )
    path = f"/v2/scheduled_interviews/{interview.id}"
    assert caller.v1(path, "PATCH", json={"location": "x"}, headers=admin).status_code == 422


def test_v3_creates_changes_and_deletes(caller, new):
    created = caller.v3("/v3/interviews", "POST", json=in_v3(new))
    assert created.status_code == 201
    row = created.json()
    assert row["starts_at"] == "2026-12-12T13:15:00.000Z"
    assert caller.v3(f"/v3/interviews?ids={row['id']}").json() == [row]
    changed = caller.v3(f"/v3/interviews/{row['id']}", "PATCH", json={"location": "Room 5"})
    assert (changed.status_code, changed.json()["location"]) == (200, "Room 5")
    gone = caller.v3(f"/v3/interviews/{row['id']}", "DELETE")
    assert gone.json() == {"message": f"Interview {row['id']} deleted successfully"}
    assert caller.v3(f"/v3/interviews?ids={row['id']}").json() == []


def test_v3_replaces_the_whole_panel_and_keeps_the_seats_of_who_stays(caller, new):
    row = caller.v3("/v3/interviews", "POST", json=in_v3(new)).json()
    path = f"/v3/interviewers?interview_ids={row['id']}"
    before = {seat["email"]: seat for seat in caller.v3(path).json()}
    panel = [
        {"email": "guest@example.org", "response_status": "accepted"},
        {"email": "second@example.org", "response_status": "needs_action"},
    ]
    caller.v3(f"/v3/interviews/{row['id']}", "PATCH", json={"interviewers": panel})
    after = {seat["email"]: seat for seat in caller.v3(path).json()}
    assert set(after) == {"guest@example.org", "second@example.org"}
    assert after["guest@example.org"]["id"] == before["guest@example.org"]["id"]
    assert after["guest@example.org"]["response_status"] == "accepted"


def test_v3_refuses_to_change_what_is_complete(caller, sandbox):
    interview = next(
        row for row in sandbox.greenhouse.world.shown_interviews() if row.status == "complete"
    )
    path = f"/v3/interviews/{interview.id}"
    assert caller.v3(path, "PATCH", json={"location": "x"}).status_code == 422
    assert caller.v3(path, "DELETE").status_code == 422
    assert caller.v3("/v3/interviews/4", "DELETE").status_code == 404
