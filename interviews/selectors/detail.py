"""One interview with its panel, and where else its people are needed at that time."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from interviews.attention import bookings
from interviews.conflicts import overlaps
from interviews.models import Interview, Interviewer
from interviews.selectors.panel import Row, SeatView, case_of, panel_of, with_panels
from interviews.statuses import InterviewStatus, ResponseStatus


@dataclass(slots=True)
class Detail:
    """`elsewhere` is by person: the other interviews they are booked for at that time."""

    row: Row
    elsewhere: dict[str, list[Interview]]

    @property
    def panel(self) -> list[tuple[SeatView, list[Interview]]]:
        return [(seat, self.elsewhere.get(seat.person, [])) for seat in self.row.panel]

    @property
    def conflicts(self) -> list[tuple[SeatView, list[Interview]]]:
        return [(seat, others) for seat, others in self.panel if others]


def detail(*, company_id: int, pk: int) -> Detail | None:
    """None where the company has no such interview: another company's does not exist for it."""
    found = with_panels(
        Interview.objects.select_related("application", "slot").filter(company_id=company_id, pk=pk)
    ).first()
    if found is None:
        return None
    row = Row(found, panel_of(found))
    elsewhere = booked_elsewhere(row)
    for seat in row.panel:
        seat.double_booked = seat.person in elsewhere
    return Detail(row, elsewhere)


def planned(found: Detail, start: datetime, end: datetime) -> Detail:
    """The same interview at another time, with where its people are needed then. Nothing is stored."""
    interview = copy(found.row.interview)
    interview.start_at, interview.end_at = start, end
    row = Row(interview, panel_of(interview))
    return Detail(row, booked_elsewhere(row))


def booked_elsewhere(row: Row) -> dict[str, list[Interview]]:
    """Two statements: the seats of the same people at that time, with their interviews' panels."""
    this = row.interview
    if not this.start_at or not this.end_at or row.off:
        return {}
    seats = Interviewer.objects.filter(
        company_id=this.company_id,
        deleted_at=None,
        interview__deleted_at=None,
        interview__begins_at__lt=this.end_at,
        interview__finishes_at__gt=this.start_at,
    )
    at_that_time = Interview.objects.filter(
        pk__in=seats.exclude(response_status=ResponseStatus.DECLINED).values("interview_id")
    ).exclude(pk=this.pk)
    others = [
        Row(one, panel_of(one))
        for one in with_panels(at_that_time)
        if one.status not in (InterviewStatus.CANCELLED, InterviewStatus.DRAFT)
    ]
    by_id = {other.interview.pk: other.interview for other in others}
    found: dict[str, list[Interview]] = defaultdict(list)
    for overlap in overlaps(bookings([case_of(one) for one in [row, *others]])):
        if this.pk in (overlap.first, overlap.second):
            found[str(overlap.person)].append(by_id[overlap.other(this.pk)])
    return dict(found)
