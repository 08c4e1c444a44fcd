"""Find candidates of a company."""

from django.db.models import Q

from candidates.models import Candidate
from candidates.selectors.teams import ALL


def candidate_of(company_id: int, pk: int, among: Q = ALL) -> Candidate | None:
    """A living candidate of the company, with their account and project."""
    rows = Candidate.objects.select_related("account", "project")
    return rows.filter(among, company_id=company_id, pk=pk, deleted_at=None).first()


def username_taken(company_id: int, username: str, *, but: int | None = None) -> bool:
    rows = Candidate.objects.filter(company_id=company_id, username=username, deleted_at=None)
    return rows.exclude(pk=but).exists()
