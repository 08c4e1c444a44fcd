"""Every parameter of the unified interviews: what it is called, takes and means. Reader, schema and docs use it."""

from connectors.api.parameter import Parameter
from connectors.unified.shared import (
    UNKNOWN_STATUS,
    made_and_changed,
    paging,
    shaping,
    times,
    tombstones,
)
from interviews.selectors.listing import SORTS
from interviews.statuses import InterviewStatus

FIELDS = (
    "id", "hub_id", "integrated_account_id", "vendor", "title", "kind", "round", "application",
    "candidate", "job", "job_interview_stage", "organizer", "interviewers", "location", "meeting_url",
    "start_at", "end_at", "all_day", "time_zone", "status", "vendor_status", "created_at", "updated_at",
    "remote_data", "deleted_at", "deleted_reason",
)  # fmt: skip
NESTED = {
    "application", "candidate", "job", "job_interview_stage", "organizer", "interviewers", "remote_data"
}  # fmt: skip
KEYS = tuple(name for name in FIELDS if name not in NESTED)

TIMES = times("interviews")
ALL_DAY = " An all-day interview counts with its date at 00:00 UTC."

PARAMETERS = (
    *shaping("interviews", fields=FIELDS, keys=KEYS),
    Parameter(
        name="candidate_id",
        kind="text",
        description="The vendor's id of the candidate.",
        example="57683957",
    ),
    Parameter(
        name="application_id",
        kind="text",
        description="The vendor's id of the application.",
        example="69306314",
    ),
    Parameter(
        name="job_id", kind="text", description="The vendor's id of the job.", example="107761"
    ),
    Parameter(
        name="job_interview_stage_id",
        kind="text",
        description="The vendor's id of the stage.",
        example="678901",
    ),
    Parameter(
        name="organizer_id",
        kind="text",
        description="The vendor's id of the user who organizes the interview.",
        example="3128",
    ),
    Parameter(
        name="interviewer_id",
        kind="text",
        description="The vendor's id of a user on the panel.",
        example="4080",
    ),
    Parameter(
        name="status",
        kind="words",
        description="One or more of the five statuses, repeated or split by commas; null finds interviews whose word "
        "at the vendor has no meaning here yet.",
        example="scheduled",
        valid=(*InterviewStatus.values, UNKNOWN_STATUS),
    ),
    Parameter(
        name="vendor_status",
        kind="words",
        description="One or more of the vendor's own words, as they stand in vendor_status.",
        example="awaiting_feedback",
    ),
    Parameter(
        name="start_at",
        kind="moment",
        description="When the interview starts." + TIMES + ALL_DAY,
        example="2026-03-02T09:00:00Z",
    ),
    Parameter(
        name="end_at",
        kind="moment",
        description="When the interview ends." + TIMES + ALL_DAY,
        example="2026-03-02T10:00:00Z",
    ),
    *made_and_changed("interview", "interviews"),
    tombstones("interviews"),
    Parameter(
        name="include_undated",
        kind="boolean",
        description="Shows interviews without a start too, such as those still to be arranged.",
        example="true",
    ),
    *paging("interviews", sorts=tuple(SORTS), example="-start_at"),
)

FILTERS = {
    "candidate_id": "candidate_remote_ids",
    "application_id": "application_remote_ids",
    "job_id": "job_remote_ids",
    "job_interview_stage_id": "stage_remote_ids",
    "organizer_id": "organizer_remote_ids",
    "interviewer_id": "interviewer_remote_ids",
}
RANGES = {
    "start_at": "begins_at",
    "end_at": "finishes_at",
    "created_at": "vendor_created_at",
    "updated_at": "vendor_updated_at",
    "updated": "vendor_updated_at",
}

# What Greenhouse's list of interviews takes: "after" includes the moment, "before" does not.
GREENHOUSE = {
    f"{word}_{side}": f"{ours}[{operator}]"
    for word, ours in {
        "created": "created_at", "updated": "updated_at", "starts": "start_at", "ends": "end_at"
    }.items()
    for side, operator in (("after", "gte"), ("before", "lt"))
}  # fmt: skip
REMOTE_FILTERS = {"greenhouse": GREENHOUSE | {"per_page": "limit"}}
