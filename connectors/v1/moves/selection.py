"""What a key may see of a candidate's moves."""

from dataclasses import dataclass
from datetime import datetime

from rest_framework.exceptions import NotFound

from candidates.models import ApiKey, Candidate, Company
from candidates.ports import VendorWork, ports
from candidates.selectors.bulk_preview import choices_of
from candidates.selectors.candidates import candidate_of
from candidates.transitions import Choice, status_at
from connectors.v1.operations.selection import may_see

LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Found:
    """`status` is as of now; `work` is the last move that was asked of a vendor."""

    candidate: Candidate
    status: str | None
    choices: list[Choice]
    work: VendorWork | None


def candidate_for(key: ApiKey, pk: int) -> Candidate:
    """Raises NotFound."""
    found = candidate_of(key.company_id, pk) if pk < LARGEST else None
    if found is None or not may_see(key, found.account_id):
        raise NotFound(f"There is no candidate {pk} for this API key.")
    return found


def moves_of(company: Company, candidate: Candidate, *, now: datetime) -> Found:
    works = ports.vendor_moves.latest([candidate]) if candidate.account_id else {}
    return Found(
        candidate,
        status_at(candidate.status, candidate.deadline, now),
        choices_of(candidate, company, now),
        works.get(candidate.pk),
    )
