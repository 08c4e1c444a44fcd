"""Interviews with their panels as they were before some of their changes."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max, Q

from candidates.models import Change
from candidates.selectors.as_of import before
from interviews.models import Interview, Interviewer
from interviews.selectors.listing import by_name
from interviews.selectors.rows import JOINED, SEAT_COLUMNS, InterviewRow, Seat

OWN = tuple(name for name in InterviewRow.__slots__ if name not in JOINED and name != "panel")


def rows_before(interviews: Sequence[Interview], later: Q) -> list[InterviewRow]:
    """Those that were there; names of what they refer to are left out. Three statements."""
    rows = [row_of(interview) for interview in before(interviews, later)]
    panels: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in before(seats_of(rows), later):
        if seat.deleted_at is None:
            panels[seat.interview_id].append(Seat(*(getattr(seat, name) for name in SEAT_COLUMNS)))
    for row in rows:
        row.panel = sorted(panels[row.id], key=by_name)
    return rows


def seats_of(rows: Sequence[InterviewRow]) -> list[Interviewer]:
    """Those that are gone too."""
    of = [row.id for row in rows]
    return list(Interviewer.objects.filter(interview__in=of).order_by("id")) if of else []


def row_of(interview: Interview) -> InterviewRow:
    named = dict.fromkeys(JOINED)
    return InterviewRow(**{name: getattr(interview, name) for name in OWN}, **named)  # type: ignore[arg-type]


def version_of(interview_id: int) -> int:
    """Grows with every change of the interview or its panel: the number of the last one; 0 where none is told."""
    told = Change.objects.filter(interview_id=interview_id).aggregate(last=Max("id"))
    return int(told["last"] or 0)
