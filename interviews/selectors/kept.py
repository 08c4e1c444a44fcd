"""What is kept of a candidate, for whoever is about to erase it."""

from dataclasses import dataclass

from candidates.models import Candidate
from candidates.statuses import DeletedReason
from interviews.models import Application, Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    candidate: Candidate
    kin: int
    interviews: int
    applications: int
    documents: int
    comments: int
    mails: int


def kept_of(company_id: int, pk: int) -> Kept | None:
    """None where the company has no such candidate, or they are erased already."""
    rows = Candidate.objects.select_related("account").filter(company=company_id, pk=pk)
    candidate = rows.exclude(deleted_reason=DeletedReason.ERASED).first()
    if candidate is None:
        return None
    kin = Candidate.objects.filter(person=candidate.person_id, deleted_at=None).exclude(pk=pk)
    return Kept(
        candidate=candidate,
        kin=kin.count() if candidate.person_id else 0,
        interviews=Interview.objects.filter(candidate=candidate, deleted_at=None).count(),
        applications=Application.objects.filter(candidate=candidate, deleted_at=None).count(),
        documents=candidate.documents.count(),
        comments=candidate.comments.count(),
        mails=candidate.mails.count(),
    )
