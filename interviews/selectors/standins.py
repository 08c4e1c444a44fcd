"""Who could sit on the panel of an interview: free at that time or not, and with how much that week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from django.db.models import Q, QuerySet

from interviews.models import Absence, AtsUser, Interview
from interviews.selectors.detail import Detail, planned_with
from interviews.selectors.load import Beside, beside

MOST_COMPARED = 60
KNOWN_FOR = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standin:
    """`needed` are the interviews that they are booked for at that time, `load` is null where the time is unknown."""

    user: AtsUser
    needed: list[Interview]
    away: bool
    load: Beside | None

    @property
    def free(self) -> bool:
        return not self.needed and not self.away


def standins(
    found: Detail, chosen: Iterable[AtsUser], others: QuerySet[AtsUser], *, zone: tzinfo
) -> tuple[list[Standin], list[Standin]]:
    """Those who are chosen in their order; of the others whoever is free first, then by load and name. A constant
    number of statements: so many of the others are compared, those first who interview for the same job.
    """
    chosen = list(chosen)
    known = compared(found, [*chosen, *nearest(found.row.interview, others)], zone)
    here, rest = known[: len(chosen)], known[len(chosen) :]
    rest.sort(key=lambda one: (not one.free, one.load.week if one.load else 0))
    return here, rest


def nearest(interview: Interview, others: QuerySet[AtsUser]) -> list[AtsUser]:
    others = others.select_related("identity").order_by("name", "pk")
    job, begins = interview.job_id, interview.begins_at
    found: list[AtsUser] = []
    if job and begins:
        same_job = others.filter(
            seats__deleted_at=None,
            seats__interview__job=job,
            seats__interview__begins_at__gte=begins - KNOWN_FOR,
        )
        found = list(same_job.distinct()[:MOST_COMPARED])
    left = MOST_COMPARED - len(found)
    if left:
        found += others.exclude(pk__in=[one.pk for one in found])[:left]
    return found


def compared(found: Detail, people: list[AtsUser], zone: tzinfo) -> list[Standin]:
    interview = found.row.interview
    planned = planned_with(found, people)
    known = beside(planned.row.panel, interview.begins_at, zone, all_day=interview.all_day)
    away = away_then(interview, people, zone)
    return [
        Standin(
            user=user,
            needed=[one.interview for one in needed],
            away=user.identity_id in away,
            load=known.get(seat.identity or 0),
        )
        for user, (seat, needed) in zip(people, planned.panel, strict=True)
    ]


def away_then(interview: Interview, people: Iterable[AtsUser], zone: tzinfo) -> set[int | None]:
    """The identities who are absent on its day, as the reader's zone has it."""
    if interview.begins_at is None:
        return set()
    day = interview.begins_at.astimezone(zone).date()
    identities = {one.identity_id for one in people if one.identity_id}
    known = Q(identity__in=identities)
    absent = Absence.objects.filter(known, first_day__lte=day, last_day__gte=day)
    return set(absent.values_list("identity", flat=True))
