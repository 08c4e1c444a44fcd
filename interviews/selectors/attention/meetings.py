"""The rules about one interview: which rows they fire for, and these as plain values.

Every condition runs along an index and no further than a horizon, so that its time does not grow with the table.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from interviews.attention import ahead, behind
from interviews.attention.facts import Meeting
from interviews.coordination import Arranged
from interviews.models import Interview, Interviewer
from interviews.selectors.attention.hands import paths_over
from interviews.selectors.attention.moments import at, ended, ends_at, not_over
from interviews.selectors.attention.scene import Scene
from interviews.selectors.attention.sources import Severities, Source
from interviews.selectors.coordinators import CHOSEN_HERE
from interviews.selectors.leavers import of_leavers

COLUMNS = (
    "pk",
    "begins_at",
    "finishes_at",
    "start_at",
    "end_at",
    "status",
    "vendor_status",
    "updated_at",
    "location",
    "meeting_url",
    "proposed_start_at",
    "account_id",
    "candidate_id",
    "candidate__name",
    "candidate__email",
    "candidate__project_id",
    "organizer_id",
    "organizer__identity_id",
    "coordinator_id",
    "candidate__coordinator_id",
    "candidate__project__coordinator_id",
    "title",
)
NOWHERE = (Q(location=None) | Q(location="")) & (Q(meeting_url=None) | Q(meeting_url=""))
SEATS = Interviewer.objects.filter(interview=OuterRef("pk"), deleted_at=None)
OF_INTERVIEW = paths_over("")


def live(company_id: int) -> QuerySet[Interview]:
    rows: QuerySet[Interview] = Interview.objects.filter(company_id=company_id, deleted_at=None)
    return rows


def is_on(now: datetime, path: str = "") -> Q:
    on = at(path, status=None) | ~at(path, status__in=ahead.OFF)
    return on & not_over(now, path)


def to_come(scene: Scene, within: timedelta | None = None) -> QuerySet[Interview]:
    """Still on, and not further away than the queue looks, nor than `within`."""
    horizon = scene.limits.days("ahead")
    nearest = horizon if within is None else min(within, horizon)
    return live(scene.company_id).filter(is_on(scene.now), begins_at__lte=scene.now + nearest)


def nowhere(scene: Scene) -> QuerySet[Interview]:
    rows = to_come(scene, scene.limits.hours("place")).filter(NOWHERE)
    return told_by(rows, scene.silent("place"))


def without_panel(scene: Scene) -> QuerySet[Interview]:
    rows = to_come(scene).filter(Q(status=None) | ~Q(status="draft"), ~Exists(SEATS))
    return told_by(rows, scene.silent("panel"))


def told_by(rows: QuerySet[Interview], silent: list[int]) -> QuerySet[Interview]:
    return rows.filter(Q(account=None) | ~Q(account__in=silent)) if silent else rows


def unarranged(scene: Scene) -> QuerySet[Interview]:
    told = Q(account=None) | Q(account__in=scene.telling)
    return to_come(scene).filter(told, ~CHOSEN_HERE, organizer=None)


def proposed(scene: Scene) -> QuerySet[Interview]:
    on = Q(status=None) | ~Q(status__in=ahead.OFF)
    return live(scene.company_id).filter(on, proposed_start_at__gt=scene.now)


def left(scene: Scene) -> QuerySet[Interview]:
    rows = of_leavers(scene.company_id, scene.now).select_related(None)
    return rows.filter(begins_at__lte=scene.now + scene.limits.days("ahead"))


def over_for(name: str, status: str) -> Callable[[Scene], QuerySet[Interview]]:
    """Over for longer than that, not longer than the queue looks back, and still so."""

    def rows(scene: Scene) -> QuerySet[Interview]:
        first = scene.now - scene.limits.days("back")
        span = ended(first, scene.now - scene.limits.hours(name))
        return live(scene.company_id).filter(span, status=status)

    return rows


def waiting_for(
    words: tuple[str, ...], length: Callable[[Scene], timedelta]
) -> Callable[[Scene], QuerySet[Interview]]:
    def rows(scene: Scene) -> QuerySet[Interview]:
        return live(scene.company_id).filter(
            updated_at__gte=scene.now - scene.limits.days("back"),
            updated_at__lt=scene.now - length(scene),
            begins_at=None,
            status="draft",
            vendor_status__in=words,
        )

    return rows


def critical_when_soon(name: str) -> Callable[[Scene], Severities]:
    """`name` is the column of the start."""

    def parts(scene: Scene) -> Severities:
        soon = scene.now + scene.limits.hours("critical")
        return {"critical": Q(**{f"{name}__lte": soon}), "high": Q(**{f"{name}__gt": soon})}

    return parts


def late_feedback(scene: Scene) -> Severities:
    first = scene.now - scene.limits.days("back")
    since = scene.now - scene.limits.hours("feedback_late")
    return {"high": ended(first, since), "medium": ended(since, scene.now)}


def long_wait(scene: Scene) -> Severities:
    since = scene.now - scene.limits.hours("unscheduled") * 3
    return {"high": Q(updated_at__lt=since), "medium": Q(updated_at__gte=since)}


def meetings(
    rows: QuerySet[Interview], scene: Scene, *, panelled: bool = True
) -> Iterable[Meeting]:
    return [meeting(row, scene, panelled=panelled) for row in rows.values_list(*COLUMNS)]


def columns_of(path: str) -> list[str]:
    """The columns of an interview that is reached by that path."""
    return [f"{path}_id" if name == "pk" else f"{path}__{name}" for name in COLUMNS]


def meeting(values: tuple[Any, ...], scene: Scene, *, panelled: bool = True) -> Meeting:
    row = dict(zip(COLUMNS, values, strict=True))
    account, timed = row["account_id"], row["start_at"] is not None
    return Meeting(
        pk=row["pk"],
        begins=row["begins_at"],
        ends=ends_at(row["begins_at"], row["finishes_at"], timed=timed),
        end=row["end_at"],
        all_day=row["begins_at"] is not None and not timed,
        status=row["status"],
        word=row["vendor_status"],
        since=row["updated_at"],
        has_place=bool(row["location"] or row["meeting_url"]) or scene.never(account, "place"),
        has_panel=panelled or scene.never(account, "panel"),
        has_coordinator=row["organizer_id"] is not None or not scene.of_coordinators(account),
        proposed=row["proposed_start_at"],
        account=account,
        candidate=row["candidate_id"],
        project=row["candidate__project_id"],
        arranged=Arranged(
            chosen=row["coordinator_id"],
            organizer=row["organizer__identity_id"],
            candidate=row["candidate__coordinator_id"],
            project=row["candidate__project__coordinator_id"],
        ),
        who=row["candidate__name"] or scene.reached_at(row["candidate__email"]),
        title=row["title"] or "",
    )


def of_interviews(code: str, worst: str, **given: Any) -> Source:
    usual: dict[str, Any] = {"paths": OF_INTERVIEW, "order": "begins_at", "shape": meetings}
    return Source(code=code, worst=worst, **(usual | given))


SOURCES = (
    of_interviews(
        "reschedule.asked",
        "high",
        rows=proposed,
        judge=ahead.proposed,
        order="proposed_start_at",
    ),
    of_interviews("candidate.left", "high", rows=left, judge=ahead.left),
    of_interviews(
        "panel.empty",
        "high",
        rows=without_panel,
        judge=ahead.no_panel,
        shape=partial(meetings, panelled=False),
    ),
    of_interviews(
        "unscheduled",
        "high",
        rows=waiting_for(behind.TO_SCHEDULE, lambda scene: scene.limits.hours("unscheduled")),
        judge=behind.unscheduled,
        order="updated_at",
        severities=long_wait,
    ),
    of_interviews(
        "candidate.no_choice",
        "medium",
        rows=waiting_for(behind.TO_CHOOSE, lambda scene: scene.limits.days("choice")),
        judge=behind.no_choice,
        order="updated_at",
    ),
    of_interviews("place.missing", "medium", rows=nowhere, judge=ahead.no_place),
    of_interviews(
        "feedback.overdue",
        "high",
        rows=over_for("feedback", "awaiting_feedback"),
        judge=behind.no_feedback,
        severities=late_feedback,
    ),
    of_interviews(
        "status.stale",
        "medium",
        rows=over_for("happened", "scheduled"),
        judge=behind.not_closed,
    ),
    of_interviews(
        "status.unmapped",
        "medium",
        rows=lambda scene: to_come(scene).filter(status=None),
        judge=ahead.unmapped,
    ),
    of_interviews("owner.none", "low", rows=unarranged, judge=ahead.no_coordinator),
)
