"""When an interview is over, as a condition: the same as `ends_at` says of a row. What lasts longer than a day is found
on its first day only.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

A_DAY = timedelta(days=1)


def ends_at(begins: datetime | None, finishes: datetime | None, *, timed: bool) -> datetime | None:
    """An interview without hours takes its day, or the days before the one that is free again."""
    if begins is None:
        return None
    if timed:
        return finishes or begins
    return max(finishes or begins, begins + A_DAY)


def at(path: str, **conditions: Any) -> Q:
    return Q(**{f"{path}{name}": value for name, value in conditions.items()})


def not_over(now: datetime, path: str = "") -> Q:
    """Nothing ends before it begins: the plainer the condition, the better the database knows how many there are."""
    to_come, whole_days = at(path, begins_at__gt=now), at(path, start_at=None)
    return at(path, begins_at__gt=now - A_DAY) & (
        to_come | whole_days | at(path, finishes_at__gt=now)
    )


def ended(first: datetime, last: datetime) -> Q:
    """From `first` on, before `last`."""
    span = Q(begins_at__gte=first - A_DAY, begins_at__lt=last)
    told = Q(finishes_at__gte=first, finishes_at__lt=last)
    untold = Q(finishes_at=None, begins_at__gte=first)
    whole_days = Q(start_at=None, begins_at__lt=last - A_DAY) & (
        Q(finishes_at=None) | Q(finishes_at__lt=last)
    )
    return span & (Q(start_at__isnull=False) & (told | untold) | whole_days)
