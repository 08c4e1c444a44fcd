"""Who arranges an interview, asked for and chosen over the API."""

import pytest

from candidates.models import Change, Project
from connectors.v1.candidates import schema
from connectors.v1.interviews import examples
from interviews.models import Interview
from tests import make
from tests.conftest import member
from tests.connectors.v1.operator import Operator, valid
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(acme):
    return Operator(acme, "read", "write")


@pytest.fixture
def dora(acme):
    return member("dora", acme, "recruiter", first_name="Dora", last_name="Klein")


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


def choose(caller, interview, user, **head):
    body = {"interview": {"coordinator_id": user and user.pk}}
    return caller.ask("post", f"interviews/{interview.pk}/coordinator", body, head=head)


def listed(caller, who):
    page = caller.get("interviews", coordinator_id=who)
    assert valid(page, "InterviewPage")
    return {row["id"] for row in page["interviews"]}


def test_interviews_are_narrowed_to_a_colleagues_and_to_nobodys(caller, acme, greenhouse, dora):
    make.tell(greenhouse, "user", "do", name="Dora", email=dora.email)
    by_organizer = make.interview(greenhouse, NOW, candidate="A", organizer_remote_id="do")
    by_project = make.interview(greenhouse, NOW, candidate="B")
    project = Project.objects.create(
        company=acme, name="Interns", coordinator=dora, created_at=NOW, updated_at=NOW
    )
    by_project.candidate.project = project
    by_project.candidate.save()
    chosen = make.interview(greenhouse, NOW, candidate="C")
    alone = make.interview(greenhouse, NOW, candidate="D")
    assert choose(caller, chosen, dora).status_code == 200

    assert listed(caller, dora.pk) == {by_organizer.pk, by_project.pk, chosen.pk}
    assert listed(caller, "none") == {alone.pk}


def test_one_is_chosen_and_taken_back_and_it_is_told(caller, greenhouse, dora):
    one = make.interview(greenhouse, NOW)
    version = Interview.objects.get().version

    given = choose(caller, one, dora)
    back = choose(caller, one, None)

    assert valid(given.json(), "InterviewEnvelope")
    assert given.json()["interview"]["coordinator"] == {"id": dora.pk, "name": "Dora Klein"}
    assert back.json()["interview"]["coordinator"] is None
    changes = Change.objects.filter(fields__has_key="coordinator_id").order_by("pk")
    told = [(one.source, one.fields["coordinator_id"]) for one in changes]
    assert told == [("api", [None, dora.pk]), ("api", [dora.pk, None])]
    assert Interview.objects.get().version == version


def test_the_same_request_twice_is_one(caller, greenhouse, dora):
    one = make.interview(greenhouse, NOW)

    first = choose(caller, one, dora, **{"Idempotency-Key": "dora"})
    choose(caller, one, None)
    again = choose(caller, one, dora, **{"Idempotency-Key": "dora"})
    other = choose(caller, one, None, **{"Idempotency-Key": "dora"})

    assert first.status_code == again.status_code == 200
    assert again["Idempotency-Replayed"] == "true"
    assert again.json()["interview"]["coordinator"] is None
    assert other.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"interview": {}},
        {"interview": {"coordinator_id": "12"}},
        {"interview": {"coordinator_id": 999_999}},
        {"interview": {"coordinator_id": 2**70}},
        {"interview": {"coordinator_id": True}},
        {"interview": {"coordinator": 1}},
    ],
)
def test_what_is_not_understood_is_refused_by_name(caller, greenhouse, body):
    one = make.interview(greenhouse, NOW)

    answer = caller.ask("post", f"interviews/{one.pk}/coordinator", body)

    assert answer.status_code == 400
    assert Interview.objects.get().coordinator is None


@pytest.mark.parametrize("who", ["0", "x", "", "999999", "1" * 30, "None"])
def test_a_coordinator_whom_nobody_knows_is_said(caller, who):
    answer = caller.ask("get", "interviews", coordinator_id=who)

    assert answer.status_code == 400
    assert "coordinator_id" in answer.content.decode()


