"""The guide's own lines, run as they stand against a server that listens."""

import html
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from standardwebhooks import Webhook

from candidates.models import Candidate, Change, Company, User
from candidates.services.access import create_api_key
from candidates.services.candidates import create_candidates
from candidates.services.changes import Origin
from candidates.services.projects import create_project
from connectors.models import IntegratedAccount
from interviews.models import Conflict
from interviews.services.bookings import catch_up
from tests import make

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SNIPPET = re.compile(r'<code data-run="(\w+)"[^>]*>(.*?)</code>', re.DOTALL)
SECRET = "whsec_bWFkZSB1cCBmb3IgYSB0ZXN0LCBvcGVucyBub3RoaW5n"


@dataclass
class Reader:
    """Somebody who follows the guide in an empty directory."""

    home: Path
    page: str
    given: dict[str, str] = field(default_factory=dict)

    def snippets(self, section: str) -> list[tuple[str, str]]:
        [text] = re.findall(
            rf'<section aria-labelledby="{section}">(.*?)</section>', self.page, re.DOTALL
        )
        return [(language, html.unescape(code)) for language, code in SNIPPET.findall(text)]

    def follows(self, section: str) -> list[str]:
        return [self.run(*each) for each in self.snippets(section)]

    def run(self, language: str, code: str) -> str:
        command = [sys.executable, "-c", code] if language == "python" else ["sh", "-c", code]
        done = subprocess.run(
            command,
            env=os.environ | self.given,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def reader(live_server: Any, acme: Company, tmp_path: Path) -> Reader:
    account = make.account(acme, vendor="drvn")
    interview = make.interview(
        account, NOON, title="Route in London", status="scheduled", vendor_status="scheduled"
    )
    _, key = create_api_key(
        company=acme, name="guide", scopes=("read", "write", "pii"), now=timezone.now()
    )
    page = requests.get(f"{live_server.url}/api/docs/", timeout=600).text
    given = {"HUB_KEY": key, "ACCOUNT": str(account.uuid), "INTERVIEW": str(interview.remote_id)}
    return Reader(tmp_path, page, given)


@pytest.fixture
def somebody(acme: Company) -> Candidate:
    origin = Origin(company_id=acme.pk, source="page", at=NOON)
    project = create_project({"name": "Backend"}, origin=origin, made_by=None)
    person = {"first_name": "Minji", "email": "minji@example.org", "project_id": project.pk}
    [made] = create_candidates([person], origin=origin)
    return made


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@needs_curl
def test_the_first_call_and_every_page(reader: Reader) -> None:
    with_curl, with_python = reader.follows("first-call")

    assert '"title":"Route in London"' in with_curl.replace(" :", ":").replace('": "', '":"')
    assert with_python.split() == ["2026-03-02T12:00:00.000Z", "Route", "in", "London", "scheduled"]


def test_changes_are_read_once_and_then_from_where_one_stopped(reader: Reader) -> None:
    [first], [again] = reader.follows("news"), reader.follows("news")

    assert len(first.splitlines()) == Change.objects.count()
    assert again == ""


@needs_curl
def test_a_change_is_asked_for_once(reader: Reader) -> None:
    [first], [again] = reader.follows("writing"), reader.follows("writing")

    assert '"state":"queued"' in first.replace('": "', '":"')
    assert first == again


@needs_curl
def test_load_is_told_and_a_conflict_is_said_to_be_fine(reader: Reader, acme: Company) -> None:
    account = IntegratedAccount.objects.get()
    make.interview(account, NOON, candidate="Jonas Weber")
    catch_up(acme.pk, now=NOON)

    conflict = Conflict.objects.get()
    reader.given["CONFLICT"] = str(conflict.pk)

    told, overridden = reader.follows("people")

    first, second = told.splitlines()
    assert first == "Felix Baumann 0 of None a week"
    assert second.startswith(f"{conflict.pk} 2026-03-02T12:00:00.000Z Felix Baumann is needed")
    assert '"state":"overridden"' in overridden


@needs_curl
def test_a_coordinator_is_asked_for_and_chosen(reader: Reader, alice: User) -> None:
    interview = make.interview(IntegratedAccount.objects.get(), NOON, candidate="Jonas Weber")
    reader.given |= {"HUB_ID": str(interview.pk), "COLLEAGUE": str(alice.pk)}

    [told] = reader.follows("arranging")

    interview.refresh_from_db()
    assert interview.coordinator == alice
    assert '"coordinator":{"id":' in told.replace('": ', '":')


@needs_curl
def test_a_candidate_is_moved(reader: Reader, somebody: Candidate) -> None:
    reader.given["CANDIDATE"] = str(somebody.pk)

    [told] = reader.follows("moves")

    assert '"status":"new"' in told.replace('": "', '":"')
    assert '"status":"invited"' in told.replace('": "', '":"')


def test_who_reads_another_language_is_told_that_the_page_is_in_english(db: None) -> None:
    korean = Client().get("/api/docs/", headers={"Accept-Language": "ko"}).content.decode()
    english = Client().get("/api/docs/", headers={"Accept-Language": "en"}).content.decode()

    assert '<p lang="ko">' in korean
    assert "This page is in English." not in korean
    assert '<p lang="ko">' not in english


def test_an_error_says_whose_fault_it_is(reader: Reader) -> None:
    [told] = reader.follows("errors")

    assert told.startswith("caller candidat_id: there is no such parameter.")


def test_a_webhook_is_believed_only_with_its_signature(tmp_path: Path) -> None:
    page = render_to_string("docs_guide.html", {"webhooks": True, "address": "http://hub"})
    reader = Reader(tmp_path, page, {"HUB_WEBHOOK_SECRET": SECRET})
    [(language, code)] = reader.snippets("webhooks")
    body = '{"type": "interview.updated"}'
    now = datetime.now(UTC)
    head = {"webhook-id": "m1", "webhook-timestamp": str(int(now.timestamp()))}
    signed = head | {"webhook-signature": Webhook(SECRET).sign("m1", now, body)}

    right = reader.run(language, f"{code}\nprint(receive({signed!r}, {body.encode()!r}))")
    wrong = reader.run(language, f"{code}\nprint(receive({signed!r}, b'{{}}'))")

    assert right.splitlines()[-1] == "204"
    assert wrong == "401\n"
