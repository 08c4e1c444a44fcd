"""Candidates of a project over the API: shapes, lists, making, changing, deleting."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Candidate, Change, Share
from candidates.services.projects import create_project
from tests import make
from tests.candidates.api.conftest import candidate, key, origin, told

SEED = {
    "resource_uri", "photo", "first_name", "last_name", "gender", "email", "status", "company", "interview_key",
    "project", "evaluation_status", "invitationdate", "confirmationdate", "interviewdate", "deadline",
    "activation_key", "created_by", "username", "partner_data", "shares",
}  # fmt: skip
ATTRIBUTES = SEED | {
    "cv", "my_evaluation_status", "phone", "address", "interview_suite_url",
}  # fmt: skip
OURS = {"coordinator", "vendor", "vendor_status", "pending_move", "allowed_moves", "version"}
HERE = "http://testserver/api/v3"


def test_a_candidate_has_the_shape_of_the_seed(acme, project, manager, alice):
    row = candidate(
        project,
        "interviewed",
        first_name="Francisco",
        last_name="Assis",
        gender="mr",
        email="francisco.assis@viasto.com",
        username="assis9405",
        created_by=alice,
        invited_at=datetime(2015, 6, 19, 12, 19, 36, 999, tzinfo=UTC),
        confirmed_at=datetime(2015, 6, 19, 12, 24, 11, tzinfo=UTC),
        interviewed_at=datetime(2015, 6, 19, 12, 29, 42, tzinfo=UTC),
        deadline=datetime(2015, 6, 30, 8, tzinfo=UTC),
    )
    share = Share.objects.create(candidate=row, user=alice, created_at=row.created_at)

    listed = manager.get("")

    company = f"{HERE}/companies/{acme.pk}/"
    here = f"{company}projects/{project.pk}/candidates/{row.pk}/"
    assert listed["meta"] == {"total_count": 1, "previous": None, "next": None}
    [shown] = listed["objects"]
    assert shown.keys() == ATTRIBUTES | OURS
    expected = {
        "resource_uri": here,
        "photo": None,
        "cv": None,
        "first_name": "Francisco",
        "last_name": "Assis",
        "gender": "mr",
        "email": "francisco.assis@viasto.com",
        "phone": "",
        "address": "",
        "status": "interviewed",
        "company": company,
        "project": f"{company}projects/{project.pk}/",
        "evaluation_status": "pending",
        "my_evaluation_status": None,
        "invitationdate": "2015-06-19T12:19:36Z",
        "confirmationdate": "2015-06-19T12:24:11Z",
        "interviewdate": "2015-06-19T12:29:42Z",
        "deadline": "2015-06-30T08:00:00Z",
        "activation_key": row.activation_key,
        "created_by": f"{HERE}/customusers/{alice.pk}/",
        "username": "assis9405",
        "partner_data": {},
        "shares": [
            {
                "resource_uri": f"{here}shares/{share.pk}/",
                "customer": f"{company}customers/{alice.pk}/",
                "candidate": here,
            }
        ],
        "interview_suite_url": f"http://testserver/candidates/{row.pk}/",
    }
    assert {name: shown[name] for name in expected} == expected
    for name in ("interview_key", "activation_key"):
        assert len(shown[name]) == 32
        assert set(shown[name]) <= set("0123456789abcdef")
    assert manager.get(here) == shown


def test_every_reference_leads_somewhere(project, manager, alice):
    row = candidate(project)
    Share.objects.create(candidate=row, user=alice, created_at=row.created_at)

    [shown] = manager.get("")["objects"]

    assert manager.get(shown["company"])["identifier"] == "acme"
    assert manager.get(shown["project"])["candidates"].endswith(manager.root)
    assert manager.get(shown["shares"][0]["resource_uri"]) == shown["shares"][0]
    assert manager.get(shown["shares"][0]["customer"])["username"] == "alice"


def test_a_candidate_is_made_new_whatever_status_and_deadline_are_sent(project, manager):
    response = manager.ask(
        "post",
        "",
        {
            "first_name": "Luke",
            "last_name": "Skywalker",
            "email": "luke.skywalker@darkside.moon",
            "gender": "mr",
            "partner_data": {"ref": 7},
            "status": "interviewed",
            "deadline": "never",
        },
    )

    made = told(response, 201)
    row = Candidate.objects.get()
    assert response["Location"] == made["resource_uri"]
    assert (made["status"], made["deadline"], made["partner_data"]) == ("new", None, {"ref": 7})
    assert (row.name, row.project, row.account) == ("Luke Skywalker", project, None)
    assert made["created_by"].endswith(f"/customusers/{row.created_by_id}/")
    [change] = Change.objects.filter(subject="candidate")
    assert (change.kind, change.source, change.actor_id) == ("ADDED", "api", row.created_by_id)


@pytest.mark.parametrize(
    ("body", "field", "sentence"),
    [
        ({"emial": "x"}, "emial", "There is no such field. Did you mean email?"),
        ({"email": "x"}, "email", "“x” is not an e-mail address."),
        ({"email": "a@b.example", "first_name": 7}, "first_name", "must be a text"),
        ({"email": "a@b.example", "first_name": "x" * 301}, "first_name", "at most 300"),
        ({"email": "a@b.example", "first_name": "a\x00"}, "first_name", "NUL"),
        ({"email": "a@b.example", "first_name": "\ud800"}, "first_name", "lone surrogate"),
        ({"email": "a@b.example", "partner_data": []}, "partner_data", "a JSON object"),
        ({"email": "a@b.example", "partner_data": {"a": "\x00"}}, "partner_data", "NUL"),
        ({"email": "a@b.example", "gender": "x"}, "gender", "must be one of “mr”, “mrs”, “”."),
        ({"email": "a@b.example", "evaluation_status": "completed"}, "evaluation_status", "read only"),
        ({"gender": "mr"}, "non_field_errors", "Give a name or an e-mail address."),
        ([], "non_field_errors", "must be a JSON object"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_by_name(manager, body, field, sentence):
    failures = manager.refused(400, "post", "", body)

    assert sentence in failures[field][0]
    assert not Candidate.objects.exists()


def test_broken_json_is_said_to_be(manager):
    assert "JSON parse error" in manager.refused(400, "post", "", "{")["detail"]


def test_a_user_name_is_given_once_in_a_company(project, manager):
    manager.post("", {"email": "a@b.example", "username": "assis"})
    row = candidate(project)

    said = manager.refused(400, "post", "", {"email": "c@d.example", "username": "assis"})
    again = manager.refused(400, "patch", f"{row.pk}/", {"username": "assis"})

    assert said == again == {"username": ["Another candidate has this user name."]}


def test_a_change_keeps_what_was_not_sent(project, manager):
    row = candidate(project, "invited")

    shown = manager.patch(f"{row.pk}/", {"last_name": "Park", "phone": "", "status": "skipped"})

    assert (shown["first_name"], shown["last_name"], shown["phone"]) == ("Minji", "Park", "")
    assert (shown["status"], shown["version"]) == ("invited", 2)
    row.refresh_from_db()
    assert row.name == "Minji Park"
    change = Change.objects.filter(subject_id=row.pk).latest("pk")
    assert change.fields["last_name"] == ["Kim", "Park"]


def test_who_has_seen_an_older_version_is_told_how_it_is_now(project, manager):
    row = candidate(project)
    seen = manager.ask("get", f"{row.pk}/")["ETag"]
    manager.patch(f"{row.pk}/", {"phone": "1"})

    for response in (
        manager.ask("patch", f"{row.pk}/", {"phone": "2"}, **{"If-Match": seen}),
        manager.ask("patch", f"{row.pk}/", {"phone": "2", "seen": 1}),
        manager.ask("patch", f"{row.pk}/status/skip/", {"seen": 1}),
        manager.ask("patch", f"{row.pk}/status/skip/", **{"If-Match": seen}),
    ):
        body = told(response, 409)
        assert body["detail"]
        assert (body["current"]["phone"], body["current"]["version"]) == ("1", 2)
    told(manager.ask("patch", f"{row.pk}/", {"phone": "2"}, **{"If-Match": '"2"'}), 202)
    assert "If-Match" in told(
        manager.ask("patch", f"{row.pk}/", {"phone": "2"}, **{"If-Match": "?"}), 400
    )


def test_a_deleted_candidate_is_gone_and_leaves_a_tombstone(project, manager):
    row = candidate(project)

    assert manager.ask("delete", f"{row.pk}/").status_code == 204

    manager.refused(404, "get", f"{row.pk}/")
    assert manager.get("")["objects"] == []
    row.refresh_from_db()
    assert (row.deleted_reason, row.deleted_at is not None) == ("person", True)


def test_a_vendors_candidate_is_changed_at_the_vendor(acme, project, manager):
    row = candidate(project, account=make.account(acme), remote_id="7")

    for method, body in (("patch", {"phone": "1"}), ("delete", None)):
        said = manager.refused(400, method, f"{row.pk}/", body)
        assert "kept by a vendor" in said["detail"]
    assert manager.get(f"{row.pk}/")["vendor"] == "greenhouse"


def test_a_list_is_paged_from_one_and_says_how_to_go_on(project, manager):
    rows = [candidate(project, first_name=str(number)) for number in range(5)]

    first = manager.get("?page_size=2&ordering=-id")
    second = manager.get(first["meta"]["next"])
    third = manager.get(second["meta"]["next"])

    found = [one["first_name"] for page in (first, second, third) for one in page["objects"]]
    assert found == ["4", "3", "2", "1", "0"]
    assert len(rows) == first["meta"]["total_count"] == third["meta"]["total_count"]
    assert first["meta"]["next"] == f"{HERE}{manager.root[7:]}?page_size=2&ordering=-id&page=2"
    assert (first["meta"]["previous"], third["meta"]["next"]) == (None, None)
    assert manager.get(third["meta"]["previous"]) == second
    said = manager.refused(404, "get", "?page=4&page_size=2")
    assert said == {"detail": "There is no page 4: the last one is 3."}


def test_a_page_holds_twenty_unless_asked_and_a_hundred_at_most(project, manager):
    for number in range(21):
        candidate(project, first_name=str(number))

    assert len(manager.get("")["objects"]) == 20
    assert len(manager.get("?page_size=100")["objects"]) == 21
    assert "from 1 to 100" in manager.refused(400, "get", "?page_size=101")["page_size"][0]


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("limit=5", "limit", "There is no such parameter."),
        ("stauts=new", "stauts", "Did you mean status?"),
        ("status=gone", "status", "“gone” is not among its values: new, invited"),
        ("evaluation_status=x", "evaluation_status", "pending, partial, completed"),
        ("page=0", "page", "“0” is not a whole number"),
        ("page=1&page=2", "page", "more than once"),
        ("ordering=name", "ordering", "“name” is not among"),
        ("deadline[gte]=tomorrow", "deadline[gte]", "no moment in ISO 8601"),
        ("deadline[lte]=2030-01-01T10:00", "deadline[lte]", "no time zone"),
        ("deadline[lte]=2030-01-01T10:00+01:00", "deadline[lte]", "%2B"),
        ("q=", "q", "Give it a value"),
        ("q=%00", "q", "NUL"),
    ],
)
def test_a_parameter_that_is_not_understood_is_refused_by_name(manager, query, name, sentence):
    assert sentence in manager.refused(400, "get", f"?{query}")[name][0]


def test_other_doors_know_no_parameters(project, manager):
    row = candidate(project)

    assert "x" in manager.refused(400, "get", f"{row.pk}/?x=1")
    assert "x" in manager.refused(400, "patch", f"{row.pk}/status/skip/?x=1")


def test_filters_narrow_the_list(project, manager):
    now = datetime.now(UTC)
    ada = candidate(project, "invited", first_name="Ada", deadline=now + timedelta(days=1))
    candidate(
        project,
        "confirmed",
        first_name="Bea",
        email="bea@x.example",
        deadline=now + timedelta(days=9),
    )
    candidate(project, "new", first_name="Cleo", last_name="Adam", deadline=None)

    def names(query: str) -> str:
        found = manager.get(f"?{query}")["objects"]
        return "".join(sorted(one["first_name"][0] for one in found))

    soon = (now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert names("status=invited") == "A"
    assert names("status=invited,new") == "AC"
    assert names("q=ada") == "AC"
    assert names("q=ada+kim") == "A"
    assert names("email=BEA@x.example") == "B"
    assert names(f"deadline[lte]={soon}") == "A"
    assert names(f"deadline[gt]={soon}") == "B"
    assert names("evaluation_status=pending") == "ABC"
    assert names("evaluation_status=completed,partial") == ""
    exact = ada.deadline.replace(microsecond=0)
    Candidate.objects.filter(pk=ada.pk).update(deadline=exact)
    assert names(f"deadline={exact:%Y-%m-%dT%H:%M:%SZ}") == "A"


def test_an_invitation_whose_deadline_has_passed_is_expired_wherever_one_looks(project, manager):
    over = datetime.now(UTC) - timedelta(seconds=1)
    row = candidate(project, "confirmed", deadline=over)

    assert manager.get(f"{row.pk}/")["status"] == "expired"
    assert [one["status"] for one in manager.get("?status=expired")["objects"]] == ["expired"]
    assert manager.get("?status=confirmed")["objects"] == []
    moves = {one["name"]: one for one in manager.get(f"{row.pk}/")["allowed_moves"]}
    assert moves["advance"]["blocked"]


def test_the_moves_are_told_with_the_reason_of_each_that_is_blocked(project, manager):
    row = candidate(project, "new", email=None)

    moves = manager.get(f"{row.pk}/")["allowed_moves"]

    assert [one["name"] for one in moves] == ["advance", "skip", "set_deadline", "remind"]
    assert moves[0] == {
        "name": "advance",
        "target": "invited",
        "blocked": "There is no e-mail address to send the invitation to.",
    }
    assert moves[1] == {"name": "skip", "target": "skipped", "blocked": ""}


def test_another_projects_and_another_companys_candidate_do_not_exist(
    acme, globex, project, owner, calls
):
    other = make_project(acme, "Frontend")
    foreign = make_project(globex, "Seoul")
    here, there, abroad = candidate(project), candidate(other), candidate(foreign)

    owner.refused(404, "get", f"{there.pk}/")
    owner.refused(404, "get", f"{abroad.pk}/")
    owner.refused(404, "get", f"/api/v3/companies/{globex.pk}/projects/{foreign.pk}/candidates/")
    owner.refused(404, "get", f"/api/v3/companies/{acme.pk}/projects/{foreign.pk}/candidates/")
    owner.refused(404, "get", f"/api/v3/companies/{globex.pk}/")
    owner.refused(404, "get", "/api/v3/company-by-identifier/globex/")
    owner.refused(404, "get", f"{10**30}/")
    assert [one["status"] for one in owner.get("")["objects"]] == [here.status]


def make_project(company, name):
    return create_project({"name": name}, origin=origin(company), made_by=None)


def test_an_api_key_acts_within_its_scopes(acme, project):
    row = candidate(project)
    reader, seer = key(acme, project, "read"), key(acme, project, "read", "pii")
    writer = key(acme, project, "read", "write", "pii")

    blind = reader.get(f"{row.pk}/")
    assert (blind["email"], blind["phone"], blind["activation_key"]) == (None, None, None)
    assert (blind["first_name"], blind["allowed_moves"]) == ("Minji", [])
    assert "pii" in reader.refused(403, "get", "?email=minji@example.org")["detail"]
    assert reader.get("?q=example.org")["objects"] == []
    assert "write" in reader.refused(403, "patch", f"{row.pk}/status/skip/")["detail"]
    seen = seer.get(f"{row.pk}/")
    assert (seen["email"], seen["activation_key"]) == ("minji@example.org", None)
    assert writer.get(f"{row.pk}/")["activation_key"] == row.activation_key
    assert writer.patch(f"{row.pk}/status/skip/")["status"] == "skipped"


def test_a_key_that_is_limited_to_an_account_sees_what_comes_from_there(acme, project):
    account = make.account(acme)
    type(project).objects.filter(pk=project.pk).update(account=account, remote_id="p")
    candidate(project)
    theirs = candidate(project, account=account, remote_id="7")
    limited = key(acme, project, "read", accounts=[account])
    elsewhere = key(acme, project, "read", "pii", accounts=[make.account(acme, "Other")])

    [shown] = limited.get("")["objects"]
    assert shown["resource_uri"].endswith(f"/{theirs.pk}/")
    elsewhere.refused(404, "get", "")
    assert elsewhere.get(f"/api/v3/companies/{acme.pk}/projects/")["objects"] == []


def test_how_old_a_vendors_candidates_are_stands_in_headers(acme, project):
    account = make.account(acme, synced_at=None)
    limited = key(acme, project, "read", accounts=[account])
    reader = key(acme, project, "read", "pii")
    assert not reader.ask("get", "").has_header("X-Freshness")
    type(project).objects.filter(pk=project.pk).update(account=account, remote_id="p")
    row = candidate(project, account=account, remote_id="7")

    for path in ("", f"{row.pk}/"):
        answer = limited.ask("get", path)
        assert (answer["X-Freshness"], answer.has_header("X-As-Of")) == ("never", False)
    type(account).objects.filter(pk=account.pk).update(synced_at=make.NOW, state="paused")
    answer = limited.ask("get", "")
    assert (answer["X-Freshness"], answer["X-As-Of"]) == ("paused", "2026-11-05T09:42:00.000Z")


def test_a_list_costs_the_same_however_long_it_is(
    acme, project, manager, alice, django_assert_max_num_queries
):
    account = make.account(acme, vendor="viasto")

    def fill(number: int) -> None:
        row = candidate(project, "invited", first_name=str(number))
        Share.objects.create(candidate=row, user=alice, created_at=row.created_at)
        candidate(project, account=account, remote_id=str(number), vendor_status="new")

    manager.get("")
    fill(0)
    with django_assert_max_num_queries(16) as few:
        manager.get("?page_size=100")
    for number in range(1, 12):
        fill(number)
    with django_assert_max_num_queries(len(few)):
        assert len(manager.get("?page_size=100")["objects"]) == 24
