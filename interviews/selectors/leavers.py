"""Interviews to come of people who have left: skipped, withdrawn, broken off, or out of time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from candidates.models import Candidate
from candidates.statuses import CandidateStatus
from candidates.transitions import OPEN
from interviews.models import Interview
from interviews.ports import ports
from interviews.statuses import InterviewStatus

LEFT = (CandidateStatus.SKIPPED, CandidateStatus.ABORTED, CandidateStatus.EXPIRED)
SETTLED = (InterviewStatus.CANCELLED, InterviewStatus.COMPLETED)
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Leaver:
    """`why_not` is why the interview cannot be cancelled from here; "" where it can."""

    interview: Interview
    why_not: str


def leavers(
    company_id: int,
    now: datetime,
    *,
    interview: int | None = None,
    candidates: Collection[Candidate] = (),
) -> list[Leaver]:
    """What stands of that interview, or of these candidates. One statement, and the vendors' answers where one does."""
    about = Q(pk=interview) if interview is not None else Q(candidate__in=candidates)
    rows = list(of_leavers(company_id, now).filter(about))
    closed = ports.vendors.closed([one.pk for one in rows]) if rows else {}
    return [Leaver(one, closed.get(one.pk, {}).get("cancel", "")) for one in rows]


def of_leavers(company_id: int, now: datetime) -> QuerySet[Interview]:
    """By time. Where a vendor governs no status, what all other systems say of the same person counts."""
    here = has_left(now, "candidate__") | Q(candidate__status=None) & gone_elsewhere(now)
    coming = Interview.objects.filter(
        here, company=company_id, deleted_at=None, candidate__deleted_at=None, begins_at__gte=now
    ).exclude(status__in=SETTLED)
    return coming.select_related("candidate", "account").order_by("begins_at", "pk")


def has_left(now: datetime, path: str = "") -> Q:
    overdue = {f"{path}status__in": OPEN, f"{path}deadline__lte": now}
    return Q(**{f"{path}status__in": LEFT}) | Q(**overdue)


def gone_elsewhere(now: datetime) -> Q:
    kin = Candidate.objects.filter(
        person=OuterRef("candidate__person"), deleted_at=None, status__isnull=False
    )
    left = has_left(now)
    return Q(Exists(kin.filter(left))) & ~Q(Exists(kin.exclude(left)))
