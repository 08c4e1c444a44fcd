"""Rules that need somebody's other time too: who is in two places, who has too much, whose night it is."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from interviews.attention.facts import Finding, Meeting, about, stamp
from interviews.attention.hours import odd_zone
from interviews.attention.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A kept double-booking: the time that two interviews share, of an interviewer or a candidate. `since` is when it
    was found, `other`, `other_who` and `other_account` are of the second interview.
    """

    pk: int
    of_candidate: bool
    name: str
    meeting: Meeting
    other: int
    other_who: str = ""
    other_account: int | None = None
    starts: datetime
    ends: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class Hour:
    """One interview with the clocks of those who take part, as far as they are known."""

    meeting: Meeting
    zones: tuple[tzinfo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """How many interviews somebody has on a day (`2026-11-30`) or in a week (`2026-W49`). `starts` is the first that is
    still to come, null where none is; `since` is when the last of them changed.
    """

    person: str
    name: str
    span: str
    taken: int
    limit: int
    starts: datetime | None
    since: datetime


def twice(one: Clash, now: datetime, limits: Thresholds) -> Finding | None:
    """Somebody is needed in two interviews at once, which is not over and not further away than the queue looks."""
    if one.ends <= now or one.starts > now + limits.days("ahead"):
        return None
    soon = one.starts <= now + limits.hours("critical")
    return about(
        one.meeting,
        "conflict.candidate" if one.of_candidate else "conflict.interviewer",
        "critical" if soon or one.of_candidate else "high",
        one.since,
        subject=f"conflict {one.pk}",
        starts=one.starts,
        facts=f"{stamp(one.starts)} {stamp(one.ends)}",
        told={
            "name": one.name,
            "other": one.other_who,
            "minutes": int((one.ends - one.starts).total_seconds() // 60),
        },
        other=one.other,
        other_account=one.other_account,
    )


def overloaded(one: Burden, now: datetime, limits: Thresholds) -> Finding | None:
    """More interviews on a day, or in a week, than somebody should have; only where one is still to come."""
    if one.taken <= one.limit or one.starts is None or one.starts <= now:
        return None
    return Finding(
        code="load.high",
        severity="low",
        subject=f"{one.person} {one.span}",
        since=one.since,
        starts=one.starts,
        facts=str(one.taken),
        told={"name": one.name, "count": one.taken, "limit": one.limit, "span": one.span},
        target=one.person,
    )


def odd_hour(one: Hour, now: datetime, limits: Thresholds) -> Finding | None:
    """Outside working hours on the clock of somebody who takes part; of nobody else's is known, the company's."""
    meeting = one.meeting
    if meeting.all_day or meeting.begins is None or meeting.begins <= now:
        return None
    zones = list(dict.fromkeys(one.zones)) or [limits.zone]
    zone = odd_zone(meeting.begins, meeting.end, zones, limits)
    if zone is None:
        return None
    facts = f"{stamp(meeting.begins)} {stamp(meeting.end)}"
    return about(meeting, "hours.odd", "low", meeting.since, facts=facts, told={"zone": zone})
