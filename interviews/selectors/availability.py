"""What the hub was told of people's time, by calendar: hours, absences and limits, and what they are booked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from candidates.times import zone_called
from candidates.workweek import read_hours
from interviews.conflicts.bookings import INTERVIEWER, calendar_of, interviewer_of
from interviews.conflicts.calendars import Availability, Engagement
from interviews.models import Absence, Booking, InterviewerIdentity

NOTHING = Availability()


def availabilities(calendars: Iterable[int]) -> dict[int, Availability]:
    """By calendar, of interviewers of whom anything is known. Two statements."""
    keys = {pk for who in set(calendars) if (pk := interviewer_of(who)) is not None}
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    absences = Absence.objects.filter(identity__in=keys).order_by("first_day", "last_day")
    for pk, first, last in absences.values_list("identity_id", "first_day", "last_day"):
        away[pk].append((first, last))
    people = InterviewerIdentity.objects.filter(pk__in=keys)
    return {
        calendar_of(INTERVIEWER, one.pk): availability(one, away.get(one.pk, ())) for one in people
    }


def availability(
    one: InterviewerIdentity, absences: Iterable[tuple[date, date]] = ()
) -> Availability:
    return Availability(
        zone=zone_called(one.time_zone),
        hours=read_hours(one.hours),
        absences=tuple(absences),
        daily=one.daily_limit,
        weekly=one.weekly_limit,
    )


def engagements(
    calendars: Iterable[int], weeks: Collection[int], *, but: int | None = None
) -> dict[int, list[Engagement]]:
    """What is booked in these weeks, of each calendar, without the interview `but`. One statement."""
    held: dict[int, list[Engagement]] = {who: [] for who in calendars}
    rows = Booking.objects.filter(week__in=weeks).exclude(interview=but)
    told = rows.values_list("who", "interview_id", "start", "end", "all_day")
    for who, interview, start, end, all_day in told:
        held[who].append(Engagement(interview, start, end, all_day))
    return held
