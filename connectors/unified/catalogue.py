"""Every parameter of the unified interviews: what it is called, takes and means. Reader, schema and docs use it."""

from connectors.api.parameter import MAX_LIMIT, NEXT_CURSOR, Parameter, limit
from interviews.selectors.listing import SORTS
from interviews.statuses import InterviewStatus

SHAPES = ("unified", "raw", "normalized")
UNKNOWN_STATUS = "null"

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


TIMES = (
    " A date or a moment in ISO 8601 with its zone, plain or with an operator in brackets:"
    " eq (the same as plain), gt, gte, lt, lte; several together narrow it down. A date is that whole UTC day."
    " Interviews without this time never match."
)
ALL_DAY = " An all-day interview counts with its date at 00:00 UTC."

PARAMETERS = (
    Parameter(
        name="integrated_account_id",
        kind="uuid",
        description="The connected account whose interviews are read. "
        "Required, unless the API key is limited to one account.",
        example="62f44730-dd91-461e-bd6a-aedd9e0ad79d",
        of_one=True,
    ),
    Parameter(
        name="truto_response_format",
        kind="choice",
        description="unified: our fields with the vendor's record in remote_data. normalized: our fields alone. "
        "raw: the vendor's own records and nothing else (null where none is kept).",
        example="unified",
        valid=SHAPES,
        of_one=True,
    ),
    Parameter(
        name="truto_key_by",
        kind="choice",
        description="Makes result an object whose keys are the values of this field. Where a value is null or occurs "
        "twice on the page the answer is 400, so that no interview gets lost; id and hub_id always work.",
        example="id",
        valid=KEYS,
    ),
    Parameter(
        name="truto_ignore_limit",
        kind="boolean",
        description=f"Ignores limit: pages are as large as they can be ({MAX_LIMIT}).",
        example="true",
    ),
    Parameter(
        name="truto_ignore_remote_data",
        kind="boolean",
        description="Leaves remote_data out.",
        example="true",
        of_one=True,
    ),
    Parameter(
        name="truto_exclude_fields",
        kind="words",
        description="Fields to leave out: truto_exclude_fields[]=id&truto_exclude_fields[]=title, or split by commas. "
        "Not with truto_response_format=raw.",
        example="remote_data,location",
        valid=FIELDS,
        of_one=True,
    ),
    Parameter(
        name="remote_query",
        kind="object",
        description="The vendor is not asked when you read, so nothing can be passed on to it. Greenhouse's own list "
        "filters (remote_query[updated_after]=…) are understood as ours; everything else is refused with the list of "
        "filters to use instead.",
        example="2026-03-01T00:00:00Z",
    ),
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
    Parameter(
        name="created_at",
        kind="moment",
        description="When the interview was made at the vendor." + TIMES,
        example="2026-03-01",
    ),
    Parameter(
        name="updated_at",
        kind="moment",
        description="When the interview was last changed at the vendor." + TIMES,
        example="2026-03-01T00:00:00Z",
    ),
    Parameter(
        name="updated",
        kind="moment",
        description="Another name of updated_at.",
        example="2026-03-01T00:00:00Z",
    ),
    Parameter(
        name="include_deleted",
        kind="boolean",
        description="Shows tombstones too: interviews that are gone at the vendor, with deleted_at and deleted_reason.",
        example="true",
        of_one=True,
    ),
    Parameter(
        name="include_undated",
        kind="boolean",
        description="Shows interviews without a start too, such as those still to be arranged.",
        example="true",
    ),
    Parameter(
        name="sort",
        kind="choice",
        description="The order; with “-” the other way round. Interviews without the value come last both ways.",
        example="-start_at",
        valid=tuple(sign + name for name in SORTS for sign in ("", "-")),
    ),
    limit("interviews"),
    NEXT_CURSOR,
)

# What Greenhouse's list of interviews takes: "after" includes the moment, "before" does not.
GREENHOUSE = {
    f"{word}_{side}": f"{ours}[{operator}]"
    for word, ours in {
        "created": "created_at", "updated": "updated_at", "starts": "start_at", "ends": "end_at"
    }.items()
    for side, operator in (("after", "gte"), ("before", "lt"))
}  # fmt: skip
REMOTE_FILTERS = {"greenhouse": GREENHOUSE | {"per_page": "limit"}}
