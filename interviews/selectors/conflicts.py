"""Open conflicts as they are kept: of a window of time, of some interviews. Overridden ones come with their reason.

    found = conflicts_between(company_id, first, last)      # one statement, whatever their number
    by_interview = conflicts_of(company_id, [117, 118])     # {117: [Conflict, …]}, one statement
    conflict.is_open                                        # False where somebody said why it is fine

`services/bookings.py` keeps them after every sync and write; `kept_since` says how far that is.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from candidates.models import Change
from interviews.conflicts.calendars import LONGEST
from interviews.models import Conflict, Kept
from interviews.statuses import DOUBLE_BOOKINGS, ConflictKind

SOON_ENOUGH = timedelta(minutes=2)
SEVERITY = {
    ConflictKind.DOUBLE_BOOKED: "critical",
    ConflictKind.CANDIDATE_DOUBLE_BOOKED: "critical",
    ConflictKind.ABSENT: "high",
    ConflictKind.OUTSIDE_HOURS: "medium",
    ConflictKind.OVER_LIMIT: "medium",
    ConflictKind.BACK_TO_BACK: "low",
}
NAMED = (
    "identity",
    "overridden_by",
    "first__candidate",
    "first__account",
    "second__candidate",
    "second__account",
)


def standing(company_id: int) -> QuerySet[Conflict]:
    """All that are not closed, with what a sentence about them names."""
    rows = Conflict.objects.filter(company=company_id, closed_at=None)
    return rows.select_related(*NAMED)


def conflicts_between(
    company_id: int,
    first: datetime,
    last: datetime,
    *,
    kinds: Collection[str] = (),
    overridden: bool = True,
) -> list[Conflict]:
    """Those that share time with the window, in order of time. One that lasts longer than a day is found by its
    first day.
    """
    rows = standing(company_id).filter(
        Q(ends__gt=first) | Q(starts__gte=first), starts__gte=first - LONGEST, starts__lt=last
    )
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if not overridden:
        rows = rows.filter(overridden_at=None)
    return list(rows.order_by("starts", "pk"))


def conflicts_of(company_id: int, interviews: Collection[int]) -> dict[int, list[Conflict]]:
    """By interview, the worst first."""
    rows = standing(company_id).filter(Q(first__in=interviews) | Q(second__in=interviews))
    wanted = set(interviews)
    found: dict[int, list[Conflict]] = defaultdict(list)
    order = list(SEVERITY)
    for one in sorted(rows, key=lambda row: (order.index(ConflictKind(row.kind)), row.pk)):
        for pk in {one.first_id, one.second_id} & wanted:
            if pk is not None:
                found[pk].append(one)
    return dict(found)


def double_booked_between(company_id: int, first: datetime, last: datetime) -> set[int]:
    """The interviews that somebody cannot attend, for they are needed in another one, whatever system that is in."""
    rows = Conflict.objects.filter(
        company=company_id,
        closed_at=None,
        overridden_at=None,
        kind__in=DOUBLE_BOOKINGS,
        ends__gt=first,
        starts__gte=first - LONGEST,
        starts__lt=last,
    )
    return {pk for both in rows.values_list("first_id", "second_id") for pk in both if pk}


def conflict_of(company_id: int, pk: int) -> Conflict | None:
    """With what a sentence about it names, whether it is over or not."""
    return Conflict.objects.select_related(*NAMED).filter(company=company_id, pk=pk).first()


def count_open(company_id: int) -> int:
    return Conflict.objects.filter(company=company_id, closed_at=None, overridden_at=None).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictQuery:
    """`within` are the accounts beyond which nothing is told, None means no bound; `accounts` those that are asked for.
    `first` and `last` are a window of time that it shares. `states` are of `STATES`.
    """

    company_id: int
    within: Collection[int] | None = None
    accounts: Collection[int] = ()
    kinds: Collection[str] = ()
    identities: Collection[int] = ()
    states: Collection[str] = ("open", "overridden")
    first: datetime | None = None
    last: datetime | None = None


STATES = {
    "open": Q(closed_at=None, overridden_at=None),
    "overridden": Q(closed_at=None, overridden_at__isnull=False),
    "closed": Q(closed_at__isnull=False),
}


def find_conflicts(query: ConflictQuery) -> QuerySet[Conflict]:
    rows = Conflict.objects.filter(told_within(query.within), company=query.company_id)
    wanted = Q()
    for state in query.states:
        wanted |= STATES[state]
    rows = rows.filter(wanted).select_related(*NAMED)
    if query.accounts:
        here = query.accounts
        rows = rows.filter(Q(first__account__in=here) | Q(second__account__in=here))
    if query.kinds:
        rows = rows.filter(kind__in=query.kinds)
    if query.identities:
        rows = rows.filter(identity__in=query.identities)
    if query.first is not None:
        since = query.first
        rows = rows.filter(Q(ends__gt=since) | Q(starts__gte=since), starts__gte=since - LONGEST)
    return rows if query.last is None else rows.filter(starts__lt=query.last)


def told_within(accounts: Collection[int] | None) -> Q:
    """Conflicts that say nothing of other accounts: both interviews are in these, and no count over all is told."""
    if accounts is None:
        return Q()
    both = Q(first__account__in=accounts) & (Q(second=None) | Q(second__account__in=accounts))
    return both & ~Q(kind=ConflictKind.OVER_LIMIT)


def state_of(one: Conflict) -> str:
    if one.closed_at is not None:
        return "closed"
    return "open" if one.overridden_at is None else "overridden"


def kept_since(company_id: int) -> datetime | None:
    """When what is kept was brought to the records last; None where it never was."""
    return Kept.objects.filter(company=company_id).values_list("at", flat=True).first()


def waiting_since(company_id: int, now: datetime) -> datetime | None:
    """When the first change came that nobody has looked at, if that is longer ago than keeping usually takes."""
    place = Kept.objects.filter(company=company_id).values("change_id")
    news = Change.objects.filter(company=company_id, pk__gt=Coalesce(Subquery(place), 0))
    first = news.order_by("pk").values_list("at", flat=True).first()
    return first if first is not None and first < now - SOON_ENOUGH else None
