"""Keep what reports count over time: read the stream of changes from where it was left, note each step in it once.

A kill at any point loses nothing and doubles nothing: steps and the place are written in one transaction.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from candidates.models import Candidate, Change
from candidates.services.horizon import settled_through
from interviews.models import Interview, Step, StepsRead
from interviews.selectors.steps import steps_in
from interviews.statuses import InterviewStatus

READ_AT_ONCE = 2000
ANSWERS = timedelta(days=1)
"""A reason that somebody gave belongs to what happens within that time."""
ASKED_BY = {"moved": ("reschedule", "amend", "accept"), "cancelled": ("cancel", "reject")}
BY_HAND = (Change.Source.PAGE, Change.Source.API, Change.Source.ADMIN)


def catch_up(company_id: int) -> int:
    """How many steps were noted."""
    noted = 0
    while True:
        read, some = read_on(company_id)
        noted += some
        if read < READ_AT_ONCE:
            return noted


def read_on(company_id: int) -> tuple[int, int]:
    """The next changes that matter, in one transaction: how many there were, how many steps they are."""
    settled = settled_through()
    with transaction.atomic():
        place = held(company_id)
        if place is None or place.change_id >= settled:
            return 0, 0
        rows = steps_in(company_id).filter(pk__gt=place.change_id, pk__lte=settled)
        news = list(rows[:READ_AT_ONCE])
        steps = list(steps_of(company_id, news))
        Step.objects.bulk_create(steps, ignore_conflicts=True)
        place.change_id = news[-1].pk if len(news) == READ_AT_ONCE else settled
        place.save()
    return len(news), len(steps)


def held(company_id: int) -> StepsRead | None:
    """None where somebody is at it."""
    StepsRead.objects.get_or_create(company_id=company_id)
    rows: QuerySet[StepsRead] = StepsRead.objects.filter(company=company_id)
    return rows.select_for_update(skip_locked=True).first()


def steps_of(company_id: int, news: list[Change]) -> Iterator[Step]:
    """Five statements, however many changes."""
    of_interviews = [one for one in news if one.subject == "interview"]
    of_candidates = [one for one in news if one.subject == "candidate"]
    keys = {one.subject_id for one in of_interviews}
    begun = Interview.objects.in_bulk(keys)
    scheduled = set(
        Step.objects.filter(kind=Step.Kind.SCHEDULED, interview__in=keys).values_list(
            "interview", flat=True
        )
    )
    wishes = wishes_for(keys)
    for change in of_interviews:
        interview = begun.get(change.subject_id)
        if interview is None:
            continue
        for kind in kinds_of(change):
            first = kind == Step.Kind.SCHEDULED
            if first and interview.pk in scheduled:
                continue
            if first:
                scheduled.add(interview.pk)
            yield Step(
                kind=kind,
                interview=interview,
                word="" if first else reason(change, kind, wishes.get(interview.pk, [])),
                took=waited(interview, change.at) if first else None,
                **shared(company_id, change),
            )
    yield from leavings(company_id, of_candidates)


def shared(company_id: int, change: Change) -> dict[str, Any]:
    return {
        "company_id": company_id,
        "account_id": change.account_id,
        "change_id": change.pk,
        "at": change.at,
    }


def kinds_of(change: Change) -> Iterator[str]:
    """What a change of an interview is. Both a new time and a cancellation may be in one."""
    before, after = change.fields.get("begins_at", (None, None))
    if after is not None and before != after:
        yield Step.Kind.SCHEDULED if before is None else Step.Kind.MOVED
    became = change.fields.get("status", (None, None))[1]
    gone = change.fields.get("deleted_reason", ("", ""))[1]
    if became == InterviewStatus.CANCELLED or gone == "person":
        yield Step.Kind.CANCELLED


def waited(interview: Interview, at: datetime) -> timedelta | None:
    """Since it was made at the vendor, or else since it was first seen; null where the clocks contradict."""
    since = interview.vendor_created_at or interview.created_at
    return at - since if at >= since else None


def wishes_for(interviews: Iterable[int]) -> Mapping[int, list[tuple[datetime, str, str]]]:
    """What people asked for at vendors: when, which action, and the reason they gave. Oldest first."""
    asked = Interview.objects.filter(
        pk__in=interviews, writes__action__in=[one for some in ASKED_BY.values() for one in some]
    )
    found: dict[int, list[tuple[datetime, str, str]]] = {}
    for pk, at, action, values in asked.order_by("writes__asked_at").values_list(
        "pk", "writes__asked_at", "writes__action", "writes__values"
    ):
        found.setdefault(pk, []).append((at, action, values.get("reason") or ""))
    return found


def reason(change: Change, kind: str, wishes: list[tuple[datetime, str, str]]) -> str:
    """The one that was given with the newest wish before it."""
    for at, action, said in reversed(wishes):
        if action in ASKED_BY[kind] and timedelta() <= change.at - at <= ANSWERS:
            return said or Step.Reason.UNSAID
    return Step.Reason.UNSAID if change.source in BY_HAND else Step.Reason.ELSEWHERE


def leavings(company_id: int, news: list[Change]) -> Iterator[Step]:
    """A status that is left took since the one before it was; the first one of a candidate made here since then."""
    people = Candidate.objects.in_bulk({one.subject_id for one in news})
    latest = Step.objects.filter(kind=Step.Kind.LEFT, candidate__in=people)
    since = dict(latest.order_by("change_id").values_list("candidate", "at"))
    for change in news:
        candidate = people.get(change.subject_id)
        if candidate is None or "status" not in change.fields:
            continue
        before, after = change.fields["status"]
        entered = since.get(candidate.pk) or (
            candidate.created_at if candidate.account_id is None else None
        )
        since[candidate.pk] = change.at
        yield Step(
            kind=Step.Kind.LEFT,
            candidate=candidate,
            word=before or "",
            became=after or "",
            took=change.at - entered if entered and change.at >= entered else None,
            **shared(company_id, change),
        )
