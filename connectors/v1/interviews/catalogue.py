"""The parameters of the hub's own interviews."""

from connectors.api.parameter import NEXT_CURSOR, Parameter, limit
from interviews.selectors.listing import SORTS
from interviews.statuses import InterviewStatus

TIMES = (
    " A date (that whole UTC day) or a moment in ISO 8601 with its zone, plain or with one of eq, gt, gte, lt, lte in "
    "brackets."
)
INCLUDE_DELETED = Parameter(
    name="include_deleted",
    kind="boolean",
    description="Shows interviews too that are gone at the vendor, with deleted_at.",
    example="true",
    of_one=True,
)
PARAMETERS = (
    Parameter(
        name="integrated_account_id",
        kind="words",
        description="One or more connected accounts, repeated or split by commas; all where nothing is said.",
        example="62f44730-dd91-461e-bd6a-aedd9e0ad79d",
    ),
    Parameter(
        name="kind",
        kind="words",
        description="One or more of the source's words for the kind.",
        example="video_call,in_person",
    ),
    Parameter(
        name="location",
        kind="text",
        description="Where it takes place, exactly as the source has it.",
        example="London",
    ),
    Parameter(
        name="interviewee_id",
        kind="words",
        description="One or more applications, by their number here.",
        example="277",
    ),
    Parameter(
        name="interviewer_id",
        kind="words",
        description="One or more users who sit on the panel, by their number here.",
        example="1001",
    ),
    Parameter(
        name="start_at",
        kind="moment",
        description="When it starts." + TIMES,
        example="2026-03-02T09:00:00Z",
    ),
    Parameter(
        name="end_at",
        kind="moment",
        description="When it ends." + TIMES,
        example="2026-03-02T10:00:00Z",
    ),
    Parameter(
        name="status",
        kind="words",
        description="One or more of the source's own words.",
        example="pending,amended",
    ),
    Parameter(
        name="unified_status",
        kind="words",
        description="One or more of the five statuses that mean the same for every vendor.",
        example="scheduled",
        valid=tuple(InterviewStatus.values),
    ),
    Parameter(
        name="coordinator_id",
        kind="text",
        description="Which of the hub's users arranges it, by the number that coordinator.id tells; none: nobody does.",
        example="12",
    ),
    INCLUDE_DELETED,
    Parameter(
        name="include_undated",
        kind="boolean",
        description="Shows interviews without a start too.",
        example="true",
    ),
    Parameter(
        name="sort",
        kind="choice",
        description="The order; with “-” the other way round.",
        example="-start_at",
        valid=tuple(sign + name for name in SORTS for sign in ("", "-")),
    ),
    limit("interviews"),
    NEXT_CURSOR,
)
OF_ONE = (INCLUDE_DELETED,)
