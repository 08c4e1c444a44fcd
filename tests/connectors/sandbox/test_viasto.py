import json
import re

import pytest

from tests.connectors.sandbox.receiver import receiving
from tests.connectors.sandbox.vendor_caller import calling

COMPANY = "/api/v3/companies/4"
STATUSES = {
    "new", "invited", "confirmed", "interviewing", "interviewed", "expired", "aborted", "skipped",
}  # fmt: skip
LOGIN = {"username": "sandbox-server", "password": "sandbox-password", "company": "sandbox"}


@pytest.fixture
def viasto(clock):
    with calling("viasto", clock) as caller:
        caller.headers["Authorization"] = f"Token {caller.credentials['token']}"
        yield caller


def walk(caller, path, **params):
    page = caller.get(path, **params).json()
    rows = page["objects"]
    while page["meta"]["next"]:
        path = page["meta"]["next"].removeprefix(caller.sandbox.base_url("viasto"))
        page = caller.get(path).json()
        rows += page["objects"]
    return rows


def candidates(caller):
    projects = walk(caller, f"{COMPANY}/projects/")
    return [
        row
        for project in projects
        for row in walk(caller, path_of(project) + "candidates/", page_size=7)
    ]


def path_of(row):
    return re.sub(r"^https?://[^/]+/viasto", "", row["resource_uri"])


def of(caller, status):
    return next(row for row in candidates(caller) if row["status"] == status)


def test_a_token_a_sign_in_and_neither(viasto, clock):
    assert len(viasto.credentials["token"]) == 40
    token = viasto("POST", "/api/v3/api-token-auth/", json=LOGIN).json()["token"]
    viasto.headers["Authorization"] = f"Token {token}"
    assert viasto.get(f"{COMPANY}/").status_code == 200
    clock.forward(hours=13)
    assert viasto.get(f"{COMPANY}/").json() == {"detail": "Invalid token."}
    empty = viasto("POST", "/api/v3/api-token-auth/", json={})
    assert (empty.status_code, empty.json()) == (400, {"username": ["This field is required."]})
    assert viasto("POST", "/api-token-auth/", json={**LOGIN, "company": "x"}).status_code == 400
    del viasto.headers["Authorization"]
    assert viasto.get(f"{COMPANY}/").status_code == 401


def test_every_status_and_evaluation_occurs_and_pages_lead_on(viasto):
    rows = candidates(viasto)
    assert len({row["resource_uri"] for row in rows}) == len(rows) == 60
    assert {row["status"] for row in rows} == STATUSES
    done = [row for row in rows if row["status"] == "interviewed"]
    assert {row["evaluation_status"] for row in done} == {"pending", "partial", "completed"}
    assert all(row["interviewdate"] for row in done)
    assert all(row["interviewdate"] is None for row in rows if row not in done)
    assert all(row["deadline"] for row in rows if row["status"] != "new")


def test_lists_hold_twenty_and_never_more_than_a_hundred(viasto):
    customers = viasto.get(f"{COMPANY}/customers/", page_size=5).json()
    assert (len(customers["objects"]), customers["meta"]["total_count"]) == (5, 16)
    assert "page=2&page_size=5" in customers["meta"]["next"]
    assert viasto.get(f"{COMPANY}/customers/", page=9).status_code == 404
    one = viasto.get(f"{COMPANY}/customers/", username="sandbox-server").json()["objects"]
    assert [row["account_type"] for row in one] == ["admin"]


def test_another_company_is_nobodys_and_a_known_name_finds_this_one(viasto):
    assert viasto.get("/api/v3/companies/5/").status_code == 403
    found = viasto.get("/api/v3/company-by-identifier/sandbox/").json()
    assert found["resource_uri"].endswith("/companies/4/")
    assert viasto.get("/api/v3/companies/").status_code == 404


def test_new_candidates_are_invited_in_three_steps(viasto):
    project = walk(viasto, f"{COMPANY}/projects/")[0]
    body = {"first_name": "Luke", "last_name": "S", "status": "interviewed", "deadline": "x"}
    made = viasto("POST", path_of(project) + "candidates/", json=body)
    assert (made.status_code, made.json()["status"]) == (201, "new")
    assert made.json()["deadline"] is None
    here = path_of(made.json())
    assert viasto("PATCH", here + "status/advance/").status_code == 400
    changed = viasto("PATCH", here, json={"email": "luke@example.org"})
    assert (changed.status_code, changed.json()["email"]) == (202, "luke@example.org")
    assert viasto("PATCH", here + "deadline/", json={"deadline": "2026-04-01T12:00"}).json() == {
        "deadline": ["Datetime must be ISO 8601 and have a time zone designator."]
    }
    told = viasto("PATCH", here + "deadline/", json={"deadline": "2026-04-01T23:59+02:00"})
    assert told.json()["deadline"] == "2026-04-01T21:59:00Z"
    invited = viasto("PATCH", here + "status/advance/").json()
    assert (invited["status"], invited["invitationdate"]) == ("invited", "2026-03-04T10:30:00Z")
    assert viasto("POST", here + "reminder/").status_code == 202
    assert viasto("DELETE", here).status_code == 204
    assert viasto.get(here).status_code == 404


def test_without_a_deadline_of_their_own_the_projects_days_count(viasto):
    new = next(row for row in viasto.app.world.candidates if row.status == "new")
    uri = path_of(next(row for row in candidates(viasto) if row["status"] == "new"))
    new.project.status, new.project.days_to_interview = "active", 3
    assert viasto("PATCH", uri + "status/advance/").json()["deadline"] == "2026-03-07T22:59:00Z"


