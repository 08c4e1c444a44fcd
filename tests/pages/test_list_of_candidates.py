"""The list of candidates: its columns, its order, its filters, and all of it as a file."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Candidate, Change, Project, Share
from candidates.statuses import Role
from interviews.models import SavedView
from tests import make
from tests.conftest import member
from tests.pages.conftest import exported, heads, reader

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
EXPORT = "/candidates/export.csv"


def candidate(company, number=0, **fields):
    at = NOW + timedelta(minutes=number)
    values = {"status": "new", "name": "Minji Kim", "email": f"c{number}@example.org"} | fields
    return Candidate.objects.create(company=company, created_at=at, updated_at=at, **values)


def following(page):
    return (
        page.html.split('rel="next"')[0].rsplit('href="', 1)[1].rstrip('" ').replace("&amp;", "&")
    )


def test_columns_are_chosen_and_remembered_apart_from_those_of_interviews(coordinator, acme, bob):
    candidate(acme, phone="+49 30 1234")

    page = coordinator.send("/candidates/columns/", cols=["phone", "zone"], query="q=&cursor=abc")

    assert len(heads(page)) == 3
    assert "+49 30 1234" in page.text
    assert len(heads(coordinator.open("/candidates/"))) == 3
    assert len(heads(coordinator.open("/candidates/", cols="project"))) == 2
    assert len(heads(reader(bob).open("/candidates/"))) == 6
    assert "Columns is “when”" in coordinator.open("/candidates/", cols="when").text


def test_a_view_keeps_the_columns_and_the_order(coordinator, acme):
    candidate(acme)

    coordinator.send("/views/", page="candidates", query="cols=phone&sort=name", name="By name")

    view = SavedView.objects.get()
    assert view.query == "cols=phone&sort=name"
    page = coordinator.open("/candidates/", saved=view.pk, cols="phone", sort="name")
    assert len(heads(page)) == 2
    assert 'aria-sort="ascending"' in heads(page)[0]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Anna", "Bea", "Cleo", "nobody"]),
        ("-name", ["Cleo", "Bea", "Anna", "nobody"]),
        ("deadline", ["Cleo", "Bea", "Anna", "nobody"]),
        ("-deadline", ["Bea", "Cleo", "nobody", "Anna"]),
        ("updated_at", ["Bea", "Anna", "Cleo", "nobody"]),
        ("-updated_at", ["nobody", "Cleo", "Anna", "Bea"]),
    ],
)
def test_the_list_is_ordered_page_by_page_by_each_head(coordinator, acme, sort, names):
    soon = NOW + timedelta(days=9000)
    candidate(acme, 1, name="Bea", deadline=soon + timedelta(days=1))
    candidate(acme, 2, name="Anna")
    candidate(acme, 3, name="Cleo", deadline=soon)
    candidate(acme, 4, name=None, email="nobody")

    page = coordinator.open("/candidates/", sort=sort)
    rows = exported(coordinator, EXPORT, sort=sort)[1]

    shown = page.html.split("<tbody", 1)[1].replace(">Name not known</a>", ">nobody</a>")
    places = [shown.index(f">{name}</a>") for name in names]
    assert places == sorted(places)
    by_number = ["Bea", "Anna", "Cleo", "nobody"]
    assert [row["name"] or "nobody" for row in rows] == (by_number if "updated" in sort else names)


def test_pages_by_name_follow_each_other_without_a_gap(coordinator, acme):
    for number in range(60):
        candidate(acme, number, name=f"Person {number % 7}" if number % 10 else None)

    first = coordinator.open("/candidates/", sort="name", size=25)
    second = coordinator.open(f"/candidates/{following(first)}")
    third = coordinator.open(f"/candidates/{following(second)}")

    shown = [page.html.count('name="c"') for page in (first, second, third)]
    assert shown == [25, 25, 10]
    emails = {f"c{number}@example.org" for number in range(60)}
    seen = [mail for page in (first, second, third) for mail in emails if mail in page.text]
    assert sorted(seen) == sorted(emails)


def test_filters_that_are_on_are_shown_and_taken_off(coordinator, acme):
    project = Project.objects.create(
        company=acme, name="Night shift", created_at=NOW, updated_at=NOW
    )
    candidate(acme, project=project, status="invited")

    page = coordinator.open("/candidates/", project=project.pk, status="invited")

    assert "Project Night shift" in page.text
    assert "Remove filter: Status Invited" in page.html
    assert (
        f"?project={project.pk}"
        in page.html.split("Remove filter: Status")[0].rsplit('href="', 1)[1]
    )


def test_all_that_match_are_exported(coordinator, acme, globex):
    berlin = make.account(acme)
    candidate(acme, 1, name="=cmd()", phone="+49 30", deadline=NOW + timedelta(days=9000))
    candidate(acme, 2, name="Other", status="skipped")
    candidate(acme, 3, name="Theirs", status=None, account=berlin, remote_id="7")
    candidate(globex, 4, name="Not ours")

    text, rows = exported(coordinator, EXPORT)

    assert text.startswith("\ufeff")
    assert [row["name"] for row in rows] == ["'=cmd()", "Other", "Theirs"]
    assert rows[0]["phone"] == "'+49 30"
    assert rows[0]["deadline"] == "2051-06-27T11:00:00+02:00"
    assert (rows[0]["connection"], rows[2]["connection"]) == ("made here", "Greenhouse Berlin")
    assert rows[2]["status"] == "not reported"
    assert [row["name"] for row in exported(coordinator, EXPORT, status="skipped")[1]] == ["Other"]
    assert Change.objects.filter(subject="membership").first().fields == {
        "exported": [None, "candidates"]
    }


def test_a_filter_that_is_not_understood_exports_nothing(coordinator, acme):
    candidate(acme)

    answer = coordinator.client.get(EXPORT, {"colour": "red"}, follow=True)

    assert "Nothing was exported." in answer.content.decode()
    assert not Change.objects.filter(subject="membership").exists()


def test_addresses_are_not_for_a_hiring_manager(acme):
    hilda = member("hilda", acme, Role.HIRING_MANAGER)
    Share.objects.create(candidate=candidate(acme), user=hilda, created_at=NOW)
    hiring = reader(hilda)

    assert "email" not in exported(hiring, EXPORT)[1][0]


def test_an_export_asks_per_five_hundred_and_not_per_row(
    coordinator, acme, django_assert_max_num_queries
):
    candidate(acme)
    with django_assert_max_num_queries(25) as few:
        exported(coordinator, EXPORT)
    for number in range(20):
        candidate(acme, number + 1)

    with django_assert_max_num_queries(len(few)):
        assert len(exported(coordinator, EXPORT)[1]) == 21


def test_a_board_without_anybody_says_where_candidates_come_from(coordinator, acme):
    assert "There are no candidates yet" in coordinator.open("/candidates/?view=board").text
    candidate(acme)
    assert "There are no candidates yet" not in coordinator.open("/candidates/?view=board").text
