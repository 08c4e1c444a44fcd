"""The parameters that every unified list has: which account, how the answer looks, order and paging."""

from connectors.api.parameter import MAX_LIMIT, NEXT_CURSOR, Parameter, limit

SHAPES = ("unified", "raw", "normalized")
UNKNOWN_STATUS = "null"
TIMES = (
    " A date or a moment in ISO 8601 with its zone, plain or with an operator in brackets:"
    " eq (the same as plain), gt, gte, lt, lte; several together narrow it down. A date is that whole UTC day."
    " {Records} without this time never match."
)

RESPONSE_FORMAT = Parameter(
    name="truto_response_format",
    kind="choice",
    description="unified: our fields with the vendor's record in remote_data. normalized: our fields alone. "
    "raw: the vendor's own records and nothing else (null where none is kept).",
    example="unified",
    valid=SHAPES,
    of_one=True,
)
AS_OF = Parameter(
    name="as_of",
    kind="instant",
    description="Answers as the hub knew it at this moment, which needs its time and zone; rebuilt from the changes "
    "that came later. Filters hold of the records as they were; they are ordered by id. A page may hold fewer than "
    "limit, even none, while next_cursor leads on. remote_data is null: of the vendor's records only the last is "
    "kept. What was erased or anonymized since then stays so: the record is there, its personal values are null.",
    example="2026-03-01T09:00:00Z",
    of_one=True,
)
IGNORE_LIMIT = Parameter(
    name="truto_ignore_limit",
    kind="boolean",
    description=f"Ignores limit: pages are as large as they can be ({MAX_LIMIT}).",
    example="true",
)
IGNORE_REMOTE_DATA = Parameter(
    name="truto_ignore_remote_data",
    kind="boolean",
    description="Leaves remote_data out.",
    example="true",
    of_one=True,
)
REMOTE_QUERY = Parameter(
    name="remote_query",
    kind="object",
    description="The vendor is not asked when you read, so nothing can be passed on to it. Greenhouse's own "
    "list filters (remote_query[updated_after]=…) are understood as ours; everything else is refused with the "
    "list of filters to use instead.",
    example="2026-03-01T00:00:00Z",
)


def times(records: str) -> str:
    return TIMES.format(Records=records.capitalize())


def shaping(
    records: str, *, fields: tuple[str, ...], keys: tuple[str, ...]
) -> tuple[Parameter, ...]:
    """`keys` are the fields whose values may key the result."""
    one = records.removesuffix("s")
    return (
        Parameter(
            name="integrated_account_id",
            kind="uuid",
            description=f"The connected account whose {records} are read. "
            "Required, unless the API key is limited to one account.",
            example="62f44730-dd91-461e-bd6a-aedd9e0ad79d",
            of_one=True,
        ),
        AS_OF,
        RESPONSE_FORMAT,
        Parameter(
            name="truto_key_by",
            kind="choice",
            description="Makes result an object whose keys are the values of this field. Where a value is null or "
            f"occurs twice on the page the answer is 400, so that no {one} gets lost; id and hub_id always work.",
            example="id",
            valid=keys,
        ),
        IGNORE_LIMIT,
        IGNORE_REMOTE_DATA,
        Parameter(
            name="truto_exclude_fields",
            kind="words",
            description="Fields to leave out: truto_exclude_fields[]=id&truto_exclude_fields[]=remote_data, or split "
            "by commas. Not with truto_response_format=raw.",
            example="remote_data,vendor",
            valid=fields,
            of_one=True,
        ),
        REMOTE_QUERY,
    )


def made_and_changed(one: str, records: str) -> tuple[Parameter, ...]:
    return (
        Parameter(
            name="created_at",
            kind="moment",
            description=f"When the {one} was made at the vendor." + times(records),
            example="2026-03-01",
        ),
        Parameter(
            name="updated_at",
            kind="moment",
            description=f"When the {one} was last changed at the vendor." + times(records),
            example="2026-03-01T00:00:00Z",
        ),
        Parameter(
            name="updated",
            kind="moment",
            description="Another name of updated_at.",
            example="2026-03-01T00:00:00Z",
        ),
    )


def tombstones(records: str) -> Parameter:
    return Parameter(
        name="include_deleted",
        kind="boolean",
        description=f"Shows tombstones too: {records} that are gone at the vendor, with deleted_at and deleted_reason.",
        example="true",
        of_one=True,
    )


def paging(records: str, *, sorts: tuple[str, ...], example: str) -> tuple[Parameter, ...]:
    return (
        Parameter(
            name="sort",
            kind="choice",
            description="The order; with “-” the other way round. "
            f"{records.capitalize()} without the value come last both ways.",
            example=example,
            valid=tuple(sign + name for name in sorts for sign in ("", "-")),
        ),
        limit(records),
        NEXT_CURSOR,
    )
