"""One page of interviews with their panels, for pages and API alike.

    list_interviews(InterviewQuery(company_id=1, statuses=("scheduled",), sort="-start_at"))

A page costs two statements, or three where it reaches the rows that have no value to be sorted by.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from candidates.selectors.prepared_queries import Prepared
from interviews.models import AtsUser, Interview, Interviewer
from interviews.selectors.coordinators import ArrangedBy
from interviews.selectors.keyset import (
    Order,
    Place,
    by_id,
    fingerprint,
    read_cursor,
    take,
    write_cursor,
)
from interviews.selectors.rows import ROW_COLUMNS, SEAT_COLUMNS, InterviewRow, Seat
from interviews.selectors.words import Word, having_words, words_of
from interviews.statuses import InterviewStatus, ResponseStatus

Operator = Literal["eq", "gt", "gte", "lt", "lte"]
Bound = tuple[Operator, datetime]

SORTS = {
    "id": "id",
    "start_at": "begins_at",
    "end_at": "finishes_at",
    "created_at": "vendor_created_at",
    "updated_at": "vendor_updated_at",
}
AMONG = {
    "ids": "id",
    "remote_ids": "remote_id",
    "account_ids": "account_id",
    "vendors": "account__vendor",
    "vendor_statuses": "vendor_status",
    "kinds": "kind",
    "locations": "location",
    "candidate_ids": "candidate_id",
    "candidate_remote_ids": "candidate_remote_id",
    "application_ids": "application_id",
    "application_remote_ids": "application_remote_id",
    "stage_ids": "stage_id",
    "stage_remote_ids": "stage_remote_id",
    "job_ids": "job_id",
    "job_remote_ids": "job_remote_id",
    "organizer_ids": "organizer_id",
    "organizer_remote_ids": "organizer_remote_id",
}
SEATS_AMONG = {"interviewer_ids": "user_id", "interviewer_remote_ids": "user_remote_id"}
RANGES = ("begins_at", "finishes_at", "vendor_created_at", "vendor_updated_at")
REMEMBERED = 256  # searches, as SQL: a client pages through one, and comes back with it
AFTER = -(2**62)  # stands for the id that a page begins after


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewQuery:
    """What to list. An empty tuple asks for nothing in particular; `account_ids` None means all accounts.

    `*_ids` are ours, `*_remote_ids` the vendor's; `with_email` is whoever sits there or organizes it.
    `statuses` may hold None: the vendor's word is unknown. An all-day interview counts in ranges and order as its
    dates at 00:00 UTC. Tombstones and undated placeholders are left out unless included.
    `words` are those of `q`, once they were looked for.
    """

    company_id: int
    account_ids: tuple[int, ...] | None = None
    ids: tuple[int, ...] = ()
    remote_ids: tuple[str, ...] = ()
    vendors: tuple[str, ...] = ()
    statuses: tuple[str | None, ...] = ()
    vendor_statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    candidate_ids: tuple[int, ...] = ()
    candidate_remote_ids: tuple[str, ...] = ()
    application_ids: tuple[int, ...] = ()
    application_remote_ids: tuple[str, ...] = ()
    stage_ids: tuple[int, ...] = ()
    stage_remote_ids: tuple[str, ...] = ()
    job_ids: tuple[int, ...] = ()
    job_remote_ids: tuple[str, ...] = ()
    organizer_ids: tuple[int, ...] = ()
    organizer_remote_ids: tuple[str, ...] = ()
    interviewer_ids: tuple[int, ...] = ()
    interviewer_remote_ids: tuple[str, ...] = ()
    interviewer_identity_ids: tuple[int, ...] = ()
    begins_at: tuple[Bound, ...] = ()
    finishes_at: tuple[Bound, ...] = ()
    vendor_created_at: tuple[Bound, ...] = ()
    vendor_updated_at: tuple[Bound, ...] = ()
    q: str = ""
    words: tuple[Word, ...] = ()
    with_email: str | None = None
    arranged_by: ArrangedBy | None = None
    only_declined: bool = False
    no_answer: bool = False
    missing_place: bool = False
    waiting_for_time: bool = False
    include_deleted: bool = False
    include_undated: bool = False
    sort: str = "id"
    limit: int = 100
    cursor: str = ""


OPEN = Q(status=None) | Q(status__in=(InterviewStatus.DRAFT, InterviewStatus.SCHEDULED))


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[InterviewRow]
    next_cursor: str | None


def list_interviews(query: InterviewQuery) -> Page:
    """Raises ValueError for an unknown sort, CursorError for a cursor that does not fit."""
    found, next_cursor = list_values(query, ROW_COLUMNS)
    rows = [InterviewRow(*values) for values in found]
    seat(rows)
    return Page(rows, next_cursor)


def list_values(
    query: InterviewQuery, columns: Sequence[str | Combinable]
) -> tuple[list[tuple[Any, ...]], str | None]:
    """These columns of a page's interviews, the id among them, and the next cursor. Raises as above."""
    order = order_of(query)
    filters = filters_of(pattern := replace(query, cursor=""))
    place = read_cursor(query.cursor, order, filters) if query.cursor else None
    wanted = (*columns, *({order.column} - set(columns)))
    if order.column == "id":
        found = take_prepared(pattern, wanted, place)
    else:
        found = take(matching(query).values_list(*wanted), order, place, query.limit + 1)
    rows = [values[: len(columns)] for values in found[: query.limit]]
    if len(found) <= query.limit:
        return rows, None
    last = dict(zip(wanted, found[query.limit - 1], strict=True))
    value = None if order.column == "id" else last[order.column]
    return rows, write_cursor(order, Place(value, last["id"]), filters)


