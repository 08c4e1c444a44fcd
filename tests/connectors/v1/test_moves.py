"""Where a candidate may go, and the move, over the API."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Candidate, Mail
from candidates.selectors.cases import case_of
from candidates.services.candidates import create_candidates
from candidates.services.changes import Origin
from candidates.services.projects import create_project
from candidates.transitions import Mover, moves_from
from connectors.models import WriteBack
from connectors.v1.moves import schema
from tests import make
from tests.connectors.v1.operator import Operator, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(acme):
    return Operator(acme, "read", "write")


def own(company, **fields):
    """One who was added in the hub."""
    origin = Origin(company_id=company.pk, source="page", at=datetime.now(UTC))
    project = create_project({"name": "Backend"}, origin=origin, made_by=None)
    person = {"first_name": "Minji", "last_name": "Kim", "email": "minji@example.org"}
    [row] = create_candidates([person | {"project_id": project.pk}], origin=origin)
    Candidate.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


@pytest.fixture
def minji(acme):
    return own(acme)


@pytest.fixture
def at_vendor(acme):
    viasto = make.account(acme, "Viasto", vendor="viasto", options={"company_id": 1})
    make.tell(viasto, "project", "3", name="Support")
    told = {"name": "Jonas Weber", "status": "new", "vendor_status": "new"}
    make.tell(viasto, "candidate", "7", project_remote_id="3", **told)
    return Candidate.objects.get(account=viasto)


def path(row):
    return f"candidates/{row.pk}/moves"


@pytest.mark.parametrize("status", ["new", "invited", "confirmed", "expired", "interviewed"])
def test_every_move_is_told_with_what_blocks_it(caller, acme, status):
    row = own(acme, status=status, deadline=datetime.now(UTC) + timedelta(days=2))

    told = caller.get(path(row))

    assert valid(told, "CandidateMoves")
    assert told["status"] == status
    case = case_of(row, datetime.now(UTC), acme)
    assert [(one["name"], one["target"], one["blocked"]) for one in told["moves"]] == [
        (one.name, one.target, str(one.blocked) or None) for one in moves_from(case, Mover.MANAGER)
    ]
    assert any(one["blocked"] for one in told["moves"])


def test_the_examples_are_what_the_schema_says():
    assert valid(schema.EXAMPLE, "CandidateMoves")
    assert valid(schema.MOVE, "CandidateMove")


def test_a_candidate_of_the_hub_is_moved_at_once(caller, minji):
    answer = caller.ask("post", path(minji), {"name": "advance"})

    assert (answer.status_code, answer.json()["status"]) == (202, "invited")
    assert valid(answer.json(), "CandidateMoves")
    minji.refresh_from_db()
    assert minji.status == "invited"


def test_what_is_blocked_is_refused_with_the_reason_and_what_is_possible(caller, minji):
    answer = caller.ask("post", path(minji), {"name": "remind"})

    told = answer.json()
    assert (answer.status_code, told["origin"]) == (409, "caller")
    assert "Only candidates who are invited or confirmed" in told["message"]
    assert told["details"]["allowed"] == ["advance", "skip", "set_deadline"]
    minji.refresh_from_db()
    assert minji.status == "new"


def test_a_deadline_goes_with_its_move_alone(caller, minji):
    at = "2090-01-01T12:00:00Z"

    told = caller.ask("post", path(minji), {"name": "set_deadline", "deadline": at}).json()

    assert told["deadline"] == "2090-01-01T12:00:00.000Z"
    for body in (
        {"name": "set_deadline"}, {"name": "advance", "deadline": at}, {"name": "finish"}, {},
        {"name": "set_deadline", "deadline": "tomorrow"}, {"name": "advance", "by": "me"},
    ):  # fmt: skip
        assert caller.ask("post", path(minji), body).status_code == 400, body


def test_nobody_is_overtaken(caller, minji):
    tag = caller.ask("get", path(minji)).headers["ETag"]
    Candidate.objects.filter(pk=minji.pk).update(version=minji.version + 1)

    answer = caller.ask("post", path(minji), {"name": "advance"}, head={"If-Match": tag})

    assert answer.status_code == 412
    assert answer.json()["details"]["version"] == minji.version + 1
    minji.refresh_from_db()
    assert minji.status == "new"
    now = caller.ask("get", path(minji)).headers["ETag"]
    answer = caller.ask("post", path(minji), {"name": "advance"}, head={"If-Match": now})
    assert answer.status_code == 202


def test_the_same_request_under_one_name_is_one_move(caller, acme, minji):
    head = {"Idempotency-Key": "invite-41"}

    answers = [caller.ask("post", path(minji), {"name": "advance"}, head=head) for _ in range(2)]

    assert [one.status_code for one in answers] == [202, 202]
    assert answers[1].headers["Idempotency-Replayed"] == "true"
    assert answers[0].json() == answers[1].json()
    assert Mail.objects.filter(candidate=minji).count() == 1


def test_at_a_vendor_it_is_asked_for(caller, at_vendor):
    told = caller.get(path(at_vendor))
    blocked = {one["name"]: one["blocked"] for one in told["moves"]}

    answer = caller.ask("post", path(at_vendor), {"name": "skip"})

    assert (blocked["skip"], told["asked"]) == (None, None)
    assert answer.status_code == 202, answer.content
    assert answer.json()["asked"]["state"] == "queued"
    assert valid(answer.json(), "CandidateMoves")
    assert WriteBack.objects.get().action == "skip"
    again = caller.ask("post", path(at_vendor), {"name": "skip"})
    assert (again.status_code, again.json()["retry"]) == (409, True)


def test_nobody_reaches_beyond_their_company_and_accounts(acme, globex, minji, at_vendor):
    narrow = Operator(acme, "read", "write", accounts=[at_vendor.account])
    stranger = Operator(globex, "read", "write")

    assert narrow.get(path(at_vendor))["status"] == "new"
    for key, row in ((narrow, minji), (stranger, minji), (stranger, at_vendor)):
        assert key.ask("get", path(row)).status_code == 404
        assert key.ask("post", path(row), {"name": "advance"}).status_code == 404
    assert set(Candidate.objects.values_list("status", flat=True)) == {"new"}
