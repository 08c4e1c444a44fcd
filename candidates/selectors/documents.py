"""Photo and CV of candidates. The bytes are read only for whoever is shown the file."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.crypto import constant_time_compare, salted_hmac

from candidates.models import AccessToken, Candidate, Document
from candidates.permissions import Right, allows, parts_of
from candidates.selectors.access import role_of
from candidates.selectors.teams import is_shared, team_of
from candidates.selectors.tokens import lives, may_come_in

WITHOUT_BYTES = Document.objects.defer("content").select_related("uploaded_by").order_by("kind")
WITH_DOCUMENTS = Prefetch("documents", WITHOUT_BYTES)
LINK_SALT = "candidates.documents.link"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document of this kind is, or would be."""

    kind: str
    label: str
    document: Document | None


def places_of(candidate_id: int) -> list[Place]:
    """One for each kind, without the bytes."""
    here = {one.kind: one for one in WITHOUT_BYTES.filter(candidate=candidate_id)}
    return [Place(kind.value, str(kind.label), here.get(kind.value)) for kind in Document.Kind]


def document(*, company_id: int, candidate_id: int, kind: str, **narrowed: int) -> Document | None:
    """With its bytes; None where the company has no such candidate, or the candidate no such document."""
    return (
        Document.objects.select_related("candidate")
        .filter(
            candidate__in=Candidate.objects.filter(pk=candidate_id),
            candidate__company=company_id,
            candidate__deleted_at=None,
            kind=kind,
            **narrowed,
        )
        .first()
    )


def link_secret(one: Document, token: AccessToken) -> str:
    """What the address of a document ends with: good for this very file, as long as this token of the API lives."""
    told = f"{token.digest} {one.candidate_id} {one.kind} {one.digest}"
    return f"{token.pk}-{salted_hmac(LINK_SALT, told, algorithm='sha256').hexdigest()[:40]}"


def linked_document(
    *, company_id: int, project_id: int, candidate_id: int, kind: str, secret: str, now: datetime
) -> Document | None:
    """The file behind an address, with its bytes; None if it is gone, or the token of the API has died."""
    token = token_called(company_id, secret.partition("-")[0])
    if token is None or not lives(token, now) or not may_come_in(token):
        return None
    found = document(
        company_id=company_id,
        candidate_id=candidate_id,
        kind=kind,
        candidate__project=project_id,
    )
    if found is None or not constant_time_compare(link_secret(found, token), secret):
        return None
    return found if may_look(token, found.candidate) else None


def token_called(company_id: int, number: str) -> AccessToken | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    tokens = AccessToken.objects.filter(company=company_id, pk=int(number))
    return tokens.select_related("user", "candidate", "company").first()


def may_look(token: AccessToken, candidate: Candidate) -> bool:
    """As when the link was told: a candidate sees what is their own, a person what they have a part in."""
    if token.user is None:
        return token.candidate_id == candidate.pk
    team = team_of(candidate.project_id, token.user.pk)
    shared = is_shared(candidate, token.user.pk)
    parts = parts_of(role_of(token.user, token.company), team, shared=shared)
    return allows(Right.SEE_CANDIDATE, parts)
