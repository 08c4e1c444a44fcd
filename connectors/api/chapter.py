"""A chapter of the API's document: operations under one heading, and which scope they need."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
    extend_schema,
)

from candidates.statuses import Scope
from connectors.api.parameter import Parameter
from connectors.api.schema import answers, described

READ = (400, 401, 403, 404, 405, 406, 500)
WRITE = (400, 401, 403, 404, 405, 406, 409, 415, 500)
Documented = Callable[[Any], Any]
Row = dict[str, Any]
Shown = tuple[str, Row]
"""A component and an example of it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """`reads` and `writes` are the scopes that a key needs."""

    tag: str
    reads: Scope
    writes: Scope

    def listing(
        self,
        name: str,
        summary: str,
        description: str,
        parameters: Iterable[Parameter],
        *,
        of: Shown,
        page: Row | None = None,
    ) -> Documented:
        """`page` is an example of one where it is not the usual."""
        component, row = of
        page = page or {"result": [row], "next_cursor": None}
        return extend_schema(
            operation_id=name,
            summary=summary,
            description=description + needs(self.reads),
            tags=[self.tag],
            parameters=[each for one in parameters for each in described(one)],
            responses=answers(f"{component}Page", "A page.", page, *READ),
        )

    def reading(
        self,
        name: str,
        summary: str,
        description: str = "",
        *,
        at: OpenApiParameter,
        of: Shown,
        parameters: Iterable[Parameter] = (),
    ) -> Documented:
        component, row = of
        return extend_schema(
            operation_id=name,
            summary=summary,
            description=(description or f"{summary}.") + needs(self.reads),
            tags=[self.tag],
            parameters=[at, *(each for one in parameters for each in described(one))],
            responses=answers(component, "It.", row, *READ),
        )

    def asking(
        self,
        name: str,
        summary: str,
        description: str,
        *,
        of: Shown,
        at: OpenApiParameter | None = None,
        takes: Shown | None = None,
        also: Iterable[OpenApiParameter] = (),
        about: str = "It.",
        errors: Iterable[int] = (),
        success: int = 200,
    ) -> Documented:
        component, row = of
        return extend_schema(
            operation_id=name,
            summary=summary,
            description=description + needs(self.writes),
            tags=[self.tag],
            parameters=[*([at] if at else []), *also],
            request=body(*takes) if takes else None,
            responses=answers(component, about, row, *WRITE, *errors, success=success),
        )

    def deleting(
        self, name: str, summary: str, description: str, *, at: OpenApiParameter
    ) -> Documented:
        refusals = {
            status: one for status, one in answers({}, "", {}, *READ).items() if status != 200
        }
        return extend_schema(
            operation_id=name,
            summary=summary,
            description=description + needs(self.writes),
            tags=[self.tag],
            parameters=[at],
            responses={204: OpenApiResponse(description="It is gone.")} | refusals,
        )


def needs(*scopes: Scope) -> str:
    named = " and ".join(f"“{scope}”" for scope in scopes)
    return f" Needs an API key with the scope{'s' if len(scopes) > 1 else ''} {named}."


def body(component: str, example: Row) -> OpenApiRequest:
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
