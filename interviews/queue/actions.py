"""The one action of a row: what its button says, and where it leads."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
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
    finding, door, label = row.finding, row.rule.door, row.rule.action
    if door == "take":
        return Action(label, reverse("act_on_queue"), "take")
    if finding.code == "candidate.no_choice" and finding.interview is None:
        remind = reverse("move_candidate", args=[finding.candidate, "remind"])
        return Action(gettext("Send reminder"), remind, "remind")
    if door == "mail" and finding.target:
        return Action(label, written_to(finding))
    if finding.other is not None or (door in AT_VENDOR and finding.account is not None):
        return at_vendor(row)
    if door in ("connection", "words") and row.system:
        return Action(label, reverse(door, args=[row.system.uuid]))
    if door == "drift":
        name, _space, pk = finding.target.partition(" ")
        return Action(label, reverse(name, args=[pk]))
    if door == "edit_candidate" and finding.account is None:
        return Action(label, reverse(door, args=[finding.candidate]))
    if door == "duplicates":
        return Action(label, reverse(door))
    if door == "person":
        return Action(label, of_person(finding))
    fits = door in ("interview", "set_deadline")
    return Action(label if fits else OPEN, page_of(finding))


def moved_apart(row: Row) -> Action:
    """A double-booking is mended by moving whichever of the two can be moved at its vendor."""
    finding = row.finding
    both = {finding.interview: finding.told.get("who"), finding.other: finding.told.get("other")}
    why = {pk: row.why_not("reschedule", pk) for pk in both}
    free = [pk for pk in both if not why[pk]]
    if not free:
        reasons = " ".join(dict.fromkeys(why.values()))
        note = gettext("Neither can be moved from here. %(why)s") % {"why": reasons}
        return Action(row.rule.action, page_of(finding), note=note)
    who = both[free[0]] or gettext("An interview")
    note = gettext("Only %(who)s can be moved from here.") % {"who": who} if len(free) < 2 else ""
    return Action(gettext("Reschedule"), reverse("reschedule", args=[free[0]]), note=note)


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


def written_to(finding: Finding) -> str:
    subject = gettext("Your answer for %(who)s") % {"who": finding.told.get("who", "")}
    return f"mailto:{quote(finding.target)}?subject={quote(subject)}"


def of_person(finding: Finding) -> str:
    kind, _space, pk = finding.target.partition(" ")
    listed = reverse("interviews")
    return f"{listed}?person={pk}" if kind == "identity" else listed
