"""What is sent: `{"type", "timestamp", "data"}`, as pure functions over plain values."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.json_values import instant
from connectors.personal import is_personal

LARGEST = 32 * 1024
LONGEST_VALUE = 2000


def body_of(event: str, at: datetime, data: Mapping[str, Any]) -> str:
    """At most LARGEST bytes: whoever needs what was left out asks for the record."""
    whole = written(event, at, data)
    if len(whole.encode()) <= LARGEST:
        return whole
    less = {name: value for name, value in data.items() if name != "fields"}
    return written(event, at, less | {"fields": {}, "truncated": True})


def written(event: str, at: datetime, data: Mapping[str, Any]) -> str:
    told = {"type": event, "timestamp": instant(at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def fields_of(
    record: str, fields: Mapping[str, Sequence[Any]], *, personal: bool
) -> dict[str, Any]:
    """`{name: {"from", "to"}}`. What is personal, or very long, is null on both sides."""
    return {
        name: {"from": None, "to": None}
        if (is_personal(record, name) and not personal) or any(is_long(value) for value in both)
        else {"from": both[0], "to": both[1]}
        for name, both in fields.items()
    }


def is_long(value: Any) -> bool:
    return len(value if isinstance(value, str) else json.dumps(value)) > LONGEST_VALUE


def without_fields(body: str) -> str:
    """Of a person who was erased meanwhile: that something changed, and not what."""
    told = json.loads(body)
    told["data"] = told["data"] | {"fields": {}, "erased": True}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
