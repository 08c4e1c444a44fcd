"""Rules about interviews that are to come or under way."""

from datetime import datetime

from interviews.attention.facts import Answer, Finding, Meeting, about, within
from interviews.attention.thresholds import Thresholds

OPEN_ANSWERS = ("needs_action", "tentative")
OFF = ("cancelled", "completed")


def is_on(meeting: Meeting, now: datetime) -> bool:
    """Still on, and not over. What is only a draft counts where it has a time."""
    return meeting.ends is not None and meeting.ends > now and meeting.status not in OFF


def is_ahead(meeting: Meeting, now: datetime, limits: Thresholds) -> bool:
    """The same, and not further away than the queue looks."""
    near = meeting.begins is not None and meeting.begins <= now + limits.days("ahead")
    return near and is_on(meeting, now)


def is_soon(meeting: Meeting, now: datetime, limits: Thresholds, name: str) -> bool:
    return meeting.begins is not None and meeting.begins <= now + limits.hours(name)


def declined(one: Answer, now: datetime, limits: Thresholds) -> Finding | None:
    """Somebody on the panel of an interview to come has declined, however far away it is."""
    if one.answer != "declined" or not is_on(one.meeting, now):
        return None
    soon = is_soon(one.meeting, now, limits, "critical")
    return answered(one, "rsvp.declined", "critical" if soon else "high")


def pending(one: Answer, now: datetime, limits: Thresholds) -> Finding | None:
    """Somebody has not said yes, and the interview starts soon."""
    if one.answer not in OPEN_ANSWERS or not is_ahead(one.meeting, now, limits):
        return None
    if not is_soon(one.meeting, now, limits, "answer"):
        return None
    return answered(one, "rsvp.pending", "high")


def answered(one: Answer, code: str, severity: str) -> Finding:
    return about(
        one.meeting,
        code,
        severity,
        one.since,
        subject=f"seat {one.seat}",
        facts=f"{one.answer} {one.meeting.begins}",
        told={"name": one.name},
        target=one.email,
    )


def no_place(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It starts soon, and has neither a place nor a link."""
    if one.has_place or not is_ahead(one, now, limits) or not is_soon(one, now, limits, "place"):
        return None
    return about(one, "place.missing", "medium", one.since)


def no_panel(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It is to come, and nobody is on the panel."""
    if one.has_panel or not is_ahead(one, now, limits) or one.status == "draft":
        return None
    return about(one, "panel.empty", "high", one.since)


def no_coordinator(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It is to come, and nobody arranges it, though its vendor tells who does."""
    missing = not one.has_coordinator and is_ahead(one, now, limits)
    return about(one, "owner.none", "low", one.since) if missing else None


def unmapped(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """It is to come, and nobody knows what the vendor's word for its status means."""
    strange = one.status is None and is_ahead(one, now, limits)
    told = {"word": one.word or ""}
    return about(one, "status.unmapped", "medium", one.since, told=told) if strange else None


def left(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """Its candidate has left: skipped, withdrawn, broken off, or out of time. The caller knows that."""
    return about(one, "candidate.left", "high", one.since) if is_ahead(one, now, limits) else None


def proposed(one: Meeting, now: datetime, limits: Thresholds) -> Finding | None:
    """Somebody proposed another time, which is not over, and it is neither taken nor off."""
    if one.proposed is None or one.proposed <= now or one.status in OFF:
        return None
    return about(
        one,
        "reschedule.asked",
        "high",
        one.since,
        starts=one.begins if within(one.begins, now, limits.days("ahead")) else None,
        facts=one.proposed.isoformat(),
        told={"proposed": one.proposed},
    )
