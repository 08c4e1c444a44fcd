"""The board: candidates by status as it is now, a page of cards in each column, with what may be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from candidates.models import Candidate, Company
from candidates.selectors.bulk_preview import choices_of
from candidates.statuses import CandidateStatus
from candidates.transitions import Choice
from interviews.selectors.people import NONE, PeopleQuery, chosen, overdue

CARDS = 20
COLUMNS = (*CandidateStatus.values, NONE)
SHOWN_MOVES = ("advance", "skip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    candidate: Candidate
    choices: list[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`page` counts from 1."""

    status: str
    count: int
    page: int
    cards: list[Card]

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // CARDS))

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def pipeline(
    query: PeopleQuery, company: Company, *, column: str, page: int, moves: bool
) -> list[Column]:
    """Two statements. Every column shows its first cards, `column` those of `page`.

    Without `moves` no card says what may be done.
    """
    rows = by_status(query)
    counts = dict(rows.values_list("column").annotate(Count("pk")))
    page = min(page, max(1, -(-counts.get(column, 0) // CARDS)))
    placed = rows.annotate(
        place=Window(
            RowNumber(),
            partition_by=F("column"),
            order_by=[F("deadline").asc(nulls_last=True), F("updated_at").desc(), F("pk").desc()],
        )
    )
    beyond = CARDS * (page - 1)
    here = Q(column=column, place__gt=beyond, place__lte=beyond + CARDS)
    shown = placed.filter(here | ~Q(column=column) & Q(place__lte=CARDS))
    cards: dict[str, list[Card]] = {name: [] for name in COLUMNS}
    for row in shown.select_related("account", "project").order_by("column", "place"):
        choices = offered(row, company, query.now) if moves else []
        cards[row.column].append(Card(candidate=row, choices=choices))
    return [
        Column(
            status=name,
            count=counts.get(name, 0),
            page=page if name == column else 1,
            cards=cards[name],
        )
        for name in COLUMNS
        if name != NONE or counts.get(NONE)
    ]


def by_status(query: PeopleQuery) -> QuerySet[Any]:
    return chosen(query).annotate(
        column=Case(
            When(overdue(query.now), then=Value(CandidateStatus.EXPIRED.value)),
            default=Coalesce("status", Value(NONE)),
            output_field=CharField(),
        )
    )


def offered(candidate: Candidate, company: Company, now: datetime) -> list[Choice]:
    """What a card offers: moves that need nothing but the wish."""
    return [choice for choice in choices_of(candidate, company, now) if choice.name in SHOWN_MOVES]
