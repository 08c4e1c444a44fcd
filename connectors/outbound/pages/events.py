"""The events as an administrator chooses among them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from connectors.outbound.events import EVENTS
from interviews.selectors.activity import SUBJECTS

Text = str | Promise
RECORDS: dict[str, Text] = {**dict(SUBJECTS), "issue": _("Issue"), "sync": _("Sync")}
ABOUT: dict[str, Text] = {
    "interview.scheduled": _("A new one, or one that was not scheduled so far."),
    "interview.rescheduled": _("Its time changed."),
    "interview.cancelled": _("It is cancelled."),
    "interview.completed": _("It is completed, with feedback where the vendor reports that."),
    "interview.awaiting_feedback": _("It took place; feedback is outstanding."),
    "interview.feedback_overdue": _("Feedback is outstanding for 24 hours, and once more for 72."),
    "interviewer.accepted": _("Somebody on a panel accepted."),
    "interviewer.declined": _("Somebody on a panel declined."),
    "candidate.moved": _("Another status, or an application in another stage or status."),
    "scorecard.submitted": _("Feedback was submitted."),
    "sync.failed": _("A sync of a connection was given up."),
    "issue.opened": _("There is something that a person should know."),
    "issue.resolved": _("It is over."),
}
OTHERWISE: dict[str, Text] = {
    "created": _("New, and no other event says so."),
    "updated": _("Changed, and no other event says how."),
    "deleted": _("Deleted, here or at the vendor."),
}


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    about: Text
    chosen: bool


def about(event: str) -> Text:
    """One sentence, in the reader's language."""
    return ABOUT.get(event) or OTHERWISE.get(event.rpartition(".")[2], "")


def options(chosen: Collection[str]) -> list[tuple[Any, list[Option]]]:
    """By what they are about: its word and its events, the telling ones first."""
    grouped: dict[str, list[Option]] = {name: [] for name in RECORDS}
    for event in sorted(EVENTS, key=lambda name: (name not in ABOUT, name)):
        grouped[event.partition(".")[0]].append(Option(event, about(event), event in chosen))
    return [(RECORDS[name], found) for name, found in grouped.items() if found]
