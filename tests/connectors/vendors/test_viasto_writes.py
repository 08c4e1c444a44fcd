"""A candidate of viasto's is moved on the page, done at viasto, and shows here as viasto has it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from candidates.models import Candidate, Change, Company, Share
from candidates.services.access import create_api_key, create_user
from candidates.statuses import Role
from connectors.models import WriteBack
from connectors.sync import writebacks
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["viasto"]


@pytest.fixture
def signed_in(client: Client, acme: Company) -> Client:
    client.force_login(user_of(acme, "mia", Role.RECRUITER))
    return client


def user_of(company: Company, name: str, role: Role):
    return create_user(
        username=name, email=f"{name}@example.com", role=role, company=company,
        password="long-enough-for-a-test",
    )  # fmt: skip


@pytest.fixture
def row(stage: VendorStage):
    """Invited at viasto, and read here."""
    project = next(one for one in stage.app.world.projects if one.status == "active")
    made = stage.app.world.add_invited(project.id)
    stage.sync(stage.connect("writes"))
    return made


def candidate_of(row) -> Candidate:
    return Candidate.objects.get(remote_id=str(row.id))


def move(client: Client, row, name: str, **form: object):
    address = f"/candidates/{candidate_of(row).pk}/{name}/"
    return client.post(address, {"seen": candidate_of(row).version, **form}, follow=True)


def done(stage: VendorStage) -> list[str]:
    wishes = WriteBack.objects.filter(state="queued").order_by("pk")
    return [writebacks.work_on(one.pk, clock=stage.clock).state for one in wishes]


def test_a_deadline_is_set_at_viasto_in_the_readers_zone(signed_in, stage, row) -> None:
    page = move(signed_in, row, "set_deadline", deadline="2026-05-01T12:00")
    assert "Sent to viasto." in page.content.decode()
    assert done(stage) == ["done"]
    told = datetime.fromtimestamp(row.deadline / 1000, UTC)
    assert candidate_of(row).deadline == told
    assert told.date().isoformat() == "2026-05-01"
    change = Change.objects.filter(source="page").latest("pk")
    assert change.actor.username == "mia"


def test_an_invitation_expires_is_reopened_reminded_of_and_skipped(signed_in, stage, row) -> None:
    stage.clock.forward(days=30)
    stage.sync(candidate_of(row).account)
    assert candidate_of(row).status == "expired"
    move(signed_in, row, "advance")
    assert done(stage) == ["refused"]
    assert "deadline must be in the future" in WriteBack.objects.latest("pk").problem
    move(signed_in, row, "set_deadline", deadline="2027-05-01T12:00")
    assert done(stage) == ["done"]
    for name in ("advance", "remind", "skip"):
        move(signed_in, row, name)
        assert done(stage) == ["done"]
    assert (row.reminders, row.status) == (1, "skipped")
    assert candidate_of(row).status == "skipped"


def test_what_viasto_would_refuse_is_said_before_it_is_asked(signed_in, stage, row) -> None:
    stage.app.world.finish(row.id)
    stage.sync(candidate_of(row).account)
    page = move(signed_in, row, "skip").content.decode()
    assert "viasto skips nobody who has begun" in page
    assert "Only the candidate can go on from here." in page
    assert not WriteBack.objects.exists()


def test_the_same_form_twice_is_one_wish_and_nonsense_is_none(signed_in, stage, row) -> None:
    for _ in range(2):
        move(signed_in, row, "remind", key="hub-once")
    assert done(stage) == ["done"]
    assert row.reminders == 1
    move(signed_in, row, "set_deadline", deadline="soon")
    nonsense = f"/candidates/{candidate_of(row).pk}/dismiss/"
    assert signed_in.post(nonsense).status_code == 404
    assert WriteBack.objects.count() == 1


def test_others_move_nobody(client, acme, row) -> None:
    noor = user_of(acme, "noor", Role.HIRING_MANAGER)
    client.force_login(noor)
    assert move(client, row, "skip").status_code == 404
    known = candidate_of(row)
    Share.objects.create(candidate=known, user=noor, created_at=known.created_at)
    assert move(client, row, "skip").status_code == 403
    client.force_login(user_of(Company.objects.create(name="O", slug="o"), "ann", Role.RECRUITER))
    assert move(client, row, "skip").status_code == 404
    assert not WriteBack.objects.exists()


def test_while_one_wish_is_under_way_another_waits(signed_in, stage, row) -> None:
    move(signed_in, row, "remind")
    page = move(signed_in, row, "skip").content.decode()
    assert "Something was asked of viasto before: wait for what comes of it." in page
    assert done(stage) == ["done"]
    move(signed_in, row, "skip")
    assert done(stage) == ["done"]
    assert row.status == "skipped"


def test_over_the_api_a_move_is_under_way_until_viasto_has_done_it(acme, stage, row) -> None:
    one = candidate_of(row)
    Candidate.objects.update(deadline=datetime(2100, 1, 1, tzinfo=UTC))
    secret = create_api_key(
        company=acme, name="robot", scopes=("read", "write", "pii"), now=stage.clock()
    )[1]
    client, head = Client(), {"Authorization": f"Bearer {secret}"}
    here = f"/api/v3/companies/{acme.pk}/projects/{one.project_id}/candidates/{one.pk}/"
    known = {each["name"]: each for each in client.get(here, headers=head).json()["allowed_moves"]}

    answer = client.patch(f"{here}status/skip/", headers=head)
    again = client.patch(f"{here}status/skip/", headers=head)

    assert known["skip"] == {"name": "skip", "target": "skipped", "blocked": ""}
    assert known["advance"]["blocked"] == "Only the candidate can go on from here."
    shown = answer.json()
    assert (answer.status_code, shown["status"], shown["vendor"]) == (202, "invited", "viasto")
    assert (shown["pending_move"]["name"], shown["pending_move"]["state"]) == ("skip", "queued")
    assert (again.status_code, again.json()["current"]["status"]) == (409, "invited")
    assert done(stage) == ["done"]
    shown = client.get(here, headers=head).json()
    assert (row.status, shown["status"], shown["pending_move"]) == ("skipped", "skipped", None)


def test_over_the_api_a_refusal_of_viastos_is_told(acme, stage, row) -> None:
    one = candidate_of(row)
    secret = create_api_key(company=acme, name="robot", scopes=("read", "write"), now=stage.clock())
    client, head = Client(), {"Authorization": f"Bearer {secret[1]}"}
    here = f"/api/v3/companies/{acme.pk}/projects/{one.project_id}/candidates/{one.pk}/"
    body = {"deadline": "2020-01-31T23:59+01:00"}

    asked = client.patch(f"{here}deadline/", body, content_type="application/json", headers=head)
    stage.app.world.finish(row.id)
    done(stage)

    assert asked.status_code == 202
    shown = client.get(here, headers=head).json()
    assert shown["pending_move"]["state"] == "refused"
    assert shown["pending_move"]["problem"]
