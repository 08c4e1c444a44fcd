"""A page of records of a resource, or one, as JSON text; the rules of interviews hold for all."""

import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.exceptions import NotFound, PermissionDenied

from candidates.models import ApiKey
from candidates.selectors.as_of import before
from connectors.api.paging import page_of
from connectors.api.parameter import DEFAULT_LIMIT, MAX_LIMIT, Parameter
from connectors.models import IntegratedAccount, RemoteRecord
from connectors.selectors.unified_interviews import Account
from connectors.selectors.vendors import profile_of
from connectors.unified.as_of import Past, Search, past_of, then, with_stage_names
from connectors.unified.catalogue import RANGES
from connectors.unified.conditions import Condition, among, bound, held, now, present
from connectors.unified.render import NOTHING, page_text_of, record_text, unique_names
from connectors.unified.resources import SORTS, Resource, deleted
from connectors.unified.selection import Shape, asked, shape_of
from connectors.unified.shared import (
    UNKNOWN_STATUS,
    made_and_changed,
    paging,
    shaping,
    tombstones,
)
from interviews.selectors.keyset import Order, Place

HEAD = ("id", "remote_id", "vendor_created_at", "vendor_updated_at", "deleted_at", "deleted_reason")
OWN = ("id", "hub_id", "integrated_account_id", "vendor")
TAIL = ("remote_data", "deleted_at", "deleted_reason")
STAGE_NAME = "stage__name"
Rows = list[Sequence[Any]]


def fields_of(resource: Resource) -> tuple[str, ...]:
    return (*OWN, *resource.fields, *TAIL)


def keys_of(resource: Resource) -> tuple[str, ...]:
    """Fields that hold one value."""
    several = {"emails", "phones", "current_stage", "remote_data"}
    nested = {name for name, field in resource.fields.items() if "properties" in field.schema}
    return tuple(name for name in fields_of(resource) if name not in several | nested)


def parameters_of(resource: Resource) -> tuple[Parameter, ...]:
    return (
        *shaping(resource.records, fields=fields_of(resource), keys=keys_of(resource)),
        *(
            Parameter(
                name=name,
                kind="text" if name.endswith("_id") or name == "email" else "words",
                description=found.description,
                example=found.example,
                valid=(*found.valid, UNKNOWN_STATUS) if found.valid else (),
            )
            for name, found in resource.filters.items()
        ),
        *made_and_changed(resource.one, resource.records),
        tombstones(resource.records),
        *paging(resource.records, sorts=tuple(SORTS), example="-updated_at"),
    )


def page_text(resource: Resource, key: ApiKey, query: QueryDict) -> tuple[Account, bytes]:
    account, values = asked(key, query, parameters_of(resource))
    shape = shape_of(values, key)
    if "email" in values and not shape.personal:
        raise PermissionDenied("To look for an e-mail address, an API key needs the scope “pii”.")
    past = past_of(values, account)
    limit = MAX_LIMIT if values.get("truto_ignore_limit") else values.get("limit", DEFAULT_LIMIT)
    find = page_now if past is None else page_then(past)
    rows = rows_of(resource, key, account)
    shown, cursor = find(resource, account, rows, values, limit)
    pieces = pieces_of(resource, account, shown, shape, past)
    names = key_names(resource, account, shown, shape) if shape.key_by else None
    return account, page_text_of(pieces, names, cursor, past)


def page_now(
    resource: Resource, account: Account, rows: QuerySet[Any], values: dict[str, Any], limit: int
) -> tuple[Rows, str | None]:
    rows = rows.filter(now(conditions_of(resource, values))).values_list(*columns_of(resource))
    order = order_of(values.get("sort", "id"))
    narrowing = {*resource.filters, *RANGES, "include_deleted", "next_cursor"}
    told = {name: value for name, value in values.items() if name in narrowing}
    of = f"{account.id} {resource.path}"
    found = page_of(rows, order, told, of=of, limit=limit, place_of=place_of)
    return found.rows, found.next_cursor


def page_then(past: Past) -> Callable[..., tuple[Rows, str | None]]:
    def find(
        resource: Resource,
        account: Account,
        rows: QuerySet[Any],
        values: dict[str, Any],
        limit: int,
    ) -> tuple[Rows, str | None]:
        search = Search(past, rows, conditions_of(resource, values))
        found, cursor = search.page(account, values, limit)
        matching = [row for row in before(found, past.later) if held(search.conditions, row)]
        return values_of(resource, matching, past), cursor

    return find


