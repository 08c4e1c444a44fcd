"""What would be wrong with an interview as it is planned: the conflicts that it will have. Nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from candidates.workweek import Hours
from interviews.calendar.periods import bounds
from interviews.conflicts.bookings import candidate_calendar, interviewer_of, weeks_beside
from interviews.conflicts.calendars import (
    Availability,
    Engagement,
    Finding,
    clashes,
    findings,
)
from interviews.conflicts.openings import openings, starts
from interviews.models import Conflict, Interview, InterviewerIdentity
from interviews.selectors.availability import NOTHING, availabilities, engagements
from interviews.selectors.conflicts import SEVERITY
from interviews.selectors.detail import Detail, calendars_of
from interviews.statuses import DOUBLE_BOOKINGS, ConflictKind

SOONEST = timedelta(hours=1)
DAYS = 10
MOST_OPENINGS, OPENINGS_A_DAY = 6, 2


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`conflicts` are not stored, the worst first; `solved` are kept ones that are none any more then."""

    conflicts: list[Conflict] = field(default_factory=list)
    solved: list[Conflict] = field(default_factory=list)

    @property
    def twice(self) -> bool:
        return any(one.kind in DOUBLE_BOOKINGS for one in self.conflicts)


def foreseen(planned: Detail, kept: Iterable[Conflict] = ()) -> Foreseen:
    """`kept` are the conflicts of the interview as it is now. A constant number of statements."""
    this = planned.row.interview
    if not this.start_at or not this.end_at or planned.row.off:
        return Foreseen()
    plan = Engagement(this.pk, this.start_at, this.end_at)
    found = [
        (who, one)
        for who, (calendar, known) in calendars_beside(planned, [plan]).items()
        for one in news(who, calendar, plan, known)
    ]
    conflicts = stored_nowhere(this, found)
    order = list(SEVERITY)
    conflicts.sort(key=lambda one: (order.index(ConflictKind(one.kind)), one.starts))
    still = {about(one) for one in conflicts}
    return Foreseen(conflicts, [one for one in kept if one.is_open and about(one) not in still])


def calendars_beside(
    planned: Detail, plans: Iterable[Engagement]
) -> dict[int, tuple[list[Engagement], Availability]]:
    """What else is in the calendars of the panel and the candidate around these times, and what is known of each."""
    this = planned.row.interview
    people = set(calendars_of(planned.row))
    if this.candidate is not None:
        people.add(candidate_calendar(this.candidate.pk, this.candidate.person_id))
    known = dict.fromkeys(people, NOTHING) | availabilities(people)
    plans = list(plans)
    weeks = {
        week
        for who in people
        for plan in plans
        for week in weeks_beside(who, plan.start, plan.end, limited=known[who].limited)
    }
    booked = engagements(people, weeks, but=this.pk)
    return {who: (booked[who], known[who]) for who in people}


def news(
    who: int, calendar: list[Engagement], plan: Engagement, known: Availability
) -> list[Finding]:
    """What is wrong with the plan, and with others because of it: one that comes later may be beyond a limit then."""
    if interviewer_of(who) is None:
        here = clashes([*calendar, plan], ConflictKind.CANDIDATE_DOUBLE_BOOKED.value)
        return [one for one in here if plan.interview in one.key]
    before = {one.key for one in findings(calendar, known)}
    return [one for one in findings([*calendar, plan], known) if one.key not in before]


def openings_for(
    found: Detail, length: timedelta, *, now: datetime, zone: tzinfo, work: Hours
) -> list[Engagement]:
    """The next times at which nothing is known against it, from its own day on. A constant number of statements."""
    this = found.row.interview
    first = now + SOONEST
    if this.start_at:
        first = max(first, bounds(this.start_at.astimezone(zone).date(), zone)[0])
    plans = [
        Engagement(this.pk, start, start + length)
        for start in starts(first, DAYS, length, zone, work)
    ]
    if not plans or not calendars_of(found.row):
        return []
    calendars = calendars_beside(found, plans)

    def fits(who: int, plan: Engagement) -> bool:
        return not news(who, calendars[who][0], plan, calendars[who][1])

    return openings(plans, calendars, fits, most=MOST_OPENINGS, a_day=OPENINGS_A_DAY, zone=zone)


def stored_nowhere(this: Interview, found: list[tuple[int, Finding]]) -> list[Conflict]:
    others = {pk for _who, one in found for pk in one.key[1:] if pk is not None} - {this.pk}
    rows = Interview.objects.select_related("candidate", "account").in_bulk(others) | {
        this.pk: this
    }
    people = InterviewerIdentity.objects.in_bulk(
        {interviewer_of(who) for who, _one in found} - {None}
    )
    return [
        Conflict(
            company_id=this.company_id,
            kind=one.kind,
            who=who,
            identity=people.get(interviewer_of(who) or 0),
            first=rows[one.first],
            second=rows[one.second] if one.second is not None else None,
            starts=one.starts,
            ends=one.ends,
            facts=one.facts,
        )
        for who, one in found
    ]


def about(one: Conflict) -> tuple[int, str, frozenset[int | None]]:
    return one.who, one.kind, frozenset((one.first_id, one.second_id))
