"""Rules about interviews that are over, and about those that have no time yet."""

from datetime import datetime

from interviews.attention.facts import Finding, Meeting, about
from interviews.attention.thresholds import Thresholds

# Where the next step is to find a time: Greenhouse, RoundHR, Ashby, DRVN, Truto (vendor sheets).
TO_SCHEDULE = (
    "to_be_scheduled",
    "draft",
    "init",
    "waiting",
    "member_confirm",
    "NeedsScheduling",
    "CandidateAvailabilitySubmitted",
    "pending",
)
# Where the candidate has been asked: RoundHR, Ashby.
TO_CHOOSE = ("candidate_select", "WaitingOnCandidateBooking", "WaitingOnCandidateAvailability")


def unscheduled(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It waits for a time for longer than that; after three times as long it is high."""
    if one.begins is not None or one.status != "draft" or one.word not in TO_SCHEDULE:
        return None
    waits, limit = now - one.since, limits.hours("unscheduled")
    if not limit < waits <= limits.days("back"):
        return None
    severity = "high" if waits > limit * 3 else "medium"
    return about(one, "unscheduled", severity, one.since)


def no_choice(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """The candidate was asked for a time and has not chosen one: there is none yet."""
    if one.begins is not None or one.status != "draft" or one.word not in TO_CHOOSE:
        return None
    if not limits.days("choice") < now - one.since <= limits.days("back"):
        return None
    return about(one, "candidate.no_choice", "medium", one.since)


def no_feedback(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It is over for longer than that, and its vendor still waits for feedback."""
    over = time_over(one, now, limits)
    if one.status != "awaiting_feedback" or over is None or now - over <= limits.hours("feedback"):
        return None
    late = now - over > limits.hours("feedback_late")
    return about(one, "feedback.overdue", "high" if late else "medium", over, starts=None)


def not_closed(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It is over for longer than that, and still stands as scheduled."""
    over = time_over(one, now, limits)
    if one.status != "scheduled" or over is None or now - over <= limits.hours("happened"):
        return None
    return about(one, "status.stale", "medium", over, starts=None)


def time_over(one: Meeting, now: datetime, limits: Thresholds) -> datetime | None:
    """When it ended, if that is not longer ago than the queue looks back."""
    if one.ends is None or not now - limits.days("back") <= one.ends <= now:
        return None
    return one.ends
