"""The schemas of the unified API's answers, as JSON Schema."""

from typing import Any

from connectors.api.components import moment, one_of, record, text
from interviews.statuses import InterviewStatus, ResponseStatus


def moment_or_day(description: str) -> dict[str, Any]:
    forms = [{"type": "string", "format": form} for form in ("date-time", "date")]
    return {"anyOf": [*forms, {"type": "null"}], "description": description}


def reference(description: str) -> dict[str, Any]:
    fields = {"id": {"type": "string", "description": "The vendor's id."}}
    return record(fields) | {"type": ["object", "null"], "description": description}


OWN: dict[str, Any] = {
    "id": {"type": "string", "description": "The vendor's id."},
    "hub_id": {"type": "integer", "description": "Our own id, unique over all accounts."},
    "integrated_account_id": {
        "type": "string",
        "format": "uuid",
        "description": "The account.",
    },
    "vendor": {"type": "string", "description": "The vendor, such as greenhouse."},
}
TAIL: dict[str, Any] = {
    "remote_data": {
        "description": "The vendor's record, untouched; null where none is kept and for API keys without the "
        "scope “pii”. Absent with truto_ignore_remote_data and with truto_response_format=normalized."
    },
    "deleted_at": {
        "type": "string",
        "format": "date-time",
        "description": "On tombstones only: since when it is gone.",
    },
    "deleted_reason": {"type": "string", "description": "On tombstones only: why it is gone."},
}

INTERVIEWER = record(
    {
        "id": text("The vendor's id of the user; null for a guest from outside."),
        "name": text("Their name; null for API keys without the scope “pii”."),
        "email": text("Their e-mail address; null for API keys without the scope “pii”."),
        "response_status": one_of(ResponseStatus.values, "Their answer to the invitation."),
    }
)

INTERVIEW = record(
    {
        **OWN,
        "title": text("What kind of interview it is, in the vendor's words."),
        "kind": text("The vendor's kind of interview."),
        "round": {"type": ["integer", "null"], "description": "The round, counted by the vendor."},
        "application": reference("The application."),
        "candidate": reference("The candidate."),
        "job": reference("The job."),
        "job_interview_stage": reference("The stage of the job's hiring plan."),
        "organizer": reference("The user who organizes it."),
        "interviewers": {
            "type": "array",
            "items": {"$ref": "#/components/schemas/UnifiedInterviewer"},
            "description": "The panel.",
        },
        "location": text("Where it takes place."),
        "meeting_url": text("Where it takes place online."),
        "start_at": moment_or_day("The start; a plain date where the interview lasts all day."),
        "end_at": moment_or_day(
            "The end; a date, as the vendor reports it, where it lasts all day."
        ),
        "all_day": {"type": "boolean", "description": "Whether start_at and end_at are dates."},
        "time_zone": text("The time zone that the vendor names for it."),
        "status": one_of(
            InterviewStatus.values,
            "One of five words; null where the vendor's word has no meaning here yet: see vendor_status.",
        ),
        "vendor_status": text("The vendor's own word."),
        "created_at": moment("When it was made at the vendor."),
        "updated_at": moment("When it was last changed at the vendor."),
        **TAIL,
    },
    *TAIL,
)


SHAPED = {
    "type": ["object", "null"],
    "description": "With truto_exclude_fields a record with fewer fields; with truto_response_format=raw the vendor's "
    "own, null where none is kept.",
}


def as_shaped(component: str) -> dict[str, Any]:
    """What is answered: the whole record, unless the caller shaped it otherwise."""
    whole, shaped = (f"#/components/schemas/{name}" for name in (component, "ShapedRecord"))
    return {"anyOf": [{"$ref": whole}, {"$ref": shaped}]}


AS_OF = record(
    {
        "at": moment("The moment that was asked for."),
        "known_since": moment("When the hub first read the account."),
        "note": text("Why nothing can be known of that moment; null where that is no problem."),
    }
) | {"description": "With as_of only: what the answer is about."}


def page_of_records(component: str, records: str) -> dict[str, Any]:
    result = as_shaped(component)
    return record(
        {
            "result": {
                "oneOf": [
                    {"type": "array", "items": result},
                    {"type": "object", "additionalProperties": result},
                ],
                "description": f"The {records}; an object of {records} with truto_key_by. With truto_exclude_fields "
                "they have fewer fields, with truto_response_format=raw those of the vendor.",
            },
            "next_cursor": text(
                "Pass it on as next_cursor for the next page; null on the last one."
            ),
            "as_of": AS_OF,
        },
        "as_of",
    )


SCHEMAS = {
    "ShapedRecord": SHAPED,
    "UnifiedInterview": INTERVIEW,
    "UnifiedInterviewer": INTERVIEWER,
    "UnifiedInterviewPage": page_of_records("UnifiedInterview", "interviews"),
}
