"""The addresses of documents that the API tells: each is good for one file and one token of the API."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from candidates.models import AccessToken, Candidate, Company, Document, Membership, Project, User
from candidates.selectors.documents import link_secret
from candidates.services.changes import Origin
from candidates.services.documents import look_at, store_document


@pytest.fixture
def project(acme: Company) -> Project:
    now = timezone.now()
    return Project.objects.create(company=acme, name="Backend", created_at=now, updated_at=now)


@pytest.fixture
def minji(project: Project) -> Candidate:
    return candidate(project, "Minji Kim")


def candidate(project: Project, name: str) -> Candidate:
    now = timezone.now()
    return Candidate.objects.create(
        company=project.company,
        project=project,
        name=name,
        status="invited",
        created_at=now,
        updated_at=now,
    )


def store(candidate: Candidate, content: bytes = b"Minji", kind: str = "cv") -> Document:
    origin = Origin(company_id=candidate.company_id, source="api", at=timezone.now())
    return store_document(candidate.pk, look_at(kind, content, "cv.txt"), origin)


def token(company: Company, **owner: object) -> AccessToken:
    number = AccessToken.objects.count()
    values = {"company": company, "digest": f"{number:064}", "created_at": timezone.now()}
    return AccessToken.objects.create(**values | owner)  # type: ignore[arg-type]


def open_link(candidate: Candidate, secret: str, kind: str = "cv") -> int:
    company, project = candidate.company_id, candidate.project_id
    start = f"/api/v3/companies/{company}/projects/{project}/candidates/{candidate.pk}"
    return Client().get(f"{start}/{kind}/{secret}/").status_code


def test_a_link_needs_no_header_and_says_nothing_of_the_token(
    minji: Candidate, alice: User
) -> None:
    mine = token(minji.company, user=alice)
    secret = link_secret(store(minji), mine)

    assert open_link(minji, secret) == 200
    assert mine.digest not in secret


def test_every_session_has_links_of_its_own(minji: Candidate, alice: User) -> None:
    document = store(minji)

    secrets = {link_secret(document, token(minji.company, user=alice)) for _ in range(3)}

    assert len(secrets) == 3


@pytest.mark.parametrize(
    "end",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now()},
        {"idle_minutes": 30, "last_used_at": timezone.now() - timedelta(minutes=31)},
        {"idle_minutes": 30, "created_at": timezone.now() - timedelta(minutes=31)},
    ],
    ids=["revoked", "expired", "left alone", "never used"],
)
def test_a_link_dies_with_its_token(minji: Candidate, alice: User, end: dict[str, object]) -> None:
    mine = token(minji.company, user=alice)
    secret = link_secret(store(minji), mine)

    AccessToken.objects.update(**end)  # type: ignore[arg-type]

    assert open_link(minji, secret) == 404


def test_a_link_dies_with_the_membership_and_with_the_person(minji: Candidate, alice: User) -> None:
    secret = link_secret(store(minji), token(minji.company, user=alice))
    User.objects.update(is_active=False)
    assert open_link(minji, secret) == 404
    User.objects.update(is_active=True)
    Membership.objects.all().delete()
    assert open_link(minji, secret) == 404


def test_a_link_dies_with_the_file_it_was_made_for(minji: Candidate, alice: User) -> None:
    secret = link_secret(store(minji), token(minji.company, user=alice))

    store(minji, b"Another one")

    assert open_link(minji, secret) == 404


def test_a_link_opens_no_other_file(minji: Candidate, project: Project, alice: User) -> None:
    mine = token(minji.company, user=alice)
    other = candidate(project, "Annika Schröder")
    secret = link_secret(store(minji), mine)
    store(other)

    assert open_link(other, secret) == 404
    assert open_link(minji, secret, "photo") == 404


def test_no_letter_of_a_link_may_differ(minji: Candidate, alice: User) -> None:
    secret = link_secret(store(minji), token(minji.company, user=alice))

    for place, letter in enumerate(secret):
        other = "1" if letter != "1" else "2"
        assert open_link(minji, secret[:place] + other + secret[place + 1 :]) == 404
    for other in (secret[:-1], secret + "0", "x", "9" * 30, "-", "٣-1"):
        assert open_link(minji, other) == 404


def test_a_candidate_sees_their_own_file_and_no_other(minji: Candidate, project: Project) -> None:
    other = candidate(project, "Annika Schröder")
    mine = token(minji.company, candidate=minji)

    assert open_link(minji, link_secret(store(minji), mine)) == 200
    assert open_link(other, link_secret(store(other), mine)) == 404


def test_another_companys_token_opens_nothing(
    minji: Candidate, globex: Company, charlie: User
) -> None:
    assert open_link(minji, link_secret(store(minji), token(globex, user=charlie))) == 404
