"""Interviewers over all connections: a page of them with their load, and one with all that is known."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import NullIf

from interviews.conflicts.bookings import INTERVIEWER, calendar_of, weeks_between
from interviews.models import (
    Absence,
    AtsUser,
    Booking,
    Conflict,
    Interview,
    Interviewer,
    InterviewerIdentity,
    KeptApart,
)
from interviews.selectors.conflicts import standing, told_within
from interviews.selectors.keyset import Order, fingerprint, page
from interviews.selectors.load import AHEAD, Load, known_as, loads, week_begins
from interviews.statuses import InterviewStatus

PAGE_SIZE = 50
BY_NAME = Order(name="name", column="called", descending=False, valueless=True, textual=True)
"""Those without a name come last."""
UPCOMING = 20
OVERDUE_AFTER = timedelta(hours=24)
OVERDUE_FOR = timedelta(days=60)
MOST_OVERDUE = 20
SUGGESTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewersQuery:
    """`account_ids` are asked for. Beyond the accounts `within` nothing is told or counted; None means no bound."""

    company_id: int
    now: datetime
    zone: tzinfo
    search: str = ""
    account_ids: tuple[int, ...] = ()
    within: tuple[int, ...] | None = None
    ids: tuple[int, ...] = ()
    only: str = ""
    cursor: str = ""
    order: Order = BY_NAME
    limit: int = PAGE_SIZE

    @property
    def filters(self) -> str:
        return fingerprint(
            {
                "company": self.company_id,
                "search": self.search,
                "accounts": self.account_ids,
                "within": self.within,
                "only": self.only,
            }
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who may be the same person, and the codes of what speaks for it."""

    identity: InterviewerIdentity
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewersPage:
    rows: list[tuple[InterviewerIdentity, Load]]
    next_cursor: str | None
    most: int


def interviewers(query: InterviewersQuery) -> InterviewersPage:
    """Raises keyset.CursorError. `most` is the longest bar of the page."""
    found = page(chosen(query), query.order, query.cursor, query.limit, filters=query.filters)
    keys = [one.pk for one in found.rows]
    known = loads(
        keys, company_id=query.company_id, now=query.now, zone=query.zone, within=query.within
    )
    rows = [(one, known[one.pk]) for one in found.rows]
    most = max((load.month for _, load in rows), default=0)
    return InterviewersPage(rows, found.next_cursor, most)


def people(company_id: int) -> QuerySet[InterviewerIdentity]:
    """Those who stand for themselves."""
    rows = InterviewerIdentity.objects.filter(company=company_id, joined_to=None)
    return rows.annotate(called=NullIf("name", Value("")))


def chosen(query: InterviewersQuery) -> QuerySet[InterviewerIdentity]:
    rows = people(query.company_id)
    for word in query.search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if query.ids:
        rows = rows.filter(pk__in=query.ids)
    if query.within is not None:
        rows = rows.filter(known_in(query.within))
    if query.account_ids:
        rows = rows.filter(known_in(query.account_ids))
    if query.only == "conflicts":
        ahead = Conflict.objects.filter(
            told_within(query.within),
            identity=OuterRef("pk"),
            closed_at=None,
            overridden_at=None,
            ends__gte=query.now,
        )
        rows = rows.filter(Exists(ahead))
    if query.only == "paused":
        rows = rows.filter(paused=True)
    return rows


def known_in(accounts: Collection[int]) -> Q:
    here = AtsUser.objects.filter(account__in=accounts, deleted_at=None)
    own = here.filter(identity=OuterRef("pk"))
    joined = here.filter(identity__joined_to=OuterRef("pk"))
    return Q(Exists(own)) | Q(Exists(joined))


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    interviews: list[Interview]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewerView:
    """`joined` are those who were said to be the same person, `apart` those who were said not to be."""

    identity: InterviewerIdentity
    load: Load
    week: list[Day]
    upcoming: list[Interview]
    overdue: list[Interviewer]
    conflicts: list[Conflict]
    absences: list[Absence]
    joined: list[InterviewerIdentity]
    suggested: list[Suggestion]
    apart: list[InterviewerIdentity]


