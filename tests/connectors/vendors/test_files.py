"""Photos and CVs: asked for anew each time, for one's own company, of known types and sizes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate, Company
from candidates.services.access import create_user
from candidates.statuses import Role
from connectors.sync import files
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["viasto"]


def person_of(company: Company, name: str) -> AbstractBaseUser:
    return create_user(
        username=name, email=f"{name}@example.com", role=Role.RECRUITER, company=company,
        password="long-enough-for-a-test",
    )  # fmt: skip


@pytest.fixture
def row(stage: VendorStage):
    found = next(one for one in stage.app.world.candidates if one.photo and one.cv)
    stage.sync(stage.connect("files"))
    return found


@pytest.fixture
def candidate(row) -> Candidate:
    return Candidate.objects.get(remote_id=str(row.id))


@pytest.fixture
def signed_in(client: Client, acme: Company) -> Client:
    client.force_login(person_of(acme, "mia"))
    return client


def address(candidate: Candidate, name: str) -> str:
    return reverse("candidate_file", args=[candidate.pk, name])


def test_a_photo_is_shown_and_a_cv_is_saved(signed_in, row, candidate, stage) -> None:
    stage.clock.forward(days=2)
    photo = signed_in.get(address(candidate, "photo"))
    assert (photo.status_code, photo.headers["Content-Type"]) == (200, "image/png")
    assert photo.content == row.photo.content
    assert photo.headers["Content-Disposition"].startswith("inline")
    assert photo.headers["Cache-Control"] == "private, no-store"
    cv = signed_in.get(address(candidate, "cv"))
    assert cv.content == row.cv.content
    assert cv.headers["Content-Disposition"].startswith("attachment")
    page = signed_in.get(reverse("candidate", args=[candidate.pk])).content.decode()
    assert address(candidate, "cv") in page


def test_files_are_nobody_elses(client, candidate) -> None:
    assert client.get(address(candidate, "photo")).status_code == 302
    other = Company.objects.create(name="Other", slug="other")
    client.force_login(person_of(other, "noor"))
    assert client.get(address(candidate, "photo")).status_code == 404


def test_what_is_not_there_is_not_found(signed_in, row, candidate) -> None:
    row.photo = row.cv = None
    for name, sentence in (
        ("photo", "no photo of this candidate"),
        ("cv", "no CV of this candidate"),
    ):
        answer = signed_in.get(address(candidate, name))
        assert answer.status_code == 404
        assert sentence in answer.content.decode()
        assert reverse("candidate", args=[candidate.pk]) in answer.content.decode()
    assert signed_in.get(address(candidate, "passport")).status_code == 404


def test_a_file_that_the_vendor_is_known_not_to_have_is_not_offered(signed_in, stage) -> None:
    row = next(one for one in stage.app.world.candidates if one.cv)
    row.photo = None
    stage.sync(stage.connect("files"))
    candidate = Candidate.objects.get(remote_id=str(row.id))
    page = signed_in.get(reverse("candidate", args=[candidate.pk])).content.decode()
    assert address(candidate, "photo") not in page
    assert address(candidate, "cv") in page


def test_a_file_of_another_type_or_too_large_is_not_passed_on(signed_in, row, candidate) -> None:
    row.photo.kind = "text/html"
    refused = signed_in.get(address(candidate, "photo"))
    assert refused.status_code == 502
    assert "of a type that is not passed on" in refused.content.decode()
    row.photo.kind = "image/png"
    row.photo.content = bytes(files.LARGEST + 1)
    assert signed_in.get(address(candidate, "photo")).status_code == 502


def test_a_vendor_that_is_down_is_told(signed_in, candidate, stage) -> None:
    stage.sandbox.fault("403", times=None)
    stage.clock.now += timedelta(hours=1)
    assert signed_in.get(address(candidate, "photo")).status_code == 502
    stage.sandbox.heal()
