"""Rules that need somebody's other time: kept double-bookings, working hours on everybody's clock, too much of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import (
    Coalesce,
    ExtractIsoWeekDay,
    TruncDate,
    TruncTime,
    TruncWeek,
)
from django.db.models.lookups import Exact, GreaterThan, In, LessThan

from candidates.models import Candidate
from candidates.times import known_zones, zone_called
from interviews.attention.calendars import Burden, Clash, Hour, odd_hour, overloaded, twice
from interviews.attention.facts import Finding
from interviews.attention.hours import weeks_ahead
from interviews.attention.thresholds import Thresholds
from interviews.conflicts.bookings import INTERVIEWER, calendar_of, interviewer_of
from interviews.conflicts.calendars import LONGEST
from interviews.models import Booking, Conflict, Interview, Interviewer, InterviewerIdentity
from interviews.selectors.attention import shelf
from interviews.selectors.attention.hands import paths_over
from interviews.selectors.attention.meetings import (
    OF_INTERVIEW,
    columns_of,
    critical_when_soon,
    live,
    meeting,
    meetings,
)
from interviews.selectors.attention.scene import Scene
from interviews.selectors.attention.sources import Listed, Source
from interviews.statuses import ConflictKind

NOT_MEANT = ("cancelled", "draft", "completed")
ZONE = "user__identity__time_zone"
OF_CONFLICT = paths_over("first__")


def kept(kind: ConflictKind, scene: Scene) -> QuerySet[Conflict]:
    """Those that nobody said are fine."""
    return Conflict.objects.filter(
        company=scene.company_id,
        closed_at=None,
        overridden_at=None,
        kind=kind,
        ends__gt=scene.now,
        starts__gte=scene.now - LONGEST,
        starts__lte=scene.now + scene.limits.days("ahead"),
    )


def clashes(rows: QuerySet[Conflict], scene: Scene) -> Iterable[Clash]:
    own = ("pk", "kind", "identity__name", "identity__email", "starts", "ends", "opened_at")
    other = (
        "second_id", "second__account_id", "second__candidate__name", "second__candidate__email",
    )  # fmt: skip
    found = []
    for row in rows.values_list(*own, *other, *columns_of("first")):
        pk, kind, name, email, starts, ends, since, second, account, who, mail, *first = row
        found.append(
            Clash(
                pk=pk,
                of_candidate=kind == ConflictKind.CANDIDATE_DOUBLE_BOOKED,
                name=name or email or "",
                meeting=meeting(tuple(first), scene),
                other=second,
                other_who=who or scene.reached_at(mail),
                other_account=account,
                starts=starts,
                ends=ends,
                since=since,
            )
        )
    return found


def at_odd_hours(scene: Scene) -> QuerySet[Interview]:
    """To come, and outside working hours on a clock that is known; where none is, on the company's."""
    rows = live(scene.company_id).filter(
        Q(status=None) | ~Q(status__in=NOT_MEANT),
        start_at__isnull=False,
        begins_at__gt=scene.now,
        begins_at__lte=scene.now + scene.limits.days("ahead"),
    )
    told = zones_told(scene, rows)
    odd = Q(pk__in=[])
    if told:
        for name, zone in told.items():
            odd |= on_clocks([name]) & is_odd(zone, scene.limits)
        odd |= ~on_clocks(list(told)) & is_odd(scene.limits.zone, scene.limits)
    else:
        odd = is_odd(scene.limits.zone, scene.limits)
    return rows.filter(odd)


def zones_told(scene: Scene, rows: QuerySet[Interview]) -> dict[str, tzinfo]:
    """Of those who take part. One statement."""
    own = rows.filter(time_zone__isnull=False)
    candidates = Candidate.objects.filter(
        Exists(rows.filter(candidate=OuterRef("pk"))),
        company_id=scene.company_id,
        time_zone__isnull=False,
    )
    people = InterviewerIdentity.objects.filter(company_id=scene.company_id).exclude(time_zone="")
    told = (some.order_by().values_list("time_zone") for some in (own, candidates, people))
    first, *others = told
    names = {name for (name,) in first.union(*others)}
    usable = zones_of_the_database()
    return {
        name: zone
        for name in sorted(filter(None, names))
        if name in usable and (zone := zone_called(name)) is not None
    }


@cache
def zones_of_the_database() -> frozenset[str]:
    """PostgreSQL brings its own; one that it lacks cannot be asked for."""
    if connection.vendor != "postgresql":
        return known_zones()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        return frozenset(name for (name,) in cursor.fetchall())


def on_clocks(names: list[str]) -> Q:
    seats = Interviewer.objects.filter(
        Q(response_status=None) | ~Q(response_status="declined"),
        interview=OuterRef("pk"),
        deleted_at=None,
        **{f"{ZONE}__in": names},
    )
    own = Q(time_zone__in=names, time_zone__isnull=False)
    theirs = Q(candidate__time_zone__in=names, candidate__time_zone__isnull=False)
    return own | theirs | Q(Exists(seats))


