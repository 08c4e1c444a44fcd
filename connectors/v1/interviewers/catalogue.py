"""The parameters of interviewers and conflicts."""

from connectors.api.parameter import NEXT_CURSOR, Parameter, limit
from connectors.v1.operations.catalogue import ACCOUNT, SORT
from interviews.selectors.conflicts import STATES
from interviews.statuses import ConflictKind

ONLY = ("conflicts", "paused")
CONFLICT_SORTS = ("starts_at", "-starts_at", "id", "-id")
INTERVIEWERS = (
    ACCOUNT,
    Parameter(
        name="search",
        kind="text",
        description="Words that name or e-mail hold. Needs the scope “pii”.",
        example="baumann",
    ),
    Parameter(
        name="only",
        kind="choice",
        description="conflicts: who has open ones to come; paused: who takes no interviews just now.",
        example="conflicts",
        valid=ONLY,
    ),
    SORT,
    limit("interviewers"),
    NEXT_CURSOR,
)
CONFLICTS = (
    ACCOUNT,
    Parameter(
        name="kind",
        kind="words",
        description="One or more kinds.",
        example="double_booked,candidate_double_booked",
        valid=tuple(ConflictKind.values),
    ),
    Parameter(
        name="interviewer_id",
        kind="words",
        description="One or more interviewers, by their number here.",
        example="12",
    ),
    Parameter(
        name="state",
        kind="words",
        description="One or more states; open and overridden where nothing is said.",
        example="open",
        valid=tuple(STATES),
    ),
    Parameter(
        name="from",
        kind="instant",
        description="Those that last beyond this moment (ISO 8601 with its zone).",
        example="2026-03-02T00:00:00Z",
    ),
    Parameter(
        name="to",
        kind="instant",
        description="Those that begin before this moment (ISO 8601 with its zone).",
        example="2026-03-09T00:00:00Z",
    ),
    Parameter(
        name="sort",
        kind="choice",
        description="The order: starts_at, the earliest first, where nothing is said.",
        example="-starts_at",
        valid=CONFLICT_SORTS,
    ),
    limit("conflicts"),
    NEXT_CURSOR,
)
