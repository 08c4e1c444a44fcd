"""The pages of an import, from the file to its result and back."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.models import Batch, Candidate, Project
from candidates.statuses import Role
from candidates.tasks import work_on_batch
from tests.conftest import member
from tests.make import NOW
from tests.pages.conftest import reader

LIST = """Vorname;Nachname;E-Mail;Notiz
Annika;Schröder;annika@example.org;
Jürgen;Groß;juergen@example.org;neu
Jürgen;Groß;juergen@example.org;
Ohne;Adresse;;
=cmd|'/c calc'!A1;Böse;nobody;
"""


@pytest.fixture
def project(acme):
    return Project.objects.create(company=acme, name="Backend", created_at=NOW, updated_at=NOW)


def upload(who, project, text=LIST, **more):
    file = SimpleUploadedFile("bewerber.csv", text.encode("cp1252"))
    return who.send("/candidates/import/", file=file, project=project.pk, **more)


COLUMNS = {"column-0": "first_name", "column-1": "last_name", "column-2": "email"}


def step(name):
    return f"/candidates/import/{Batch.objects.latest('pk').pk}/{name}"


def test_a_list_is_read_looked_at_imported_and_undone(coordinator, project):
    said = upload(coordinator, project)
    assert "What the columns hold" in said.text
    assert "bewerber.csv → Backend · 5 rows" in said.text
    assert said.html.count("selected") == 3

    said = coordinator.send(step("map/"), **COLUMNS)
    assert "What the import would do" in said.text
    assert "New 2" in said.text
    assert "Error 2" in said.text
    assert "Twice in this file 1" in said.text
    assert not Candidate.objects.exists()

    said = coordinator.send(step("preview/"), deadline="2036-01-01T12:00", advance="on")
    assert "Imported" in said.text
    assert "Download the 3 rows" in said.text
    assert {(one.name, one.status) for one in Candidate.objects.all()} == {
        ("Annika Schröder", "invited"),
        ("Jürgen Groß", "invited"),
    }
    assert {one.deadline.isoformat() for one in Candidate.objects.all()} == {
        "2036-01-01T11:00:00+00:00"
    }

    added = f"/candidates/?imported={Batch.objects.get().pk}&amp;became=new"
    assert f'href="{added}">See the 2 candidates who were added<' in said.html

    said = coordinator.send(step("undo/"))
    assert "Undone" in said.text
    assert not Candidate.objects.filter(deleted_at=None).exists()


def imported(who, project, text):
    upload(who, project, text)
    who.send(step("map/"), **COLUMNS)
    return who.send(step("preview/"))


def test_whom_an_import_added_and_changed_is_a_filter_of_the_list(coordinator, project):
    head = "Vorname;Nachname;E-Mail\n"
    imported(coordinator, project, f"{head}Annika;Berg;annika@example.org\n")
    imported(
        coordinator,
        project,
        f"{head}Annika;Schröder;annika@example.org\nOlga;Neu;olga@example.org\n",
    )
    first, second = Batch.objects.order_by("pk")

    def found(**asked):
        page = coordinator.open("/candidates/", **asked)
        return [name for name in ("Annika Schröder", "Olga Neu") if f">{name}<" in page.html]

    assert found(imported=second.pk) == ["Annika Schröder", "Olga Neu"]
    assert found(imported=second.pk, became="new") == ["Olga Neu"]
    assert found(imported=second.pk, became="changed") == ["Annika Schröder"]
    assert found(imported=first.pk, view="board") == ["Annika Schröder"]
    assert (
        f'name="imported" value="{second.pk}"'
        in coordinator.open("/candidates/", imported=second.pk).html
    )
    gone = coordinator.open("/candidates/", imported=second.pk + 1)
    assert "there is no such import, or it is forgotten by now" in gone.text


def test_another_companys_import_is_no_filter(coordinator, project, globex, charlie):
    elsewhere = reader(charlie)
    theirs = Project.objects.create(company=globex, name="Theirs", created_at=NOW, updated_at=NOW)
    imported(elsewhere, theirs, "Vorname;Nachname;E-Mail\nEva;Fern;eva@example.org\n")

    page = coordinator.open("/candidates/", imported=Batch.objects.get().pk)
    assert "there is no such import" in page.text
    assert "Eva Fern" not in page.text


def test_rows_that_were_left_out_come_back_as_a_file_in_which_nothing_is_a_formula(
    coordinator, project
):
    upload(coordinator, project)
    coordinator.send(step("map/"), **COLUMNS)
    coordinator.send(step("preview/"))

    answer = coordinator.client.get(step("errors.csv"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["Vorname", "Nachname", "E-Mail", "Notiz", "What is wrong"]
    assert [line[4] for line in lines[1:]] == [
        "The same e-mail address is in row 2.",
        "There is no e-mail address.",
        "“nobody” is not an e-mail address.",
    ]
    assert lines[3][0] == "'=cmd|'/c calc'!A1"
    assert answer["Content-Disposition"].startswith("attachment")


def test_rows_are_pasted_and_their_project_is_made(coordinator):
    text = "이름\t이메일\n김민지\tminji@example.org"

    said = coordinator.send("/candidates/import/", text=text, new_project="신입 공채")

    assert "pasted rows → 신입 공채 · 1 row" in said.text
    coordinator.send(step("map/"), **{"column-0": "name", "column-1": "email"})
    coordinator.send(step("preview/"))
    candidate = Candidate.objects.get()
    assert (candidate.first_name, candidate.last_name, candidate.name) == ("민지", "김", "김민지")
    assert candidate.project.name == "신입 공채"


def test_what_is_no_list_is_told_beside_the_form(coordinator, project):
    said = upload(coordinator, project, "Vorname;E-Mail\n")
    assert said.status == 422
    assert "no row below it" in said.text

    said = coordinator.send("/candidates/import/")
    assert said.status == 422
    assert "Choose a file, or paste the rows." in said.text
    assert "Choose a project, or name a new one." in said.text
    assert not Batch.objects.exists()


def test_columns_that_do_not_go_together_are_told(coordinator, project):
    upload(coordinator, project)

    assert "No column holds the e-mail address" in coordinator.send(step("map/")).text
    said = coordinator.send(step("map/"), **{"column-0": "email", "column-2": "email"})
    assert "Two columns are said to hold the same: E-mail." in said.text


@pytest.mark.parametrize(
    ("deadline", "why"),
    [("2020-01-01T12:00", "in the past"), ("2036-03-30T02:30", "no such hour"), ("soon", "valid")],
)
def test_a_deadline_that_cannot_be_is_told_and_nothing_begins(coordinator, project, deadline, why):
    upload(coordinator, project)
    coordinator.send(step("map/"), **COLUMNS)

    assert why in coordinator.send(step("preview/"), deadline=deadline).text
    assert Batch.objects.get().state == "ready"


def test_many_rows_are_for_the_worker_and_show_how_far_they_are(coordinator, project):
    rows = "".join(f"A;B;p{number}@example.org;\n" for number in range(250))
    upload(coordinator, project, "Vorname;Nachname;E-Mail;Notiz\n" + rows)
    coordinator.send(step("map/"), **COLUMNS)

    said = coordinator.send(step("preview/"))
    assert "Being imported" in said.text
    assert "0 of 250 rows" in said.text
    assert 'hx-trigger="every 2s"' in said.html

    work_on_batch(Batch.objects.get().pk)
    said = coordinator.open(step(""))
    assert "New 250" in said.text
    assert "hx-trigger" not in said.html
    assert "The first 100 are shown." in said.text
    assert "none" in coordinator.open(step(""), outcome="error").text


def test_every_step_leads_to_where_the_import_is(coordinator, project):
    upload(coordinator, project)
    assert "What the columns hold" in page_after(coordinator, step("preview/"))
    assert "What the columns hold" in page_after(coordinator, step(""))
    coordinator.send(step("map/"), **COLUMNS)
    coordinator.send(step("preview/"))
    assert "Imported" in page_after(coordinator, step("map/"))
    assert "Imported" in page_after(coordinator, step("preview/"))
    assert "Imported" in coordinator.send(step("preview/")).text


def page_after(who, path):
    return who.client.get(path, follow=True).content.decode()


def test_another_companys_import_does_not_exist(coordinator, project, charlie):
    upload(coordinator, project)
    stranger = reader(charlie)

    for name in ("", "map/", "preview/", "errors.csv"):
        assert stranger.open(step(name)).status == 404
    assert stranger.send(step("undo/")).status == 404
    said = stranger.send("/candidates/import/", text="email\na@b.example", project=project.pk)
    assert said.status == 422


def test_who_may_not_move_candidates_may_not_import_them(acme, project):
    hiring = reader(member("hanna", acme, Role.HIRING_MANAGER))

    assert hiring.open("/candidates/import/").status == 403
    assert upload(hiring, project).status == 403
