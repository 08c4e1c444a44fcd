"""What OpenAPI says of operations."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiRequest, extend_schema

from connectors.api.parameter import Parameter
from connectors.api.schema import answers, described
from connectors.operations import examples
from connectors.operations.catalogue import ACCOUNTS, ISSUES, RUNS

TAG = ["Operations"]
NEEDS = " Needs an API key with the scope “operations”."
READ = (400, 401, 403, 404, 405, 406, 500)
WRITE = (400, 401, 403, 404, 405, 406, 409, 415, 500)


def listed(
    name: str, summary: str, description: str, parameters: tuple[Parameter, ...], *, of: Any
) -> dict[str, Any]:
    component, row = of
    return {
        "operation_id": name,
        "summary": summary,
        "description": description + NEEDS,
        "tags": TAG,
        "parameters": [each for parameter in parameters for each in described(parameter)],
        "responses": answers(f"{component}Page", "A page.", examples.page(row), *READ),
    }


def one(
    name: str, summary: str, component: str, row: dict[str, Any], *, path: OpenApiParameter
) -> dict[str, Any]:
    return {
        "operation_id": name,
        "summary": summary,
        "description": summary + "." + NEEDS,
        "tags": TAG,
        "parameters": [path],
        "responses": answers(component, "It.", row, *READ),
    }


def body(component: str, example: dict[str, Any]) -> Any:
    return OpenApiRequest(
        {"$ref": f"#/components/schemas/{component}"},
        examples=[OpenApiExample("body", example, request_only=True)],
    )


def number(what: str, example: int) -> OpenApiParameter:
    return OpenApiParameter(
        "id",
        OpenApiTypes.INT,
        OpenApiParameter.PATH,
        description=f"The number of the {what}.",
        examples=[OpenApiExample("id", example)],
    )


UUID = OpenApiParameter(
    "uuid",
    OpenApiTypes.UUID,
    OpenApiParameter.PATH,
    description="The account's id.",
    examples=[OpenApiExample("uuid", examples.ID)],
)
LIST_ACCOUNTS = extend_schema(
    **listed(
        "list_accounts",
        "List connected accounts",
        "Every connected account with its state and how old its data is.",
        ACCOUNTS,
        of=("Account", examples.ACCOUNT),
    )
)
READ_ACCOUNT = extend_schema(
    **one("read_account", "Read one connected account", "Account", examples.ACCOUNT, path=UUID)
)
LIST_RUNS = extend_schema(
    **listed(
        "list_sync_runs",
        "List sync runs",
        "What was read, when, and how it ended.",
        RUNS,
        of=("SyncRun", examples.DONE),
    )
)
READ_RUN = extend_schema(
    **one("read_sync_run", "Read one sync run", "SyncRun", examples.DONE, path=number("run", 4711))
)
START_RUN = extend_schema(
    operation_id="start_sync_run",
    summary="Start a sync",
    description="Queues a run of one account, or wakes the one that waits, and answers at once with it. "
    "409 where one is being worked on already." + NEEDS,
    tags=TAG,
    request=body("SyncRunStart", examples.START),
    responses=answers("SyncRun", "It is queued.", examples.RUN, *WRITE, success=202),
)
LIST_ISSUES = extend_schema(
    **listed(
        "list_issues",
        "List issues",
        "What a person should know: raised and resolved by rule, snoozed by people.",
        ISSUES,
        of=("Issue", examples.ISSUE),
    )
)
READ_ISSUE = extend_schema(
    **one("read_issue", "Read one issue", "Issue", examples.ISSUE, path=number("issue", 88))
)
CHANGE_ISSUE = extend_schema(
    operation_id="change_issue",
    summary="Snooze or wake an issue",
    description="{“state”: “snoozed”, “snoozed_until”: …} puts it off, {“state”: “open”} wakes it. "
    "The moment must come within 90 days. 409 where it is resolved already." + NEEDS,
    tags=TAG,
    parameters=[number("issue", 88)],
    request=body("IssueChange", examples.SNOOZE),
    responses=answers("Issue", "The issue.", examples.SNOOZED, *WRITE),
)
EXPLAIN_INTERVIEW = extend_schema(
    operation_id="explain_interview",
    summary="Explain an interview",
    description="For each field of an interview: where it stands in the vendor's record, what stands there, the "
    "rule, and the run that it came from. Needs an API key with the scopes “read” and “pii”.",
    tags=TAG,
    parameters=[number("interview here, hub_id elsewhere", 117)],
    responses=answers("Explanation", "Where everything comes from.", examples.EXPLANATION, *READ),
)
