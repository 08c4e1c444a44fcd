"""A candidate's interviews as a calendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from candidates.ports import Appointment

NAME = "interview.ics"
CONTENT_TYPE = "text/calendar"


def calendar_of(appointments: Iterable[Appointment], company: str, *, now: datetime) -> str:
    """Those that have a time; "" where none has. The same interview has the same UID for ever, and a SEQUENCE
    that grows, so that a calendar takes a later file for a change and not for another interview.
    """
    dated = [one for one in appointments if one.starts is not None]
    if not dated:
        return ""
    calendar = Calendar()
    calendar.add("prodid", "-//Interview Hub//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in dated:
        calendar.add_component(event_of(one, company, now))
    return calendar.to_ical().decode()  # type: ignore[no-any-return]


def event_of(one: Appointment, company: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{urlsplit(settings.PUBLIC_ORIGIN).hostname}")
    event.add("sequence", one.sequence)
    event.add("dtstamp", (one.changed_at or now).astimezone(UTC))
    event.add("summary", " · ".join(filter(None, (one.title, company))))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    starts, ends = span_of(one)
    event.add("dtstart", starts)
    if ends is not None:
        event.add("dtend", ends)
    if one.location:
        event.add("location", one.location)
    if one.meeting_url:
        event.add("url", one.meeting_url)
    if one.with_whom:
        event.add("description", ", ".join(one.with_whom))
    return event


def span_of(one: Appointment) -> tuple[datetime | date | None, datetime | date | None]:
    """Moments in UTC; of days, the end is the day after the last."""
    starts, ends = one.starts, one.ends
    if isinstance(starts, datetime):
        until = ends.astimezone(UTC) if isinstance(ends, datetime) else None
        return starts.astimezone(UTC), until
    if isinstance(starts, date):
        last = ends if isinstance(ends, date) and ends > starts else starts + timedelta(days=1)
        return starts, last
    return None, None