def is_odd(zone: tzinfo, limits: Thresholds) -> Q:
    """The same as interviews.attention.hours says of one."""
    end = Coalesce("end_at", "start_at")
    day, last_day = TruncDate("start_at", tzinfo=zone), TruncDate(end, tzinfo=zone)
    time, last_time = TruncTime("start_at", tzinfo=zone), TruncTime(end, tzinfo=zone)
    odd = (
        ~Q(In(ExtractIsoWeekDay("start_at", tzinfo=zone), list(limits.workdays)))
        | Q(LessThan(time, limits.day_from))
        | Q(GreaterThan(time, limits.day_to))
        | Q(GreaterThan(last_time, limits.day_to))
        | ~Q(Exact(day, last_day))
    )
    return odd | Q(In(day, list(limits.holidays))) if limits.holidays else odd


def hours(rows: QuerySet[Interview], scene: Scene) -> Iterable[Hour]:
    """Two statements more, for the clocks of those who take part."""
    found = list(meetings(rows, scene))
    shown = [one.pk for one in found]
    names: dict[int, list[str | None]] = defaultdict(list)
    told = Interview.objects.filter(pk__in=shown)
    for pk, *some in told.values_list("pk", "time_zone", "candidate__time_zone"):
        names[pk] += some
    seats = Interviewer.objects.filter(
        Q(response_status=None) | ~Q(response_status="declined"),
        interview__in=shown,
        deleted_at=None,
    )
    for pk, name in seats.order_by("pk").values_list("interview_id", ZONE):
        names[pk or 0].append(name)
    for one in found:
        clocks = (zone_called(name or "") for name in names[one.pk])
        yield Hour(one, tuple(zone for zone in clocks if zone is not None))


def burdens(scene: Scene) -> Iterator[Burden]:
    """Of whoever has more than somebody may, on a day or in a week that is not over. Three statements and names."""
    limits, now = scene.limits, scene.now
    people = InterviewerIdentity.objects.filter(company_id=scene.company_id)
    own = {
        calendar_of(INTERVIEWER, pk): limit or 0
        for pk, limit in people.filter(weekly_limit__isnull=False).values_list("pk", "weekly_limit")
    }
    fewest = min([limits.week_load, *own.values()])
    some: list[tuple[int, str, int, int, Any, Any]] = []
    for who, day, number, starts, since in booked(scene, TruncDate, limits.day_load):
        some.append((who, day.isoformat(), number, limits.day_load, starts, since))
    for who, day, number, starts, since in booked(scene, TruncWeek, fewest):
        year, week, _day = day.isocalendar()
        limit = own.get(who, limits.week_load)
        some.append((who, f"{year}-W{week:02}", number, limit, starts, since))
    some = [row for row in some if row[2] > row[3] and row[4] is not None and row[4] > now]
    names = {
        pk: name or email or ""
        for pk, name, email in people.filter(
            pk__in={interviewer_of(row[0]) for row in some}
        ).values_list("pk", "name", "email")
    }
    for who, span, number, limit, starts, since in some:
        pk = interviewer_of(who) or 0
        yield Burden(
            person=f"identity {pk}",
            name=names.get(pk, ""),
            span=span,
            taken=number,
            limit=limit,
            starts=starts,
            since=since,
        )


def booked(scene: Scene, trunc: Any, limit: int) -> QuerySet[Any, Any]:
    """Calendar, first day, how many, first to come, last change; of those above the limit. An all-day one is on its own
    day whatever the zone.
    """
    monday, last = weeks_ahead(scene.now, scene.limits)
    day = Case(
        When(all_day=True, then=trunc("start", tzinfo=UTC, output_field=DateField())),
        default=trunc("start", tzinfo=scene.limits.zone, output_field=DateField()),
    )
    rows = Booking.objects.filter(
        interview__company_id=scene.company_id,
        start__gte=monday,
        start__lte=last,
    ).annotate(day=day)
    return (
        rows.order_by()
        .values("who", "day")
        .annotate(
            number=Count("pk"),
            first=Min("start", filter=Q(start__gt=scene.now)),
            since=Max("interview__updated_at"),
        )
        .filter(number__gt=limit)
        .values_list("who", "day", "number", "first", "since")
    )


def loads(scene: Scene) -> Iterable[Finding]:
    known = shelf.kept(f"load-{scene.company_id}", scene.now, lambda: list(burdens(scene)))
    found = (overloaded(one, scene.now, scene.limits) for one in known)
    return [one for one in found if one is not None]


SOURCES = (
    Source(
        code="conflict.interviewer",
        worst="critical",
        kind="conflict",
        paths=OF_CONFLICT,
        rows=lambda scene: kept(ConflictKind.DOUBLE_BOOKED, scene),
        order="starts",
        shape=clashes,
        judge=twice,
        severities=critical_when_soon("starts"),
    ),
    Source(
        code="conflict.candidate",
        worst="critical",
        kind="conflict",
        paths=OF_CONFLICT,
        rows=lambda scene: kept(ConflictKind.CANDIDATE_DOUBLE_BOOKED, scene),
        order="starts",
        shape=clashes,
        judge=twice,
    ),
    Source(
        code="hours.odd",
        worst="low",
        paths=OF_INTERVIEW,
        rows=at_odd_hours,
        order="begins_at",
        shape=hours,
        judge=odd_hour,
    ),
    Listed(codes=("load.high",), worst="low", findings=loads),
)
