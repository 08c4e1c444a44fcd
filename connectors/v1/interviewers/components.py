"""The schemas of interviewers and conflicts, as JSON Schema."""

from typing import Any

from connectors.api.components import body, moment, record, text
from connectors.v1.operations.components import number, page, word
from interviews.selectors.conflicts import STATES
from interviews.statuses import ConflictKind

DAY = {"type": "string", "format": "date"}
ACCOUNT_ID = text("The connected account; null for what was made in the hub.") | {"format": "uuid"}


def maybe(kind: str, description: str) -> dict[str, Any]:
    return {"type": [kind, "null"], "description": description}


def listed(items: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "array", "items": items, "description": description}


INTERVIEWER = record(
    {
        "id": number("The interviewer's number here: one person, whatever systems they are in."),
        "name": text("Null for API keys without the scope “pii”."),
        "email": text("Null for API keys without the scope “pii”, and where none is known."),
        "time_zone": text("Theirs, such as Europe/Berlin; null where nobody has said."),
        "hours": {
            "type": ["array", "null"],
            "items": {"type": ["array", "null"], "items": {"type": "string"}},
            "description": "Seven days, Monday first: from and until, such as [“09:00”, “18:00”], or null. Null as a "
            "whole means office hours.",
        },
        "daily_limit": maybe("integer", "Interviews a day at most; null: no limit."),
        "weekly_limit": maybe("integer", "Interviews a week at most; null: no limit."),
        "paused": {"type": "boolean", "description": "They take no interviews just now."},
        "absences": {
            "type": ["array", "null"],
            "items": record(
                {
                    "first_day": DAY | {"description": "The first day away."},
                    "last_day": DAY | {"description": "The last day away, included."},
                }
            ),
            "description": "From today on. Null for API keys without the scope “pii”.",
        },
        "load": record(
            {
                "this_week": number("Interviews of the running week, from Monday on."),
                "next_week": number("Interviews of the week after it."),
                "next_30_days": number("Interviews that begin within 30 days from now."),
                "weeks_of": {"type": "string", "description": "In whose time zone weeks begin."},
            }
        ),
        "declines": number("Declined seats of the last 90 days, and of what is to come."),
        "conflicts": number("Open conflicts to come."),
        "feedback_hours": maybe(
            "number",
            "Median hours from the end of an interview to the scorecard, over 90 days; null: not known.",
        ),
        "feedback_not_reported_by": listed(
            {"type": "string", "format": "uuid"},
            "Connected accounts of theirs that tell of no scorecards at all.",
        ),
        "users": listed(
            record(
                {
                    "id": number("The user's number here, interviewer_id of /api/v1/interviews."),
                    "integrated_account_id": ACCOUNT_ID,
                    "remote_id": text("The vendor's id of the user."),
                }
            ),
            "Who they are in each system.",
        ),
    }
)
CONFLICT = record(
    {
        "id": number("The conflict's number."),
        "kind": word(ConflictKind.values, "What is wrong."),
        "severity": word(["critical", "high", "medium", "low"], "How bad it is."),
        "state": word(
            list(STATES),
            "overridden: somebody said why it is fine; closed: its cause is gone. An overridden one is open again "
            "when its facts change.",
        ),
        "message": {
            "type": "string",
            "description": "What is wrong, in English; names people for API keys with “pii”.",
        },
        "interviewer_id": maybe(
            "integer", "Whose calendar it is in; null: the candidate's, who is booked twice."
        ),
        "interviews": listed(
            record(
                {
                    "id": number("The interview's number here."),
                    "remote_id": text("The vendor's id of it."),
                    "integrated_account_id": ACCOUNT_ID,
                }
            ),
            "The interview at fault, or the two of them, the earlier one first.",
        ),
        "starts_at": moment("From when."),
        "ends_at": moment("Until when."),
        "opened_at": moment("When it was found."),
        "closed_at": moment("When its cause was gone."),
        "overridden_at": moment("When somebody said that it is fine."),
        "override_reason": text("Why. Null for API keys without the scope “pii”."),
    }
)
SCHEMAS = {
    "Interviewer": INTERVIEWER,
    "InterviewerPage": page("Interviewer"),
    "Conflict": CONFLICT,
    "ConflictPage": page("Conflict"),
    "ConflictOverride": body(
        {
            "reason": {
                "type": "string",
                "minLength": 1,
                "maxLength": 500,
                "description": "Why it is fine; people see it beside the conflict.",
            }
        }
    ),
}
