"""Uploads through the page: what is kept, what is refused, and as what it comes back."""

import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from candidates.documents.names import clean_name
from candidates.models import Candidate, Change, Company, Document, User
from candidates.services.changes import Origin
from candidates.services.mirror import bury
from tests.candidates.documents import made
from tests.candidates.documents.corpus import CORPUS, PHP, SCRIPT, Case

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
FOREIGN = (SCRIPT, PHP, b"onload", b"Home 52.52 N", b"PK\x03\x04", b"ICC_PROFILE", b"Exif")
ROOT = Path(__file__).resolve().parents[3]
MOST_MEMORY = 700 * 1024 * 1024
MOST_SECONDS = 60


@pytest.fixture
def minji(acme: Company) -> Candidate:
    return Candidate.objects.create(
        company=acme, name="Minji Kim", status="new", created_at=NOW, updated_at=NOW
    )


@pytest.fixture
def browser_of_alice(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def address(candidate: Candidate, kind: str) -> str:
    return f"/candidates/{candidate.pk}/documents/{kind}/"


def send(client: Client, candidate: Candidate, kind: str, content: bytes, **named: str) -> str:
    """What the page then says."""
    file = SimpleUploadedFile("x", content, named.get("claims", "application/octet-stream"))
    # Django's own test file would tidy the name up; a hostile sender does not.
    file._name = named.get("name") or "upload"
    answer = client.post(address(candidate, kind), {"file": file}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("case", CORPUS, ids=str)
def test_no_upload_does_harm(browser_of_alice: Client, minji: Candidate, case: Case) -> None:
    content = case.content()

    said = send(browser_of_alice, minji, case.kind, content, name=case.name, claims=case.claims)

    stored = Document.objects.filter(candidate=minji).first()
    if case.verdict == "refused":
        assert stored is None
        assert 'data-tone="red"' in said
        return
    assert stored is not None, said
    kept = bytes(stored.content)
    assert (kept == content) == (case.verdict == "kept")
    if case.kind == "photo":
        assert not [one for one in FOREIGN if one in kept]
    check_answer(browser_of_alice.get(address(minji, case.kind)), stored)


def check_answer(answer: object, stored: Document) -> None:
    told = {name.lower(): value for name, value in answer.items()}  # type: ignore[attr-defined]
    kind = told["content-type"].partition(";")[0]
    assert kind not in {"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml"}
    assert told["x-content-type-options"] == "nosniff"
    assert told["content-security-policy"] == "sandbox; default-src 'none'"
    assert "no-store" in told["cache-control"]
    inline = stored.kind == "photo"
    assert told["content-disposition"].startswith("inline" if inline else "attachment")
    assert "set-cookie" not in told or "a=b" not in told["set-cookie"]
    assert not set(stored.name) & set('/\\:\r\n"\u202e')
    assert answer.content == bytes(stored.content)  # type: ignore[attr-defined]


LOOKED_AT = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MOST_MEMORY}, {MOST_MEMORY}))
from tests.candidates.documents.corpus import CORPUS
from candidates.documents.cv import cv
from candidates.documents.photo import photo
from candidates.documents.verdict import NotAccepted
made = [(case, case.content()) for case in CORPUS]
resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
for case, content in made:
    try:
        (photo if case.kind == "photo" else cv)(content)
    except NotAccepted:
        pass
print(len(made))
"""


def test_the_whole_corpus_is_looked_at_within_little_memory_and_work() -> None:
    script = "import django; django.setup()\n" + LOOKED_AT
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (0, f"{len(CORPUS)}\n"), ended.stderr
    assert len(CORPUS) >= 60


def test_a_photo_is_turned_upright_and_made_small(
    browser_of_alice: Client, minji: Candidate
) -> None:
    sent = made.picture("JPEG", (2000, 1000), exif=made.exif(t274=6))

    send(browser_of_alice, minji, "photo", sent, name="me.jpg")

    answer = browser_of_alice.get(address(minji, "photo"))
    shown = Image.open(io.BytesIO(answer.content))
    assert (shown.format, shown.size) == ("JPEG", (800, 1600))
    assert reddish(shown.getpixel((400, 10)))
    assert not reddish(shown.getpixel((400, 1590)))


def reddish(pixel: object) -> bool:
    red, _green, blue = pixel  # type: ignore[misc]
    return bool(red > blue + 150)


def test_a_file_is_told_as_a_change_of_the_candidate(
    browser_of_alice: Client, minji: Candidate, alice: User
) -> None:
    send(browser_of_alice, minji, "cv", made.pdf(), name="Minji Kim.pdf")
    send(browser_of_alice, minji, "cv", made.pdf(), name="Minji Kim.pdf")
    send(browser_of_alice, minji, "cv", b"Minji", name="cv.txt")
    browser_of_alice.post(address(minji, "cv") + "remove/")
    browser_of_alice.post(address(minji, "cv") + "remove/")

    told = Change.objects.filter(candidate_id=minji.pk).order_by("pk")
    assert [change.fields for change in told] == [
        {"cv": [None, "PDF, 1 kB"]},
        {"cv": ["PDF, 1 kB", "TXT, 1 kB"]},
        {"cv": ["TXT, 1 kB", None]},
    ]
    assert {change.actor for change in told} == {alice}
    minji.refresh_from_db()
    assert minji.version == 4
    assert not Document.objects.exists()


def test_a_tombstone_keeps_no_file(browser_of_alice: Client, minji: Candidate) -> None:
    send(browser_of_alice, minji, "cv", b"Minji", name="cv.txt")
    send(browser_of_alice, minji, "photo", made.picture())

    origin = Origin(company_id=minji.company_id, source="page", at=NOW)
    bury(Candidate.objects.filter(pk=minji.pk), "person", origin)

    assert not Document.objects.exists()
    assert browser_of_alice.get(address(minji, "cv")).status_code == 404
    assert (
        browser_of_alice.post(address(minji, "cv"), {"file": io.BytesIO(b"a")}).status_code == 404
    )


def test_another_companys_files_do_not_exist(
    browser_of_alice: Client, minji: Candidate, charlie: User
) -> None:
    send(browser_of_alice, minji, "cv", b"Minji", name="cv.txt")
    stranger = Client()
    stranger.force_login(charlie)

    assert stranger.get(address(minji, "cv")).status_code == 404
    assert stranger.post(address(minji, "cv"), {"file": io.BytesIO(b"a")}).status_code == 404
    assert stranger.post(address(minji, "cv") + "remove/").status_code == 404
    assert Client().get(address(minji, "cv")).status_code == 302


def test_more_than_the_ceiling_is_not_even_taken_in(
    browser_of_alice: Client, minji: Candidate, settings: object
) -> None:
    settings.UPLOAD_CEILING = 1000  # type: ignore[attr-defined]

    answer = browser_of_alice.post(address(minji, "cv"), {"file": io.BytesIO(b"a" * 2000)})

    assert answer.status_code == 400
    assert not Document.objects.exists()


@given(st.text(), st.sampled_from([".pdf", ".jpg"]))
def test_a_name_is_one_part_of_a_path_with_the_true_ending(name: str, ending: str) -> None:
    cleaned = clean_name(name, ending, otherwise="cv")

    assert cleaned.endswith(ending)
    assert 4 < len(cleaned) <= 130
    assert cleaned.isprintable()
    assert not set(cleaned) & set('/\\:*?"<>|')
    assert cleaned[0] not in ". "
