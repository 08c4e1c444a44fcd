"""What a move of many candidates would come to, before anybody asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from candidates.models import Candidate, Company
from candidates.ports import ports
from candidates.selectors.cases import case_of
from candidates.transitions import Choice, Mover, moves_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """`why` is the reason if it is blocked; it is then left out."""

    candidate: Candidate
    at_vendor: bool
    why: str


def choices_of(candidate: Candidate, company: Company, now: datetime) -> list[Choice]:
    """What a manager may think of, of the hub's own and of a vendor's candidate alike."""
    if candidate.deleted_at is not None or candidate.status is None:
        return []
    if candidate.account_id is not None:
        return list(ports.vendor_moves.choices(candidate))
    return list(moves_from(case_of(candidate, now, company), Mover.MANAGER))


def foreseen(
    candidates: Iterable[Candidate],
    name: str,
    company: Company,
    now: datetime,
    *,
    otherwise: str,
    barred: Mapping[int, str],
) -> list[Foreseen]:
    """`otherwise` is said of those that nobody moves that way, `barred` of those that somebody else does."""
    found = []
    for row in candidates:
        choices = {choice.name: choice for choice in choices_of(row, company, now)}
        blocked = str(choices[name].blocked) if name in choices else otherwise
        why = barred.get(row.pk) or blocked
        found.append(Foreseen(candidate=row, at_vendor=row.account_id is not None, why=why))
    return found
