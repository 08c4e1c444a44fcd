"""The board: candidates by status as it is now, a page of cards in each column, with what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from candidates.models import Candidate, Company
from candidates.selectors.bulk_preview import choices_of
from candidates.statuses import CandidateStatus
from candidates.transitions import OPEN, Choice
from interviews.selectors.people import NONE, PeopleQuery, chosen, in_statuses, overdue

CARDS = 20
COLUMNS = (*CandidateStatus.values, NONE)
SHOWN_MOVES = ("advance", "skip")
ORDER = (F("deadline").asc(nulls_last=True), "-updated_at", "-pk")
PLACE = ("deadline", "updated_at", "pk")
FIRST = datetime.min.replace(tzinfo=UTC)


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
    """A statement that counts and one for each place that cards lie in. Every column shows its first cards, `column`
    those of `page`.

    Without `moves` no card says what may be done.
    """
    counts = dict(by_status(query).values_list("column").annotate(Count("pk")))
    found = []
    for name in COLUMNS:
        many = counts.get(name, 0)
        place = min(page, max(1, -(-many // CARDS))) if name == column else 1
        rows = cards_of(query, name, CARDS * (place - 1))
        cards = [
            Card(candidate=row, choices=offered(row, company, query.now) if moves else [])
            for row in rows
        ]
        if name != NONE or many:
            found.append(Column(status=name, count=many, page=place, cards=cards))
    return found


def cards_of(query: PeopleQuery, name: str, beyond: int) -> list[Candidate]:
    """In the order of their deadlines, from the one after `beyond` on."""
    rows = chosen(query)
    last = beyond + CARDS
    if name != CandidateStatus.EXPIRED:
        lying = rows.filter(in_statuses([name], query.now)).order_by(*ORDER)
        return list(lying.select_related("account", "project")[beyond:last])
    places = [some.order_by(*ORDER).values_list(*PLACE)[:last] for some in expired(rows, query.now)]
    keys = [pk for *_place, pk in merge(*places, key=by_place)][beyond:last]
    found = rows.select_related("account", "project").in_bulk(keys)
    return [found[pk] for pk in keys]


def expired(rows: QuerySet[Candidate], now: datetime) -> Iterator[QuerySet[Candidate]]:
    """Those that are said to be, and those that are so unsaid; apart, so that each comes from an index in its order."""
    yield rows.filter(status=CandidateStatus.EXPIRED)
    for status in OPEN:
        yield rows.filter(status=status, deadline__lte=now)


def by_place(place: tuple[datetime | None, datetime, int]) -> tuple[bool, datetime, timedelta, int]:
    """The same order as `ORDER`, of values of `PLACE`."""
    deadline, changed, pk = place
    return deadline is None, deadline or FIRST, FIRST - changed, -pk


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
