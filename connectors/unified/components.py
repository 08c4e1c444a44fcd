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


INTERVIEWER = record(
    {
        "id": text("The vendor's id of the user; null for a guest from outside."),
        "name": text("Their name."),
        "email": text("Their e-mail address; null for API keys without the scope “pii”."),
        "response_status": one_of(ResponseStatus.values, "Their answer to the invitation."),
    }
)

INTERVIEW = record(
    {
        "id": {"type": "string", "description": "The vendor's id."},
        "hub_id": {"type": "integer", "description": "Our own id, unique over all accounts."},
        "integrated_account_id": {
            "type": "string",
            "format": "uuid",
            "description": "The account.",
        },
        "vendor": {"type": "string", "description": "The vendor, such as greenhouse."},
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
    },
    "remote_data",
    "deleted_at",
    "deleted_reason",
)

RESULT = {"$ref": "#/components/schemas/UnifiedInterview"}
PAGE = record(
    {
        "result": {
            "oneOf": [
                {"type": "array", "items": RESULT},
                {"type": "object", "additionalProperties": RESULT},
            ],
            "description": "The interviews; an object of interviews with truto_key_by. With truto_exclude_fields they "
            "have fewer fields, with truto_response_format=raw those of the vendor.",
        },
        "next_cursor": text("Pass it on as next_cursor for the next page; null on the last one."),
    }
)

SCHEMAS = {
    "UnifiedInterview": INTERVIEW,
    "UnifiedInterviewer": INTERVIEWER,
    "UnifiedInterviewPage": PAGE,
}