def interviewer(*, company_id: int, pk: int, now: datetime, zone: tzinfo) -> InterviewerView | None:
    """None where the company has none, or it is joined to another. A constant number of statements."""
    identity = people(company_id).filter(pk=pk).first()
    if identity is None:
        return None
    booked = ahead_of(pk, now, zone)
    apart = kept_apart(pk)
    return InterviewerView(
        identity=identity,
        load=loads([pk], company_id=company_id, now=now, zone=zone)[pk],
        week=strip(booked, now, zone),
        upcoming=[one for one in booked if is_ahead(one, now)][:UPCOMING],
        overdue=overdue(pk, now),
        conflicts=list(
            standing(company_id).filter(identity=pk, ends__gte=now).order_by("starts", "pk")
        ),
        absences=list(
            identity.absences.filter(last_day__gte=now.astimezone(zone).date()).order_by(
                "first_day"
            )
        ),
        joined=list(identity.joined.order_by("pk")),
        suggested=suggestions(identity, [one.pk for one in apart]),
        apart=apart,
    )


def ahead_of(pk: int, now: datetime, zone: tzinfo) -> list[Interview]:
    """From Monday on, thirty days. Two statements."""
    begins = week_begins(now, zone)
    weeks = weeks_between(calendar_of(INTERVIEWER, pk), begins, now + AHEAD)
    keys = Booking.objects.filter(week__in=weeks, start__gte=begins).values("interview_id")
    rows = Interview.objects.filter(pk__in=keys).select_related("candidate", "account", "job")
    return list(rows.order_by("begins_at", "pk"))


def is_ahead(one: Interview, now: datetime) -> bool:
    until = one.end_at or one.finishes_at or one.begins_at
    return until is not None and until >= now


def strip(booked: Iterable[Interview], now: datetime, zone: tzinfo) -> list[Day]:
    first = week_begins(now, zone).astimezone(zone).date()
    days = [Day(first + timedelta(days=number), []) for number in range(7)]
    by_day = {one.day: one for one in days}
    for one in booked:
        day = one.start_at.astimezone(zone).date() if one.start_at else one.start_date
        if day in by_day:
            by_day[day].interviews.append(one)
    return days


def overdue(pk: int, now: datetime) -> list[Interviewer]:
    """Over since a day or more, awaiting feedback, with no scorecard of theirs that was handed in."""
    users = AtsUser.objects.filter(known_as([pk]))
    seats = Interviewer.objects.filter(
        user__in=users.values("pk"),
        deleted_at=None,
        interview__deleted_at=None,
        interview__status=InterviewStatus.AWAITING_FEEDBACK,
        interview__finishes_at__lte=now - OVERDUE_AFTER,
        interview__finishes_at__gte=now - OVERDUE_FOR,
        scorecard__submitted_at=None,
        scorecard_remote_id=None,
    )
    rows = seats.select_related("interview__candidate", "interview__account")
    return list(rows.order_by("interview__finishes_at", "pk")[:MOST_OVERDUE])


def suggestions(one: InterviewerIdentity, apart: Iterable[int]) -> list[Suggestion]:
    """Of the same name, or of the same address before the @."""
    same = Q()
    if one.name.strip():
        same |= Q(name__iexact=one.name.strip())
    if one.email:
        same |= Q(email__istartswith=f"{one.email.partition('@')[0]}@")
    if not same:
        return []
    rows = people(one.company_id).filter(same).exclude(pk__in=[one.pk, *apart])
    return [
        Suggestion(other, evidence(one, other)) for other in rows.order_by("name", "pk")[:SUGGESTED]
    ]


def evidence(one: InterviewerIdentity, other: InterviewerIdentity) -> tuple[str, ...]:
    names = {row.name.strip().casefold() for row in (one, other)}
    boxes = {(row.email or "").partition("@")[0].casefold() for row in (one, other)}
    alike = {
        "name": len(names) == 1 and "" not in names,
        "mailbox": len(boxes) == 1 and "" not in boxes,
    }
    return tuple(code for code, same in alike.items() if same)


def kept_apart(pk: int) -> list[InterviewerIdentity]:
    pairs = KeptApart.objects.filter(Q(first=pk) | Q(second=pk)).select_related("first", "second")
    return [pair.second if pair.first_id == pk else pair.first for pair in pairs.order_by("pk")]
