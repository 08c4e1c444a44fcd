"""Records as the vendor sent them."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from connectors.models import Delivery, RemoteRecord
from interviews.models import Interview


def raw_of(record: RemoteRecord) -> Any:
    """The vendor's JSON; ValueError where the stored bytes are none, or are no longer kept."""
    if not record.raw:
        raise ValueError("It is no longer kept.")
    try:
        return json.loads(zlib.decompress(record.raw))
    except zlib.error as error:
        raise ValueError(f"The stored record cannot be unpacked: {error}.") from None


def remote_id_of(interview: Interview) -> str:
    """The vendor's id of the record that it stands in."""
    return interview.record_remote_id or interview.remote_id or ""


def raw_records(interviews: Iterable[Interview]) -> dict[tuple[int, str], RemoteRecord]:
    """By account and id; one statement."""
    rows = list(interviews)
    found = RemoteRecord.objects.filter(
        account__in={one.account_id for one in rows if one.account_id},
        resource="interviews",
        remote_id__in=[remote_id_of(one) for one in rows],
    )
    return {(record.account_id, record.remote_id): record for record in found}


def raw_dict(record: RemoteRecord | None) -> dict[str, Any]:
    """Empty where nothing can be read."""
    try:
        raw = raw_of(record) if record else {}
    except ValueError:
        return {}
    return raw if isinstance(raw, dict) else {}


def sent_in(delivery: Delivery) -> Any:
    """The body as JSON; as text where it is none."""
    if not delivery.body:
        return "It is no longer kept."
    body = zlib.decompress(delivery.body)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.decode(errors="replace")
