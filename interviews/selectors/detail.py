"""One interview with its panel, and where else its people are needed at that time."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from candidates.models import Candidate
from interviews.conflicts.bookings import INTERVIEWER, calendar_of, weeks_beside
from interviews.conflicts.calendars import Engagement, clashes
from interviews.models import (
    AtsUser,
    Conflict,
    Interview,
    Interviewer,
    InterviewerIdentity,
)
from interviews.selectors.availability import engagements
from interviews.selectors.conflicts import conflicts_of
from interviews.selectors.panel import (
    Row,
    SeatView,
    is_about,
    mark,
    panel_of,
    seat_view,
    with_panels,
)
from interviews.statuses import ConflictKind, InterviewStatus, ResponseStatus

UNMADE = 0  # a key that no row has


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another interview at the same time; `fine` is whether somebody said that it is no matter, `why` their reason."""

    interview: Interview
    fine: bool = False
    why: str = ""


@dataclass(slots=True)
class Detail:
    """`conflicts` are as they are kept, the worst first. `elsewhere` is by person."""

    row: Row[Interview]
    elsewhere: dict[str, list[Elsewhere]]
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def panel(self) -> list[tuple[SeatView, list[Elsewhere]]]:
        return [(seat, self.elsewhere.get(seat.person, [])) for seat in self.row.panel]


def detail(*, company_id: int, pk: int) -> Detail | None:
    """None where the company has no such interview: another company's does not exist for it."""
    found = with_panels(
        Interview.objects.select_related("application", "slot").filter(company_id=company_id, pk=pk)
    ).first()
    if found is None:
        return None
    row = Row(found, panel_of(found))
    conflicts = conflicts_of(company_id, [pk]).get(pk, [])
    mark([row], conflicts)
    return Detail(row, kept_elsewhere(row), conflicts)


def kept_elsewhere(row: Row[Interview]) -> dict[str, list[Elsewhere]]:
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    for one in row.twice:
        other = one.second if one.first_id == row.interview.pk else one.first
        for seat in row.panel:
            if other is not None and is_about(one, seat):
                found[seat.person].append(Elsewhere(other, not one.is_open, one.override_reason))
    return dict(found)


def planned(found: Detail, start: datetime, end: datetime) -> Detail:
    """The same interview at another time, with where its people are needed then. Nothing is stored."""
    interview = copy(found.row.interview)
    interview.start_at = interview.begins_at = start
    interview.end_at = interview.finishes_at = end
    interview.status = InterviewStatus.SCHEDULED
    row = Row(interview, panel_of(interview))
    return Detail(row, booked_then(row))


def planned_with(found: Detail, people: Iterable[AtsUser]) -> Detail:
    """The same interview with these people on its panel, with where they are needed then. Nothing is stored."""
    seats = [Interviewer(user=one, name=one.name, email=one.email) for one in people]
    row = Row(found.row.interview, [seat_view(seat) for seat in seats])
    return Detail(row, booked_then(row))


def planned_new(
    *,
    company_id: int,
    candidate: Candidate | None,
    people: Iterable[AtsUser],
    start: datetime,
    end: datetime,
) -> Detail:
    """An interview that is still to be made, with where its people are needed then. Nothing is stored."""
    interview = Interview(
        pk=UNMADE,
        company_id=company_id,
        candidate=candidate,
        start_at=start,
        end_at=end,
        begins_at=start,
        finishes_at=end,
        status=InterviewStatus.SCHEDULED,
    )
    seats = [Interviewer(user=one, name=one.name, email=one.email) for one in people]
    row = Row(interview, [seat_view(seat) for seat in seats])
    return Detail(row, booked_then(row))


def booked_then(row: Row[Interview]) -> dict[str, list[Elsewhere]]:
    """What would be a double-booking: this interview beside the kept bookings of its panel. Three statements."""
    this = row.interview
    if not this.start_at or not this.end_at or row.off:
        return {}
    plan = Engagement(this.pk, this.start_at, this.end_at)
    people = calendars_of(row)
    weeks = {
        week for who in people for week in weeks_beside(who, plan.start, plan.end, limited=False)
    }
    pairs = [
        (who, (set(one.key[1:]) - {this.pk}).pop())
        for who, calendar in engagements(people, weeks, but=this.pk).items()
        for one in clashes([*calendar, plan], ConflictKind.DOUBLE_BOOKED.value)
        if this.pk in one.key
    ]
    others = Interview.objects.select_related("candidate", "account").in_bulk(
        {pk for _who, pk in pairs}
    )
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    for who, pk in pairs:
        found[people[who]].append(Elsewhere(others[pk]))
    return dict(found)


def calendars_of(row: Row[Interview]) -> dict[int, str]:
    """The calendars of those who are needed, and which person of the panel each is. Guests are known by address."""
    needed = [seat for seat in row.panel if seat.answer != ResponseStatus.DECLINED]
    found = {
        calendar_of(INTERVIEWER, seat.identity): seat.person
        for seat in needed
        if seat.identity is not None
    }
    guests = {
        seat.email.lower(): seat.person for seat in needed if seat.user_id is None and seat.email
    }
    if guests:
        known = InterviewerIdentity.objects.filter(
            company=row.interview.company_id, email__in=guests
        )
        for pk, root, email in known.values_list("pk", "joined_to_id", "email"):
            found.setdefault(calendar_of(INTERVIEWER, root or pk), guests[email or ""])
    return found
