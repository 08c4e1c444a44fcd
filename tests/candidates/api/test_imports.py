"""The import of seed 004: many at once, every row with its outcome, undone while untouched."""

import json
from typing import Any

import pytest
from django.utils import timezone

from candidates.models import Batch, Candidate, Company, Mail, Project
from candidates.services.projects import create_project
from candidates.statuses import Role
from candidates.tasks import work_on_batch
from tests import make
from tests.candidates.api.conftest import Api, Calls, key, origin, root_of, told
from tests.candidates.api.test_papers import file, form

LUKE = {"first_name": "Luke", "last_name": "Skywalker", "email": "luke@example.org"}
LEIA = {"first_name": "Leia", "last_name": "Organa", "email": "leia@example.org"}


def outcomes(said: dict[str, Any]) -> list[str]:
    return [row["outcome"] for row in said["objects"]]


def complaints(answer: dict[str, Any]) -> dict[str, str]:
    return {name: " ".join(sentences) for name, sentences in answer.items()}


def test_each_of_a_list_is_made_and_invited(manager: Api) -> None:
    rows = [LUKE, LEIA | {"deadline": "2036-01-31T23:59+01:00"}, {"first_name": "Han"}, 5]

    said = manager.post("import/", rows)

    assert (said["state"], said["total"], said["done"]) == ("done", 4, 4)
    assert said["counts"] == {"new": 2, "error": 2}
    assert outcomes(said) == ["new", "new", "error", "error"]
    assert said["objects"][2]["errors"] == [
        {"field": "email", "message": "There is no e-mail address."}
    ]
    leia = manager.ask("get", said["objects"][1]["candidate"]).json()
    assert (leia["status"], leia["deadline"]) == ("invited", "2036-01-31T22:59:00Z")
    assert Mail.objects.filter(kind="invitation").count() == 2


def test_a_deadline_for_all_and_no_invitation(manager: Api) -> None:
    body = {"candidates": [LUKE], "deadline": "2036-01-31T12:00Z", "advance": False}

    said = manager.post("import/", body)

    assert (said["advance"], said["deadline"]) == (False, "2036-01-31T12:00:00+00:00")
    made = Candidate.objects.get()
    assert (made.status, made.deadline.isoformat()) == ("new", "2036-01-31T12:00:00+00:00")  # type: ignore[union-attr]
    assert not Mail.objects.exists()


def test_the_same_list_again_makes_nobody_twice(manager: Api) -> None:
    manager.post("import/", [LUKE, LEIA])

    said = manager.post("import/", [LUKE, LEIA | {"phone": "+1"}, LUKE])

    assert outcomes(said) == ["same", "changed", "duplicate"]
    assert Candidate.objects.count() == 2


def test_a_status_is_ignored_and_a_name_that_means_nothing_costs_its_row(manager: Api) -> None:
    said = manager.post("import/", [LUKE | {"status": "interviewed"}, LEIA | {"frist_name": "x"}])

    assert outcomes(said) == ["new", "error"]
    [error] = said["objects"][1]["errors"]
    assert error["field"] == "frist_name"
    assert "first_name" in error["message"]


def test_a_file_is_taken_with_its_columns_guessed_or_named(manager: Api) -> None:
    text = b"Vorname;Nachname;E-Mail;Notiz\nLuke;Skywalker;luke@example.org;x\n"

    said = told(form(manager, "post", "import/", file=file(text, "a.csv")), 400)
    assert "“Notiz” holds is not known" in complaints(said)["columns"]

    named = json.dumps({"Notiz": "", "Nachname": "first_name", "Vorname": "last_name"})
    fields = {"file": file(text, "a.csv"), "columns": named, "advance": "false"}
    said = told(form(manager, "post", "import/", **fields), 201)
    assert outcomes(said) == ["new"]
    assert Candidate.objects.get().first_name == "Skywalker"
    assert Batch.objects.get().name == "a.csv"


