"""What a coordinator should look at of a day, from plain values. Pure: the time is passed in. Who is needed twice is
not judged here: that is kept (interviews/selectors/conflicts.py).

What a vendor does not report is never a reason to say that all is well, nor that something is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

ANSWER_BEFORE = timedelta(hours=24)
CRITICAL_BEFORE = timedelta(hours=48)
SEVERITIES = ("critical", "high", "medium", "low")
ICONS = {severity: f"sev-{severity}" for severity in SEVERITIES}
OPEN_ANSWERS = ("needs_action", "tentative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """`answer` is null where the vendor does not report it."""

    name: str
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One interview. `start` is null for an all-day one; `off` means cancelled, deleted or only a draft.
    Where the vendor never tells who sits there, or where it is, `panel_told` is false and `has_place` true.
    """

    interview: int
    start: datetime | None
    end: datetime | None
    first_day_begins: datetime
    status: str | None
    has_place: bool
    off: bool
    panel: tuple[Seat, ...]
    panel_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Why one interview needs a look; `name` is who it is about."""

    code: str
    severity: str
    interview: int
    name: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.severity]


def needs_a_look(cases: Iterable[Case], now: datetime) -> list[Note]:
    """The worst first, then by time. What is over is not looked at."""
    ahead = [case for case in cases if not case.off and not is_over(case, now)]
    begins = {case.interview: case.first_day_begins for case in ahead}
    found = [note for case in ahead for note in notes_of(case, now)]
    return sorted(found, key=lambda n: (SEVERITIES.index(n.severity), begins[n.interview]))


def is_over(case: Case, now: datetime) -> bool:
    if case.start is None:
        return now - case.first_day_begins > timedelta(days=1)
    return (case.end or case.start) <= now


def soon(case: Case, now: datetime, within: timedelta) -> bool:
    return (case.start or case.first_day_begins) - now <= within


def notes_of(case: Case, now: datetime) -> Iterable[Note]:
    for seat in case.panel:
        if seat.answer == "declined":
            severity = "critical" if soon(case, now, CRITICAL_BEFORE) else "high"
            yield Note(code="declined", severity=severity, interview=case.interview, name=seat.name)
        elif seat.answer in OPEN_ANSWERS and soon(case, now, ANSWER_BEFORE):
            code = "no_answer" if seat.answer == "needs_action" else "tentative"
            yield Note(code=code, severity="high", interview=case.interview, name=seat.name)
    if not case.panel and case.panel_told:
        yield Note(code="nobody", severity="high", interview=case.interview)
    if not case.has_place:
        yield Note(code="no_place", severity="medium", interview=case.interview)
    if case.status is None:
        yield Note(code="not_mapped", severity="medium", interview=case.interview)
