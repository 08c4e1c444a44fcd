"""What OpenAPI says of the unified lists."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from connectors.api.parameter import Parameter
from connectors.api.schema import answers, described
from connectors.unified.catalogue import PARAMETERS
from connectors.unified.components import as_shaped
from connectors.unified.examples import INTERVIEW, PAGE
from connectors.unified.record_components import whole_example
from connectors.unified.records import parameters_of
from connectors.unified.resources import Resource

WRONG = (400, 401, 403, 404, 405, 406, 500)
Decorator = Callable[[Any], Any]


def list_operation(
    *,
    called: str,
    records: str,
    component: str,
    example: dict[str, Any],
    also: str,
    parameters: Sequence[Parameter],
) -> Decorator:
    return extend_schema(
        operation_id=f"list_{called}",
        summary=f"List {records}",
        description=f"The {records} of one connected account, in one shape whatever the vendor. "
        "The rows are the hub's own, so every filter works for every vendor and reading costs no call "
        f"to it. {also} Paging survives {records} that come while you page. "
        "The header X-As-Of says when the account was last read whole, X-Freshness whether that is fresh, late, never, "
        "paused, removed or refused; RateLimit-* what a key with a limit has left.",
        tags=[f"Unified {records}"],
        parameters=[each for parameter in parameters for each in described(parameter)],
        responses=answers(f"{component}Page", f"A page of {records}.", example, *WRONG),
    )


def read_operation(
    *,
    called: str,
    one: str,
    records: str,
    component: str,
    example: dict[str, Any],
    parameters: Sequence[Parameter],
) -> Decorator:
    return extend_schema(
        operation_id=f"read_{called}",
        summary=f"Read one {one}",
        description=f"One {one} by the vendor's id, without an envelope. "
        "A tombstone is a 404 unless include_deleted=true.",
        tags=[f"Unified {records}"],
        parameters=[
            OpenApiParameter(
                "remote_id",
                OpenApiTypes.STR,
                OpenApiParameter.PATH,
                description=f"The vendor's id of the {one}.",
                examples=[OpenApiExample("id", example["id"])],
            ),
            *(
                each
                for parameter in parameters
                if parameter.of_one
                for each in described(parameter)
            ),
        ],
        responses=answers(as_shaped(component), f"The {one}.", example, *WRONG),
    )


LIST_INTERVIEWS = list_operation(
    called="interviews",
    records="interviews",
    component="UnifiedInterview",
    example=PAGE,
    also="Tombstones and interviews without a start are left out unless asked for.",
    parameters=PARAMETERS,
)
READ_INTERVIEW = read_operation(
    called="interview",
    one="interview",
    records="interviews",
    component="UnifiedInterview",
    example=INTERVIEW,
    parameters=PARAMETERS,
)


def listing(resource: Resource) -> Decorator:
    return list_operation(
        called=resource.path.replace("-", "_"),
        records=resource.records,
        component=resource.component,
        example={"result": [whole_example(resource)], "next_cursor": None},
        also="Tombstones are left out unless asked for.",
        parameters=parameters_of(resource),
    )


def reading(resource: Resource) -> Decorator:
    return read_operation(
        called=resource.one.replace(" ", "_"),
        one=resource.one,
        records=resource.records,
        component=resource.component,
        example=whole_example(resource),
        parameters=parameters_of(resource),
    )
