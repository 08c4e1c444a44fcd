"""Bookings and conflicts of some interviews, brought to what follows from the rows as they are now.

Looked at are these interviews and their neighbours in the same calendars: a constant number of statements, each
answered by an index, however many interviews there are.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from candidates.models import Change
from candidates.services.bulk import insert, update
from candidates.services.changes import Fields, Origin, note_beside
from interviews.conflicts.bookings import (
    INTERVIEWER,
    calendar_of,
    candidate_calendar,
    interviewer_of,
    week_of,
    weeks_beside,
)
from interviews.conflicts.calendars import (
    Availability,
    Engagement,
    Finding,
    clashes,
    findings,
    monday,
)
from interviews.models import Booking, Conflict, Interview, Interviewer
from interviews.selectors.availability import NOTHING, availabilities, engagements
from interviews.services.identities import identities_of
from interviews.statuses import ConflictKind, InterviewStatus, ResponseStatus

NOT_BOOKED = (InterviewStatus.CANCELLED, InterviewStatus.DRAFT)
Key = tuple[int, str, int, int | None]
SENSIBLE = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Look:
    """`touched` are the interviews, `before` and `after` their bookings as they stood and as they stand."""

    touched: frozenset[int]
    before: list[Booking]
    after: list[Booking]

    @property
    def bookings(self) -> list[Booking]:
        return self.before + self.after


def look_again(company_id: int, interviews: Collection[int], *, now: datetime) -> None:
    """Call inside a transaction."""
    before = list(Booking.objects.filter(interview__in=interviews))
    after = booked(company_id, interviews)
    write_bookings(before, after)
    look = Look(frozenset(interviews), before, after)
    known = availabilities(one.who for one in look.bookings)
    calendars = beside(look, known)
    wanted: dict[Key, Finding] = {}
    same_week: dict[int, set[int]] = {}
    for who, calendar in calendars.items():
        available = known.get(who, NOTHING)
        same_week[who] = in_the_weeks_of(look, who, calendar, available)
        for finding in found_in(who, calendar, available):
            key = (who, *finding.key)
            if decided(key, look.touched, same_week):
                wanted[key] = finding
    write_conflicts(company_id, wanted, standing(look.touched, same_week), now)


def booked(company_id: int, interviews: Collection[int]) -> list[Booking]:
    """Who is needed in these interviews. Who declined is not, nor is anybody in one that is off."""
    rows = list(
        Interview.objects.filter(
            pk__in=interviews, company=company_id, deleted_at=None, begins_at__range=SENSIBLE
        )
        .exclude(status__in=NOT_BOOKED)
        .only("start_at", "end_at", "start_date", "begins_at", "candidate__person_id")
        .select_related("candidate")
    )
    seats = Interviewer.objects.filter(interview__in=[row.pk for row in rows], deleted_at=None)
    sitting = list(
        seats.exclude(response_status=ResponseStatus.DECLINED)
        .select_related("user")
        .only("interview_id", "name", "email", "user__name", "user__identity_id")
    )
    people = identities_of(company_id, sitting)
    needed: dict[int, set[int]] = defaultdict(set)
    for seat in sitting:
        if seat.pk in people and seat.interview_id is not None:
            needed[seat.interview_id].add(calendar_of(INTERVIEWER, people[seat.pk]))
    for row in rows:
        if row.candidate is not None:
            needed[row.pk].add(candidate_calendar(row.candidate.pk, row.candidate.person_id))
    return [booking(row, who) for row in rows for who in sorted(needed[row.pk])]


def booking(row: Interview, who: int) -> Booking:
    start = row.begins_at
    assert start is not None
    week = week_of(who, start)
    return Booking(
        who=who,
        week=week,
        interview_id=row.pk,
        start=start,
        end=row.end_at,
        all_day=row.start_date is not None,
    )


def told(one: Booking) -> tuple[Any, ...]:
    return one.interview_id, one.who, one.start, one.end, one.all_day


def write_bookings(before: list[Booking], after: list[Booking]) -> None:
    here, now = {told(one) for one in before}, {told(one) for one in after}
    gone = [one.pk for one in before if told(one) not in now]
    if gone:
        Booking.objects.filter(pk__in=gone).delete()
    insert([one for one in after if told(one) not in here])


def beside(look: Look, known: dict[int, Availability]) -> dict[int, list[Engagement]]:
    """The calendars around the interviews. One statement."""
    weeks: set[int] = set()
    for one in look.bookings:
        limited = known.get(one.who, NOTHING).limited
        weeks |= weeks_beside(one.who, one.start, one.end, limited=limited)
    return engagements((one.who for one in look.bookings), weeks)


def in_the_weeks_of(
    look: Look, who: int, calendar: list[Engagement], known: Availability
) -> set[int]:
    """The interviews that limits count together with these, where they are and where they were."""
    if not known.limited:
        return set()
    weeks = {
        monday(known.day_of(Engagement(one.interview_id, one.start, one.end, one.all_day)))
        for one in look.bookings
        if one.who == who
    }
    return {one.interview for one in calendar if monday(known.day_of(one)) in weeks}


def found_in(who: int, calendar: list[Engagement], known: Availability) -> list[Finding]:
    if interviewer_of(who) is None:
        return clashes(calendar, ConflictKind.CANDIDATE_DOUBLE_BOOKED.value)
    return findings(calendar, known)


def decided(key: Key, touched: frozenset[int], same_week: dict[int, set[int]]) -> bool:
    """Whether it was looked at: limits for whole weeks of a calendar, all else for the interviews themselves."""
    who, kind, first, second = key
    if first in touched or second in touched:
        return True
    return kind == ConflictKind.OVER_LIMIT and first in same_week.get(who, ())


def standing(touched: frozenset[int], same_week: dict[int, set[int]]) -> dict[Key, Conflict]:
    """The open conflicts that were looked at. One statement."""
    counted = touched.union(*same_week.values())
    rows = Conflict.objects.filter(
        Q(first__in=counted) | Q(second__in=touched), closed_at=None
    ).select_for_update(no_key=True)
    here = {(one.who, one.kind, one.first_id, one.second_id): one for one in rows.order_by("pk")}
    return {key: one for key, one in here.items() if decided(key, touched, same_week)}


def write_conflicts(
    company_id: int, wanted: dict[Key, Finding], here: dict[Key, Conflict], now: datetime
) -> None:
    gone = [one for key, one in here.items() if key not in wanted]
    for one in gone:
        one.closed_at = now
    update(gone, ["closed_at"])
    moved = []
    rule = Origin(company_id=company_id, source=Change.Source.RULE, at=now)
    for key, one in here.items():
        finding = wanted.get(key)
        if finding is None or one.facts == finding.facts:
            continue
        one.facts, one.starts, one.ends = finding.facts, finding.starts, finding.ends
        if one.overridden_at is not None:
            fields: Fields = {"override_reason": [one.override_reason, None]}
            note_beside(one, Change.Kind.UPDATED, fields, rule)
        one.overridden_at, one.overridden_by_id, one.override_reason = None, None, ""
        moved.append(one)
    update(moved, ["facts", "starts", "ends", "overridden_at", "overridden_by", "override_reason"])
    insert([opened(company_id, key, wanted[key], now) for key in wanted.keys() - here.keys()])


def opened(company_id: int, key: Key, finding: Finding, now: datetime) -> Conflict:
    return Conflict(
        company_id=company_id,
        kind=finding.kind,
        who=key[0],
        identity_id=interviewer_of(key[0]),
        first_id=finding.first,
        second_id=finding.second,
        starts=finding.starts,
        ends=finding.ends,
        facts=finding.facts,
        opened_at=now,
    )
