"""Candidates of a project as the API shows them: a page, with what belongs to each. Constant statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, QuerySet, Value, When

from candidates.models import Candidate, Company, Share
from candidates.ports import VendorWork, ports
from candidates.selectors.bulk_preview import choices_of
from candidates.selectors.cases import case_of
from candidates.selectors.coordinators import CoordinatedBy, coordinator_of
from candidates.selectors.documents import WITH_DOCUMENTS
from candidates.selectors.evaluations import Standing, evaluated, standings
from candidates.selectors.teams import colleagues
from candidates.statuses import CandidateStatus
from candidates.transitions import OPEN, Choice, Mover, moves_from

ANSWERS = ("advance",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters and order; `deadline` is lookups such as `{"gte": moment}`."""

    statuses: tuple[str, ...] = ()
    evaluation: tuple[str, ...] = ()
    email: str = ""
    search: str = ""
    search_mails: bool = True
    coordinated_by: CoordinatedBy | None = None
    deadline: Mapping[str, datetime]
    ordering: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is told of one candidate beside their own columns."""

    standing: Standing
    coordinator: int | None
    shares: list[Share]
    choices: list[Choice]
    work: VendorWork | None


def of_project(company_id: int, project_id: int, now: datetime) -> QuerySet[Candidate]:
    """Living ones; `status_shown` is the status as it is now."""
    over = When(Q(status__in=OPEN, deadline__lte=now), then=Value(CandidateStatus.EXPIRED.value))
    rows: QuerySet[Candidate] = Candidate.objects.filter(
        company_id=company_id, project=project_id, deleted_at=None
    )
    with_all = rows.select_related("account", "project").prefetch_related(WITH_DOCUMENTS)
    return with_all.annotate(status_shown=Case(over, default=F("status")))


def chosen(rows: QuerySet[Candidate], wanted: Wanted) -> QuerySet[Candidate]:
    if wanted.statuses:
        rows = rows.filter(Q(status_shown__in=wanted.statuses))
    if wanted.evaluation:
        rows = rows.filter(evaluated(wanted.evaluation))
    if wanted.coordinated_by:
        rows = rows.filter(wanted.coordinated_by.where)
    if wanted.email:
        rows = rows.filter(email__iexact=wanted.email)
    for word in wanted.search.split():
        named = Q(name__icontains=word) | Q(username__icontains=word)
        rows = rows.filter(named | Q(email__icontains=word) if wanted.search_mails else named)
    for lookup, moment in wanted.deadline.items():
        rows = rows.filter(**{f"deadline__{lookup}": moment})
    order = [
        F(name.removeprefix("-")).desc(nulls_last=True)
        if name.startswith("-")
        else F(name).asc(nulls_last=True)
        for name in wanted.ordering
    ]
    return rows.order_by(*order, "pk")


def beside(
    rows: Iterable[Candidate], company: Company, by: Mover | None, now: datetime
) -> dict[int, Beside]:
    """By candidate; `by` says whose moves are told, None is nobody's."""
    found = list(rows)
    evaluations = standings(found)
    shares: dict[int, list[Share]] = {row.pk: [] for row in found}
    for one in Share.objects.filter(candidate__in=shares).order_by("pk"):
        shares[one.candidate_id].append(one)
    people = set(colleagues(company.pk).values_list("pk", flat=True))
    mirrored = [row for row in found if row.account_id is not None]
    works = ports.vendor_moves.latest(mirrored) if mirrored else {}
    return {
        row.pk: Beside(
            standing=evaluations[row.pk],
            coordinator=coordinator_of(row, people),
            shares=shares[row.pk],
            choices=choices(row, company, by, now) if by else [],
            work=works.get(row.pk),
        )
        for row in found
    }


def choices(row: Candidate, company: Company, by: Mover, now: datetime) -> list[Choice]:
    """What the API can be asked for, each with the reason if it is blocked now."""
    if by == Mover.MANAGER:
        return choices_of(row, company, now)
    moves = moves_from(case_of(row, now, company), by)
    return [one for one in moves if one.name in ANSWERS]
