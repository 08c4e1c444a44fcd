"""Every status, every move, every role: against a table written by hand from the seed and the vendor sheet."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from candidates.models import Candidate, ProjectRole, Share, User
from candidates.permissions import RULES, Part, Right, Team, allows, parts_of
from candidates.statuses import CandidateStatus, Role
from tests.candidates.api.conftest import Api, candidate, key, root_of, themself, token
from tests.conftest import member

LATER = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%dT%H:%MZ")
MOVES = {
    "advance": ("patch", "status/advance/", None),
    "skip": ("patch", "status/skip/", None),
    "deadline": ("patch", "deadline/", {"deadline": LATER}),
    "remind": ("post", "reminder/", None),
}
BY_MANAGER = {
    "advance": {"new": "invited", "expired": "invited", "aborted": "confirmed"},
    "skip": dict.fromkeys(("new", "invited", "confirmed", "expired", "aborted"), "skipped"),
    "deadline": {word: word for word in ("new", "invited", "confirmed", "expired", "aborted")},
    "remind": {"invited": "invited", "confirmed": "confirmed"},
}
BY_CANDIDATE = {"advance": {"invited": "confirmed", "confirmed": "interviewing"}}
MANAGERS = {
    "owner": (Role.ACCOUNT_OWNER, {}),
    "admin": (Role.ACCOUNT_ADMIN, {}),
    "recruiter who manages": (Role.RECRUITER, {"interview_manager": True}),
    "hiring manager who manages": (Role.HIRING_MANAGER, {"interview_manager": True}),
}
OTHERS = {
    "recruiter without a part": (Role.RECRUITER, {}),
    "hiring manager without a part": (Role.HIRING_MANAGER, {}),
    "evaluator": (Role.RECRUITER, {"evaluator": True}),
    "reviewer": (Role.HIRING_MANAGER, {"reviewer": True}),
}


@pytest.fixture(autouse=True)
def team(acme, project):
    """Somebody else manages, so that nobody stands in for a team that is not there."""
    ProjectRole.objects.create(
        project=project, user=member("lead", acme, Role.RECRUITER), interview_manager=True
    )


def outcomes(api: Api, project, **fields) -> dict[tuple[str, str], str]:
    """`{(status, move): the status afterwards, or the code of the refusal}`"""
    found = {}
    for status in CandidateStatus.values:
        for name in MOVES:
            found[status, name] = outcome(api, candidate(project, status, **fields), name)
    return found


def outcome(api: Api, row: Candidate, name: str) -> str:
    method, path, body = MOVES[name]
    response = api.ask(method, f"{row.pk}/{path}", body)
    before = row.status
    row.refresh_from_db()
    if response.status_code == 202:
        assert response.json()["status"] == row.status
        return str(row.status)
    assert row.status == before
    assert response.json()["detail"]
    return str(response.status_code)


def expected(table: dict[str, dict[str, str]], otherwise: str) -> dict[tuple[str, str], str]:
    return {
        (status, name): table.get(name, {}).get(status, otherwise)
        for status in CandidateStatus.values
        for name in MOVES
    }


@pytest.mark.parametrize("who", MANAGERS)
def test_whoever_manages_makes_every_move_that_the_table_has(calls, project, who):
    role, parts = MANAGERS[who]

    assert outcomes(calls(role, **parts), project) == expected(BY_MANAGER, "400")


def test_a_key_that_may_write_moves_like_an_administrator(acme, project):
    assert outcomes(key(acme, project, "read", "write"), project) == expected(BY_MANAGER, "400")


@pytest.mark.parametrize("who", OTHERS)
def test_whoever_does_not_manage_moves_nobody(calls, project, who):
    role, parts = OTHERS[who]

    assert outcomes(calls(role, **parts), project) == expected({}, "403")


def test_with_whom_a_candidate_is_shared_looks_and_moves_nobody(acme, project):
    user = member("kim", acme, Role.HIRING_MANAGER)
    api = Api(f"Token {token(user, acme)}", root_of(project))
    for status in CandidateStatus.values:
        row = candidate(project, status)
        Share.objects.create(candidate=row, user=user, created_at=row.created_at)
        assert api.get(f"{row.pk}/")["allowed_moves"] == []
        assert {outcome(api, row, name) for name in MOVES} == {"403"}
    api.refused(403, "get", f"{candidate(project).pk}/")
    assert api.get("")["meta"]["total_count"] == len(CandidateStatus.values)


def test_a_key_that_only_reads_and_somebody_elses_token_move_nobody(acme, globex, project, charlie):
    abroad = Api(f"Token {token(charlie, globex)}", root_of(project))

    assert outcomes(key(acme, project, "read"), project) == expected({}, "403")
    assert outcomes(abroad, project) == expected({}, "404")
    assert outcomes(Api("", root_of(project)), project) == expected({}, "401")


@pytest.mark.parametrize("status", CandidateStatus.values)
def test_a_candidate_makes_their_own_moves_and_no_others(project, status):
    shut = status in ("new", "skipped")
    for name in MOVES:
        row = candidate(project, status, password=make_password("x"))
        otherwise = "401" if shut else "400" if name == "advance" else "403"
        wanted = BY_CANDIDATE.get(name, {}).get(status, otherwise)
        assert outcome(themself(row), row, name) == wanted, (status, name)


def test_a_candidate_sees_nobody_else(project):
    own, other = candidate(project, "invited"), candidate(project, "invited")

    themself(own).refused(404, "get", f"{other.pk}/")
    themself(own).refused(404, "patch", f"{other.pk}/status/advance/")
    themself(own).refused(403, "get", "")
    themself(own).refused(403, "post", "", {"email": "a@b.example"})
    themself(own).refused(403, "delete", f"{own.pk}/")
    themself(own).refused(403, "get", f"{own.pk}/shares/")
    themself(own).refused(403, "get", f"{own.pk}/evaluations/")
    themself(own).refused(403, "get", f"/api/v3/companies/{own.company_id}/projects/")
    themself(own).refused(403, "get", f"/api/v3/companies/{own.company_id}/customers/")
    shown = themself(own).get(f"{own.pk}/")
    hidden = {"shares", "evaluation_status", "activation_key", "created_by", "partner_data"}
    assert not hidden & shown.keys()


@pytest.mark.parametrize("who", [*MANAGERS, *OTHERS])
def test_who_may_read_write_share_and_evaluate(calls, project, who):
    role, parts = (MANAGERS | OTHERS)[who]
    api, row = calls(role, **parts), candidate(project, "interviewed")
    manages, evaluates = who in MANAGERS, who == "evaluator"
    sees = manages or evaluates or who == "reviewer"

    def code(method: str, path: str, body: object = None) -> int:
        return int(api.ask(method, path, body).status_code)

    assert code("get", "") == code("get", f"{row.pk}/") == (200 if sees else 403)
    assert code("get", f"{row.pk}/evaluations/") == (200 if sees else 403)
    assert code("get", f"/api/v3/companies/{row.company_id}/projects/{project.pk}/roles/") == (
        200 if sees else 403
    )
    assert code("post", "", {"email": "a@b.example"}) == (201 if manages else 403)
    assert code("patch", f"{row.pk}/", {"phone": "1"}) == (202 if manages else 403)
    assert code("get", f"{row.pk}/shares/") == (200 if manages else 403)
    assert code("post", f"{row.pk}/evaluations/", {"rating": 4}) == (201 if evaluates else 403)
    assert code("post", f"{row.pk}/vetos/", {"comment": "x" * 15}) == (201 if evaluates else 403)
    if sees:
        shown = api.get(f"{row.pk}/")
        assert ("shares" in shown) == manages
        assert (shown["activation_key"] is not None) == manages
        assert (shown["my_evaluation_status"] is not None) == evaluates
    assert code("delete", f"{row.pk}/") == (204 if manages else 403)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ACCOUNT_OWNER, 201),
        (Role.ACCOUNT_ADMIN, 201),
        (Role.RECRUITER, 201),
        (Role.HIRING_MANAGER, 403),
    ],
)
def test_hiring_managers_make_no_projects(acme, calls, role, status):
    response = calls(role).ask("post", f"/api/v3/companies/{acme.pk}/projects/", {"name": "X"})

    assert response.status_code == status


def test_where_nobody_has_a_part_recruiters_manage():
    alone, staffed = Team(empty=True), Team(empty=False)

    assert allows(Right.MOVE, parts_of("recruiter", alone))
    assert not allows(Right.MOVE, parts_of("recruiter", staffed))
    assert not allows(Right.SEE_PROJECT, parts_of("hiring-manager", alone))
    assert not any(allows(right, ()) for right in Right)
    assert RULES.keys() == set(Right)
    assert {role.value for role in Role} <= {part.value for part in Part}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_same_candidate_at_once_one_is_told_how_it_is_now(acme, project):
    boss = Api(f"Token {token(User.objects.get(username='lead'), acme)}", root_of(project))
    for _ in range(10):
        row = candidate(project)
        barrier = Barrier(2)

        def ask(path: str, row=row, barrier=barrier):
            barrier.wait()
            try:
                return boss.ask("patch", f"{row.pk}/{path}", {"seen": 1})
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(ask, ("status/advance/", "status/skip/")))
        assert sorted(one.status_code for one in answers) == [202, 409]
        row.refresh_from_db()
        assert {row.status} == {
            one.json().get("status") or one.json()["current"]["status"] for one in answers
        }
