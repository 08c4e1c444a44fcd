"""Who looks after a candidate: chosen here, else the project's; in list, file, queue and API."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import BulkAction, Candidate, Change, Project
from candidates.services.access import create_api_key
from candidates.services.bulk_moves import AT_ONCE
from candidates.statuses import Role
from candidates.tasks import work_on_many
from tests import make
from tests.conftest import member
from tests.pages.conftest import exported, heads, reader

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)
EXPORT = "/candidates/export.csv"


@pytest.fixture
def dora(acme):
    return member("dora", acme, "recruiter", first_name="Dora", last_name="Klein")


def candidate(company, name, **fields):
    values = {"status": "new", "email": f"{name.lower()}@example.org"} | fields
    return Candidate.objects.create(
        company=company, name=name, created_at=NOW, updated_at=NOW, **values
    )


def project(company, coordinator=None, name="Interns"):
    return Project.objects.create(
        company=company, name=name, coordinator=coordinator, created_at=NOW, updated_at=NOW
    )


@pytest.fixture
def three(acme, dora):
    """One in Dora's project, one in her project whom alice took over, one of nobody."""
    hers = project(acme, dora)
    return [
        candidate(acme, "Elif", project=hers),
        candidate(acme, "Jonas", project=hers),
        candidate(acme, "Minji"),
    ]


def of(row):
    return f"/candidates/{row.pk}/coordinator/"


def told(person, **asked):
    return {row["name"]: row["coordinator"] for row in exported(person, EXPORT, **asked)[1]}


def test_the_one_chosen_here_goes_before_the_projects(coordinator, three, dora):
    elif_, jonas, _minji = three
    assert told(coordinator) == {"Elif": "Dora Klein", "Jonas": "Dora Klein", "Minji": ""}

    page = coordinator.send(of(jonas), to="me")

    assert "alice chosen here" in page.text
    assert (
        "Dora Klein of the candidate's project" in coordinator.open(f"/candidates/{elif_.pk}/").text
    )
    assert told(coordinator)["Jonas"] == "alice"
    assert "Coordinator" in page.text.split("Timeline")[1]
    coordinator.send(of(jonas), to="nobody")
    assert told(coordinator)["Jonas"] == "Dora Klein"


def test_the_list_is_narrowed_to_mine_to_nobodys_and_to_a_colleagues(
    coordinator, three, dora, alice
):
    coordinator.send(of(three[1]), to="me")

    assert set(told(coordinator, who="mine")) == {"Jonas"}
    assert set(told(coordinator, who="unassigned")) == {"Minji"}
    assert set(told(coordinator, who=dora.pk)) == {"Elif"}
    page = coordinator.open("/candidates/", who="mine", cols="coordinator")
    assert "Coordinator Mine" in page.text
    assert len(heads(page)) == 2
    assert "Coordinator is “7777”" in coordinator.open("/candidates/", who="7777").text
    board = coordinator.open("/candidates/", view="board", who="mine").text
    assert "Jonas" in board
    assert "Elif" not in board


def test_who_has_left_looks_after_nobody(coordinator, three, dora):
    dora.memberships.all().delete()

    assert set(told(coordinator, who="unassigned")) == {"Elif", "Jonas", "Minji"}
    assert set(told(coordinator).values()) == {""}


def test_some_are_assigned_together_and_it_is_noted(coordinator, three, dora):
    keys = [row.pk for row in three]
    asked = coordinator.send("/candidates/bulk/", action="assign", c=keys, query="sort=name")
    page = coordinator.send(
        "/candidates/bulk/", action="assign", c=keys, confirm="yes", to=dora.pk, query="sort=name"
    )

    assert "3 candidates were chosen" in asked.text
    assert "Dora Klein looks after 3 candidates." in page.text
    changes = Change.objects.filter(subject="candidate", fields__has_key="coordinator_id")
    assert [one.fields["coordinator_id"] for one in changes] == [[None, dora.pk]] * 3
    assert set(Candidate.objects.values_list("version", flat=True)) == {1}


