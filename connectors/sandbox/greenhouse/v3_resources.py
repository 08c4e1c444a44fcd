"""v3's lists as data: where the rows are, how they print, which parameters each list knows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

from connectors.sandbox.greenhouse import v3_shapes as shapes
from connectors.sandbox.greenhouse.filters import (
    Anyhow,
    Filter,
    Flag,
    Ids,
    Including,
    Word,
    days,
    instants,
)
from connectors.sandbox.greenhouse.listing import Source
from connectors.sandbox.greenhouse.records import (
    EMAIL_OFFSET,
    RESPONSES,
    SCORECARD_OFFSET,
    V3_STATUSES,
)
from connectors.sandbox.greenhouse.state import ID_STEP
from connectors.sandbox.greenhouse.world import World


@dataclass(frozen=True, slots=True)
class Resource:
    source: Source
    shape: Callable[[Any], shapes.Shape]
    filters: Mapping[str, Filter]


def _table(name: str, shown: Callable[[Any], bool] | None = None) -> Source:
    table = attrgetter(name)
    return Source(attrgetter("id"), lambda world, row_id: table(world).get(row_id), table, shown)


def _children(table: str, attribute: str) -> Callable[[World, int], Iterable[Any]]:
    """Rows that hang on one parent row."""
    parents, rows = attrgetter(table), attrgetter(attribute)

    def find(world: World, parent_id: int) -> Iterable[Any]:
        parent = parents(world).get(parent_id)
        return rows(parent) if parent else ()

    return find


def _common(
    key: Callable[[Any], int], created: str = "created", updated: str = "updated"
) -> dict[str, Filter]:
    return {
        "ids": Ids(key),
        "created_at": instants(attrgetter(created)),
        "updated_at": instants(attrgetter(updated)),
    }


def _id_of(path: str) -> Callable[[Any], int | None]:
    """The id behind an attribute path that may end early in a null."""
    parts = path.split(".")

    def read(row: Any) -> int | None:
        for part in parts:
            row = getattr(row, part)
            if row is None:
                return None
        return int(row.id)

    return read


def _scorecard_key(row: Any) -> int:
    return int(row.id) + SCORECARD_OFFSET


def _find_scorecard(world: World, scorecard_id: int) -> Any | None:
    return world.interviewers.get(scorecard_id - SCORECARD_OFFSET)


def _has_scorecard(row: Any) -> bool:
    return row.user is not None and row.interview.on_calendar


def _find_visit(world: World, visit_id: int) -> shapes.Visit | None:
    nearby = world.applications.newest_id % ID_STEP
    application = world.applications.get((visit_id - nearby) // ID_STEP * ID_STEP + nearby)
    rows = shapes.visits(application) if application else ()
    return next((visit for visit in rows if visit.id == visit_id), None)


def _visits_of(world: World, application_id: int) -> Iterable[shapes.Visit]:
    application = world.applications.get(application_id)
    return shapes.visits(application) if application else ()


def _current_visit_id(row: Any) -> int | None:
    visit = shapes.current_visit(row)
    return visit.id if visit else None


ID = attrgetter("id")
NOWHERE = Anyhow()

RESOURCES: dict[str, Resource] = {
    "interviews": Resource(_table("interviews"), shapes.interview, {
        **_common(ID),
        "job_ids": Ids(_id_of("application.job")),
        "application_ids": Ids(_id_of("application"), _children("applications", "interviews")),
        "job_interview_ids": Ids(_id_of("slot")),
        "organizer_ids": Ids(_id_of("organizer")),
        "starts_at": instants(attrgetter("start")),
        "ends_at": instants(attrgetter("end")),
        "all_day_start_on": days(attrgetter("first_day")),
        "all_day_end_on": days(attrgetter("last_day")),
        "external_event_id": Word(attrgetter("event_id")),
        "status": Word(attrgetter("status"), V3_STATUSES),
    }),
    "interviewers": Resource(_table("interviewers"), shapes.interviewer, {
        **_common(ID),
        "interview_ids": Ids(_id_of("interview"), _children("interviews", "panel")),
        "user_ids": Ids(_id_of("user")),
        "scorecard_ids": Ids(attrgetter("scorecard_id")),
        "response_status": Word(attrgetter("response"), RESPONSES),
    }),
    "candidates": Resource(_table("candidates"), shapes.candidate, {
        **_common(ID),
        "last_activity_at": instants(attrgetter("last_activity")),
        "custom_field_option_id": NOWHERE,
        "private": Including(attrgetter("private")),
        "email": Word(attrgetter("email"), fold=True),
        "tag": Word(lambda row: row.tags[0] if row.tags else None),
    }),
    "applications": Resource(_table("applications"), shapes.application, {
        **_common(ID),
        "candidate_ids": Ids(_id_of("candidate"), _children("candidates", "applications")),
        "job_ids": Ids(_id_of("job")),
        "prospective_job_ids": Ids(lambda row: None),
        "job_post_ids": Ids(lambda row: None),
        "source_ids": Ids(lambda row: row.source[0] if row.source else None),
        "referrer_ids": Ids(lambda row: None),
        "stage_ids": Ids(_current_visit_id),
        "job_interview_stage_ids": Ids(lambda row: row.stage.id if row.stage and not row.terminal else None),
        "status": Word(attrgetter("status"), ("rejected", "hired", "converted", "active")),
        "stage_name": Word(lambda row: row.stage.name if row.stage and not row.terminal else None),
        "custom_field_option_id": NOWHERE,
        "last_activity_at": instants(attrgetter("last_activity")),
        "prospect": Flag(attrgetter("prospect")),
    }),
    "users": Resource(_table("users"), shapes.user, {
        **_common(ID),
        "primary_email": Word(attrgetter("email"), fold=True),
        "deactivated": Flag(attrgetter("disabled")),
        "employee_ids": Word(attrgetter("employee_id")),
        "office_ids": Ids(lambda row: None),
        "department_ids": Ids(lambda row: None),
        "linked_candidate_ids": Ids(lambda row: None),
        "interviewer_tag_ids": Ids(lambda row: None),
        "agency_ids": Ids(lambda row: None),
        "external_office_id": NOWHERE,
        "external_department_id": NOWHERE,
        "custom_field_option_id": NOWHERE,
        "show_service_accounts": Including(attrgetter("service_account")),
    }),
    "user_emails": Resource(
        Source(
            lambda row: row.id + EMAIL_OFFSET,
            lambda world, row_id: world.users.get(row_id - EMAIL_OFFSET),
            attrgetter("users"),
            lambda row: bool(row.email),
        ),
        shapes.user_email,
        {
            **_common(lambda row: row.id + EMAIL_OFFSET),
            "user_ids": Ids(ID, lambda world, user_id: filter(None, [world.users.get(user_id)])),
            "email": Word(attrgetter("email"), fold=True),
            "verified": Flag(lambda row: not row.disabled),
        },
    ),
    "jobs": Resource(_table("jobs"), shapes.job, {
        **_common(ID),
        "opened_at": instants(attrgetter("opened")),
        "closed_at": instants(attrgetter("closed")),
        "requisition_id": Word(attrgetter("requisition_id")),
        "department_id": Ids(lambda row: row.department[0]),
        "office_id": Ids(lambda row: row.office[0]),
        "confidential": Flag(attrgetter("confidential")),
        "status": Word(attrgetter("status"), ("open", "draft", "closed")),
        "custom_field_option_id": NOWHERE,
    }),
    "job_interview_stages": Resource(_table("stages"), shapes.stage, {
        **_common(ID),
        "job_ids": Ids(_id_of("job"), _children("jobs", "stages")),
        "active": Flag(attrgetter("active")),
    }),
    "job_interviews": Resource(_table("slots"), shapes.slot, {
        **_common(ID),
        "job_ids": Ids(_id_of("stage.job")),
        "job_interview_stage_ids": Ids(_id_of("stage"), _children("stages", "slots")),
        "active": Flag(attrgetter("active")),
        "scheduling_type": Word(attrgetter("kind"), ("none", "needs_scheduling", "take_home_test", "offer")),
    }),
    "application_stages": Resource(
        Source(
            ID,
            _find_visit,
            lambda world: chain.from_iterable(map(shapes.visits, world.applications)),
        ),
        shapes.application_stage,
        {
            **_common(ID, "entered", "entered"),
            "application_ids": Ids(_id_of("application"), _visits_of),
            "job_interview_stage_ids": Ids(_id_of("stage")),
            "current": Flag(lambda row: row.exited is None),
        },
    ),
    "scorecards": Resource(
        Source(_scorecard_key, _find_scorecard, attrgetter("interviewers"), _has_scorecard),
        shapes.scorecard,
        {
            **_common(_scorecard_key),
            "application_ids": Ids(_id_of("interview.application")),
            "interviewer_ids": Ids(_id_of("user")),
            "submitter_ids": Ids(lambda row: row.user.id if row.submitted else None),
            "interview_kit_ids": Ids(lambda row: row.interview.slot.id + 1),
            "interviewed_at": instants(attrgetter("interview.start")),
            "submitted_at": instants(attrgetter("submitted")),
            "status": Word(lambda row: "complete" if row.submitted else "draft", ("draft", "complete")),
        },
    ),
}  # fmt: skip
