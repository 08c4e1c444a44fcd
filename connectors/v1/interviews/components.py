"""The schemas of the hub's own interviews, as JSON Schema."""

from typing import Any

from connectors.api.components import body, moment, one_of, record, text
from connectors.api.writes import WRITE
from interviews.statuses import InterviewStatus


def number(description: str) -> dict[str, Any]:
    return {"type": ["integer", "null"], "description": description}


def maybe(fields: dict[str, Any], description: str) -> dict[str, Any]:
    return record(fields) | {"type": ["object", "null"], "description": description}


def component(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


IMAGE = text("Always null: the hub shows no pictures here.")
COLLEAGUE = {
    "id": {"type": "integer", "description": "The colleague's number here."},
    "name": {"type": "string", "description": "Their name."},
}
INTERVIEW = record(
    {
        "id": {"type": "integer", "description": "The interview's number here."},
        "amend_end_at": moment("The end that is proposed."),
        "amend_start_at": moment("The start that is proposed."),
        "amended_by": text("Which side proposes it, in the source's word."),
        "coordinator": maybe(
            COLLEAGUE,
            "Who of the hub's users arranges it: chosen here, else the organizer at the vendor, else the "
            "candidate's, else the project's.",
        ),
        "end_at": text("The end; a plain date where it lasts all day."),
        "interviewee": maybe(
            {
                "id": number("The application's number here."),
                "driver": maybe(
                    {
                        "id": {"type": "integer", "description": "The candidate's number here."},
                        "image": IMAGE,
                        "phone_number": text("Null for API keys without the scope “pii”."),
                        "title": text("Their name."),
                    },
                    "The candidate.",
                ),
                "kind": text("The source's word for the state of the application."),
                "updated_at": moment("When the application was last changed."),
            },
            "The application.",
        ),
        "interviewee_id": number("The application's number here."),
        "interviewer": maybe(
            {
                "id": number("The user's number here; null for a guest."),
                "contact_phone_number": text("Always null: no vendor reports it."),
                "image": IMAGE,
                "title": text("Their name; null for API keys without the scope “pii”."),
            },
            "The first of the panel.",
        ),
        "interviewer_id": number("The user's number here."),
        "kind": text("The source's word for the kind."),
        "location": text("Where it takes place, or the link to it."),
        "start_at": text("The start; a plain date where it lasts all day."),
        "status": text("The source's own word."),
        "unified_status": one_of(
            InterviewStatus.values, "One of five words that mean the same for every vendor."
        ),
        "all_day": {"type": "boolean", "description": "Whether start_at and end_at are dates."},
        "integrated_account_id": text("The connected account; null for what was made here."),
        "vendor": text("Its vendor, such as drvn."),
        "remote_id": text("The vendor's id."),
        "writes": {
            "type": "array",
            "items": component("Write"),
            "description": "What is asked of the vendor: all that waits, and what was asked for within a day.",
        },
        "deleted_at": moment("On what is gone only: since when."),
    },
    "deleted_at",
)
CHANGE = body(
    {
        "kind": {"type": "string", "description": "The source's word for the kind."},
        "start_at": {"type": "string", "format": "date-time", "description": "The start."},
        "end_at": {"type": "string", "format": "date-time", "description": "The end."},
        "interviewee_id": {"type": "integer", "description": "An application's number here."},
        "interviewer_id": {
            "type": "integer",
            "description": "A user's number here: who takes the first seat of the panel; the others stay.",
        },
        "location": {"type": "string", "description": "Where it takes place."},
    },
    "kind", "start_at", "end_at", "interviewee_id", "interviewer_id", "location",
)  # fmt: skip
PROPOSAL = body(
    {
        "amend_start_at": {"type": "string", "format": "date-time", "description": "The start."},
        "amend_end_at": {"type": "string", "format": "date-time", "description": "The end."},
    }
)
COORDINATOR = body(
    {"coordinator_id": number("A user's number here, as coordinator.id tells it; null for nobody.")}
)
SCHEMAS = {
    "Write": WRITE,
    "Interview": INTERVIEW,
    "InterviewEnvelope": record({"interview": component("Interview")}),
    "InterviewPage": record(
        {
            "interviews": {
                "type": "array",
                "items": component("Interview"),
                "description": "The interviews.",
            },
            "next_cursor": text("Pass it on as next_cursor for the next page; null on the last."),
        }
    ),
    "InterviewAsked": record({"interview": component("Interview"), "write": component("Write")}),
    "InterviewChange": body({"interview": CHANGE}),
    "InterviewProposal": body({"interview": PROPOSAL}),
    "InterviewCoordinator": body({"interview": COORDINATOR}),
}
