"""Candidates of the hub's own: added, changed, deleted; and people erased for good, whoever keeps them."""

import json
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from candidates.models import Batch as Import
from candidates.models import (
    BatchRow,
    Candidate,
    Change,
    Comment,
    Document,
    Evaluation,
    Mail,
    Person,
    Project,
)
from connectors.models import RemoteRecord
from connectors.models.sync import ERASED
from connectors.selectors.vendors import profile_of
from connectors.sync.mapped_by import mapping_of
from connectors.sync.pages import Page, store
from connectors.sync.person_erasure import forget_bodies
from interviews.models import Interview
from tests import make

NOW = datetime.now(UTC)


def own(company, **fields):
    values = {"status": "new", "name": "Minji Kim", "email": "minji@example.org"} | fields
    return Candidate.objects.create(company=company, created_at=NOW, updated_at=NOW, **values)


def test_somebody_is_added_by_hand_and_can_be_invited_at_once(coordinator, acme, alice):
    team = Project.objects.create(company=acme, name="Support", created_at=NOW, updated_at=NOW)

    page = coordinator.send(
        "/candidates/new/",
        first_name="Jane",
        last_name="Doe",
        email="jane@example.org",
        project_id=team.pk,
    )

    assert "Jane Doe was added." in page.text
    made = Candidate.objects.get()
    assert (made.name, made.status, made.project, made.created_by) == (
        "Jane Doe",
        "new",
        team,
        alice,
    )
    assert len(made.activation_key) > 30
    assert "Jane Doe: Invited." in coordinator.send(f"/candidates/{made.pk}/advance/").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone": "1"}, "Write a name or an e-mail address."),
        ({"last_name": "Doe", "email": "jane"}, "Enter a valid email address."),
        ({"last_name": "Doe", "time_zone": "Mars"}, "There is no time zone “Mars”."),
        ({"last_name": "Doe", "project_id": "99"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(coordinator, acme, fields, sentence):
    page = coordinator.send("/candidates/new/", **fields)

    assert page.status == 422
    assert sentence in page.text
    assert Candidate.objects.count() == 0


def test_a_change_by_hand_is_told_and_a_slower_one_refused(coordinator, acme):
    one = own(acme)
    path = f"/candidates/{one.pk}/edit/"
    assert 'value="minji@example.org"' in coordinator.open(path).html

    page = coordinator.send(path, last_name="Kim", email="new@example.org", seen=1)
    assert "E-mail: minji@example.org → new@example.org" in page.text
    assert "has changed meanwhile" in coordinator.send(path, last_name="Lee", seen=1).text


def test_a_korean_name_is_written_family_first(coordinator, acme):
    coordinator.send("/candidates/new/", first_name="민지", last_name="김")

    assert Candidate.objects.get().name == "김민지"


def test_deleting_leaves_a_tombstone(coordinator, acme):
    one = own(acme)
    path = f"/candidates/{one.pk}/delete/"
    assert "Delete Minji Kim?" in coordinator.open(path).text

    assert "Minji Kim was deleted." in coordinator.send(path).text
    assert "Deleted by a person" in coordinator.open(f"/candidates/{one.pk}/").text


def test_a_vendors_candidate_is_neither_changed_nor_deleted_here(coordinator, acme, greenhouse):
    one = own(acme, account=greenhouse, remote_id="7")

    for act in ("edit", "delete"):
        page = coordinator.send(f"/candidates/{one.pk}/{act}/", last_name="X")
        assert "kept by a vendor" in page.text
    one.refresh_from_db()
    assert (one.name, one.deleted_at) == ("Minji Kim", None)


def everything_about(company, alice):
    one = own(
        company,
        first_name="Minji",
        phone="+82 2 123456",
        person=Person.objects.create(company=company, created_at=NOW),
        password="hash",
        activation_key="key",
    )
    Change.objects.create(
        company=company, kind="UPDATED", subject="candidate", subject_id=one.pk,
        candidate_id=one.pk, fields={"email": ["old-minji@x.org", "minji@example.org"]},
        source="page", at=NOW,
    )  # fmt: skip
    Comment.objects.create(candidate=one, text="Minji called", at=NOW)
    Evaluation.objects.create(
        candidate=one, evaluator=alice, rating=4, comment="Minji is good", updated_at=NOW
    )
    Mail.objects.create(
        company=company, candidate=one, kind="invitation", key="k", language="en",
        recipient="minji@example.org", subject="Dear Minji", text="Dear Minji", created_at=NOW,
        next_attempt_at=NOW,
    )  # fmt: skip
    Document.objects.create(
        candidate=one, kind="cv", content_type="text/plain", name="minji.txt", size=5, digest="d",
        content=b"Minji", uploaded_at=NOW,
    )  # fmt: skip
    batch = Import.objects.create(company=company, source="page", created_at=NOW)
    BatchRow.objects.create(batch=batch, number=1, values={"name": "Minji"}, candidate=one)
    return one


def told_anywhere(word):
    rows = [
        Candidate.objects.values(), Change.objects.values(), Comment.objects.values(),
        Evaluation.objects.values(), Mail.objects.values(), Document.objects.values(),
        BatchRow.objects.values(), Interview.objects.values(),
    ]  # fmt: skip
    return [row for found in rows for row in found if word in str(row).lower()]


def test_of_a_person_who_is_erased_nothing_personal_is_left(admin, acme, alice):
    one = everything_about(acme, alice)
    assert len(told_anywhere("minji")) == 7
    page = admin.open(f"/candidates/{one.pk}/erase/")
    assert "1 comment" in page.text
    assert "This cannot be undone." in page.text

    page = admin.send(f"/candidates/{one.pk}/erase/")

    assert "Erased by a person" in page.text
    assert told_anywhere("minji") == []
    one.refresh_from_db()
    assert (one.status, one.password, one.activation_key, one.person) == ("new", "", None, None)
    assert Mail.objects.get().state == "discarded"
    assert Evaluation.objects.get().rating == 4


def test_only_administrators_and_owners_erase_and_only_their_own(
    coordinator, admin, stranger, acme
):
    one = own(acme)
    path = f"/candidates/{one.pk}/erase/"

    assert coordinator.send(path).status == 403
    assert stranger.send(path).status == 404
    assert admin.send(path).status == 200
    assert admin.send(path).status == 404


CANDIDATE = {
    "id": 53883394, "first_name": "Zuzana", "last_name": "Nova", "company": None, "title": None,
    "email_addresses": [{"value": "zuzana@example.org", "type": "personal"}],
    "phone_numbers": [], "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
}  # fmt: skip


def arrive(account, **changes):
    resource = next(one for one in profile_of(account).resources if one.kind == "candidate")
    page = Page(account, resource, make.origin(account, NOW), mapping_of(account))
    with transaction.atomic():
        store(page, [CANDIDATE | changes])


def test_an_erased_person_does_not_come_back_with_the_next_sync(admin, greenhouse):
    arrive(greenhouse)
    one = Candidate.objects.get()
    assert one.first_name == "Zuzana"
    admin.send(f"/candidates/{one.pk}/erase/")
    forget_bodies(one.pk)

    arrive(greenhouse, first_name="Zuzanka", updated_at="2026-02-01T00:00:00Z")
    make.tell(greenhouse, "candidate", "53883394", name="Zuzana Nova")

    assert told_anywhere("zuzan") == []
    record = RemoteRecord.objects.get()
    assert (record.raw, record.digest) == (b"", ERASED)
    assert "Zuzan" not in json.dumps(record.reading)
    assert zlib.compress(b"") != record.raw


def test_interviews_of_an_erased_person_leave_the_board(admin, greenhouse):
    kept = make.interview(greenhouse, NOW + timedelta(days=1), title="With Annika", location="x")
    one = Candidate.objects.get()

    asked = admin.open(f"/candidates/{one.pk}/erase/").text
    assert "1 interview leaves the board" in asked
    assert "0 documents" not in asked
    admin.send(f"/candidates/{one.pk}/erase/")

    kept.refresh_from_db()
    assert (kept.title, kept.deleted_reason) == (None, "erased")
    make.change(kept, title="With Annika again")
    assert told_anywhere("with annika") == []
    assert "With Annika" not in admin.open("/interviews/", date_from="").text
