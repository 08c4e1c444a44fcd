"""Where photo and CV of a candidate are, for whoever asks."""

from django.urls import reverse

from candidates.models import AccessToken, Candidate, Document
from candidates.selectors.documents import link_secret


def document_urls(
    candidate: Candidate, token: AccessToken | None, origin: str
) -> dict[str, str | None]:
    """An address lives as long as the token that it is told to; without one there is none."""
    here = {one.kind: one for one in candidate.documents.all()} if token else {}
    return {
        kind: address(here[kind], candidate, token, origin) if token and kind in here else None
        for kind in Document.Kind.values
    }


def address(one: Document, candidate: Candidate, token: AccessToken, origin: str) -> str:
    place = (candidate.company_id, candidate.project_id, candidate.pk, one.kind)
    return origin + reverse("linked_document", args=[*place, link_secret(one, token)])
