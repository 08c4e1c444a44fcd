"""What OpenAPI says of writing interviews in the unified shape."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiRequest, extend_schema

from connectors.api.components import body, record, text
from connectors.api.schema import WRITE_HEADERS, answers, described
from connectors.api.writes import EXAMPLE as WRITE
from connectors.unified.bodies import CHANGE, NEW
from connectors.unified.catalogue import PARAMETERS
from connectors.unified.examples import INTERVIEW
from connectors.unified.schema import WRONG

TAG = ["Unified interviews"]
ERRORS = (*WRONG, 409, 412, 415)
ACCOUNT = [
    each
    for parameter in PARAMETERS
    if parameter.name == "integrated_account_id"
    for each in described(parameter)
]
ID = OpenApiParameter(
    "remote_id",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="The vendor's id of the interview.",
    examples=[OpenApiExample("id", INTERVIEW["id"])],
)
SENT = (
    " It is queued and sent to the vendor within seconds, retried while the vendor is down, and done once: the "
    "answer is always 202 with the write, and the address in Location tells what became of it. 400 names a field that "
    "the vendor does not take; 409 says why the vendor does not take it of this record, with what it takes instead. "
    "Needs an API key with the scope “write”."
)


def one_id(description: str) -> dict[str, Any]:
    fields = {"id": {"type": "string", "description": "The vendor's id."}}
    return body(fields) | {"description": description}


FIELDS: dict[str, Any] = {
    "start_at": {"type": "string", "format": "date-time", "description": "The start."},
    "end_at": {"type": "string", "format": "date-time", "description": "The end."},
    "location": {"type": "string", "description": "Where it takes place."},
    "meeting_url": {"type": "string", "description": "Where it takes place online."},
    "kind": {"type": "string", "description": "The vendor's word for its kind."},
    "application": one_id("Whose interview it is."),
    "interviewers": {
        "type": "array",
        "minItems": 1,
        "maxItems": 50,
        "items": body(
            {
                "id": {"type": "string", "description": "A user's id at the vendor."},
                "email": {
                    "type": "string",
                    "description": "Instead of id: the e-mail address of a guest.",
                },
            },
            "id",
            "email",
        ),
        "description": "The whole panel; each has either id or email.",
    },
    "slot": one_id("The step of the job's interview plan, where the vendor wants one."),
}
REQUIRED = ("application", "interviewers", "start_at", "end_at")
POSSIBLE = record(
    {
        "id": {"type": "string", "description": "The vendor's id of the interview."},
        "actions": {
            "type": "array",
            "items": record(
                {
                    "action": {
                        "type": "string",
                        "description": "update (PATCH), cancel (DELETE), and accept, amend or reject under /api/v1.",
                    },
                    "possible": {"type": "boolean", "description": "As far as is known here."},
                    "why_not": text("The reason where it is not."),
                    "fields": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "What the vendor takes with it.",
                    },
                }
            ),
            "description": "What may be written of it.",
        },
    }
)
NEW_EXAMPLE: dict[str, Any] = {
    "application": {"id": "69306314"},
    "slot": {"id": "9128481"},
    "start_at": "2026-03-09T09:00:00+01:00",
    "end_at": "2026-03-09T10:00:00+01:00",
    "location": "Room 4",
    "interviewers": [{"id": "4080"}, {"email": "guest@partner.example"}],
}
CHANGE_EXAMPLE: dict[str, Any] = {
    "start_at": "2026-03-09T10:00:00+01:00",
    "end_at": "2026-03-09T11:00:00+01:00",
}
POSSIBLE_EXAMPLE: dict[str, Any] = {
    "id": INTERVIEW["id"],
    "actions": [
        {"action": "update", "possible": True, "why_not": None, "fields": ["start_at", "end_at"]},
        {"action": "cancel", "possible": True, "why_not": None, "fields": []},
    ],
}
SCHEMAS = {
    "UnifiedInterviewNew": body(
        {name: FIELDS[name] for name in NEW}, *(name for name in NEW if name not in REQUIRED)
    ),
    "UnifiedInterviewChange": body({name: FIELDS[name] for name in CHANGE}, *CHANGE),
    "UnifiedInterviewActions": POSSIBLE,
}


def asking(
    name: str, summary: str, description: str, *path: OpenApiParameter, request: Any = None
) -> dict[str, Any]:
    return {
        "operation_id": name,
        "summary": summary,
        "description": description + SENT,
        "tags": TAG,
        "parameters": [*path, *ACCOUNT, *WRITE_HEADERS[: 2 if path else 1]],
        "request": request,
        "responses": answers("Write", "It is queued.", WRITE, *ERRORS, success=202),
    }


def sent(component: str, example: dict[str, Any]) -> OpenApiRequest:
    return OpenApiRequest(
        {"$ref": f"#/components/schemas/{component}"},
        examples=[OpenApiExample("body", example, request_only=True)],
    )


MAKE_INTERVIEW = extend_schema(
    **asking(
        "create_unified_interview",
        "Make an interview",
        "An interview that is made at the account's vendor.",
        request=sent("UnifiedInterviewNew", NEW_EXAMPLE),
    )
)
CHANGE_INTERVIEW = extend_schema(
    **asking(
        "update_unified_interview",
        "Change an interview",
        "Another time, place or panel: whatever of it the vendor takes.",
        ID,
        request=sent("UnifiedInterviewChange", CHANGE_EXAMPLE),
    )
)
CANCEL_INTERVIEW = extend_schema(
    **asking("cancel_unified_interview", "Cancel an interview", "For good at most vendors.", ID)
)
ACTIONS = extend_schema(
    operation_id="read_unified_interview_actions",
    summary="What may be written of an interview",
    description="What the vendor takes of this very interview, each with the reason where it does not and the fields "
    "that go with it. Needs an API key with the scope “read”.",
    tags=TAG,
    parameters=[ID, *ACCOUNT],
    responses=answers("UnifiedInterviewActions", "It.", POSSIBLE_EXAMPLE, *WRONG),
)