def test_all_that_match_are_assigned_by_the_worker(coordinator, acme, dora):
    rows = [
        Candidate(company=acme, name=f"No {n}", status="new", created_at=NOW, updated_at=NOW)
        for n in range(AT_ONCE + 1)
    ]
    Candidate.objects.bulk_create(rows)

    asked = coordinator.send("/candidates/bulk/", action="assign", all="on", query="")
    coordinator.send(
        "/candidates/bulk/", action="assign", all="on", query="", confirm="yes", to=dora.pk, key="k"
    )
    work_on_many(BulkAction.objects.get().pk)

    assert "Who looks after them" in asked.text
    assert Candidate.objects.filter(coordinator=dora).count() == AT_ONCE + 1


def test_a_vendors_candidate_has_one_too_and_a_sync_leaves_it(coordinator, greenhouse, alice):
    make.tell(greenhouse, "candidate", "7", name="Ravi")
    ravi = Candidate.objects.get(name="Ravi")
    coordinator.send(of(ravi), to="me")

    make.tell(greenhouse, "candidate", "7", name="Ravi Menon")

    ravi.refresh_from_db()
    assert (ravi.name, ravi.coordinator) == ("Ravi Menon", alice)


def test_it_is_for_those_who_arrange_and_only_to_colleagues(
    coordinator, stranger, acme, three, charlie
):
    hiring = reader(member("hilda", acme, Role.HIRING_MANAGER))

    assert hiring.send(of(three[0]), to="me").status == 403
    assert stranger.send(of(three[0]), to="me").status == 404
    assert "Choose a colleague first." in coordinator.send(of(three[0]), to=charlie.pk).text
    assert not Candidate.objects.filter(coordinator__isnull=False).exists()


def test_the_queues_rows_of_a_candidate_are_theirs(coordinator, acme, dora, time_machine):
    time_machine.move_to(NOW, tick=False)
    one = candidate(acme, "Elif", status="confirmed", deadline=NOW + timedelta(hours=9))
    assert "Elif" in coordinator.open("/queue/", who="unassigned").text

    coordinator.send(of(one), to=dora.pk)

    assert "Elif" not in coordinator.open("/queue/", who="unassigned").text
    assert "Elif" in coordinator.open("/queue/", who=dora.pk).text


def test_the_list_costs_the_same_however_many_there_are(
    coordinator, acme, three, django_assert_max_num_queries
):
    asked = {"cols": "coordinator", "who": "unassigned"}
    coordinator.open("/candidates/", **asked)
    with django_assert_max_num_queries(60) as few:
        coordinator.open("/candidates/", **asked)
    for n in range(5):
        candidate(acme, f"More{n}")
    with django_assert_max_num_queries(len(few)):
        coordinator.open("/candidates/", **asked)


def test_the_api_tells_and_narrows(coordinator, acme, three, dora, alice):
    _, key = create_api_key(company=acme, name="k", scopes=["read", "write"], now=NOW)
    elif_, jonas, _minji = three
    coordinator.send(of(jonas), to="me")
    path = f"/api/v3/companies/{acme.pk}/projects/{elif_.project_id}/candidates/"

    def ask(**asked):
        return coordinator.client.get(path, asked, headers={"Authorization": f"Bearer {key}"})

    every = {one["first_name"] or one["resource_uri"]: one["coordinator"] for one in rows(ask())}
    assert sorted(one.rstrip("/").rsplit("/", 1)[1] for one in every.values()) == sorted(
        [str(dora.pk), str(alice.pk)]
    )
    assert len(rows(ask(coordinator=dora.pk))) == 1
    assert rows(ask(coordinator="none")) == []
    for strange in ("999999", "x", "0"):
        assert ask(coordinator=strange).status_code == 400


def rows(response):
    assert response.status_code == 200, response.content
    found = response.json()
    return found["objects"] if "objects" in found else found["results"]
