"""The schemas of endpoints and deliveries, as JSON Schema."""

from typing import Any

from connectors.api.components import moment, record, text
from connectors.models import OutboundDelivery, WebhookEndpoint
from connectors.outbound.events import EVENTS
from connectors.v1.operations.components import number, page, word

TEXT = {"type": "string"}
STATUS = {"type": ["integer", "null"], "description": "The HTTP status; null where none came."}
WANTED: dict[str, Any] = {
    "url": TEXT
    | {"maxLength": 2000, "description": "Where to send: https://, publicly reachable."},
    "description": text("For people.") | {"maxLength": 200},
    "events": {
        "type": "array",
        "items": {"type": "string", "enum": list(EVENTS)},
        "description": "Which events; none means all. "
        + " ".join(f"{name}: {about}" for name, about in EVENTS.items()),
    },
    "integrated_account_ids": {
        "type": ["array", "null"],
        "items": {"type": "string", "format": "uuid"},
        "description": "Only what belongs to these accounts; null means all, and what was made in the hub.",
    },
    "personal": {
        "type": "boolean",
        "description": "Whether e-mail, phone and address, names of interviewers, absences and reasons are "
        "told; true needs the scope “pii”.",
    },
}
STATE = word(WebhookEndpoint.State.values, "disabled: nothing is sent or kept for it.")
ENDPOINT = record(
    {
        "id": number("The endpoint's number."),
        **WANTED,
        "state": STATE,
        "state_reason": text("Why the hub disabled it."),
        "failures": number("Failed attempts in a row."),
        "failing_since": moment(
            "When the first of these was; null where the last attempt went well."
        ),
        "last_success_at": moment("When an attempt went well last, to the minute."),
        "held_until": moment("Until when it is held back after failures."),
        "old_secret_valid_until": moment("Until when the secret before the last one signs too."),
        "created_at": moment("When it was made."),
    }
)
SECRET = TEXT | {"description": "Signs what is sent. It is shown this once."}
CREATED = record({**ENDPOINT["properties"], "secret": SECRET})
NEW = record(WANTED, "description", "events", "integrated_account_ids", "personal")
CHANGE = record(
    WANTED
    | {
        "state": STATE,
        "send_missed": {
            "type": "boolean",
            "description": "With the state active: tell what changed while it was disabled, too.",
        },
    },
    *WANTED,
    "state",
    "send_missed",
)
DELIVERY = record(
    {
        "id": number("The delivery's number."),
        "endpoint_id": number("To which endpoint."),
        "event": TEXT | {"description": "Which event, or webhook.test."},
        "event_id": TEXT | {"description": "The header webhook-id, the same at every attempt."},
        "state": word(OutboundDelivery.State.values, "dead: given up, to be replayed."),
        "problem": text("What was wrong the last time."),
        "last_status": STATUS,
        "attempts": number("How many there were since it was last asked for."),
        "created_at": moment("When it was written."),
        "done_at": moment("When it was delivered or given up."),
        "next_attempt_at": moment("When it is tried next."),
    }
)
TRY = record(
    {
        "at": moment("When."),
        "took_ms": number("Milliseconds."),
        "status": STATUS,
        "problem": text("What was wrong."),
        "answer": text("The start of the answer."),
    }
)
WHOLE = record(
    {
        **DELIVERY["properties"],
        "body": {
            "type": ["object", "null"],
            "description": "What is sent; null without “pii” where it may hold personal values.",
        },
        "tries": {"type": "array", "items": TRY, "description": "Each attempt."},
    }
)
SCHEMAS = {
    "WebhookEndpoint": ENDPOINT,
    "WebhookEndpointPage": page("WebhookEndpoint"),
    "WebhookEndpointCreated": CREATED,
    "WebhookEndpointNew": NEW | {"additionalProperties": False},
    "WebhookEndpointChange": CHANGE | {"additionalProperties": False},
    "WebhookDelivery": DELIVERY,
    "WebhookDeliveryPage": page("WebhookDelivery"),
    "WebhookDeliveryWhole": WHOLE,
    "WebhooksReplayed": record({"replayed": number("How many are sent again.")}),
}
