"""What OpenAPI says of parameters, answers and keys."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from connectors.api.errors import ERRORS
from connectors.api.parameter import DEFAULT_LIMIT, MAX_LIMIT, OPERATORS, Parameter

MOMENTS = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Your own name for this request, 1 to 255 characters. The same request under the same name is done "
    "once within 24 hours, however often it is sent: the answer is that of the first (with Idempotency-Replayed). "
    "409 where the name was used for another request. A request that was refused leaves the name free.",
)
WRITE_HEADERS = [
    IDEMPOTENCY_KEY,
    OpenApiParameter(
        "If-Match",
        OpenApiTypes.STR,
        OpenApiParameter.HEADER,
        description="The ETag of the record as you have seen it. 412 where it has changed since, with each field as "
        "you saw it, as you want it and as it is now.",
    ),
]


class BearerKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "connectors.api.keys.BearerKey"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        text = "An API key of the hub, made with `manage.py create_api_key NAME`."
        return {"type": "http", "scheme": "bearer", "description": text}


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
        case "instant":
            return OpenApiTypes.DATETIME
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


def answers(
    name: str | dict[str, Any],
    description: str,
    example: dict[str, Any],
    *errors: int,
    success: int = 200,
) -> dict[int, Any]:
    """`name` is a component, or a schema of its own."""

    def answer(
        component: str | dict[str, Any], about: str, shown: dict[str, Any], status: int
    ) -> OpenApiResponse:
        named = {"$ref": f"#/components/schemas/{component}"}
        return OpenApiResponse(
            component if isinstance(component, dict) else named,
            description=about,
            examples=[OpenApiExample(about, shown, status_codes=[status], response_only=True)],
        )

    told = {status: answer("Error", *ERRORS[status], status) for status in sorted({*errors, 429})}
    return {success: answer(name, description, example, success)} | told
