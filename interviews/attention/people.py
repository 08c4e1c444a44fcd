"""Rules about candidates."""

from datetime import datetime

from candidates.statuses import CandidateStatus
from interviews.attention.facts import Finding, Prospect, of, within
from interviews.attention.thresholds import Thresholds

NEW, INVITED = CandidateStatus.NEW.value, CandidateStatus.INVITED.value
BEFORE = (NEW, INVITED, CandidateStatus.CONFIRMED.value)
UNFINISHED = (*BEFORE, CandidateStatus.INTERVIEWING.value, CandidateStatus.EXPIRED.value)


def deadline_soon(one: Prospect, now: datetime, limits: Thresholds) -> Finding | None:
    """The deadline is near, and they are not at it yet."""
    if one.status not in BEFORE or not within(one.deadline, now, limits.hours("deadline")):
        return None
    return of(one, "deadline.soon", "high", one.invited_at or one.since)


def deadline_passed(one: Prospect, now: datetime, limits: Thresholds) -> Finding | None:
    """The deadline is over, not longer ago than the queue looks back, and they are not done."""
    if one.status not in UNFINISHED or one.deadline is None:
        return None
    if not now - limits.days("back") <= one.deadline <= now:
        return None
    return of(one, "deadline.passed", "high", one.deadline, starts=None)


def not_confirmed(one: Prospect, now: datetime, limits: Thresholds) -> Finding | None:
    """Invited for longer than that without an answer; where the deadline is near, that rule tells it."""
    if one.status != INVITED or one.invited_at is None:
        return None
    if one.deadline is not None and one.deadline <= now + limits.hours("deadline"):
        return None
    if now - one.invited_at <= limits.days("choice"):
        return None
    return of(one, "candidate.no_choice", "medium", one.invited_at)


def no_email(one: Prospect, now: datetime, limits: Thresholds) -> Finding | None:
    """New, and without an e-mail address: they cannot be invited."""
    if one.status != NEW or one.email:
        return None
    return of(one, "missing.email", "medium", one.since)


def wish(one: Prospect, now: datetime, limits: Thresholds) -> Finding | None:
    """The candidate asks for another time, in the portal."""
    if one.asked_at is None:
        return None
    return of(one, "reschedule.asked", "high", one.asked_at, facts=one.asked_at.isoformat())
