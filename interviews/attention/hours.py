"""Working hours of a company, and whether a time lies outside them. Holds in weeks in which clocks change."""

from datetime import datetime, timedelta, tzinfo

from interviews.attention.thresholds import Thresholds


def is_odd(start: datetime, end: datetime | None, zone: tzinfo, limits: Thresholds) -> bool:
    """On somebody's clock: before or after work, over midnight, on a free day."""
    first = start.astimezone(zone)
    if first.isoweekday() not in limits.workdays or first.date() in limits.holidays:
        return True
    if not limits.day_from <= first.time() <= limits.day_to:
        return True
    last = end.astimezone(zone) if end else first
    return last.date() != first.date() or last.time() > limits.day_to


def odd_zone(
    start: datetime, end: datetime | None, zones: list[tzinfo], limits: Thresholds
) -> tzinfo | None:
    """The first of the participants' zones in which it is outside working hours."""
    return next((zone for zone in zones if is_odd(start, end, zone, limits)), None)


def week_of(at: datetime, zone: tzinfo) -> str:
    """`2026-W45`, as calendars number them."""
    year, week, _day = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


def weeks_ahead(now: datetime, limits: Thresholds) -> tuple[datetime, datetime]:
    """From the beginning of this week, on the company's clock, as far as the queue looks ahead."""
    today = now.astimezone(limits.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return monday, now + limits.days("ahead")
