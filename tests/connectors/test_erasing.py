"""Of a person who was erased, no row of any table says who it was."""

import json
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.models import Batch, BatchRow, Candidate, Comment, Evaluation, Mail, Share
from connectors.models import Issue, RemoteRecord, WriteBack
from connectors.services import retention
from connectors.sync.person_erasure import forget_bodies
from interviews.models import Interview
from tests import make

NOW = datetime.now(UTC)
NAME, MAIL = "Zyxwolde Quarnhelm", "zyxwolde@else.example"
WORDS = ("zyxwolde", "quarnhelm", "5550199")


def saying_who(*apart: str) -> list[str]:
    """Every row of every table with text in it, packed text too, that names the person; but for some tables."""
    found = []
    for model in apps.get_models():
        if model.__name__ in apart:
            continue
        for row in model._default_manager.values():
            text = json.dumps({name: plain(value) for name, value in row.items()}, default=str)
            if any(word in text.lower() for word in WORDS):
                found.append(f"{model.__name__} {text[:300]}")
    return found


def plain(value: Any) -> Any:
    if not isinstance(value, bytes | memoryview):
        return value
    packed = bytes(value)
    try:
        return zlib.decompress(packed).decode(errors="replace")
    except zlib.error:
        return packed.decode(errors="replace")


def packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value).encode())


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


@pytest.fixture
def known(acme, greenhouse, alice):
    """A candidate of a vendor with all that hangs on them there, and all that colleagues did with them here."""
    interview = make.interview(greenhouse, NOW + timedelta(days=1), title=f"With {NAME}")
    one = interview.candidate
    make.tell(
        greenhouse, "candidate", one.remote_id, name=NAME, first_name="Zyxwolde", email=MAIL,
        phone="+49 5550199",
    )  # fmt: skip
    make.tell(greenhouse, "application", "a1", candidate_remote_id=one.remote_id, status="active")
    make.tell(greenhouse, "interview", interview.remote_id, application_remote_id="a1")
    make.tell(greenhouse, "scorecard", "s1", application_remote_id="a1")
    for resource, key in (
        ("candidates", one.remote_id),
        ("applications", "a1"),
        ("interviews", interview.remote_id),
        ("scorecards", "s1"),
    ):
        RemoteRecord.objects.create(
            account=greenhouse, resource=resource, remote_id=key, raw=packed({"of": NAME}), digest="x",
            reading={"x": {key: {"name": NAME}}}, read_at=NOW,
        )  # fmt: skip
    Issue.objects.create(
        company=acme, account=greenhouse, code="unreadable", subject=f"candidates {one.remote_id}",
        resource="candidates", remote_id=one.remote_id, field="phone", value="+49 5550199",
        message="candidates could not be read: “+49 5550199” is no phone.", told={"wrong": "unreadable",
        "do": "correct", "list": "candidates", "id": one.remote_id, "problem": "“+49 5550199” is no phone."},
        first_seen_at=NOW, last_seen_at=NOW,
    )  # fmt: skip
    for key, about in (("i", {"interview": interview}), ("c", {"candidate": one})):
        for state in ("refused", "queued"):
            WriteBack.objects.create(
                account=greenhouse, action="cancel", key=key + state, state=state, source="page",
                values={"note": f"{NAME} is ill"}, problem=f"No: {NAME}", asked_at=NOW, **about,
            )  # fmt: skip
    Comment.objects.create(candidate=one, text=f"{NAME} called", author=alice, at=NOW)
    Share.objects.create(candidate=one, user=alice, created_at=NOW)
    Evaluation.objects.create(
        candidate=one, evaluator=alice, rating=4, comment=f"I like {NAME}", updated_at=NOW
    )
    Mail.objects.create(
        company=acme, candidate=one, kind="invitation", key="k", language="en", recipient=MAIL,
        subject=f"Dear {NAME}", text=f"Dear {NAME}", created_at=NOW, next_attempt_at=NOW,
    )  # fmt: skip
    batch = Batch.objects.create(company=acme, source="page", created_at=NOW)
    BatchRow.objects.create(
        batch=batch, number=1, outcome="duplicate", values={"Mail": MAIL.upper(), "Name": NAME}
    )
    return Candidate.objects.get(pk=one.pk)


def test_every_place_is_searched(known):
    places = {found.partition(" ")[0] for found in saying_who()}

    assert places >= {
        "BatchRow", "Candidate", "Change", "Comment", "Evaluation", "Interview", "Issue", "Mail",
        "RemoteRecord", "WriteBack",
    }  # fmt: skip


def test_a_person_who_is_erased_is_named_nowhere(known, client, bob):
    client.force_login(bob)
    file = SimpleUploadedFile("Zyxwolde.txt", NAME.encode(), "text/plain")
    client.post(f"/candidates/{known.pk}/documents/cv/", {"file": file})

    assert client.post(f"/candidates/{known.pk}/erase/").status_code == 302
    forget_bodies(known.pk)

    assert saying_who() == []
    assert {wish.state for wish in WriteBack.objects.all()} == {"refused", "failed"}
    assert RemoteRecord.objects.filter(raw=b"").count() == 4
    assert BatchRow.objects.get().values == {}


def test_nothing_that_was_written_here_outlives_an_anonymization_at_the_vendor(known, greenhouse):
    Candidate.objects.update(name="Anonymized", first_name=None, email=None, phone=None)
    Interview.objects.update(title=None)

    retention.forget_person(greenhouse, [known.remote_id], now=NOW)

    # What the vendor's own records say goes with the records.
    assert saying_who("RemoteRecord", "Issue", "BatchRow") == []
