"""v1's lists as data. Parameters that a list does not know are ignored, as v1 never refused one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from connectors.sandbox.greenhouse import v1_shapes as shapes
from connectors.sandbox.greenhouse.filters import Condition, Edge, Filter, Ids, Word
from connectors.sandbox.greenhouse.listing import Source
from connectors.sandbox.greenhouse.records import (
    AWAITING_FEEDBACK,
    SCHEDULED,
    SCORECARD_OFFSET,
    Interview,
    Interviewer,
)
from connectors.sandbox.greenhouse.world import World


@dataclass(frozen=True, slots=True)
class Resource:
    source: Source
    shape: Callable[[Any], shapes.Shape]
    filters: Mapping[str, Filter]


@dataclass(frozen=True, slots=True)
class Actionable:
    """Made through Harvest, not complete, and the application still active."""

    def condition(self, text: str) -> Condition:
        return is_actionable if text == "true" else (lambda row: True)


def is_actionable(row: Interview) -> bool:
    open_status = row.status in (SCHEDULED, AWAITING_FEEDBACK)
    return row.through_api and open_status and row.application.status == "active"


def _edges(**getters: str) -> dict[str, Filter]:
    """`created="created"` gives created_after and created_before."""
    return {
        f"{name}_{side}": Edge(attrgetter(attribute), side == "after")
        for name, attribute in getters.items()
        for side in ("after", "before")
    }


def _table(name: str, shown: Callable[[Any], bool] | None = None) -> Source:
    table = attrgetter(name)
    return Source(attrgetter("id"), lambda world, row_id: table(world).get(row_id), table, shown)


def _submitted(row: Interviewer) -> bool:
    return row.user is not None and row.submitted is not None


def _has_job(row: Any, job_id: str) -> bool:
    return any(one.job and str(one.job.id) == job_id for one in row.applications)


@dataclass(frozen=True, slots=True)
class OfJob:
    """Candidates with an application to that job; no prospects, who have none."""

    def condition(self, text: str) -> Condition:
        return lambda row: _has_job(row, text)


CHANGES = _edges(created="created", updated="updated")

SCHEDULED_INTERVIEWS = Resource(
    _table("interviews", attrgetter("shown_in_v1")),
    shapes.scheduled_interview,
    {
        **CHANGES,
        **_edges(starts="start", ends="end"),
        "external_event_id": Word(attrgetter("event_id")),
        "actionable": Actionable(),
    },
)
OF_APPLICATION = replace(
    SCHEDULED_INTERVIEWS,
    filters={
        name: one
        for name, one in SCHEDULED_INTERVIEWS.filters.items()
        if not name.startswith(("starts_", "ends_"))
    },
)
JOB_STAGES = Resource(_table("stages"), shapes.stage, CHANGES)
SCORECARDS = Resource(
    Source(
        lambda row: row.id + SCORECARD_OFFSET,
        lambda world, row_id: world.interviewers.get(row_id - SCORECARD_OFFSET),
        attrgetter("interviewers"),
        _submitted,
    ),
    shapes.scorecard,
    CHANGES,
)
RESOURCES: dict[str, Resource] = {
    "scheduled_interviews": SCHEDULED_INTERVIEWS,
    "candidates": Resource(
        _table("candidates"),
        shapes.candidate,
        {
            **CHANGES,
            "job_id": OfJob(),
            "email": Word(attrgetter("email"), fold=True),
            "candidate_ids": Ids(attrgetter("id")),
        },
    ),
    "applications": Resource(
        _table("applications"),
        shapes.application,
        {
            **_edges(created="created"),
            "last_activity_after": Edge(attrgetter("last_activity"), after=True),
            "job_id": Ids(lambda row: row.job.id if row.job else None),
            "status": Word(attrgetter("status"), lenient=True),
        },
    ),
    "users": Resource(
        _table("users", lambda row: not row.service_account),
        shapes.user,
        {
            **CHANGES,
            "employee_id": Word(attrgetter("employee_id")),
            "email": Word(attrgetter("email"), fold=True),
        },
    ),
    "jobs": Resource(
        _table("jobs"),
        shapes.job,
        {
            **CHANGES,
            "requisition_id": Word(attrgetter("requisition_id")),
            "status": Word(attrgetter("status"), ("open", "closed", "draft")),
            "department_id": Ids(lambda row: row.department[0]),
            "office_id": Ids(lambda row: row.office[0]),
        },
    ),
    "job_stages": JOB_STAGES,
    "scorecards": SCORECARDS,
}


def nested(world: World, parent: str, parent_id: int, child: str) -> Resource | None:
    """`/applications/{id}/scheduled_interviews` and its like; None where parent or path is unknown."""
    application = world.applications.get(parent_id)
    job = world.jobs.get(parent_id)
    match parent, child:
        case "applications", "scheduled_interviews" if application:
            return _within(OF_APPLICATION, sorted(application.interviews, key=attrgetter("id")))
        case "applications", "scorecards" if application:
            seats = (seat for one in application.interviews for seat in one.panel)
            return _within(SCORECARDS, sorted(seats, key=attrgetter("id")))
        case "jobs", "stages" if job:
            return _within(JOB_STAGES, job.stages)
    return None


def _within(resource: Resource, rows: list[Any]) -> Resource:
    return replace(resource, source=replace(resource.source, ordered=lambda world: rows))
