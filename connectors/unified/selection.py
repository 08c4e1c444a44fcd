"""What a key may read: its accounts, a page of interviews, one interview, and the vendor's raw records."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.http import QueryDict
from rest_framework.exceptions import NotFound, PermissionDenied

from candidates.models import ApiKey
from candidates.statuses import Scope
from connectors.api.parameter import DEFAULT_LIMIT, MAX_LIMIT
from connectors.api.params import BadParameters, refused
from connectors.models import IntegratedAccount, RemoteRecord
from connectors.unified.catalogue import UNKNOWN_STATUS
from connectors.unified.params import read
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import InterviewQuery, InterviewRow, Page, list_interviews

RESOURCE = "interviews"
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
AS_GIVEN = ("include_deleted", "include_undated", "sort")


class Account(NamedTuple):
    id: int
    uuid: UUID
    vendor: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the answer looks. `personal`: e-mail addresses and raw records may be shown."""

    format: str
    key_by: str | None
    excluded: frozenset[str]
    remote_data: bool
    personal: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of one account, the raw records that belong to it (JSON text by the vendor's id), and the shape."""

    account: Account
    page: Page
    raw: dict[str, bytes]
    shape: Shape


def find_page(key: ApiKey, query: QueryDict) -> Found:
    account, values = asked(key, query)
    shape = shape_of(values, key)
    wanted = query_of(values, key, account)
    try:
        page = list_interviews(wanted)
    except CursorError as error:
        cursor = values["next_cursor"]
        raise BadParameters([refused("next_cursor", str(error), cursor)]) from None
    return Found(account, page, raw_of(account, page.rows, shape), shape)


def find_one(key: ApiKey, query: QueryDict, remote_id: str) -> Found:
    account, values = asked(key, query, of_one=True)
    shape = shape_of(values, key)
    wanted = InterviewQuery(
        company_id=key.company_id,
        account_ids=(account.id,),
        remote_ids=(remote_id,),
        include_deleted=True,
        include_undated=True,
    )
    page = Page([], None) if "\x00" in remote_id else list_interviews(wanted)
    if not page.rows:
        raise NotFound(f"There is no interview “{remote_id}” in the account {account.name}.")
    row = page.rows[0]
    if row.deleted_at and not values.get("include_deleted"):
        raise NotFound(
            f"Interview “{remote_id}” is gone since {row.deleted_at:%Y-%m-%d} ({row.deleted_reason}). "
            "include_deleted=true shows what is left of it."
        )
    raw = raw_of(account, page.rows, shape)
    if shape.format == "raw" and remote_id not in raw:
        raise NotFound(f"No raw record is kept of interview “{remote_id}”.")
    return Found(account, page, raw, shape)


def asked(key: ApiKey, query: QueryDict, *, of_one: bool = False) -> tuple[Account, dict[str, Any]]:
    """The account that is meant and the values of the parameters."""
    accounts, only = accounts_of(key)
    named = {str(account.uuid): account for account in accounts}
    given = named.get(query.get("integrated_account_id", "").lower(), only)
    required = {} if only else {"integrated_account_id": list(named)}
    vendor = given.vendor if given else None
    values = read(query, vendor=vendor, of_one=of_one, required=required)
    wanted = values.get("integrated_account_id")
    account = named.get(str(wanted)) if wanted else only
    if account is None:
        raise NotFound(f"There is no integrated account {wanted} for this API key.")
    return account, values


def accounts_of(key: ApiKey) -> tuple[list[Account], Account | None]:
    """The accounts a key may read, and the one it is limited to, if it is just one."""
    columns = Account._fields
    if key.limited:
        limits = [Account(*row) for row in key.accounts.values_list(*columns)]
        return limits, limits[0] if len(limits) == 1 else None
    all_of_them = IntegratedAccount.objects.filter(company_id=key.company_id).order_by("id")
    return [Account(*row) for row in all_of_them.values_list(*columns)], None


def shape_of(values: dict[str, Any], key: ApiKey) -> Shape:
    personal = Scope.PII in key.scopes
    wanted = values.get("truto_response_format", "unified")
    excluded = frozenset(values.get("truto_exclude_fields", ()))
    if wanted == "raw" and not personal:
        raise PermissionDenied("Raw records need an API key with the scope “pii”.")
    if wanted == "raw" and excluded:
        why = "does not go with truto_response_format=raw, which is the vendor's record untouched."
        raise BadParameters([refused("truto_exclude_fields", why)])
    ignored = values.get("truto_ignore_remote_data", False) or "remote_data" in excluded
    return Shape(
        format=wanted,
        key_by=values.get("truto_key_by"),
        excluded=excluded,
        remote_data=wanted == "unified" and not ignored,
        personal=personal,
    )


def query_of(values: dict[str, Any], key: ApiKey, account: Account) -> InterviewQuery:
    wanted: dict[str, Any] = {name: values[name] for name in AS_GIVEN if name in values}
    for name, filtered in FILTERS.items():
        if name in values:
            wanted[filtered] = (values[name],)
    for name, filtered in RANGES.items():
        if name in values:
            wanted[filtered] = wanted.get(filtered, ()) + values[name]
    statuses = values.get("status", ())
    ignore_limit = values.get("truto_ignore_limit", False)
    return InterviewQuery(
        company_id=key.company_id,
        account_ids=(account.id,),
        statuses=tuple(None if word == UNKNOWN_STATUS else word for word in statuses),
        vendor_statuses=values.get("vendor_status", ()),
        limit=MAX_LIMIT if ignore_limit else values.get("limit", DEFAULT_LIMIT),
        cursor=values.get("next_cursor", ""),
        **wanted,
    )


def raw_of(account: Account, rows: Sequence[InterviewRow], shape: Shape) -> dict[str, bytes]:
    """The vendor's records of a page as JSON text, in one statement; none where they are not to be shown."""
    if not shape.personal or not (shape.remote_data or shape.format == "raw"):
        return {}
    found = RemoteRecord.objects.filter(
        account_id=account.id,
        resource=RESOURCE,
        remote_id__in={row.record_remote_id or row.remote_id for row in rows},
    ).exclude(raw=b"")
    kept = {name: zlib.decompress(raw) for name, raw in found.values_list("remote_id", "raw")}
    return {
        row.remote_id: kept[name]
        for row in rows
        if row.remote_id and (name := row.record_remote_id or row.remote_id) in kept
    }
