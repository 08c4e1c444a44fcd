"""The schemas of the answers and bodies of operations, as JSON Schema."""

from typing import Any

from candidates.models import Change
from connectors.api.components import body, moment, record, text
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.v1.operations.catalogue import SUBJECTS

UUID = {"type": "string", "format": "uuid", "description": "The connected account."}


def number(description: str) -> dict[str, Any]:
    return {"type": "integer", "description": description}


def word(words: list[str], description: str) -> dict[str, Any]:
    return {"type": "string", "enum": words, "description": description}


def page(name: str) -> dict[str, Any]:
    items = {"$ref": f"#/components/schemas/{name}"}
    return record(
        {
            "result": {"type": "array", "items": items, "description": "The rows."},
            "next_cursor": text(
                "Pass it on as next_cursor for the next page; null on the last one."
            ),
        }
    )


ACCOUNT = record(
    {
        "id": UUID | {"description": "The account's id, integrated_account_id elsewhere."},
        "name": {"type": "string", "description": "What people call it."},
        "vendor": {"type": "string", "description": "The vendor, such as greenhouse."},
        "state": word(IntegratedAccount.State.values, "refused: the vendor refuses the key."),
        "state_reason": text("Why it is in this state."),
        "sync_every_minutes": number("How often it is read."),
        "full_sync_every_hours": number("How often its whole lists are read."),
        "retention_days": number("How long raw records of what is gone are kept."),
        "synced_at": moment("When it was last read completely."),
        "next_sync_at": moment("When it is read next."),
        "throttled_until": moment("Until when the vendor asked us to wait."),
        "created_at": moment("When it was connected."),
    }
)
RUN = record(
    {
        "id": number("The run's number."),
        "integrated_account_id": UUID,
        "state": word(SyncRun.State.values, "queued, running and waiting are open."),
        "trigger": word(SyncRun.Trigger.values, "What started it."),
        "full": {"type": "boolean", "description": "Whether whole lists are read."},
        "resources": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The lists that are read; none means all.",
        },
        "counts": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "integer"},
            },
            "description": "By list: read, new, changed, unchanged, deleted, rejected.",
        },
        "message": text("Why it waits, failed, or is not complete."),
        "attempts": number("Attempts since the last page."),
        "queued_at": moment("When it was asked for."),
        "started_at": moment("When it began."),
        "finished_at": moment("When it ended."),
        "next_attempt_at": moment("When it goes on, while it waits."),
    }
)
ISSUE = record(
    {
        "id": number("The issue's number."),
        "integrated_account_id": {"type": ["string", "null"], "format": "uuid"}
        | {"description": "The connected account."},
        "kind": word(Issue.Code.values, "What kind of trouble it is."),
        "state": word(Issue.State.values, "Issues are resolved by rule, when the cause is gone."),
        "message": {"type": "string", "description": "What is wrong, in English."},
        "advice": text("What to do."),
        "resource": text("The vendor's list."),
        "remote_id": text("The vendor's id of the record."),
        "field": text("The field at fault."),
        "value": text("What stands there; null for API keys without the scope “pii”."),
        "count": number("How often it was seen."),
        "first_seen_at": moment("When it was seen first."),
        "last_seen_at": moment("When it was seen last."),
        "snoozed_until": moment("Until when a person put it off."),
        "resolved_at": moment("When it was resolved."),
    }
)
ISSUE_CHANGE = body(
    {
        "state": word(["open", "snoozed"], "open wakes it."),
        "snoozed_until": {
            "type": "string",
            "format": "date-time",
            "description": "With the state snoozed: until when, at most 90 days ahead.",
        },
    },
    "snoozed_until",
)
START = body(
    {
        "integrated_account_id": UUID,
        "full": {"type": "boolean", "default": False, "description": "Read whole lists."},
        "resources": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Only these lists; all where nothing is said.",
        },
    },
    "full",
    "resources",
)
CHANGE = record(
    {
        "id": number("The change's number; later changes have higher ones."),
        "kind": word(list(Change.Kind.values), "DELETED: it is a tombstone from now on."),
        "record": word(list(SUBJECTS), "What kind of record it is about."),
        "record_id": number("The hub's id of the record."),
        "remote_id": text("The vendor's id of the record; null for what was made in the hub."),
        "integrated_account_id": text("The account; null for what was made in the hub."),
        "candidate_id": {"type": ["integer", "null"], "description": "Whose story it belongs to."},
        "interview_id": {"type": ["integer", "null"], "description": "Which one it belongs to."},
        "fields": {
            "type": "object",
            "additionalProperties": {"type": "array", "minItems": 2, "maxItems": 2},
            "description": "Old and new value of each field; moments in ISO 8601. E-mail, phone, address, absences and "
            "reasons are null for API keys without the scope “pii”.",
        },
        "source": word(list(Change.Source.values), "Where the change came from."),
        "run_id": {
            "type": ["integer", "null"],
            "description": "The sync run, where there was one.",
        },
        "at": moment("When it was made."),
    }
)

ANYTHING = {"description": "Any JSON value."}
FIELD = record(
    {
        "field": {"type": "string", "description": "A field of the interview."},
        "value": ANYTHING | {"description": "What the hub has; moments in ISO 8601."},
        "origin": word(
            ["vendor", "linked", "hub", "not_reported"],
            "linked: from a record that the interview refers to; hub: changed here since it was read.",
        ),
        "raw": {
            "type": "array",
            "items": record(
                {
                    "path": {"type": "string", "description": "Where in the vendor's record."},
                    "value": ANYTHING | {"description": "What stands there."},
                }
            ),
            "description": "The vendor's values; `^` is the record around an embedded one.",
        },
        "rule": text("What is done with them."),
        "inferred": {"type": "boolean", "description": "Concluded, not stated by the vendor."},
        "changed_at": moment("When it was last changed here."),
        "source": text("What changed it last, such as sync or page."),
        "run_id": {"type": ["integer", "null"], "description": "The run that changed it last."},
    }
)
EXPLANATION = record(
    {
        "hub_id": number("The interview's number here."),
        "integrated_account_id": text("The connected account; null for what was made here."),
        "resource": text("The vendor's list; null where no record is kept."),
        "record_id": text("The vendor's record in it."),
        "read_at": moment("When that was last read as new or changed."),
        "run_id": {"type": ["integer", "null"], "description": "The run that read it."},
        "fields": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/ExplainedField"},
            "description": "Every field.",
        },
    }
)
SCHEMAS = {
    "Explanation": EXPLANATION,
    "ExplainedField": FIELD,
    "Account": ACCOUNT,
    "AccountPage": page("Account"),
    "AccountChecked": record(
        {"integrated_account_id": UUID, "answered_at": moment("When the vendor answered.")}
    ),
    "SyncRun": RUN,
    "SyncRunPage": page("SyncRun"),
    "SyncRunStart": START,
    "Issue": ISSUE,
    "IssuePage": page("Issue"),
    "Change": CHANGE,
    "ChangePage": record(
        {
            "result": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Change"},
                "description": "In the order in which they were made.",
            },
            "next_cursor": {
                "type": "string",
                "description": "Where the page ends. Pass it on as after, now or later.",
            },
            "more": {"type": "boolean", "description": "Whether there is more already."},
        }
    ),
    "IssueChange": ISSUE_CHANGE,
}
