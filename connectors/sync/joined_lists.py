"""What a record of another list holds for the records of this one, put into them before they are read."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from connectors.base import Beside, Resource
from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.models import IntegratedAccount, RemoteRecord


def together(account: IntegratedAccount, resource: Resource, raws: Iterable[Any]) -> list[Any]:
    """One query for all. What the other list has no record for stays as it is."""
    found, beside = list(raws), resource.beside
    if beside is None:
        return found
    owners = [owner_of(beside, raw) for raw in found]
    records = RemoteRecord.objects.filter(
        account=account, resource=beside.resource, remote_id__in={one for one in owners if one}
    ).exclude(raw=b"")
    held = {
        remote_id: of_record(beside, json.loads(zlib.decompress(raw)))
        for remote_id, raw in records.values_list("remote_id", "raw")
    }
    return [
        {**raw, beside.named: held[owner]} if owner in held else raw
        for raw, owner in zip(found, owners, strict=True)
    ]


def owner_of(beside: Beside, raw: Any) -> str | None:
    try:
        owner: str | None = beside.by.read(raw, Findings()) if isinstance(raw, dict) else None
    except BadRecord:
        return None
    return owner


def of_record(beside: Beside, raw: Any) -> dict[str, Any]:
    return {name: raw.get(name) for name in beside.fields} if isinstance(raw, dict) else {}
