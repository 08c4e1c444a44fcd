"""What OpenAPI says of operations."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from candidates.statuses import Scope
from connectors.api.chapter import READ, Chapter, needs, number
from connectors.api.schema import answers, described
from connectors.v1.operations import examples
from connectors.v1.operations.catalogue import ACCOUNTS, CHANGES, ISSUES, RUNS

OPERATIONS = Chapter("Operations", Scope.OPERATIONS, Scope.OPERATIONS)
ACCOUNT, RUN = ("Account", examples.ACCOUNT), ("SyncRun", examples.DONE)
UUID = OpenApiParameter(
    "uuid",
    OpenApiTypes.UUID,
    OpenApiParameter.PATH,
    description="The account's id.",
    examples=[OpenApiExample("uuid", examples.ID)],
)
LIST_ACCOUNTS = OPERATIONS.listing(
    "list_accounts",
    "List connected accounts",
    "Every connected account with its state and how old its data is.",
    ACCOUNTS,
    of=ACCOUNT,
)
READ_ACCOUNT = OPERATIONS.reading("read_account", "Read one connected account", at=UUID, of=ACCOUNT)
CHECK_ACCOUNT = OPERATIONS.asking(
    "check_account",
    "Ask the vendor whether a connection works",
    "Reads one record with the account's credentials, at once, and keeps nothing of it. What the vendor refuses or "
    "fails at is answered as an error with origin vendor, its status and the start of its answer, without secrets. "
    "429 may be the vendor's, too; 409: the connection's own address is not allowed here.",
    at=UUID,
    of=("AccountChecked", examples.CHECKED),
    about="It answers.",
    errors=(422, 502),
)
LIST_RUNS = OPERATIONS.listing(
    "list_sync_runs", "List sync runs", "What was read, when, and how it ended.", RUNS, of=RUN
)
READ_RUN = OPERATIONS.reading("read_sync_run", "Read one sync run", at=number("run", 4711), of=RUN)
START_RUN = OPERATIONS.asking(
    "start_sync_run",
    "Start a sync",
    "Queues a run of one account, or wakes the one that waits, and answers at once with it. "
    "409 where one is being worked on already.",
    takes=("SyncRunStart", examples.START),
    of=("SyncRun", examples.RUN),
    about="It is queued.",
    success=202,
)
LIST_ISSUES = OPERATIONS.listing(
    "list_issues",
    "List issues",
    "What a person should know: raised and resolved by rule, snoozed by people.",
    ISSUES,
    of=("Issue", examples.ISSUE),
)
READ_ISSUE = OPERATIONS.reading(
    "read_issue", "Read one issue", at=number("issue", 88), of=("Issue", examples.ISSUE)
)
CHANGE_ISSUE = OPERATIONS.asking(
    "change_issue",
    "Snooze or wake an issue",
    "{“state”: “snoozed”, “snoozed_until”: …} puts it off, {“state”: “open”} wakes it. "
    "The moment must come within 90 days. 409 where it is resolved already.",
    at=number("issue", 88),
    takes=("IssueChange", examples.SNOOZE),
    of=("Issue", examples.SNOOZED),
    about="The issue.",
)
LIST_CHANGES = extend_schema(
    operation_id="list_changes",
    summary="Read the change stream",
    description="Every change of every record, complete and in order: whoever applies them from the start has the "
    "hub's tables. Keep next_cursor and ask again with it; nothing turns up behind it later."
    + needs(Scope.READ),
    tags=["Changes"],
    parameters=[each for parameter in CHANGES for each in described(parameter)],
    responses=answers(
        "ChangePage",
        "A page of changes.",
        {"result": [examples.CHANGE], "next_cursor": "…", "more": False},
        *READ,
    ),
)
EXPLAIN_INTERVIEW = extend_schema(
    operation_id="explain_interview",
    summary="Explain an interview",
    description="For each field of an interview: where it stands in the vendor's record, what stands there, the "
    "rule, and the run that it came from." + needs(Scope.READ, Scope.PII),
    tags=[OPERATIONS.tag],
    parameters=[number("interview here, hub_id elsewhere", 117)],
    responses=answers("Explanation", "Where everything comes from.", examples.EXPLANATION, *READ),
)
