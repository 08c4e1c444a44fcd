"""How much interviewers have before them, how they answer, and how long their feedback takes. For many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from interviews.conflicts.bookings import INTERVIEWER, calendar_of, interviewer_of, weeks_between
from interviews.conflicts.calendars import monday
from interviews.models import (
    AtsUser,
    Booking,
    Conflict,
    Interviewer,
    InterviewerIdentity,
    Scorecard,
)
from interviews.reports.quantiles import Quantile
from interviews.selectors.conflicts import told_within
from interviews.selectors.panel import SeatView
from interviews.statuses import ResponseStatus

LOOK_BACK = timedelta(days=90)
AHEAD = timedelta(days=30)
A_DAY, WEEK = timedelta(days=1), timedelta(days=7)
OWNER = Coalesce("user__identity__joined_to_id", "user__identity_id")
AT_ONCE = Value(timedelta(), output_field=DurationField())
HANDED_IN = ExpressionWrapper(
    F("scorecard__submitted_at") - F("interview__finishes_at"), output_field=DurationField()
)


@dataclass(slots=True)
class Load:
    """`feedback` is the median since 90 days; null where no scorecard with a moment is known. `declines` are of
    90 days and of what is to come; `conflicts` are open and to come; `silent` are the connections of this person
    (accounts) that tell of no scorecard at all.
    """

    this_week: int = 0
    next_week: int = 0
    month: int = 0
    declines: int = 0
    conflicts: int = 0
    feedback: timedelta | None = None
    users: list[AtsUser] = field(default_factory=list)
    silent: list[Any] = field(default_factory=list)

    @property
    def feedback_hours(self) -> float | None:
        return None if self.feedback is None else round(self.feedback.total_seconds() / 3600, 1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking of somebody. An all-day one is on its own day whatever the zone."""

    start: datetime
    all_day: bool

    def day(self, zone: tzinfo) -> date:
        return self.start.astimezone(UTC if self.all_day else zone).date()


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody has on the day and in the week of an interview, this one among them; `limit` is how many a week
    they take at most.
    """

    day: int
    week: int
    limit: int | None

    @property
    def over(self) -> bool:
        return self.limit is not None and self.week > self.limit


def week_begins(now: datetime, zone: tzinfo) -> datetime:
    """Monday 00:00 of the running week, in that zone."""
    day = monday(now.astimezone(zone).date())
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def loads(
    identities: Collection[int],
    *,
    company_id: int,
    now: datetime,
    zone: tzinfo,
    within: Collection[int] | None = None,
) -> dict[int, Load]:
    """Of people of this company. Five statements, however many interviewers. Weeks are those of the zone.

    `within` are the accounts whose interviews count; None means all, and those made here.
    """
    found = {pk: Load() for pk in identities}
    count_bookings(found, now, zone, within)
    seats = seats_of(identities)
    if within is not None:
        seats = seats.filter(interview__account__in=within)
    recent = seats.filter(interview__company=company_id, interview__begins_at__gte=now - LOOK_BACK)
    declined = recent.filter(response_status=ResponseStatus.DECLINED)
    for owner, number in declined.values_list(OWNER).annotate(number=Count("pk")):
        found[owner].declines = number
    for owner, length in feedback_times(recent).items():
        found[owner].feedback = length
    ahead = Conflict.objects.filter(
        told_within(within),
        identity__in=identities,
        closed_at=None,
        overridden_at=None,
        ends__gte=now,
    )
    for owner, number in ahead.values_list("identity").annotate(number=Count("pk")):
        found[owner].conflicts = number
    users = users_of(identities)
    for user in users if within is None else users.filter(account__in=within):
        owner = user.identity.joined_to_id or user.identity_id if user.identity else None
        if owner is not None:
            found[owner].users.append(user)
            if user.account and not vars(user)["tells"]:
                found[owner].silent.append(user.account)
    return found


def count_bookings(
    found: dict[int, Load], now: datetime, zone: tzinfo, within: Collection[int] | None
) -> None:
    this_week = monday(now.astimezone(zone).date())
    begins = week_begins(now, zone)
    last = now + AHEAD
    for pk, some in taken(found, begins, max(last, begins + 2 * WEEK), within).items():
        weeks = [monday(one.day(zone)) for one in some]
        found[pk].this_week = weeks.count(this_week)
        found[pk].next_week = weeks.count(this_week + WEEK)
        found[pk].month = sum(now <= one.start < last for one in some)


def beside(
    panel: Iterable[SeatView], at: datetime | None, zone: tzinfo, *, all_day: bool = False
) -> dict[int, Beside]:
    """By interviewer, over all systems; of guests nothing is known. Two statements, however large the panel."""
    people = {seat.identity for seat in panel if seat.identity is not None}
    if at is None or not people:
        return {}
    day = Taken(at, all_day).day(zone)
    begins = datetime.combine(monday(day), time.min, zone).astimezone(UTC)
    booked = taken(people, begins, begins + WEEK)
    limits = InterviewerIdentity.objects.filter(pk__in=people).values_list("pk", "weekly_limit")
    found = {}
    for pk, limit in limits:
        days = [one.day(zone) for one in booked.get(pk, ())]
        week = sum(monday(one) == monday(day) for one in days)
        found[pk] = Beside(days.count(day), week, limit)
    return found


def taken(
    people: Iterable[int],
    first: datetime,
    last: datetime,
    within: Collection[int] | None = None,
) -> dict[int, list[Taken]]:
    """Bookings by interviewer, those of the weeks that the span touches, a day wider. One statement."""
    weeks = {
        week
        for pk in people
        for week in weeks_between(calendar_of(INTERVIEWER, pk), first - A_DAY, last + A_DAY)
    }
    rows = Booking.objects.filter(week__in=weeks)
    if within is not None:
        rows = rows.filter(interview__account__in=within)
    found: dict[int, list[Taken]] = defaultdict(list)
    for who, start, all_day in rows.values_list("who", "start", "all_day"):
        found[interviewer_of(who) or 0].append(Taken(start, all_day))
    return found


def seats_of(identities: Collection[int]) -> QuerySet[Interviewer]:
    """The seats of these people; `OWNER` says whose they are."""
    seats: QuerySet[Interviewer] = Interviewer.objects.filter(
        known_as(identities, "user__"), deleted_at=None, interview__deleted_at=None
    )
    return seats.order_by()


def known_as(identities: Iterable[int], user: str = "") -> Q:
    """`user` is the way to the user of whom it is asked."""
    wanted = list(identities)
    own, joined = (
        Q(**{f"{user}identity__in": wanted}),
        Q(**{f"{user}identity__joined_to__in": wanted}),
    )
    return own | joined


def feedback_times(recent: QuerySet[Interviewer]) -> dict[int, timedelta]:
    """The median of each; one that comes before the end takes no time."""
    handed_in = recent.filter(
        scorecard__submitted_at__isnull=False, interview__finishes_at__isnull=False
    ).annotate(took=Greatest(HANDED_IN, AT_ONCE))
    return dict(handed_in.values_list(OWNER).annotate(middle=Quantile("took", 0.5)))


def users_of(identities: Iterable[int]) -> QuerySet[AtsUser]:
    told = Scorecard.objects.filter(account=OuterRef("account"))
    rows: QuerySet[AtsUser] = AtsUser.objects.filter(known_as(identities), deleted_at=None)
    rows = rows.annotate(tells=Exists(told)).select_related("account", "identity")
    return rows.order_by("account__name", "pk")
