"""What is told in mails to candidates, in the active language. Plain values in, plain text out; no clock, no table.

A letter is paragraphs with an empty line between them. Its HTML is made from the text, so that a coordinator who
changes the text has changed both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.utils.translation import gettext

from candidates.mail.links import names_password, names_portal, portal_address
from candidates.mail.wording import one_line
from candidates.ports import Appointment
from candidates.times import TWENTY_FOUR, clock_of, clock_range, dated_day, exact, zone_exact

MOST_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """`zones` are the candidate's own, where it is known, then the company's."""

    company: str
    project: str
    name: str
    first_name: str
    deadline: datetime
    zones: tuple[tzinfo, ...]
    appointments: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `link`: it is an address and nothing else, of the `portal`, or one that sets a `password`."""

    lines: tuple[str, ...]
    link: str = ""


@clock_of(TWENTY_FOUR)
def values_of(about: Occasion) -> dict[str, str]:
    """What each of `wording.PLACEHOLDERS` stands for; "" where nothing is known. Not on the clock of whoever writes."""
    return {
        "name": one_line(about.name),
        "first_name": one_line(about.first_name),
        "company": one_line(about.company),
        "project": one_line(about.project),
        "deadline": "\n".join(exact(about.deadline, zone) for zone in about.zones),
        "interviews": "\n\n".join(
            "\n".join([one_line(one.title or gettext("Interview")), *times_of(one, about.zones)])
            for one in about.appointments
            if one.starts is not None and not one.cancelled
        ),
        "link": portal_address(),
    }


def times_of(one: Appointment, zones: Iterable[tzinfo]) -> list[str]:
    """The same time in each zone; days where it takes the whole day."""
    starts, ends = one.starts, one.ends
    if isinstance(starts, datetime):
        until = ends if isinstance(ends, datetime) else None
        return [
            f"{dated_day(starts.astimezone(zone).date())}, {clock_range(starts, until, zone)}"
            f" ({zone_exact(starts, zone)})"
            for zone in zones
        ]
    return [dated_day(starts)] if isinstance(starts, date) else []


def blocks_of(text: str) -> list[Block]:
    """The paragraphs of a letter, as its HTML shows them."""
    found = []
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        lines = tuple(line for line in map(str.strip, paragraph.split("\n")) if line)
        if lines:
            alone = len(lines) == 1 and " " not in lines[0]
            found.append(Block(lines, link_in(lines[0]) if alone else ""))
    return found


def link_in(text: str) -> str:
    if names_password(text):
        return "password"
    return "portal" if names_portal(text) else ""


def days_said(setting: object) -> list[int]:
    """What a company says in `remind_days`, in order and each once; what is no number of days is left out."""
    days = setting if isinstance(setting, list) else []
    return sorted({day for day in days if type(day) is int and 0 <= day <= MOST_DAYS})


def days_left(
    days: Iterable[int], deadline: datetime, zone: tzinfo, *, now: datetime
) -> int | None:
    """Which of the reminders, so many days before the deadline on the company's clock, is the last that is due;
    None before the first, and after the deadline.
    """
    due = [number for number in days if deadline <= latest_deadline(number, zone, now=now)]
    return min(due, default=None) if deadline > now else None


def latest_deadline(days: int, zone: tzinfo, *, now: datetime) -> datetime:
    """The latest one of which it is so many days before, by the clock on the wall: a day has 23 to 25 hours."""
    local = now.astimezone(zone)
    return (local + timedelta(days=days)).astimezone(now.tzinfo)