@pytest.mark.parametrize(
    ("body", "field", "why"),
    [
        ([], "candidates", "no row"),
        ({"candidates": 5}, "candidates", "array"),
        ({}, "candidates", "required"),
        ({"candidates": [LUKE], "deadline": "2036-01-31T12:00"}, "deadline", "no time zone"),
        ({"candidates": [LUKE], "advance": "yes"}, "advance", "true or false"),
        ({"candidates": [LUKE], "dry_run": True}, "dry_run", "no such field"),
        ({"file": "x"}, "file", "multipart/form-data"),
        (5, "non_field_errors", "JSON object"),
    ],
)
def test_what_cannot_be_understood_is_told_and_nothing_begins(
    manager: Api, body: Any, field: str, why: str
) -> None:
    said = manager.refused(400, "post", "import/", body)

    assert why in complaints(said)[field]
    assert not Batch.objects.exists()


def test_a_file_that_is_no_list_and_one_without_addresses(manager: Api) -> None:
    said = told(form(manager, "post", "import/", file=file(b"\x00\x01")), 400)
    assert "no list of candidates" in complaints(said)["file"]
    said = told(form(manager, "post", "import/", file=file(b"Vorname\nLuke\n")), 400)
    assert "No column holds the e-mail address" in said["detail"]
    assert not Batch.objects.exists()


def test_a_deadline_in_the_past_is_refused(manager: Api) -> None:
    body = {"candidates": [LUKE], "deadline": "2020-01-31T12:00Z"}

    assert "in the past" in manager.refused(400, "post", "import/", body)["detail"]
    assert not Candidate.objects.exists()


def test_more_than_two_hundred_are_for_the_worker(manager: Api) -> None:
    rows = [LUKE | {"email": f"luke{number}@example.org"} for number in range(201)]

    said = told(manager.ask("post", "import/", rows), 202)
    assert (said["state"], said["done"], "objects" in said) == ("running", 0, False)

    work_on_batch(Batch.objects.get().pk)
    here = said["resource_uri"]
    now = manager.ask("get", f"{here}?page_size=100&outcome=new").json()
    assert (now["state"], now["done"], now["meta"]["total_count"]) == ("done", 201, 201)
    assert len(now["objects"]) == 100
    assert "page=2" in now["meta"]["next"]
    assert manager.ask("get", f"{here}?outcome=error").json()["objects"] == []
    assert manager.ask("get", f"{here}?outcome=lost").status_code == 400


def test_what_was_imported_is_undone_while_untouched(manager: Api) -> None:
    said = manager.post("import/", [LUKE, LEIA])
    here = said["objects"][0]["candidate"]
    told(manager.ask("patch", here, {"phone": "+1"}), 202)

    undone = told(manager.ask("post", said["resource_uri"] + "undo/"), 200)

    assert (undone["state"], outcomes(undone)) == ("undone", ["kept", "undone"])
    assert [row["candidate"] for row in undone["objects"]] == [here, None]
    again = manager.ask("post", said["resource_uri"] + "undo/")
    assert again.status_code == 400
    assert "Undone" in again.json()["detail"]


def test_only_who_manages_the_project_imports(
    calls: Calls, manager: Api, acme: Company, project: Project
) -> None:
    said = manager.post("import/", [LUKE])
    for who in (calls(Role.HIRING_MANAGER), calls(Role.RECRUITER, evaluator=True)):
        assert who.refused(403, "post", "import/", [LEIA])
        assert who.ask("get", said["resource_uri"]).status_code == 403
    assert key(acme, project, "read", "write").refused(403, "post", "import/", [LEIA])
    assert key(acme, project, "read", "pii").refused(403, "post", "import/", [LEIA])
    assert key(acme, project, "read", "write", "pii").post("import/", [LEIA])


def test_a_vendors_project_takes_no_import(owner: Api, acme: Company) -> None:
    now = timezone.now()
    theirs = Project.objects.create(
        company=acme, account=make.account(acme), remote_id="1", created_at=now, updated_at=now
    )

    said = owner.refused(400, "post", f"{root_of(theirs)}import/", [LUKE])

    assert "kept by a vendor" in said["detail"]


def test_another_projects_import_does_not_exist(owner: Api, acme: Company) -> None:
    said = owner.post("import/", [LUKE])
    other = create_project({"name": "Other"}, origin=origin(acme), made_by=None)
    number = said["resource_uri"].rstrip("/").rpartition("/")[2]

    assert owner.refused(404, "get", f"{root_of(other)}import/{number}/")
    assert owner.refused(404, "post", f"{root_of(other)}import/{number}/undo/")
