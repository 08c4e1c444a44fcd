"""Projects, their team, shares, evaluations and vetos over the API."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from candidates.evaluation_status import EvaluationStatus
from candidates.models import Candidate, Change, Company, Evaluation, Project, ProjectRole, Veto
from candidates.selectors.evaluations import evaluated, standing_of
from candidates.statuses import Role
from tests.candidates.api.conftest import Api, candidate, root_of, token
from tests.conftest import member
from tests.make import NOW

HERE = "http://testserver/api/v3/companies"


@pytest.fixture
def team(acme, project):
    """Two evaluators with tokens."""
    people = [member(name, acme, Role.HIRING_MANAGER) for name in ("eva", "emil")]
    for one in people:
        ProjectRole.objects.create(project=project, user=one, evaluator=True)
    return [Api(f"Token {token(one, acme)}", root_of(project)) for one in people]


def test_whoever_makes_a_project_manages_it_and_reaches_it(acme, calls):
    recruiter = calls(Role.RECRUITER)
    made = recruiter.post(
        f"/api/v3/companies/{acme.pk}/projects/",
        {"name": "Design", "default_interview_period": 10, "language": "de"},
    )

    assert (made["name"], made["status"], made["default_interview_period"]) == (
        "Design",
        "active",
        10,
    )
    assert len(made["interview_managers"]) == 1
    assert recruiter.get(made["resource_uri"]) == made
    recruiter.post(made["candidates"], {"email": "a@b.example"})
    other = calls(Role.RECRUITER)
    assert "no part in this project" in other.refused(403, "get", made["resource_uri"])["detail"]


def test_everybody_finds_the_projects_that_they_have_a_part_in(acme, project, calls, owner):
    lead = calls(Role.RECRUITER)
    lead.post(f"/api/v3/companies/{acme.pk}/projects/", {"name": "Design"})
    evaluator = calls(Role.HIRING_MANAGER, evaluator=True)

    def names(api: Api) -> list[str]:
        page = api.get(f"/api/v3/companies/{acme.pk}/projects/?page_size=10")
        return [one["name"] for one in page["objects"]]

    assert names(owner) == ["Backend", "Design"]
    assert names(evaluator) == ["Backend"]
    assert names(lead) == ["Design"]
    assert names(calls(Role.HIRING_MANAGER)) == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x", "default_interview_period": 0}, "default_interview_period"),
        ({"name": "x", "language": "fr"}, "language"),
        ({"name": "x", "status": "archived"}, "status"),
        ({"name": "x", "colour": "red"}, "colour"),
    ],
)
def test_a_project_that_makes_no_sense_is_refused_by_name(acme, owner, body, field):
    assert field in owner.refused(400, "post", f"/api/v3/companies/{acme.pk}/projects/", body)


def test_the_company_is_found_by_number_and_by_name(acme, owner):
    by_number = owner.get(f"/api/v3/companies/{acme.pk}/")

    assert by_number == owner.get("/api/v3/company-by-identifier/acme/")
    assert (by_number["name"], by_number["timezone"]) == ("Acme", "Europe/Berlin")


def test_customers_are_the_people_of_the_company(acme, owner, alice, charlie):
    page = owner.get(f"/api/v3/companies/{acme.pk}/customers/?username=alice")

    [shown] = page["objects"]
    assert (shown["account_type"], shown["username"]) == ("recruiter", "alice")
    assert owner.get(shown["resource_uri"]) == shown
    owner.refused(404, "get", f"/api/v3/companies/{acme.pk}/customers/{charlie.pk}/")


def test_a_team_is_set_changed_and_ended(acme, project, owner, alice, charlie):
    roles = f"/api/v3/companies/{acme.pk}/projects/{project.pk}/roles/"
    customer = f"{HERE}/{acme.pk}/customers/{alice.pk}/"
    made = owner.post(roles, {"customer": customer, "interview_manager": False, "evaluator": True})

    assert (made["customer"], made["evaluator"], made["reviewer"]) == (customer, True, False)
    assert owner.get(roles)["objects"] == [made]
    wrong = {"customer": customer, "interview_manager": True, "evaluator": False}
    assert "already" in owner.refused(400, "post", roles, wrong)["detail"]
    stranger = wrong | {"customer": f"{HERE}/{acme.pk}/customers/{charlie.pk}/"}
    assert "customer" in owner.refused(400, "post", roles, stranger)
    assert "customer" in owner.refused(400, "post", roles, wrong | {"customer": "alice"})
    assert "evaluator" in owner.refused(400, "post", roles, {"customer": customer})
    both = owner.refused(400, "patch", made["resource_uri"], {"reviewer": True})
    assert "never an evaluator" in both["detail"]
    changed = owner.patch(made["resource_uri"], {"reviewer": True, "evaluator": False})
    assert (changed["reviewer"], owner.get(made["resource_uri"])) == (True, changed)
    assert owner.ask("delete", made["resource_uri"]).status_code == 204
    assert owner.get(roles)["objects"] == []
    told = (
        Change.objects.filter(subject="projectrole").order_by("pk").values_list("kind", flat=True)
    )
    assert list(told) == ["ADDED", "UPDATED", "DELETED"]


def test_a_candidate_is_shared_with_a_colleague_who_then_sees_this_one_only(
    acme, project, manager, alice, bob
):
    row, other = candidate(project), candidate(project)
    here = f"{HERE}/{acme.pk}/projects/{project.pk}/candidates/{row.pk}/"
    kim = member("kim", acme, Role.HIRING_MANAGER)
    theirs = Api(f"Token {token(kim, acme)}", root_of(project))
    customer = f"{HERE}/{acme.pk}/customers/{kim.pk}/"
    made = manager.post(f"{row.pk}/shares/", {"customer": customer})

    assert made == {
        "resource_uri": f"{here}shares/{row.shares.get().pk}/",
        "customer": customer,
        "candidate": here,
    }
    assert theirs.get(f"{row.pk}/")["first_name"] == "Minji"
    assert theirs.get("")["meta"]["total_count"] == 1
    theirs.refused(403, "get", f"{other.pk}/")
    manager.refused(404, "get", made["resource_uri"].replace(f"/{row.pk}/", f"/{other.pk}/"))
    assert (
        "already"
        in manager.refused(400, "post", f"{row.pk}/shares/", {"customer": customer})["detail"]
    )
    moved = manager.patch(
        made["resource_uri"], {"customer": f"{HERE}/{acme.pk}/customers/{bob.pk}/"}
    )
    assert moved["customer"].endswith(f"/{bob.pk}/")
    theirs.refused(403, "get", f"{row.pk}/")
    assert manager.get(f"{row.pk}/shares/")["objects"] == [moved]
    assert manager.ask("delete", made["resource_uri"]).status_code == 204
    assert manager.get(f"{row.pk}/")["shares"] == []
    story = Change.objects.filter(subject="share", candidate_id=row.pk)
    assert [one.kind for one in story.order_by("pk")] == ["ADDED", "UPDATED", "DELETED"]


def test_an_evaluation_is_begun_completed_and_told_of(project, manager, team):
    eva, emil = team
    row = candidate(project, "interviewed")

    def told(api: Api) -> tuple[str, str | None]:
        shown = api.get(f"{row.pk}/")
        return shown["evaluation_status"], shown["my_evaluation_status"]

    assert (told(manager), told(eva)) == (("pending", None), ("pending", "pending"))
    made = eva.post(f"{row.pk}/evaluations/", {"rating": 4})
    assert (made["rating"], made["completed"], told(eva)) == (4, False, ("pending", "pending"))
    assert "PATCH it" in str(eva.refused(400, "post", f"{row.pk}/evaluations/", {"rating": 5}))
    done = eva.patch(f"{row.pk}/evaluations/", {"comment": "Clear.", "completed": True})
    assert (done["rating"], done["completed"]) == (4, True)
    assert (told(eva), told(emil)) == (("partial", "completed"), ("partial", "pending"))
    assert "already" in eva.refused(400, "patch", f"{row.pk}/evaluations/", {"rating": 1})["detail"]
    assert emil.get(f"{row.pk}/evaluations/")["objects"] == []
    emil.refused(404, "get", done["resource_uri"])
    emil.refused(404, "patch", done["resource_uri"], {"rating": 1})
    emil.refused(404, "patch", f"{row.pk}/evaluations/", {"rating": 1})
    assert manager.get(f"{row.pk}/evaluations/")["objects"] == [done]
    rating = emil.refused(400, "post", f"{row.pk}/evaluations/", {"completed": True})
    assert "Give a rating" in rating["detail"]
    emil.post(f"{row.pk}/evaluations/", {"rating": 2, "completed": True})
    assert told(manager) == ("completed", None)
    assert len(manager.get("?evaluation_status=completed")["objects"]) == 1
    story = Change.objects.filter(subject="evaluation", candidate_id=row.pk)
    assert "Clear." not in str(list(story.values_list("fields", flat=True)))


@pytest.mark.parametrize(
    "body",
    [
        {"rating": 0},
        {"rating": 6},
        {"rating": "4"},
        {"rating": True},
        {"stars": 4},
        {"completed": False},
    ],
)
def test_an_evaluation_that_makes_no_sense_is_refused_by_name(project, team, body):
    row = candidate(project)

    assert body.keys() == team[0].refused(400, "post", f"{row.pk}/evaluations/", body).keys()


def test_a_veto_completes_the_evaluation_at_once(project, manager, team):
    eva, emil = team
    row = candidate(project, "interviewed")
    for comment in ("x" * 14, "x" * 601, None, 7):
        assert "comment" in eva.refused(400, "post", f"{row.pk}/vetos/", {"comment": comment})

    made = eva.post(f"{row.pk}/vetos/", {"comment": "Left in the middle."})

    assert made["comment"] == "Left in the middle."
    assert manager.get(f"{row.pk}/vetos/")["objects"] == [manager.get(made["resource_uri"])]
    shown = emil.get(f"{row.pk}/")
    assert (shown["evaluation_status"], shown["my_evaluation_status"]) == ("completed", "completed")
    ended = emil.refused(400, "post", f"{row.pk}/evaluations/", {"rating": 5})
    assert "veto has ended" in ended["detail"]
    again = eva.refused(400, "post", f"{row.pk}/vetos/", {"comment": "Left in the middle."})
    assert "already" in again["detail"]


class Filter(TestCase):
    """The filter asks the database what the rule says of one candidate."""

    @given(
        st.lists(
            st.tuples(st.booleans(), st.sampled_from(["", "begun", "completed", "veto"])),
            max_size=3,
        )
    )
    def test_the_filter_finds_whom_the_rule_means(self, people):
        company = Company.objects.create(name="X", slug=f"x{Company.objects.count()}")
        row = Candidate.objects.create(
            company=company,
            project=Project.objects.create(company=company, created_at=NOW, updated_at=NOW),
            created_at=NOW,
            updated_at=NOW,
        )
        for number, (evaluator, done) in enumerate(people):
            user = member(f"u{company.pk}-{number}", company, Role.RECRUITER)
            if evaluator:
                ProjectRole.objects.create(project=row.project, user=user, evaluator=True)
            if done in ("begun", "completed"):
                at = NOW if done == "completed" else None
                facts = {"rating": 3, "updated_at": NOW, "completed_at": at}
                Evaluation.objects.create(candidate=row, evaluator=user, **facts)
            if done == "veto":
                Veto.objects.create(candidate=row, evaluator=user, comment="x", created_at=NOW)
        found = {
            word
            for word in EvaluationStatus.values
            if Candidate.objects.filter(evaluated([word]), pk=row.pk).exists()
        }
        assert found == {standing_of(row).status}
