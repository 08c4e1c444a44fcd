"""Taking care of rows of the queue: assigned, put to sleep, woken; gone with the reason of the row."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from django.db import transaction

from candidates.models import Change, Company, User
from candidates.services.changes import Origin
from candidates.times import zone_called, zone_or_utc
from candidates.workweek import read_hours
from interviews.attention.facts import Finding
from interviews.attention.thresholds import Thresholds
from interviews.models import Handling
from interviews.selectors.attention.queue import standing
from interviews.selectors.attention.scene import scene_of
from interviews.services import coordinators

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
LONGEST_FACTS, LONGEST_SUBJECT = 200, 120
NOBODY_ARRANGES = "owner.none"


class Sleep(StrEnum):
    HOUR = "hour"
    TOMORROW = "tomorrow"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand it is, and when."""

    company: Company
    user: User
    now: datetime

    @property
    def origin(self) -> Origin:
        return Origin(
            company_id=self.company.pk,
            source=Change.Source.PAGE,
            at=self.now,
            actor_id=self.user.pk,
        )


class TooLate(Exception):
    """Less than a day is left before the start; the row stays awake."""


def tomorrow(now: datetime, zone: tzinfo, begins: time) -> datetime:
    return datetime.combine((now.astimezone(zone) + A_DAY).date(), begins, zone)


def own_morning(hand: Hand) -> datetime | None:
    """When this person begins tomorrow, by their own hours and clock; None where they said neither, or are off."""
    hours = read_hours(hand.user.hours)
    zone = zone_called(hand.user.time_zone) or zone_or_utc(hand.company.time_zone)
    day = (hand.now.astimezone(zone) + A_DAY).weekday()
    span = hours[day] if hours else None
    return tomorrow(hand.now, zone, span[0]) if span else None


def wakes_at(
    how: Sleep,
    finding: Finding,
    limits: Thresholds,
    now: datetime,
    morning: datetime | None = None,
) -> datetime:
    """In an hour, when work begins tomorrow, or a day before the start. Raises TooLate."""
    if how == Sleep.HOUR:
        return now + AN_HOUR
    if how == Sleep.TOMORROW:
        return morning or tomorrow(now, limits.zone, limits.day_from)
    if finding.starts is None or finding.starts - A_DAY <= now:
        raise TooLate
    return finding.starts - A_DAY


@transaction.atomic
def assign(found: Collection[Finding], assignee: User | None, hand: Hand) -> int:
    """Where an interview has no coordinator, the colleague becomes that; of any other row, who takes care of it.
    None takes it from whoever has it. How many rows that are.
    """
    alone = {one.interview for one in found if one.code == NOBODY_ARRANGES and one.interview}
    others = [one for one in found if one.code != NOBODY_ARRANGES]
    put(others, hand, {"assignee": assignee}, [{} for _ in others])
    if alone:
        coordinators.assign(alone, assignee, hand.origin)
    return len(found)


@transaction.atomic
def snooze(found: Collection[Finding], how: Sleep, limits: Thresholds, hand: Hand) -> int:
    """Those that start too soon for it stay awake. How many sleep now."""
    able, times, morning = [], [], own_morning(hand)
    for one in found:
        try:
            times.append(
                {
                    "snoozed_until": wakes_at(how, one, limits, hand.now, morning),
                    "facts": one.facts[:LONGEST_FACTS],
                }
            )
            able.append(one)
        except TooLate:
            continue
    return put(able, hand, {}, times)


@transaction.atomic
def wake(found: Collection[Finding], hand: Hand) -> int:
    return put(found, hand, {"snoozed_until": None, "facts": ""}, [{} for _ in found])


def put(
    found: Iterable[Finding],
    hand: Hand,
    values: dict[str, object],
    each: Iterable[dict[str, object]],
) -> int:
    """One statement for all; what was there of other columns stays."""
    rows = [
        Handling(
            company=hand.company,
            rule=one.code,
            subject=one.subject[:LONGEST_SUBJECT],
            by=hand.user,
            at=hand.now,
            **values,
            **own,
        )
        for one, own in zip(found, each, strict=True)
    ]
    if rows:
        named = {"by", "at", *values, *(name for own in each for name in own)}
        Handling.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["company", "rule", "subject"],
            update_fields=sorted(named),
        )
    Handling.objects.filter(company=hand.company, assignee=None, snoozed_until=None).delete()
    return len(rows)


def sweep(now: datetime) -> int:
    """Forget what was said about rows whose reason is gone. Only these are looked at."""
    gone = 0
    for company in Company.objects.filter(pk__in=Handling.objects.values("company")):
        rows = Handling.objects.filter(company=company, at__lt=now)
        said = {
            (rule, subject): pk for pk, rule, subject in rows.values_list("pk", "rule", "subject")
        }
        found = standing(scene_of(company, now), said)
        here = {(one.code, one.subject[:LONGEST_SUBJECT]) for one in found}
        settled = [pk for name, pk in said.items() if name not in here]
        gone += Handling.objects.filter(pk__in=settled, at__lt=now).delete()[0]
    return gone
