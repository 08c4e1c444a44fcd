"""Who arranges an interview: chosen here, else the organizer who is a colleague, else the project's."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Change, Project
from candidates.statuses import Role
from interviews.models import Handling, Interview
from tests import make
from tests.conftest import member
from tests.pages.conftest import exported, reader

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)
ALL = {"date_from": ""}
ASSIGN = "/interviews/assign/"


@pytest.fixture
def dora(acme):
    return member("dora", acme, "recruiter", first_name="Dora", last_name="Klein")


def project_of(interview, **fields):
    made = Project.objects.create(
        company=interview.company, name="Interns", created_at=NOW, updated_at=NOW, **fields
    )
    interview.candidate.project = made
    interview.candidate.save()
    return made


def arranged(person, **asked):
    """By candidate, the coordinator that the list tells."""
    rows = exported(person, "/interviews/export.csv", **ALL, **asked)[1]
    return {row["candidate"]: row["coordinator"] for row in rows}


def test_the_one_chosen_here_goes_before_the_organizer_and_the_project(
    coordinator, greenhouse, alice, dora
):
    make.tell(greenhouse, "user", "al", name="Alice", email=alice.email)
    one = make.interview(greenhouse, NOW, candidate="Elif Demir")
    assert arranged(coordinator) == {"Elif Demir": ""}

    project_of(one, coordinator=dora)
    assert arranged(coordinator) == {"Elif Demir": "Dora Klein"}
    make.change(one, organizer_remote_id="al")
    assert arranged(coordinator) == {"Elif Demir": "alice"}
    coordinator.send(ASSIGN, i=one.pk, to=dora.pk)
    assert arranged(coordinator) == {"Elif Demir": "Dora Klein"}
    coordinator.send(ASSIGN, i=one.pk, to="nobody")
    assert arranged(coordinator) == {"Elif Demir": "alice"}


def test_whoever_looks_after_the_candidate_arranges_what_nobody_else_does(
    coordinator, greenhouse, alice, dora
):
    one = make.interview(greenhouse, datetime.now(UTC) + timedelta(hours=3), panel=[])
    project_of(one, coordinator=alice)
    name = one.candidate.name

    coordinator.send(f"/candidates/{one.candidate_id}/coordinator/", to=dora.pk)

    assert arranged(coordinator) == {name: "Dora Klein"}
    assert arranged(coordinator, who=dora.pk) == {name: "Dora Klein"}
    assert arranged(coordinator, who="mine") == {}
    assert arranged(coordinator, who="unassigned") == {}
    assert "by the candidate" in coordinator.open(f"/interviews/{one.pk}/").text
    assert name in coordinator.open("/queue/", who=dora.pk).text
    assert name not in coordinator.open("/queue/", who="mine").text
    assert name not in coordinator.open("/queue/", who="unassigned").text

    dora.memberships.all().delete()
    assert arranged(coordinator, who="mine") == {name: "alice"}
    assert name in coordinator.open("/queue/", who="mine").text


def test_the_list_is_narrowed_to_mine_to_nobodys_and_to_a_colleagues(
    coordinator, greenhouse, alice, dora
):
    make.tell(greenhouse, "user", "al", name="Alice", email=alice.email)
    make.tell(greenhouse, "user", "boss", name="Boss", email="boss@nordlicht.example")
    make.interview(greenhouse, NOW, candidate="By organizer", organizer_remote_id="al")
    make.interview(greenhouse, NOW, candidate="By a stranger", organizer_remote_id="boss")
    project_of(make.interview(greenhouse, NOW, candidate="By project"), coordinator=dora)
    taken = make.interview(greenhouse, NOW, candidate="Taken over", organizer_remote_id="al")
    coordinator.send(ASSIGN, i=taken.pk, to=dora.pk)

    assert set(arranged(coordinator, who="mine")) == {"By organizer"}
    assert set(arranged(coordinator, who="unassigned")) == {"By a stranger"}
    assert set(arranged(coordinator, who=dora.pk)) == {"By project", "Taken over"}
    assert "Coordinator Mine" in coordinator.open("/interviews/", who="mine", **ALL).text
    assert "Coordinator is “7777”" in coordinator.open("/interviews/", who="7777", **ALL).text


def test_who_has_left_arranges_nothing(coordinator, acme, greenhouse, dora):
    one = make.interview(greenhouse, NOW, candidate="Elif Demir")
    coordinator.send(ASSIGN, i=one.pk, to=dora.pk)

    dora.memberships.all().delete()

    assert arranged(coordinator, who="unassigned") == {"Elif Demir": ""}
    assert "Dora" not in coordinator.open(f"/interviews/{one.pk}/").text.split("Timeline")[0]


def test_many_are_assigned_with_a_result_for_each(coordinator, greenhouse, dora):
    rows = [
        make.interview(greenhouse, NOW + timedelta(hours=n), candidate=f"No {n}") for n in (1, 2)
    ]
    coordinator.send(ASSIGN, i=rows[0].pk, to=dora.pk)

    asked = coordinator.send("/interviews/bulk/", action="assign", all="on", query="date_from=")
    done = coordinator.send(ASSIGN, i=[row.pk for row in rows], to=dora.pk, query="date_from=")

    assert "2 interviews were chosen" in asked.text
    assert "Dora Klein arranges 2 interviews." in done.text
    assert done.text.index("as before") > 0
    assert done.text.index("No 2") < done.text.rindex("assigned")
    changes = Change.objects.filter(subject="interview", fields__has_key="coordinator_id")
    assert [one.fields["coordinator_id"] for one in changes] == [[None, dora.pk]] * 2
    assert "Coordinator" in coordinator.open(f"/interviews/{rows[1].pk}/").text.split("Timeline")[1]


def test_assigning_neither_starts_a_clock_anew_nor_makes_a_version_old(
    coordinator, greenhouse, alice
):
    one = make.interview(greenhouse, NOW)
    before = Interview.objects.values("version", "updated_at").get()

    page = coordinator.send(ASSIGN, i=one.pk, to="me", next=f"/interviews/{one.pk}/")

    assert "alice arranges 1 interview." in page.text
    assert "chosen here" in page.text
    assert Interview.objects.values("version", "updated_at").get() == before


def test_it_is_for_those_who_arrange_and_only_to_colleagues(
    coordinator, stranger, acme, greenhouse, charlie
):
    one = make.interview(greenhouse, NOW)
    hiring = reader(member("hilda", acme, Role.HIRING_MANAGER))

    assert hiring.send(ASSIGN, i=one.pk, to="me").status == 403
    assert "Choose a colleague first." in coordinator.send(ASSIGN, i=one.pk, to=charlie.pk).text
    assert "Choose a colleague first." in coordinator.send(ASSIGN, i=one.pk, to="x").text
    assert "No interview was chosen." in stranger.send(ASSIGN, i=one.pk, to="me").text
    assert Interview.objects.get().coordinator is None


def test_the_project_has_one_of_whom_its_rows_in_the_queue_are(
    coordinator, acme, greenhouse, dora, time_machine
):
    time_machine.move_to(NOW, tick=False)
    soon = NOW + timedelta(hours=20)
    one = make.interview(greenhouse, soon, candidate="Elif Demir", location=None)
    project = project_of(one)
    owner = reader(member("olga", acme, Role.ACCOUNT_OWNER))

    page = owner.send(f"/projects/{project.pk}/coordinator/", to=dora.pk)

    assert "Dora Klein" in page.text
    assert "Elif Demir has neither a place" in coordinator.open("/queue/", who=dora.pk).text
    assert "Nothing here" in coordinator.open("/queue/", who="mine").text


def test_a_row_handed_over_changes_no_coordinator(
    coordinator, greenhouse, alice, dora, time_machine
):
    time_machine.move_to(NOW, tick=False)
    soon = NOW + timedelta(hours=20)
    one = make.interview(greenhouse, soon, candidate="Elif Demir", location=None)
    coordinator.send(ASSIGN, i=one.pk, to="me")
    row = f"place.missing interview {one.pk}"

    coordinator.send("/queue/act/", row=row, do="assign", to=dora.pk)

    assert "Elif Demir" in coordinator.open("/queue/", who=dora.pk).text
    assert Handling.objects.get().assignee == dora
    assert Interview.objects.get().coordinator == alice
