"""How an operation of this API is told in OpenAPI."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
    extend_schema,
)

from candidates.api import examples
from candidates.api.params import Parameter

View = TypeVar("View", bound=Callable[..., Any])
TAG = ["Candidates"]
ERRORS = {
    400: "Something that was sent is missing, unknown or not possible; fields are named.",
    401: "No credentials, or they open nothing.",
    403: "You may not do this; the sentence says who may.",
    404: "There is no such record for you.",
    405: "This method does not work here.",
    409: "Somebody was quicker; current is how it is now.",
    413: "The body is too large.",
    415: "The body must be JSON, or a form.",
    429: "Too many calls with this API key, or too many wrong passwords; Retry-After says how long to wait.",
    500: "The hub failed. It has been logged.",
}
READ = (400, 401, 403, 404, 405, 429, 500)
WRITE = (*READ, 413, 415)
IDS = {
    "company_id": "The company.",
    "project_id": "The project.",
    "candidate_id": "The candidate.",
    "id": "The record.",
    "batch_id": "The import.",
}
COMPANY, PROJECT, CANDIDATE = ("company_id",), ("company_id", "project_id"), tuple(IDS)[:3]
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag of the candidate as you have seen them; 409 if they were changed since.",
)


class CredentialsScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "candidates.api.auth.Credentials"
    name = ["SuiteToken", "SuiteKey", "ActivationKey"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Any one of them will do."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        def header(description: str) -> dict[str, str]:
            return {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": description,
            }

        return [
            header("`Token …`: from api-token-auth/, or `manage.py create_access_token`."),
            header("`Bearer …`: an API key of the hub with the scopes read, write and pii."),
            header("`ActivationKey …`: the candidate, with the key from the invitation."),
        ]


def told(
    name: str,
    summary: str,
    answer: str,
    *,
    ids: tuple[str, ...] = CANDIDATE,
    body: str = "",
    status: int = 200,
    later: int | None = None,
    query: Mapping[str, Parameter] | None = None,
    errors: tuple[int, ...] = (),
    more: str = "",
) -> Callable[[View], View]:
    """A decorator; without an `answer` there is none. `body` and `answer` are components.

    `later` is the status where the answer comes before the work is done.
    """
    conflict = (409,) if body and answer.startswith("ProjectCandidate") and status == 202 else ()
    listed = errors or (*(WRITE if body else READ), *conflict)
    parameters = [path_parameter(one) for one in ids]
    parameters += [query_parameter(key, one) for key, one in (query or {}).items()]
    decorator: Callable[[View], View] = extend_schema(
        operation_id=name,
        summary=summary,
        description=f"{summary}. {more}".strip(),
        tags=TAG,
        parameters=[*parameters, IF_MATCH] if conflict else parameters,
        request=OpenApiRequest(ref(body)) if body else None,
        responses={code: success(answer) for code in (status, later) if code}
        | {code: failure(code) for code in listed},
    )
    return decorator


def ref(component: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{component}"}


def success(answer: str) -> OpenApiResponse:
    if not answer:
        return OpenApiResponse(description="Done.")
    shown = examples.SHOWN.get(answer)
    example = [OpenApiExample(answer, shown, response_only=True)] if shown else None
    return OpenApiResponse(ref(answer), description="It.", examples=example)


def failure(status: int) -> OpenApiResponse:
    component = "Overtaken" if status == 409 else "Refusal"
    return OpenApiResponse(ref(component), description=ERRORS[status])


def path_parameter(name: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.INT, OpenApiParameter.PATH, description=IDS[name])


def query_parameter(name: str, one: Parameter) -> OpenApiParameter:
    example = [OpenApiExample(name, one.example)]
    split = {"explode": False, "style": "form"} if one.schema.get("type") == "array" else {}
    return OpenApiParameter(
        name,
        dict(one.schema),
        description=one.description,
        examples=example,
        **split,  # type: ignore[arg-type]
    )
