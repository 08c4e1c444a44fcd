"""What colleagues do beside a candidate: evaluate, object, write, share; and the team of a project."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import (
    Candidate,
    Change,
    Comment,
    Evaluation,
    Membership,
    Project,
    ProjectRole,
)
from candidates.statuses import Role
from tests import make
from tests.conftest import member
from tests.pages.conftest import reader, warm

NOW = datetime.now(UTC)


@pytest.fixture
def project(acme):
    return Project.objects.create(company=acme, name="Support", created_at=NOW, updated_at=NOW)


@pytest.fixture
def one(acme, project):
    return Candidate.objects.create(
        company=acme, project=project, name="Minji Kim", status="interviewed", created_at=NOW,
        updated_at=NOW,
    )  # fmt: skip


@pytest.fixture
def dana(acme):
    return member("dana", acme, Role.HIRING_MANAGER)


def evaluator(project, user):
    return ProjectRole.objects.create(project=project, user=user, evaluator=True)


def test_an_evaluation_is_begun_and_completed_by_the_projects_evaluators(
    coordinator, alice, dana, project, one
):
    evaluator(project, alice)
    evaluator(project, dana)
    path = f"/candidates/{one.pk}/"
    assert "Not evaluated yet" in coordinator.open(path).text

    said = coordinator.send(f"{path}evaluation/", rating=4, comment="Clear answers").text
    assert "Your evaluation is kept." in said
    said = coordinator.send(f"{path}evaluation/", rating=5, complete="on").text

    assert "Your evaluation is complete." in said
    assert "Partly evaluated" in said
    assert "5 of 5" in said
    again = coordinator.send(f"{path}evaluation/", rating=1).text
    assert "You have completed your evaluation already." in again
    said = reader(dana).send(f"{path}evaluation/", rating=2, complete="on").text
    assert "Partly evaluated" not in said
    assert "5 of 5" not in said, "an evaluator sees no opinion but their own"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"complete": "on"}, "Give a rating before you complete the evaluation."),
        ({"rating": "6"}, "Rating: "),
        ({"rating": "x"}, "Rating: "),
        ({"comment": "y" * 5001}, "Comment: "),
    ],
)
def test_an_evaluation_that_cannot_be_kept_is_a_sentence(
    coordinator, alice, project, one, fields, sentence
):
    evaluator(project, alice)

    assert sentence in coordinator.send(f"/candidates/{one.pk}/evaluation/", **fields).text
    assert not Evaluation.objects.exclude(rating=None).exists()


def test_a_veto_needs_a_reason_and_ends_the_evaluation(coordinator, alice, project, one):
    evaluator(project, alice)
    path = f"/candidates/{one.pk}/veto/"

    assert "Reason: " in coordinator.send(path, comment="too short").text
    said = coordinator.send(path, comment="Lied about having worked with us before").text

    assert "Your veto has ended the evaluation." in said
    assert "Lied about having worked" in said
    assert "Your rating" not in said


def test_who_is_no_evaluator_neither_rates_nor_objects(coordinator, one):
    for act in ("evaluation", "veto"):
        page = coordinator.send(f"/candidates/{one.pk}/{act}/", rating=3, comment="x" * 20)
        assert page.status == 403
    assert "Your rating" not in coordinator.open(f"/candidates/{one.pk}/").text


def test_notes_are_kept_and_a_wish_for_another_time_is_answered(coordinator, one):
    path = f"/candidates/{one.pk}/"
    wish = Comment.objects.create(candidate=one, kind="asked", text="Friday?", at=NOW)
    said = coordinator.send(f"{path}comments/", text="<b>Called</b> twice").text
    assert "<b>Called</b> twice" in said
    assert "Asks for another time" in said

    said = coordinator.send(f"{path}comments/{wish.pk}/answer/").text

    assert "The wish is marked as answered." in said
    assert "Mark as answered" not in said
    again = coordinator.send(f"{path}comments/{wish.pk}/answer/").text
    assert "This wish is answered already." in again
    assert "Note: " in coordinator.send(f"{path}comments/", text="").text


def test_a_candidate_is_shared_and_no_longer_shared(coordinator, charlie, dana, one):
    path = f"/candidates/{one.pk}/shares/"

    assert "The candidate is shared with dana." in coordinator.send(path, user=dana.pk).text
    assert "is shared with dana already" in coordinator.send(path, user=dana.pk).text
    assert "Choose a colleague first." in coordinator.send(path, user=charlie.pk).text
    assert "Choose a colleague first." in coordinator.send(path, user="x").text
    said = coordinator.send(f"{path}{one.shares.get().pk}/end/").text
    assert "The candidate is no longer shared." in said


def test_a_project_is_made_with_a_team(coordinator, alice, dana):
    said = coordinator.send(
        "/projects/", name="Night shift", interview_period=3, language="ko"
    ).text
    assert "Night shift was added." in said
    assert "alice interview manager" in said
    made = Project.objects.get()
    path = f"/projects/{made.pk}/"

    said = coordinator.send(f"{path}team/", user=dana.pk, part=["evaluator"]).text
    assert "dana has a part in it now." in said
    said = coordinator.send(f"{path}team/", user=dana.pk, part=["reviewer"]).text
    assert "has a part in this project already" in said
    said = coordinator.send(f"{path}team/", user=dana.pk).text
    assert "Choose a colleague and a part." in said
    coordinator.send(path, name="Late shift", interview_period="", language="")
    made.refresh_from_db()
    assert (made.name, made.interview_period, made.language) == ("Late shift", None, "")
    role = ProjectRole.objects.get(user=dana)
    assert "dana has no part in it any more." in coordinator.send(f"{path}team/{role.pk}/end/").text


def test_the_parts_of_a_project_decide_who_sees_and_sets_it(coordinator, stranger, dana, project):
    manager = reader(dana)
    path = f"/projects/{project.pk}/"
    assert manager.open(path).status == 403
    role = evaluator(project, dana)

    assert "Support" in manager.open("/projects/").text
    assert manager.open(path).status == 200
    assert manager.send(path, name="Mine").status == 403
    assert manager.send(f"{path}team/{role.pk}/end/").status == 403
    assert manager.send("/projects/", name="Mine").status == 403
    assert stranger.open(path).status == 404


def test_a_vendors_jump_is_marked_in_the_story(coordinator, greenhouse):
    make.tell(greenhouse, "candidate", "7", name="Jumper", status="invited")
    make.tell(greenhouse, "candidate", "7", status="interviewed")
    path = f"/candidates/{Candidate.objects.get().pk}/"
    assert "outside the usual way" in coordinator.open(path).text

    Change.objects.filter(kind="UPDATED").update(fields={"status": ["invited", "confirmed"]})
    assert "outside the usual way" not in coordinator.open(path).text


def test_the_page_costs_the_same_however_much_is_written(coordinator, alice, acme, one, project):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert coordinator.open(f"/candidates/{one.pk}/").status == 200
        return len(asked)

    warm(coordinator)
    evaluator(project, alice)
    few = statements()
    for number in range(12):
        user = member(f"e{number}", acme, Role.RECRUITER)
        evaluator(project, user)
        Evaluation.objects.create(candidate=one, evaluator=user, rating=3, updated_at=NOW)
        Comment.objects.create(candidate=one, author=user, text="x", at=NOW - timedelta(days=1))

    assert statements() == few


@pytest.mark.parametrize("rest", ["evaluation", "veto", "comments", "shares"])
def test_another_companys_candidate_is_not_there(stranger, one, rest):
    assert stranger.send(f"/candidates/{one.pk}/{rest}/", text="x").status == 404
    assert Membership.objects.count() > 0
