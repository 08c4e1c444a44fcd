"""The rules about one seat of a panel: which rows they fire for, and these as plain values."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from interviews.attention import ahead
from interviews.attention.facts import Answer
from interviews.models import Interviewer
from interviews.selectors.attention.hands import paths_over
from interviews.selectors.attention.meetings import (
    columns_of,
    critical_when_soon,
    is_on,
    meeting,
)
from interviews.selectors.attention.scene import Scene
from interviews.selectors.attention.sources import Source

OF_SEAT = paths_over("interview__")


def seats(scene: Scene, **which: Any) -> QuerySet[Interviewer]:
    rows: QuerySet[Interviewer] = Interviewer.objects.filter(
        is_on(scene.now, "interview__"),
        company_id=scene.company_id,
        deleted_at=None,
        interview__company_id=scene.company_id,
        interview__deleted_at=None,
        **which,
    )
    return rows


def declined(scene: Scene) -> QuerySet[Interviewer]:
    return seats(scene, response_status="declined")


def pending(scene: Scene) -> QuerySet[Interviewer]:
    near = min(scene.limits.hours("answer"), scene.limits.days("ahead"))
    return seats(
        scene,
        response_status__in=ahead.OPEN_ANSWERS,
        interview__begins_at__lte=scene.now + near,
    )


def answers(rows: QuerySet[Interviewer], scene: Scene) -> Iterable[Answer]:
    own = ("pk", "name", "email", "response_status", "updated_at")
    return [
        Answer(
            seat=pk,
            name=name or email or "",
            answer=answer,
            since=since,
            meeting=meeting(tuple(values), scene),
            email=email or "",
        )
        for pk, name, email, answer, since, *values in rows.values_list(
            *own, *columns_of("interview")
        )
    ]


def of_seats(code: str, worst: str, **given: Any) -> Source:
    return Source(
        code=code,
        worst=worst,
        kind="seat",
        paths=OF_SEAT,
        order="interview__begins_at",
        shape=answers,
        **given,
    )


SOURCES = (
    of_seats(
        "rsvp.declined",
        "critical",
        rows=declined,
        judge=ahead.declined,
        severities=critical_when_soon("interview__begins_at"),
    ),
    of_seats("rsvp.pending", "high", rows=pending, judge=ahead.pending),
)
