"""From when on the rules fire: a company's own numbers, or these."""

from dataclasses import dataclass
from datetime import UTC, date, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """`zone` is the company's, in which its working hours, days and weeks are meant. Mondays are 1."""

    critical_hours: int = 48
    answer_hours: int = 48
    unscheduled_hours: int = 24
    choice_days: int = 3
    deadline_hours: int = 48
    place_hours: int = 72
    feedback_hours: int = 24
    feedback_late_hours: int = 72
    happened_hours: int = 2
    day_load: int = 3
    week_load: int = 8
    day_from: time = time(9)
    day_to: time = time(18)
    workdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    holidays: tuple[date, ...] = ()
    ahead_days: int = 14
    back_days: int = 30
    zone: tzinfo = UTC

    def hours(self, name: str) -> timedelta:
        return timedelta(hours=getattr(self, f"{name}_hours"))

    def days(self, name: str) -> timedelta:
        return timedelta(days=getattr(self, f"{name}_days"))


NAMES = tuple(name for name in Thresholds.__slots__ if name != "zone")