def one_text(
    resource: Resource, key: ApiKey, query: QueryDict, remote_id: str
) -> tuple[Account, bytes]:
    account, values = asked(key, query, parameters_of(resource), of_one=True)
    shape = shape_of(values, key)
    past = past_of(values, account)
    found = (
        []
        if "\x00" in remote_id
        else one_of(resource, rows_of(resource, key, account), remote_id, past)
    )
    if not found:
        known = f" {past.note}" if past and past.note else ""
        raise NotFound(
            f"There is no {resource.one} “{remote_id}” in the account {account.name}{then(past)}.{known}"
        )
    row = dict(zip(columns_of(resource), found[0], strict=True))
    if row["deleted_at"] and not values.get("include_deleted"):
        raise NotFound(
            f"The {resource.one} “{remote_id}” is gone since {row['deleted_at']:%Y-%m-%d} "
            f"({row['deleted_reason']}). include_deleted=true shows what is left of it."
        )
    [piece] = pieces_of(resource, account, found, shape, past)
    if shape.format == "raw" and piece == NOTHING:
        raise NotFound(f"No raw record is kept of the {resource.one} “{remote_id}”.")
    return account, piece


def one_of(resource: Resource, rows: QuerySet[Any], remote_id: str, past: Past | None) -> Rows:
    if past is None:
        return list(rows.filter(remote_id=remote_id).values_list(*columns_of(resource)))
    known = Search(past, rows, ()).known.filter(remote_id=remote_id)
    return values_of(resource, before(list(known), past.later), past)


def values_of(resource: Resource, rows: Sequence[Any], past: Past) -> Rows:
    """The columns of records as they were."""
    columns = columns_of(resource)
    names = with_stage_names(rows, past) if STAGE_NAME in columns else {}
    return [
        tuple(
            names.get(row.stage_id) if column == STAGE_NAME else getattr(row, column)
            for column in columns
        )
        for row in rows
    ]


def columns_of(resource: Resource) -> tuple[str, ...]:
    wanted = (column for field in resource.fields.values() for column in field.columns)
    return tuple(dict.fromkeys((*HEAD, *wanted)))


def rows_of(resource: Resource, key: ApiKey, account: Account) -> QuerySet[Any]:
    return resource.model.objects.filter(company_id=key.company_id, account_id=account.id)


def conditions_of(resource: Resource, values: dict[str, Any]) -> list[Condition]:
    found = [] if values.get("include_deleted") else [present("deleted_at", there=False)]
    found += [
        among(narrowed.column, values[name])
        for name, narrowed in resource.filters.items()
        if name in values
    ]
    for name, column in RANGES.items():
        found += [bound(column, operator, moment) for operator, moment in values.get(name, ())]
    return found


def order_of(sort: str) -> Order:
    column = SORTS[sort.removeprefix("-")]
    return Order(name=sort, column=column, descending=sort.startswith("-"), valueless=True)


def place_of(row: Sequence[Any], order: Order) -> Place:
    value = None if order.column == "id" else row[HEAD.index(order.column)]
    return Place(value, row[0])


def pieces_of(
    resource: Resource,
    account: Account,
    rows: Sequence[Sequence[Any]],
    shape: Shape,
    past: Past | None,
) -> list[bytes]:
    raw: dict[str, bytes] = {}
    if past is None and shape.personal and (shape.remote_data or shape.format == "raw"):
        raw = raw_of(resource, account, [row[1] for row in rows])
    if shape.format == "raw":
        return [raw.get(row[1], NOTHING) for row in rows]
    return [
        record_text(
            shown(resource, account, row, personal=shape.personal), raw.get(row[1], NOTHING), shape
        )
        for row in rows
    ]


def shown(
    resource: Resource, account: Account, row: Sequence[Any], *, personal: bool
) -> dict[str, Any]:
    values = dict(zip(columns_of(resource), row, strict=True))
    fields: dict[str, Any] = {
        "id": values["remote_id"],
        "hub_id": values["id"],
        "integrated_account_id": str(account.uuid),
        "vendor": account.vendor,
    }
    for name, field in resource.fields.items():
        hidden = field.personal and not personal
        told = [values[column] for column in field.columns]
        fields[name] = None if hidden else field.show(*told)
    return fields | deleted(values["deleted_at"], values["deleted_reason"])


def key_names(
    resource: Resource, account: Account, rows: Iterable[Sequence[Any]], shape: Shape
) -> list[str]:
    told = (shown(resource, account, row, personal=shape.personal) for row in rows)
    return unique_names(told, shape.key_by or "id", one=resource.one, several=resource.records)


def raw_of(resource: Resource, account: Account, remote_ids: Sequence[str]) -> dict[str, bytes]:
    """The vendor's records as JSON text by id, from the lists whose records are of this kind."""
    profile = profile_of(IntegratedAccount.objects.get(pk=account.id))
    lists = [each.name for each in profile.resources if each.kind == resource.kind]
    found = RemoteRecord.objects.filter(
        account_id=account.id, resource__in=lists, remote_id__in=remote_ids
    ).exclude(raw=b"")
    return {name: zlib.decompress(raw) for name, raw in found.values_list("remote_id", "raw")}
