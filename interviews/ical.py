"""Interviews as a calendar (RFC 5545) for whoever subscribes. Pure: rows in, text out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from candidates.names import is_korean
from interviews.selectors.rows import InterviewRow, Seat
from interviews.statuses import FeedDetails, InterviewStatus

REFRESH = timedelta(minutes=15)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
STATES = {
    InterviewStatus.CANCELLED.value: "CANCELLED",
    InterviewStatus.DRAFT.value: "TENTATIVE",
    None: "TENTATIVE",
}
MAIL_SIGNS = "@!$&'*+-./=^_`{|}~"
ANSWERS = {"accepted": "ACCEPTED", "declined": "DECLINED", "tentative": "TENTATIVE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """`origin` is where the hub is reached, `moves` how often the time of an interview changed or it was called off.

    `organizers` are e-mail addresses; `note` says what the reader of the calendar should know.
    """

    name: str
    details: str
    origin: str
    rows: Sequence[InterviewRow]
    moves: Mapping[int, int] = field(default_factory=dict)
    organizers: Mapping[int, str] = field(default_factory=dict)
    note: str = ""

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2].partition(":")[0]


def calendar_text(subscription: Subscription) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Interview Hub//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, readable(subscription.name))
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    if subscription.note:
        calendar.add("x-wr-caldesc", readable(subscription.note))
    for row in subscription.rows:
        calendar.add_component(event_of(row, subscription))
    return calendar.to_ical()  # type: ignore[no-any-return]


def event_of(row: InterviewRow, subscription: Subscription) -> Event:
    event = Event()
    event.add("uid", f"interview-{row.id}@{subscription.host}")
    event.add("sequence", subscription.moves.get(row.id, 0))
    event.add("dtstamp", row.updated_at.astimezone(UTC))
    event.add("last-modified", row.updated_at.astimezone(UTC))
    starts, ends = span_of(row)
    event.add("dtstart", starts)
    if ends is not None:
        event.add("dtend", ends)
    off = row.deleted_at is not None
    event.add("status", "CANCELLED" if off else STATES.get(row.status, "CONFIRMED"))
    TELLERS[subscription.details](event, row, subscription)
    return event


def span_of(row: InterviewRow) -> tuple[datetime | date, datetime | date | None]:
    """Moments in UTC; of days, the end is the day after the last."""
    if row.start_at is not None:
        return row.start_at.astimezone(UTC), row.end_at.astimezone(UTC) if row.end_at else None
    assert row.start_date is not None, "undated placeholders are in no feed"
    last = row.end_date
    return row.start_date, last if last and last > row.start_date else day_after(row.start_date)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def tell_all(event: Event, row: InterviewRow, subscription: Subscription) -> None:
    title = " · ".join(filter(None, (row.candidate_name, row.title)))
    event.add("summary", readable(title) or _("Interview"))
    if row.location:
        event.add("location", readable(row.location))
    event.add("url", page_of(row, subscription))
    event.add("description", readable("\n".join(facts_of(row, subscription))))
    for seat in row.panel:
        if seat.email and "@" in seat.email:
            event.add("attendee", attendee(seat))
    if organizer := subscription.organizers.get(row.id):
        event.add("organizer", address(organizer, row.organizer_name))


def tell_initials(event: Event, row: InterviewRow, subscription: Subscription) -> None:
    """Not the title, the place or the link: there a name, a phone number or a way in may stand."""
    event.add(
        "summary", readable(" · ".join(filter(None, (masked(row.candidate_name), row.job_name))))
    )
    event.add("url", page_of(row, subscription))
    event.add("class", "PRIVATE")


def tell_nothing(event: Event, row: InterviewRow, subscription: Subscription) -> None:
    event.add("summary", _("Busy"))
    event.add("class", "PRIVATE")


TELLERS = {
    FeedDetails.FULL.value: tell_all,
    FeedDetails.INITIALS.value: tell_initials,
    FeedDetails.BUSY.value: tell_nothing,
}


def facts_of(row: InterviewRow, subscription: Subscription) -> list[str]:
    """A line each; what the vendor does not report is said, not left to be guessed."""
    lines = [fact for fact in (row.job_name, row.stage_name, row.meeting_url) if fact]
    if row.start_at is not None and row.end_at is None:
        lines.append(_("The end is not reported."))
    if row.status is None and row.deleted_at is None:
        lines.append(_("The status is not mapped: “%s”.") % (row.vendor_status or "–"))
    if row.panel:
        lines.append(_("Panel: %s") % ", ".join(map(seat_words, row.panel)))
    return [*lines, page_of(row, subscription)]


def seat_words(seat: Seat) -> str:
    name = seat.name or seat.email or _("no name reported")
    return _("%s (declined)") % name if seat.response_status == "declined" else name


def page_of(row: InterviewRow, subscription: Subscription) -> str:
    return f"{subscription.origin}/interviews/{row.id}/"


def attendee(seat: Seat) -> vCalAddress:
    given = address(seat.email or "", seat.name)
    given.params["ROLE"] = "REQ-PARTICIPANT"
    if seat.response_status:
        given.params["PARTSTAT"] = ANSWERS.get(seat.response_status, "NEEDS-ACTION")
    return given


def address(email: str, name: str | None) -> vCalAddress:
    given = vCalAddress(f"mailto:{quote(UNPRINTABLE.sub('', email), safe=MAIL_SIGNS)}")
    if name:
        # a quotation mark has no escape in a parameter
        given.params["CN"] = " ".join(UNPRINTABLE.sub("", name).replace('"', "'").split())
    return given


def masked(name: str | None) -> str:
    """`A. S.` for Annika Schröder, `이○○` for 이도윤: initials there would be the given name."""
    words: list[str] = re.findall(r"[^\W\d_]+", name or "")
    if not words:
        return _("No name")
    if is_korean(words[0]):
        return words[0][0] + "○" * max(len("".join(words)) - 1, 1)
    return " ".join(f"{word[0].upper()}." for word in dict.fromkeys((words[0], words[-1])))


def readable(text: str) -> str:
    """Line breaks of one kind, and nothing that a calendar may not hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