def test_expired_ones_need_a_later_deadline_and_skipped_ones_never_come_back(viasto):
    expired = path_of(of(viasto, "expired"))
    assert viasto("PATCH", expired + "status/advance/").status_code == 400
    viasto("PATCH", expired + "deadline/", json={"deadline": "2026-05-01T08:00Z"})
    assert viasto("PATCH", expired + "status/advance/").json()["status"] == "invited"
    assert viasto("PATCH", expired + "status/skip/").json()["status"] == "skipped"
    assert viasto("PATCH", expired + "status/advance/").status_code == 400
    assert viasto("PATCH", path_of(of(viasto, "interviewed")) + "status/skip/").status_code == 400


def test_time_carries_a_candidate_to_the_end_or_past_the_deadline(viasto, clock):
    here = path_of(of(viasto, "confirmed"))
    clock.forward(days=60)
    row = viasto.get(here).json()
    assert (row["status"], row["evaluation_status"]) == ("interviewed", "completed")
    assert {row["status"] for row in candidates(viasto)} <= {
        "new", "skipped", "interviewed", "expired", "aborted",
    }  # fmt: skip


def test_candidates_help_themselves_with_their_key(viasto):
    invited = of(viasto, "invited")
    viasto.headers["Authorization"] = f"ActivationKey {invited['activation_key']}"
    assert viasto.get("/api/v3/whoami/candidate/").json()["email"] == invited["email"]
    here = path_of(invited)
    assert viasto("PATCH", here + "status/advance/").status_code == 400
    viasto("PATCH", here, json={"password": "a secret of theirs"})
    assert viasto("PATCH", here + "status/advance/").json()["status"] == "confirmed"
    assert viasto("PATCH", here + "status/skip/").status_code == 403
    assert viasto.get(f"{COMPANY}/customers/").status_code == 403


def test_addresses_of_files_differ_each_time_and_end(viasto, clock):
    row = next(row for row in candidates(viasto) if row["photo"] and row["cv"])
    clock.forward(seconds=1)
    again = viasto.get(path_of(row)).json()
    assert again["photo"] != row["photo"]
    viasto.headers.clear()
    photo = viasto.get(path_of({"resource_uri": row["photo"]}))
    assert photo.content.startswith(b"\x89PNG")
    assert photo.headers["Content-Type"] == "image/png"
    clock.forward(hours=2)
    assert viasto.get(path_of({"resource_uri": row["photo"]})).status_code == 404


def test_files_come_as_forms_or_data(viasto):
    here = path_of(of(viasto, "new"))
    form = viasto("PATCH", here, files={"cv": ("cv.pdf", b"%PDF-1.4 x")}, data={"phone": "555"})
    assert (form.status_code, form.json()["phone"]) == (202, "555")
    assert viasto.get(path_of({"resource_uri": form.json()["cv"]})).content == b"%PDF-1.4 x"
    assert (
        viasto("PATCH", here, json={"photo": "data:image/png;base64,iVBORw0="}).status_code == 202
    )
    assert viasto("PATCH", here, json={"photo": "data:image/gif;base64,R0lG"}).status_code == 400


def test_webhooks_name_references_and_bear_no_signature(viasto):
    row = viasto.app.world.candidates[int(path_of(of(viasto, "new")).rsplit("/", 2)[1])]
    with receiving() as receiver:
        viasto.app.send_webhooks_to(receiver.url)
        viasto.app.world.rename(row.id, "Neu", "Benannt")
        assert viasto.app.webhooks.deliver_due() == 1
    headers, body = receiver.got[0]
    told = json.loads(body)
    assert headers["User-Agent"] == "interview suite webhook"
    assert (told["event"], told["data"]["action"]) == ("candidate_changed", "modified")
    assert viasto.get(path_of({"resource_uri": told["data"]["candidate"]})).json()["last_name"]
    assert re.fullmatch(r"2026-03-04T10:30:00\.000000\+00:00", told["time"])


def test_a_veto_ends_an_evaluation_and_results_show_it(viasto):
    row = next(
        row
        for row in candidates(viasto)
        if row["status"] == "interviewed" and row["evaluation_status"] == "pending"
    )
    assert viasto("POST", path_of(row) + "vetos/", json={"comment": "short"}).status_code == 400
    comment = "We met this person before."
    assert viasto("POST", path_of(row) + "vetos/", json={"comment": comment}).status_code == 201
    assert viasto.get(path_of(row)).json()["evaluation_status"] == "completed"
    results = viasto.get(re.sub(r"candidates/.*", "results/", path_of(row)), page_size=100).json()
    assert any(one["vetos"] for one in results["objects"])


def test_many_are_imported_at_once_and_shared(viasto):
    project = walk(viasto, f"{COMPANY}/projects/")[0]
    rows = [{"first_name": "A", "last_name": name, "email": f"{name}@example.org"} for name in "xy"]
    made = viasto("POST", path_of(project) + "candidates/import/", json=rows)
    assert [row["status"] for row in made.json()] == ["invited", "invited"]
    here = path_of(made.json()[0]) + "shares/"
    customer = walk(viasto, f"{COMPANY}/customers/")[3]["resource_uri"]
    share = viasto("POST", here, json={"customer": customer}).json()
    assert viasto.get(path_of(made.json()[0])).json()["shares"] == [share]


def test_faults_find_their_way(viasto):
    path = f"{COMPANY}/projects/"
    viasto.sandbox.fault("looping-cursor")
    assert viasto.get(path, page_size=2).json()["meta"]["next"].endswith("?page_size=2")
    viasto.sandbox.fault("missing-field")
    assert sum("resource_uri" in row for row in viasto.get(path).json()["objects"]) == 3
    viasto.sandbox.fault("403")
    assert viasto.get(path).status_code == 403
