"""Photo and CV over the API: by form, the photo as a data URI too, and links that die with the token."""

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from candidates.models import AccessToken, Candidate, Change, Document, Project
from tests.candidates.api.conftest import Api, candidate, root_of, told
from tests.candidates.documents import made

# The example of seed 004, word for word.
SEED_PHOTO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAABGdBTUEAALGPC/xhBQAAAAlwSFlzAAALEwAAC"
    "xMBAJqcGAAAAAd0SU1FB9YGARc5KB0XV+IAAAAddEVYdENvbW1lbnQAQ3JlYXRlZCB3aXRoIFRoZSBHSU1Q72QlbgAAAF1JREFUGNO9zL0N"
    "glAAxPEfdLTs4BZM4DIO4C7OwQg2JoQ9LE1exdlYvBBeZ7jqch9//q1uH4TLzw4d6+ErXMMcXuHWxId3KOETnnXXV6MJpcq2MLaI97CER3N0"
    "vr4MkhoXe0rZigAAAABJRU5ErkJggg=="
)


def form(api: Api, method: str, path: str, **fields: Any) -> Any:
    """As `curl -F` sends it."""
    client, body = Client(raise_request_exception=False), encode_multipart(BOUNDARY, fields)
    headers = {"Authorization": api.head}
    return client.generic(method.upper(), api.root + path, body, MULTIPART_CONTENT, headers=headers)


def file(content: bytes, name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def fetched(address: str) -> Any:
    return Client().get(address.removeprefix("http://testserver"))


def test_the_examples_of_the_seed(manager: Api, project: Project) -> None:
    luke = {
        "first_name": "Luke",
        "last_name": "Skywalker",
        "email": "l@darkside.moon",
        "gender": "mr",
    }

    one = told(form(manager, "post", "", photo=file(made.picture(), "p.jpg"), **luke), 201)
    two = manager.post("", luke | {"photo": SEED_PHOTO})
    path = one["resource_uri"].rpartition("/candidates/")[2]
    three = told(form(manager, "patch", path, photo=file(made.picture("PNG"), "p.png")), 202)
    four = manager.patch(path, {"photo": SEED_PHOTO})

    for shown in (one, two, three, four):
        assert shown["photo"].startswith(shown["resource_uri"] + "photo/")
        assert shown["cv"] is None
    assert one["first_name"] == "Luke"
    assert fetched(one["photo"]).status_code == 404, "the file it was told for is no more"
    answer = fetched(four["photo"])
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (10, 10)


def test_a_cv_comes_with_its_own_type_and_goes_with_null(manager: Api, project: Project) -> None:
    row = candidate(project)

    shown = told(form(manager, "patch", f"{row.pk}/", cv=file(made.pdf(), "x.html")), 202)
    answer = fetched(shown["cv"])
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="x.pdf"'
    assert shown["version"] == row.version + 1

    assert manager.patch(f"{row.pk}/", {"cv": None})["cv"] is None
    assert fetched(shown["cv"]).status_code == 404
    fields = [one.fields for one in Change.objects.filter(candidate_id=row.pk, kind="UPDATED")]
    assert fields == [{"cv": [None, "PDF, 1 kB"]}, {"cv": ["PDF, 1 kB", None]}]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("photo", "data:text/html;base64,PHNjcmlwdD4=", "data URI"),
        ("photo", "data:image/svg+xml;base64,PHN2Zz4=", "data URI"),
        ("photo", "data:image/png,hello", "data URI"),
        ("photo", "data:image/png;base64,%%%", "Base64"),
        ("photo", "data:image/png;base64,iVBORw0KGgo", "Base64"),
        ("photo", "data:image/png;base64,", "empty"),
        ("photo", "data:image/png;base64," + base64.b64encode(b"<svg onload=x>").decode(), "cannot be read"),
        ("photo", "data:image/png;base64," + "A" * 14_000_000, "larger than 10 MB"),
        ("photo", "https://evil.example/me.png", "data URI"),
        ("photo", 5, "multipart/form-data"),
        ("cv", SEED_PHOTO, "multipart/form-data"),
    ],
)  # fmt: skip
def test_what_is_no_file_is_an_error_of_its_field_and_nothing_is_made(
    manager: Api, field: str, value: object, why: str
) -> None:
    said = manager.refused(400, "post", "", {"first_name": "Luke", "last_name": "S", field: value})

    assert why in said[field][0]
    assert not Candidate.objects.exists()


def test_a_file_that_is_refused_leaves_the_rest_undone(manager: Api, project: Project) -> None:
    row = candidate(project)

    answer = form(manager, "patch", f"{row.pk}/", first_name="Eve", cv=file(b"MZ\0\0"))

    assert answer.status_code == 400
    row.refresh_from_db()
    assert (row.first_name, row.version) == ("Minji", 1)
    assert not Document.objects.exists()


def test_a_body_beyond_the_ceiling_is_not_read(manager: Api, settings: Any) -> None:
    settings.UPLOAD_CEILING = 1_000

    assert manager.ask("post", "", {"photo": "A" * 2_000}).status_code == 413
    assert manager.ask("post", "/api-token-auth/", {"password": "A" * 3_000_000}).status_code == 413
    assert form(manager, "post", "", cv=file(b"A" * 2_000)).status_code == 413


def test_links_die_with_the_token_and_with_the_part(manager: Api, project: Project) -> None:
    row = candidate(project)
    shown = told(form(manager, "patch", f"{row.pk}/", cv=file(made.pdf())), 202)
    assert fetched(shown["cv"]).status_code == 200

    role = project.roles.get(interview_manager=True)
    role.interview_manager = False
    role.save()
    assert fetched(shown["cv"]).status_code == 404
    role.interview_manager = True
    role.save()
    assert fetched(shown["cv"]).status_code == 200
    AccessToken.objects.all().delete()
    assert fetched(shown["cv"]).status_code == 404


def test_two_sessions_are_told_two_links_and_a_list_costs_nothing_more(
    manager: Api, owner: Api, project: Project
) -> None:
    row = candidate(project)
    mine = told(form(manager, "patch", f"{row.pk}/", cv=file(made.pdf())), 202)

    theirs = owner.get("")["objects"][0]

    assert mine["cv"] != theirs["cv"]
    assert fetched(theirs["cv"]).status_code == 200
    assert root_of(project) in theirs["cv"]
