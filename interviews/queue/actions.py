"""The one action of a row: what its button says, and where it leads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from interviews.attention.facts import Finding
from interviews.attention.table import OPEN, Sentence
from interviews.selectors.attention.queue import AT_VENDOR, Row


@dataclass(frozen=True, slots=True)
class Action:
    """`post` is `remind` or `take` where it is done at once, "" where a page opens. `note` says what the row needs said
    of it: why something else is not offered, or which interview it is about.
    """

    label: Sentence
    address: str
    post: str = ""
    note: str = ""


def action_of(row: Row) -> Action:
    finding, door = row.finding, row.rule.door
    if finding.code == "candidate.no_choice" and finding.interview is None:
        remind = reverse("move_candidate", args=[finding.candidate, "remind"])
        return Action(gettext("Send reminder"), remind, "remind")
    if finding.other is not None or (door in AT_VENDOR and finding.account is not None):
        return at_vendor(row)
    if door == "take":
        return Action(row.rule.action, reverse("act_on_queue"), "take")
    led = LEADS[door](row) if door in LEADS else ""
    fits = led or door == "interview"
    return Action(row.rule.action if fits else OPEN, led or page_of(finding))


def moved_apart(row: Row) -> Action:
    """A double-booking is mended by moving whichever of the two can be moved at its vendor."""
    finding = row.finding
    both = {finding.interview: finding.told.get("who"), finding.other: finding.told.get("other")}
    why = {pk: row.why_not("reschedule", pk) for pk in both}
    free = [pk for pk in both if not why[pk]]
    if not free:
        reasons = " ".join(dict.fromkeys(why.values()))
        note = gettext("Neither can be moved from here. %(why)s") % {"why": reasons}
        return Action(row.rule.action, side_by_side(finding), note=note)
    who = both[free[0]] or gettext("An interview")
    note = gettext("Only %(who)s can be moved from here.") % {"who": who} if len(free) < 2 else ""
    return Action(gettext("Reschedule"), reverse("reschedule", args=[free[0]]), note=note)


def side_by_side(finding: Finding) -> str:
    kind, _space, pk = finding.subject.partition(" ")
    return reverse("conflict", args=[pk]) if kind == "conflict" else page_of(finding)


def at_vendor(row: Row) -> Action:
    """The form, unless the vendor does not take what it is for."""
    finding, door = row.finding, row.rule.door
    if finding.other is not None:
        return moved_apart(row)
    why = row.why_not(door, finding.interview)
    if why:
        return Action(OPEN, page_of(finding), note=why)
    address = reverse(door, args=[finding.interview]) + who_leaves(finding)
    return Action(row.rule.action, address)


def page_of(finding: Finding) -> str:
    if finding.interview is not None:
        return reverse("interview", args=[finding.interview])
    if finding.candidate is not None:
        return reverse("candidate", args=[finding.candidate])
    return ""


def who_leaves(finding: Finding) -> str:
    kind, _space, seat = finding.subject.partition(" ")
    return f"?replace={seat}" if kind == "seat" else ""


def of_record(row: Row) -> str:
    name, _space, pk = row.finding.target.partition(" ")
    return reverse(name, args=[pk])


def of_system(row: Row) -> str:
    return reverse(row.rule.door, args=[row.system.uuid]) if row.system else ""


def of_own_candidate(row: Row) -> str:
    """A candidate who is kept at a vendor is changed there."""
    finding = row.finding
    return reverse(row.rule.door, args=[finding.candidate]) if finding.account is None else ""


def to_whoever_was_asked(row: Row) -> str:
    finding = row.finding
    subject = gettext("Your answer for %(who)s") % {"who": finding.told.get("who", "")}
    return written_to([finding.target], subject) if finding.target else ""


def to_those_who_owe(row: Row) -> str:
    addresses = [seat.email for seat in row.owing if seat.email]
    subject = gettext("Your feedback on %(who)s") % {"who": row.finding.told.get("who", "")}
    return written_to(addresses, subject) if addresses else ""


def written_to(addresses: Iterable[str], subject: str) -> str:
    return f"mailto:{','.join(map(quote, addresses))}?subject={quote(subject)}"


def of_pair(row: Row) -> str:
    _candidates, first, _and, second = row.finding.subject.split()
    return f"{reverse('duplicates')}?pair={first}-{second}"


def of_person(row: Row) -> str:
    """Their interviews on the day, or in the week, that is too much."""
    finding = row.finding
    kind, _space, pk = finding.target.partition(" ")
    first, last = days_of(str(finding.told["span"]))
    asked = {"date_from": first.isoformat(), "date_to": last.isoformat()}
    if kind == "identity":
        asked["person"] = pk
    return f"{reverse('interviews')}?{urlencode(asked)}"


def days_of(span: str) -> tuple[date, date]:
    """A day, or a week such as 2026-W49."""
    year, _w, week = span.partition("-W")
    if not week:
        return date.fromisoformat(span), date.fromisoformat(span)
    monday = date.fromisocalendar(int(year), int(week), 1)
    return monday, monday + timedelta(days=6)


LEADS: dict[str, Callable[[Row], str]] = {
    "mail": to_whoever_was_asked,
    "owing": to_those_who_owe,
    "connection": of_system,
    "words": of_system,
    "drift": of_record,
    "edit_candidate": of_own_candidate,
    "set_deadline": lambda row: f"{page_of(row.finding)}#deadline",
    "duplicates": of_pair,
    "person": of_person,
}