def take_prepared(
    pattern: InterviewQuery, columns: tuple[str | Combinable, ...], place: Place | None
) -> list[tuple[Any, ...]]:
    if place is None:
        return first_by_id(pattern, columns).run()
    return next_by_id(pattern, columns).run(after=place.id)


@lru_cache(maxsize=REMEMBERED)
def first_by_id(pattern: InterviewQuery, columns: tuple[str | Combinable, ...]) -> Prepared:
    rows = matching(pattern).values_list(*columns)
    return Prepared(by_id(rows, order_of(pattern), None)[: pattern.limit + 1], {})


@lru_cache(maxsize=REMEMBERED)
def next_by_id(pattern: InterviewQuery, columns: tuple[str | Combinable, ...]) -> Prepared:
    rows = matching(pattern).values_list(*columns)
    after = by_id(rows, order_of(pattern), Place(None, AFTER))
    return Prepared(after[: pattern.limit + 1], {"after": AFTER})


def count_interviews(query: InterviewQuery) -> int:
    """How many there are on all pages together."""
    return matching(query).count()


def order_of(query: InterviewQuery) -> Order:
    column = SORTS.get(query.sort.removeprefix("-"))
    if column is None:
        valid = ", ".join(SORTS)
        raise ValueError(f"There is no order {query.sort}. Valid: {valid}, each also with “-”.")
    return Order(
        name=query.sort,
        column=column,
        descending=query.sort.startswith("-"),
        valueless=column != "begins_at" or query.include_undated or query.waiting_for_time,
    )


@lru_cache(maxsize=REMEMBERED)
def filters_of(query: InterviewQuery) -> str:
    beside = ("sort", "limit", "cursor", "words")
    return fingerprint(
        {name: getattr(query, name) for name in query.__slots__ if name not in beside}
    )


