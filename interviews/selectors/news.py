"""What changed since somebody last looked, told as a few sentences rather than as a log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from candidates.models import Change
from interviews.models import Interview, Interviewer
from interviews.statuses import InterviewStatus, ResponseStatus

MOST_CHANGES = 1000
MOST_TOLD = 8
TOLD = ("deleted", "cancelled", "moved", "declined", "place")


@dataclass(slots=True)
class Item:
    """One sentence about one interview: the last thing of its kind that happened to it."""

    code: str
    interview_id: int
    at: datetime
    old: Any = None
    new: Any = None
    seat_id: int | None = None
    interview: Interview | None = None
    seat: Interviewer | None = None


@dataclass(slots=True)
class News:
    """`newest` is the change to remember as seen. `added` and `other` count what no sentence is made of."""

    items: list[Item] = field(default_factory=list)
    added: int = 0
    other: int = 0
    newest: int = 0
    more: bool = False

    @property
    def any(self) -> bool:
        return bool(self.items or self.added or self.other)


def news(*, company_id: int, since: int) -> News:
    """Of the newest thousand changes: three statements."""
    changes = list(
        Change.objects.filter(company_id=company_id, id__gt=since).order_by("-id")[
            : MOST_CHANGES + 1
        ]
    )
    told = tell(changes[:MOST_CHANGES])
    told.more = len(changes) > MOST_CHANGES
    interviews = Interview.objects.select_related("candidate", "account")
    about = interviews.in_bulk([item.interview_id for item in told.items])
    seats = Interviewer.objects.in_bulk([item.seat_id for item in told.items if item.seat_id])
    for item in told.items:
        item.interview = about.get(item.interview_id)
        item.seat = seats.get(item.seat_id) if item.seat_id else None
    told.items = [item for item in told.items if item.interview]
    return told


def tell(changes: Iterable[Change]) -> News:
    """Newest first in, newest first out. An interview is told of once: by the weightiest of its changes."""
    told = News()
    best: dict[int, Item] = {}
    for change in changes:
        told.newest = max(told.newest, change.pk)
        item = item_of(change)
        if item is None:
            told.added += change.subject == "interview" and change.kind == Change.Kind.ADDED
            told.other += change.kind != Change.Kind.ADDED
            continue
        kept = best.get(item.interview_id)
        if kept is None or TOLD.index(item.code) < TOLD.index(kept.code):
            best[item.interview_id] = item
    ranked = sorted(best.values(), key=lambda item: TOLD.index(item.code))
    told.items = ranked[:MOST_TOLD]
    told.other += len(ranked) - len(told.items)
    return told


def item_of(change: Change) -> Item | None:
    if change.interview_id is None or change.kind == Change.Kind.ADDED:
        return None
    if change.subject == "interviewer":
        _, answer = change.fields.get("response_status", (None, None))
        if answer == ResponseStatus.DECLINED:
            return Item("declined", change.interview_id, change.at, seat_id=change.subject_id)
        return None
    if change.subject != "interview":
        return None
    return item_of_interview(change)


def item_of_interview(change: Change) -> Item | None:
    assert change.interview_id is not None
    fields = change.fields
    if change.kind == Change.Kind.DELETED:
        return Item("deleted", change.interview_id, change.at)
    if fields.get("status", (None, None))[1] == InterviewStatus.CANCELLED:
        return Item("cancelled", change.interview_id, change.at)
    if "start_at" in fields:
        old, new = (parse_datetime(at) if at else None for at in fields["start_at"])
        return Item("moved", change.interview_id, change.at, old, new)
    if "location" in fields:
        return Item("place", change.interview_id, change.at, *fields["location"])
    return None