def test_it_is_for_keys_that_write_and_only_among_ones_own(
    caller, acme, globex, greenhouse, dora, charlie
):
    one = make.interview(greenhouse, NOW)
    seoul = make.account(acme, "Seoul")

    assert choose(Operator(acme, "read"), one, dora).status_code == 403
    assert choose(Operator(globex, "read", "write"), one, charlie).status_code == 404
    limited = Operator(acme, "write", "read", accounts=[seoul])
    assert choose(limited, one, dora).status_code == 404
    assert choose(caller, one, charlie).status_code == 400
    make.lose([one])
    assert choose(caller, one, dora).status_code == 404
    assert Interview.objects.get().coordinator is None


def test_the_example_is_as_the_schema_says():
    assert valid(examples.COORDINATOR, "InterviewCoordinator")


def look_after(caller, candidate, user, **head):
    body = {"candidate": {"coordinator_id": user and user.pk}}
    return caller.ask("post", f"candidates/{candidate.pk}/coordinator", body, head=head)


def test_whoever_looks_after_a_candidate_is_chosen_and_arranges_what_nobody_else_does(
    caller, acme, greenhouse, dora, alice
):
    one = make.interview(greenhouse, NOW)
    candidate = one.candidate

    given = look_after(caller, candidate, dora)

    assert valid(given.json(), "CandidateEnvelope")
    assert given.json()["candidate"]["coordinator"] == {"id": dora.pk, "name": "Dora Klein"}
    assert listed(caller, dora.pk) == {one.pk}
    assert listed(caller, "none") == set()
    told = caller.get(f"interviews/{one.pk}")["interview"]["coordinator"]
    assert told == {"id": dora.pk, "name": "Dora Klein"}

    choose(caller, one, alice)
    assert listed(caller, dora.pk) == set()
    assert listed(caller, alice.pk) == {one.pk}
    choose(caller, one, None)

    back = look_after(caller, candidate, None)
    assert back.json()["candidate"]["coordinator"] is None
    assert listed(caller, "none") == {one.pk}
    changes = Change.objects.filter(subject="candidate", fields__has_key="coordinator_id")
    told = [(one.source, one.fields["coordinator_id"]) for one in changes.order_by("pk")]
    assert told == [("api", [None, dora.pk]), ("api", [dora.pk, None])]


def test_looking_after_comes_before_the_project_and_behind_the_organizer(
    caller, acme, greenhouse, dora, alice
):
    make.tell(greenhouse, "user", "do", name="Dora", email=dora.email)
    organized = make.interview(greenhouse, NOW, candidate="A", organizer_remote_id="do")
    in_project = make.interview(greenhouse, NOW, candidate="B")
    project = Project.objects.create(
        company=acme, name="Interns", coordinator=dora, created_at=NOW, updated_at=NOW
    )
    in_project.candidate.project = project
    in_project.candidate.save()
    for one in (organized, in_project):
        look_after(caller, one.candidate, alice)

    assert listed(caller, dora.pk) == {organized.pk}
    assert listed(caller, alice.pk) == {in_project.pk}


def test_the_same_choice_for_a_candidate_twice_is_one(caller, greenhouse, dora):
    candidate = make.interview(greenhouse, NOW).candidate

    first = look_after(caller, candidate, dora, **{"Idempotency-Key": "dora"})
    look_after(caller, candidate, None)
    again = look_after(caller, candidate, dora, **{"Idempotency-Key": "dora"})

    assert first.status_code == again.status_code == 200
    assert again["Idempotency-Replayed"] == "true"
    assert again.json()["candidate"]["coordinator"] is None


def test_a_candidate_is_for_keys_that_write_and_only_among_ones_own(
    caller, acme, globex, greenhouse, dora, charlie
):
    candidate = make.interview(greenhouse, NOW).candidate
    seoul = make.account(acme, "Seoul")

    assert look_after(Operator(acme, "read"), candidate, dora).status_code == 403
    assert look_after(Operator(globex, "read", "write"), candidate, charlie).status_code == 404
    limited = Operator(acme, "write", "read", accounts=[seoul])
    assert look_after(limited, candidate, dora).status_code == 404
    unknown = look_after(caller, candidate, charlie)
    assert unknown.status_code == 400
    assert "coordinator_id" in unknown.content.decode()
    assert caller.get(f"candidates/{candidate.pk}/coordinator")["candidate"]["coordinator"] is None


def test_the_examples_of_candidates_are_as_the_schema_says():
    assert valid(schema.CHOICE, "CandidateCoordinator")
    assert valid(schema.ENVELOPE, "CandidateEnvelope")