def matching(query: InterviewQuery) -> QuerySet[Interview]:
    rows: QuerySet[Interview] = Interview.objects.filter(company_id=query.company_id)
    if not query.include_deleted:
        rows = rows.filter(deleted_at=None)
    if query.waiting_for_time:
        rows = rows.filter(OPEN, begins_at=None)
    elif not query.include_undated:
        rows = rows.filter(begins_at__isnull=False)
    for name, column in AMONG.items():
        wanted = getattr(query, name)
        if wanted or (name == "account_ids" and wanted is not None):
            rows = rows.filter(**{f"{column}__in": wanted})
    for column in RANGES:
        for operator, moment in getattr(query, column):
            rows = rows.filter(**{f"{column}__{'exact' if operator == 'eq' else operator}": moment})
    if query.arranged_by:
        rows = rows.filter(query.arranged_by.where)
    for narrow in (with_panel, with_somebody, with_status, with_words, with_place):
        rows = narrow(rows, query)
    return rows


def with_status(rows: QuerySet[Interview], query: InterviewQuery) -> QuerySet[Interview]:
    if not query.statuses:
        return rows
    wanted = Q(status__in=[word for word in query.statuses if word is not None])
    return rows.filter(wanted | Q(status=None) if None in query.statuses else wanted)


def looked_for(query: InterviewQuery) -> InterviewQuery:
    """The same, with what the words of its search stand for: see interviews.selectors.words."""
    return replace(query, words=words_of(query.company_id, query.q.split()))


def with_words(rows: QuerySet[Interview], query: InterviewQuery) -> QuerySet[Interview]:
    return having_words(rows, query.words or query.q.split())


def with_somebody(rows: QuerySet[Interview], query: InterviewQuery) -> QuerySet[Interview]:
    """Nobody has an empty address: then nothing is found, rather than everything."""
    if query.with_email is None:
        return rows
    if not query.with_email:
        return rows.none()
    users = AtsUser.objects.filter(company_id=query.company_id, email__iexact=query.with_email)
    seats = Interviewer.objects.filter(company_id=query.company_id, deleted_at=None)
    sits = seats.filter(user__in=users.values("pk"))
    guest = seats.filter(user=None, email__iexact=query.with_email)
    organizes = Interview.objects.filter(organizer__in=users.values("pk")).values("pk")
    return rows.filter(  # a union, so that each is found by its own index
        pk__in=organizes.union(sits.values("interview_id"), guest.values("interview_id"))
    )


def with_place(rows: QuerySet[Interview], query: InterviewQuery) -> QuerySet[Interview]:
    if not query.missing_place:
        return rows
    return rows.filter(Q(location=None) | Q(location=""), Q(meeting_url=None) | Q(meeting_url=""))


def with_panel(rows: QuerySet[Interview], query: InterviewQuery) -> QuerySet[Interview]:
    seats = Interviewer.objects.filter(interview=OuterRef("pk"), deleted_at=None)
    for name, column in SEATS_AMONG.items():
        if wanted := getattr(query, name):
            rows = rows.filter(Exists(seats.filter(**{f"{column}__in": wanted})))
    if people := query.interviewer_identity_ids:
        theirs = Interviewer.objects.filter(user__identity__in=people, deleted_at=None)
        rows = rows.filter(pk__in=theirs.order_by().values("interview_id").distinct())
    if query.only_declined:
        rows = rows.filter(Exists(seats.filter(response_status=ResponseStatus.DECLINED)))
    if query.no_answer:
        rows = rows.filter(Exists(seats.filter(response_status=ResponseStatus.NEEDS_ACTION)))
    return rows


def seat(rows: Sequence[InterviewRow]) -> None:
    """Fill the panels of a page, in one statement; by name, whatever order the vendor lists seats in."""
    if not rows:
        return
    panels: dict[int, list[Seat]] = defaultdict(list)
    seats: Any = Interviewer.objects.filter(
        interview_id__in=[row.id for row in rows], deleted_at=None
    ).order_by("id")
    for interview_id, *values in seats.values_list("interview_id", *SEAT_COLUMNS):
        panels[interview_id].append(Seat(*values))
    for row in rows:
        row.panel = sorted(panels.get(row.id, []), key=by_name)


def by_name(seat: Seat) -> tuple[bool, str, str, str]:
    """Guests of whom no name is known come last."""
    return seat.name is None, seat.name or "", seat.email or "", seat.user_remote_id or ""
