"""The table and the board of candidates, and one move for many of them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate, Change, Membership, Person, Project, ProjectRole
from candidates.services.bulk_moves import AT_ONCE
from tests import make
from tests.pages.conftest import warm

NOW = datetime.now(UTC)
SOON, PAST = NOW + timedelta(days=3), NOW - timedelta(minutes=1)


def candidate(company, **fields):
    values = {"status": "new", "name": "Minji Kim", "email": "minji@example.org"} | fields
    return Candidate.objects.create(company=company, created_at=NOW, updated_at=NOW, **values)


def project(company, **fields):
    return Project.objects.create(company=company, created_at=NOW, updated_at=NOW, **fields)


def statements(reader, path, **params):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert reader.open(path, **params).status == 200
    return len(asked)


def card_of(page, name):
    return page.html.split(name)[0].rsplit("<section", 1)[1]


def test_a_row_says_deadline_next_interview_evaluation_and_every_system(
    coordinator, acme, greenhouse, alice
):
    team = project(acme, name="Support Lead")
    ProjectRole.objects.create(project=team, user=alice, evaluator=True)
    person = Person.objects.create(company=acme, created_at=NOW)
    make.interview(greenhouse, NOW + timedelta(days=2), candidate="Minji Kim")
    Candidate.objects.update(person=person)
    candidate(acme, status="invited", deadline=SOON, project=team, person=person)

    text = coordinator.open("/candidates/", status="invited").text

    assert "in 2 days" in text
    assert "none yet" in text
    assert "Greenhouse Berlin" in text
    assert "in 47 h" in text or "in 48 h" in text or text.count("in 2 days") == 2


def test_an_overdue_invitation_counts_as_expired_everywhere(coordinator, acme):
    candidate(acme, name="Too Late", status="invited", deadline=PAST)

    assert "Too Late" in coordinator.open("/candidates/", status="expired").text
    assert "Too Late" not in coordinator.open("/candidates/", status="invited").text
    assert 'id="col-expired"' in card_of(coordinator.open("/candidates/", view="board"), "Too Late")


def test_the_board_counts_columns_and_leafs_through_one_of_them(coordinator, acme):
    for number in range(45):
        candidate(acme, name=f"Person {number:02}")
    candidate(acme, name="Sam Stone", status="confirmed", deadline=SOON)

    first = coordinator.open("/candidates/", view="board")
    last = coordinator.open("/candidates/", view="board", column="new", page=9)

    assert (first.html.count("Person "), last.html.count("Person ")) == (40, 10)
    assert "New 45" in first.text
    assert "3 / 3" in last.text
    assert "Sam Stone" in last.text


def test_lists_cost_the_same_however_many_there_are(coordinator, acme, greenhouse):
    person = Person.objects.create(company=acme, created_at=NOW)
    candidate(
        acme, status="invited", deadline=SOON, project=project(acme, name="One"), person=person
    )
    warm(coordinator)
    few = [statements(coordinator, "/candidates/", view=view) for view in ("table", "board")]
    for number in range(30):
        one = candidate(acme, name=f"P{number}", project=project(acme, name=f"Project {number}"))
        Candidate.objects.filter(pk=one.pk).update(
            person=Person.objects.create(company=acme, created_at=NOW)
        )
        make.interview(greenhouse, SOON, candidate=f"Q{number}")

    many = [statements(coordinator, "/candidates/", view=view) for view in ("table", "board")]

    assert many == few


def test_a_card_offers_the_moves_that_are_possible_and_says_why_others_are_not(coordinator, acme):
    one = candidate(acme, email=None)
    page = coordinator.open("/candidates/", view="board")
    assert "There is no e-mail address" in page.text
    Candidate.objects.filter(pk=one.pk).update(email="m@example.org")

    page = coordinator.send(
        f"/candidates/{one.pk}/advance/", seen=1, next="/candidates/?view=board"
    )

    assert "Minji Kim: Invited." in page.text
    assert "Board" in page.text


def test_many_are_moved_at_once_with_a_result_for_each(coordinator, acme, alice):
    good, mute = candidate(acme), candidate(acme, name="No Mail", email=None)
    quick = candidate(acme, name="Quick One")
    page = coordinator.send("/candidates/bulk/", action="advance", c=[good.pk, mute.pk, quick.pk])
    assert "2 candidates can be moved, 1 cannot." in page.text
    assert "There is no e-mail address" in page.text
    coordinator.send(f"/candidates/{quick.pk}/skip/")

    page = coordinator.send(
        "/candidates/bulk/", action="advance", confirm="yes", key="k",
        c=[f"{good.pk}.1", f"{mute.pk}.1", f"{quick.pk}.1"],
    )  # fmt: skip

    assert "Minji Kim done" in page.text
    assert "No Mail There is no e-mail address to send the invitation to. blocked" in page.text
    assert "the candidate is Skipped by now. changed meanwhile" in page.text
    assert list(Candidate.objects.order_by("pk").values_list("status", flat=True)) == [
        "invited", "new", "skipped",
    ]  # fmt: skip
    told = Change.objects.filter(subject_id=good.pk).get()
    assert (told.actor, told.source, told.fields["status"]) == (alice, "page", ["new", "invited"])


@pytest.mark.parametrize("query", ["project=999999", "status=gone", "colour=red"])
def test_all_that_match_a_filter_nobody_understands_is_nobody(coordinator, acme, query):
    one = Candidate.objects.create(
        company=acme, name="Ann Stone", email="ann@else.example", status="new",
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip

    for confirm in ({}, {"confirm": "1", "count": "1"}):
        page = coordinator.send(
            "/candidates/bulk/", action="skip", all="on", query=query, **confirm
        )
        assert "left out" in page.text or "There is no filter" in page.text

    one.refresh_from_db()
    assert one.status == "new"


def test_all_that_match_are_chosen_by_the_filters_of_the_list(coordinator, acme):
    candidate(acme, name="Sam Stone")
    candidate(acme, name="Kim Lee")

    page = coordinator.send("/candidates/bulk/", action="skip", all="on", query="q=stone")

    assert "Sam Stone" in page.text
    assert "Kim Lee" not in page.text
    assert "This cannot be undone." in page.text


def test_skipping_many_needs_their_number(coordinator, acme):
    ones = [candidate(acme), candidate(acme)]
    fields = {"action": "skip", "confirm": "yes", "c": [f"{one.pk}.1" for one in ones]}

    page = coordinator.send("/candidates/bulk/", count=1, **fields)
    assert "Write the number of candidates, 2, to skip them." in page.text
    assert Candidate.objects.filter(status="skipped").count() == 0

    coordinator.send("/candidates/bulk/", count=2, **fields)
    assert Candidate.objects.filter(status="skipped").count() == 2


def test_a_deadline_for_many_is_read_in_the_readers_zone(coordinator, acme):
    one = candidate(acme)
    fields = {"action": "set_deadline", "confirm": "yes", "c": f"{one.pk}.1"}

    assert "Write the deadline" in coordinator.send("/candidates/bulk/", **fields).text
    coordinator.send("/candidates/bulk/", deadline="2031-01-31T23:59", **fields)

    one.refresh_from_db()
    assert one.deadline == datetime(2031, 1, 31, 22, 59, tzinfo=UTC)


def test_moving_many_costs_the_same_however_many_they_are(coordinator, acme):
    def move(ones):
        with CaptureQueriesContext(connection) as asked:
            coordinator.client.post(
                "/candidates/bulk/",
                {"action": "advance", "confirm": "yes", "c": [f"{one.pk}.1" for one in ones]},
            )
        # SQLite's executemany is told row by row
        return len([one for one in asked if not one["sql"].startswith(("UPDATE", "INSERT"))])

    warm(coordinator)
    few = move([candidate(acme) for _ in range(2)])

    assert move([candidate(acme) for _ in range(40)]) == few
    assert Candidate.objects.filter(status="invited").count() == 42


def test_what_makes_no_sense_is_a_sentence(coordinator, acme):
    one = candidate(acme)

    assert "Nobody was chosen." in coordinator.send("/candidates/bulk/", action="advance").text
    page = coordinator.send("/candidates/bulk/", action="promote", c=one.pk)
    assert "There is no such move." in page.text
    page = coordinator.send("/candidates/bulk/", action="advance", c=["x", "y.1", "9" * 40])
    assert "Nobody was chosen." in page.text
    many = [f"{number}.1" for number in range(1, AT_ONCE + 2)]
    page = coordinator.send("/candidates/bulk/", action="advance", confirm="yes", c=many)
    assert f"At most {AT_ONCE} candidates can be moved at once." in page.text


def test_a_vendors_candidate_is_asked_for_where_they_are_kept_or_left_out(
    coordinator, acme, greenhouse
):
    one = candidate(acme, account=greenhouse, remote_id="7", status="invited", deadline=SOON)

    page = coordinator.send("/candidates/bulk/", action="skip", c=one.pk)

    assert "Left out" in page.text


@pytest.mark.parametrize("role", ["hiring-manager"])
def test_who_may_not_move_sees_no_way_to(coordinator, acme, alice, role):
    """Not even to the one whom they may read, as an evaluator."""
    team = project(acme, name="Support Lead")
    ProjectRole.objects.create(project=team, user=alice, evaluator=True)
    one = candidate(acme, project=team)
    Membership.objects.filter(user=alice).update(role=role)

    assert "Go on…" not in coordinator.open("/candidates/").text
    board = coordinator.open("/candidates/", view="board").text
    assert "Minji Kim" in board
    assert "Move" not in board
    assert coordinator.send("/candidates/bulk/", action="skip", c=one.pk).status == 403


def test_a_project_with_a_team_is_its_teams(coordinator, acme, alice, bob):
    """As in the API: a recruiter needs a part in it."""
    trainees = project(acme, name="Trainees")
    ProjectRole.objects.create(project=trainees, user=bob, interview_manager=True)
    theirs, free = candidate(acme, project=trainees), candidate(acme)
    path = f"/candidates/{theirs.pk}/"
    sentence = "Only interview managers of this project, administrators and owners may move"

    assert sentence in coordinator.open(path).text
    for way in ("skip/", "edit/", "delete/", "documents/cv/", "documents/cv/remove/"):
        assert coordinator.send(f"{path}{way}", seen=1).status == 403
    both = [f"{theirs.pk}.1", f"{free.pk}.1"]
    assert sentence in coordinator.send("/candidates/bulk/", action="skip", c=both).text
    done = coordinator.send("/candidates/bulk/", action="skip", confirm="yes", count=2, c=both)
    assert sentence in done.text
    statuses = [Candidate.objects.get(pk=one.pk).status for one in (theirs, free)]
    assert statuses == ["new", "skipped"]

    ProjectRole.objects.create(project=trainees, user=alice, interview_manager=True)
    assert sentence not in coordinator.open(path).text
    assert coordinator.send(f"{path}skip/", seen=1).status == 200


def test_another_companys_candidates_are_not_moved(stranger, acme):
    one = candidate(acme)

    stranger.send("/candidates/bulk/", action="skip", confirm="yes", count=1, c=f"{one.pk}.1")

    one.refresh_from_db()
    assert one.status == "new"
