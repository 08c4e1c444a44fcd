"""What a key may read: its accounts, a page of interviews, one interview, and the vendor's raw records."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import NotFound, PermissionDenied

from candidates.models import ApiKey
from candidates.selectors.prepared_queries import Prepared
from candidates.statuses import Scope
from connectors.api.parameter import DEFAULT_LIMIT, MAX_LIMIT, Parameter
from connectors.api.params import BadParameters, refused
from connectors.models import IntegratedAccount
from connectors.selectors.unified_interviews import (
    Account,
    closed,
    kept_text,
    records,
    rendering_of,
)
from connectors.services.unified_texts import texts
from connectors.unified.as_of import Past, past_of, then
from connectors.unified.as_of_interviews import one_then, page_then
from connectors.unified.catalogue import FILTERS, PARAMETERS, RANGES
from connectors.unified.params import read
from connectors.unified.shared import UNKNOWN_STATUS
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import (
    InterviewQuery,
    Page,
    list_interviews,
    list_values,
)
from interviews.selectors.rows import InterviewRow

AS_GIVEN = ("include_deleted", "include_undated", "sort")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the answer looks. `personal`: e-mail addresses and raw records may be shown."""

    format: str
    key_by: str | None
    excluded: frozenset[str]
    remote_data: bool
    personal: bool

    @property
    def usual(self) -> bool:
        """Whether it is what texts are kept for."""
        return self.personal and self.format != "raw" and self.key_by is None and not self.excluded


@dataclass(frozen=True, slots=True)
class Found:
    """A page of one account, the raw records that belong to it (JSON text by our id), and the shape. `past` is set
    where it is as it was once.
    """

    account: Account
    page: Page
    raw: dict[int, bytes]
    shape: Shape
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A page whose interviews are JSON text already."""

    account: Account
    texts: list[str]
    next_cursor: str | None


def find_page(key: ApiKey, query: QueryDict) -> Found | Ready:
    account, values = asked(key, query)
    shape = shape_of(values, key)
    if past := past_of(values, account):
        return Found(account, page_then(key, account, values, past), {}, shape, past)
    wanted = query_of(values, key, account)
    try:
        if shape.usual:
            return ready(account, wanted, remote_data=shape.remote_data)
        page = list_interviews(wanted)
    except CursorError as error:
        cursor = values["next_cursor"]
        raise BadParameters([refused("next_cursor", str(error), cursor)]) from None
    return Found(account, page, raw_of(account, page.rows, shape), shape)


def ready(account: Account, wanted: InterviewQuery, *, remote_data: bool) -> Ready:
    """From the texts that are kept; those that are missing are rendered now."""
    kept = kept_text(rendering_of(account), remote_data=remote_data)
    found, next_cursor = list_values(wanted, ("id", kept))
    if missing := [pk for pk, text in found if text is None]:
        rendered = texts(wanted.company_id, account, missing)
        fresh = {each.pk: closed(each, remote_data=remote_data) for each in rendered}
        found = [(pk, fresh.get(pk, text)) for pk, text in found]
    return Ready(account, [text for _, text in found if text is not None], next_cursor)


def find_one(key: ApiKey, query: QueryDict, remote_id: str) -> Found:
    account, values = asked(key, query, of_one=True)
    shape = shape_of(values, key)
    past = past_of(values, account)
    page = one_then(key, account, remote_id, past) if past else page_of_one(key, account, remote_id)
    if not page.rows:
        known = f" {past.note}" if past and past.note else ""
        raise NotFound(
            f"There is no interview “{remote_id}” in the account {account.name}{then(past)}.{known}"
        )
    row = page.rows[0]
    if row.deleted_at and not values.get("include_deleted"):
        raise NotFound(
            f"Interview “{remote_id}” is gone since {row.deleted_at:%Y-%m-%d} ({row.deleted_reason}). "
            "include_deleted=true shows what is left of it."
        )
    raw = {} if past else raw_of(account, page.rows, shape)
    if shape.format == "raw" and row.id not in raw:
        raise NotFound(f"No raw record is kept of interview “{remote_id}”.")
    return Found(account, page, raw, shape, past)


def page_of_one(key: ApiKey, account: Account, remote_id: str) -> Page:
    wanted = InterviewQuery(
        company_id=key.company_id,
        account_ids=(account.id,),
        remote_ids=(remote_id,),
        include_deleted=True,
        include_undated=True,
    )
    return Page([], None) if "\x00" in remote_id else list_interviews(wanted)


def asked(
    key: ApiKey,
    query: QueryDict,
    parameters: Sequence[Parameter] = PARAMETERS,
    *,
    of_one: bool = False,
) -> tuple[Account, dict[str, Any]]:
    """The account that is meant and the values of the parameters."""
    accounts, only = accounts_of(key)
    named = {str(account.uuid): account for account in accounts}
    given = named.get(query.get("integrated_account_id", "").lower(), only)
    required = {} if only else {"integrated_account_id": list(named)}
    vendor = given.vendor if given else None
    values = read(query, parameters, vendor=vendor, of_one=of_one, required=required)
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
    return [Account(*row) for row in accounts_of_company().run(company=key.company_id)], None


@cache
def accounts_of_company() -> Prepared:
    mark = -1
    rows = IntegratedAccount.objects.filter(company_id=mark).order_by("id")
    return Prepared(rows.values_list(*Account._fields), {"company": mark})


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


def raw_of(account: Account, rows: Sequence[InterviewRow], shape: Shape) -> dict[int, bytes]:
    """The vendor's records of a page; none where they are not to be shown."""
    wanted = shape.remote_data or shape.format == "raw"
    return records(account, rows) if shape.personal and wanted else {}
