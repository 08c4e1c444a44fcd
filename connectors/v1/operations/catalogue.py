"""The parameters and fields that the API of operations takes."""

from connectors.api.parameter import NEXT_CURSOR, Parameter, limit
from connectors.models import Issue, SyncRun

SORTS = ("-id", "id")
ACCOUNT = Parameter(
    name="integrated_account_id",
    kind="words",
    description="One or more connected accounts, repeated or split by commas.",
    example="62f44730-dd91-461e-bd6a-aedd9e0ad79d",
)
SORT = Parameter(
    name="sort",
    kind="choice",
    description="The order: -id is the newest first, which is so where nothing is said.",
    example="-id",
    valid=SORTS,
)
ISSUES = (
    ACCOUNT,
    Parameter(
        name="kind",
        kind="words",
        description="One or more kinds of issue.",
        example="unreadable,unknown_word",
        valid=tuple(Issue.Code.values),
    ),
    Parameter(
        name="state",
        kind="words",
        description="One or more states; all where nothing is said.",
        example="open",
        valid=tuple(Issue.State.values),
    ),
    Parameter(
        name="resource",
        kind="words",
        description="One or more of the vendor's lists.",
        example="interviews",
    ),
    SORT,
    limit("issues"),
    NEXT_CURSOR,
)
RUNS = (
    ACCOUNT,
    Parameter(
        name="state",
        kind="words",
        description="One or more states of a run; all where nothing is said.",
        example="running,waiting",
        valid=tuple(SyncRun.State.values),
    ),
    SORT,
    limit("runs"),
    NEXT_CURSOR,
)
SUBJECTS = (
    "application", "atsuser", "candidate", "comment", "conflict", "evaluation", "interview", "interviewer",
    "intervieweridentity", "job", "project", "projectrole", "scorecard", "share", "slot", "stage", "veto",
)  # fmt: skip
CHANGES = (
    Parameter(
        name="after",
        kind="text",
        description="next_cursor of the page before, unchanged; without it the stream starts at the beginning.",
        example="",
    ),
    ACCOUNT,
    Parameter(
        name="record",
        kind="words",
        description="One or more kinds of record; all where nothing is said.",
        example="interview,interviewer",
        valid=SUBJECTS,
    ),
    limit("changes"),
)
ACCOUNTS = (SORT, limit("accounts"), NEXT_CURSOR)
