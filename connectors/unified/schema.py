"""What OpenAPI says of the unified interviews: operations, parameters, security."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from connectors.unified.catalogue import DEFAULT_LIMIT, MAX_LIMIT, OPERATORS, PARAMETERS, Parameter
from connectors.unified.components import SCHEMAS
from connectors.unified.examples import ERRORS, INTERVIEW, PAGE

MOMENTS = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}


class BearerKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "connectors.unified.authentication.BearerKey"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        text = "An API key of the hub, made with `manage.py create_api_key NAME`."
        return {"type": "http", "scheme": "bearer", "description": text}


def add_components(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular, named in the settings."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
    return result


def described(parameter: Parameter) -> list[OpenApiParameter]:
    if parameter.kind == "moment":
        return moments(parameter)
    name, options = parameter.name, {}
    if parameter.kind == "words":
        options = {"explode": True, "style": "form"}
        name += "[]" if name.startswith("truto_") else ""
    if parameter.kind == "object":
        options = {"explode": True, "style": "deepObject"}
    return [
        OpenApiParameter(
            name,
            type=schema_of(parameter),
            description=parameter.description,
            examples=[OpenApiExample(name, example_of(parameter))] if parameter.example else None,
            **options,  # type: ignore[arg-type]
        )
    ]


def moments(parameter: Parameter) -> list[OpenApiParameter]:
    """The plain parameter, and a short one for each operator."""
    example = [OpenApiExample(parameter.name, parameter.example)]
    plain = OpenApiParameter(
        parameter.name, MOMENTS, description=parameter.description, examples=example
    )
    return [plain] + [
        OpenApiParameter(
            f"{parameter.name}[{operator}]",
            MOMENTS,
            description=f"See {parameter.name}.",
            examples=example,
        )
        for operator in OPERATORS
    ]


def example_of(parameter: Parameter) -> Any:
    if parameter.kind == "words":
        return parameter.example.split(",")
    if parameter.kind == "object":
        return {"updated_after": parameter.example}
    return parameter.example == "true" if parameter.kind == "boolean" else parameter.example


def schema_of(parameter: Parameter) -> Any:
    words = (
        {"type": "string", "enum": list(parameter.valid)} if parameter.valid else {"type": "string"}
    )
    match parameter.kind:
        case "uuid":
            return OpenApiTypes.UUID
        case "boolean":
            return {"type": "boolean", "default": False}
        case "number":
            bounds = {"minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
            return {"type": "integer"} | bounds
        case "words":
            return {"type": "array", "items": words}
        case "object":
            return {"type": "object", "additionalProperties": {"type": "string"}}
    return words


def answers(name: str, description: str, example: dict[str, Any], *errors: int) -> dict[int, Any]:
    def answer(component: str, about: str, shown: dict[str, Any], status: int) -> OpenApiResponse:
        return OpenApiResponse(
            {"$ref": f"#/components/schemas/{component}"},
            description=about,
            examples=[OpenApiExample(about, shown, status_codes=[status], response_only=True)],
        )

    told = {status: answer("Error", *ERRORS[status], status) for status in errors}
    return {200: answer(name, description, example, 200)} | told


TAG = ["Unified interviews"]
LIST_INTERVIEWS = extend_schema(
    operation_id="list_interviews",
    summary="List interviews",
    description="The interviews of one connected account, in one shape whatever the vendor. "
    "The rows are the hub's own, so every filter works for every vendor and reading costs no call "
    "to it. Tombstones and interviews without a start are left out unless asked for. "
    "Paging survives interviews that come while you page.",
    tags=TAG,
    parameters=[each for parameter in PARAMETERS for each in described(parameter)],
    responses=answers(
        "UnifiedInterviewPage", "A page of interviews.", PAGE, 400, 401, 403, 404, 405, 406, 500
    ),
)
READ_INTERVIEW = extend_schema(
    operation_id="read_interview",
    summary="Read one interview",
    description="One interview by the vendor's id, without an envelope. "
    "A tombstone is a 404 unless include_deleted=true.",
    tags=TAG,
    parameters=[
        OpenApiParameter(
            "remote_id",
            OpenApiTypes.STR,
            OpenApiParameter.PATH,
            description="The vendor's id of the interview.",
            examples=[OpenApiExample("id", "9128481")],
        ),
        *(each for parameter in PARAMETERS if parameter.of_one for each in described(parameter)),
    ],
    responses=answers(
        "UnifiedInterview", "The interview.", INTERVIEW, 400, 401, 403, 404, 405, 406, 500
    ),
)
