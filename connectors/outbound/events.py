"""Which event a change is: the published table of names, and pure functions over plain values.

A change is one event at most, the first of the table that fits it, so that nothing is told twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ADDED, DELETED = "ADDED", "DELETED"
OVERDUE = "interview.feedback_overdue"
SYNC_FAILED = "sync.failed"
ISSUE_OPENED, ISSUE_RESOLVED = "issue.opened", "issue.resolved"
TEST = "webhook.test"

RECORDS = {
    "application": ("application", "an application"),
    "atsuser": ("user", "a user of a vendor"),
    "candidate": ("candidate", "a candidate"),
    "interview": ("interview", "an interview"),
    "interviewer": ("interviewer", "a seat of a panel"),
    "job": ("job", "a job"),
    "project": ("project", "a project"),
    "scorecard": ("scorecard", "a scorecard"),
    "slot": ("slot", "a step of an interview plan"),
    "stage": ("stage", "a stage"),
}
SPECIAL = {
    "interview.scheduled": "An interview is scheduled: a new one, or one that was not so far.",
    "interview.rescheduled": "Its time changed.",
    "interview.cancelled": "It is cancelled.",
    "interview.completed": "It is completed, with feedback where the vendor reports that.",
    "interview.awaiting_feedback": "It took place; feedback is outstanding.",
    OVERDUE: "Feedback is outstanding for 24 hours, and once more for 72, since the interview was over.",
    "interviewer.accepted": "Somebody on a panel accepted.",
    "interviewer.declined": "Somebody on a panel declined.",
    "candidate.moved": "A candidate has another status, or an application another stage or status.",
    "scorecard.submitted": "Feedback was submitted.",
    SYNC_FAILED: "A sync of a connected account was given up.",
    ISSUE_OPENED: "There is something that a person should know.",
    ISSUE_RESOLVED: "It is over.",
}
PLAIN = {
    f"{name}.{act}": f"{what} {sentence}".capitalize()
    for name, what in RECORDS.values()
    for act, sentence in (
        ("created", "is new, and no other event says so."),
        ("updated", "changed, and no other event says how."),
        ("deleted", "is a tombstone from now on."),
    )
}
EVENTS = dict(sorted((SPECIAL | PLAIN).items()))

STATUSES = {
    "scheduled": "interview.scheduled",
    "cancelled": "interview.cancelled",
    "completed": "interview.completed",
    "awaiting_feedback": "interview.awaiting_feedback",
}
ANSWERS = {"accepted": "interviewer.accepted", "declined": "interviewer.declined"}
TIMES = ("start_at", "end_at", "start_date", "end_date")
TOUCHED = "vendor_updated_at"
Fields = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A change as plain values: `record` and `kind` are its words, `fields` `{name: [from, to]}`."""

    record: str
    kind: str
    fields: Fields


def event_of(told: Told) -> str | None:
    """None for what is not told to other systems: other records, and a vendor's touch that changed nothing else."""
    if told.record not in RECORDS:
        return None
    name = RECORDS[told.record][0]
    if told.kind == DELETED:
        return f"{name}.deleted"
    new = told.kind == ADDED
    if not new and told.fields.keys() == {TOUCHED}:
        return None
    otherwise = f"{name}.created" if new else f"{name}.updated"
    return special(told.record, told.fields, new=new) or otherwise


def special(record: str, fields: Fields, *, new: bool) -> str | None:
    match record:
        case "interview" if new:
            return STATUSES["scheduled"] if now(fields, "status") == "scheduled" else None
        case "interview":
            moved = "interview.rescheduled" if is_moved(fields) else None
            return STATUSES.get(now(fields, "status")) or moved
        case "interviewer":
            return ANSWERS.get(now(fields, "response_status"))
        case "candidate" if not new and "status" in fields:
            return "candidate.moved"
        case "application" if not new and fields.keys() & {"stage_id", "status"}:
            return "candidate.moved"
        case "scorecard" if now(fields, "submitted_at"):
            return "scorecard.submitted"
    return None


def now(fields: Fields, name: str) -> Any:
    return fields[name][1] if name in fields else None


def is_moved(fields: Fields) -> bool:
    """From one time to another; one that only now has a time, or lost it, is not moved."""
    begins = [fields[name] for name in ("start_at", "start_date") if name in fields]
    was, will = (any(both[side] for both in begins) for side in (0, 1))
    if begins:
        return was and will
    return any(all(fields[name]) for name in TIMES if name in fields)
