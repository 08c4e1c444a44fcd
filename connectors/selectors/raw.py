"""A record as the vendor sent it."""

import json
import zlib
from typing import Any

from connectors.models import Delivery, RemoteRecord


def raw_of(record: RemoteRecord) -> Any:
    """The vendor's JSON; ValueError where the stored bytes are none, or are no longer kept."""
    if not record.raw:
        raise ValueError("It is no longer kept.")
    try:
        return json.loads(zlib.decompress(record.raw))
    except zlib.error as error:
        raise ValueError(f"The stored record cannot be unpacked: {error}.") from None


def sent_in(delivery: Delivery) -> Any:
    """The body as JSON; as text where it is none."""
    if not delivery.body:
        return "It is no longer kept."
    body = zlib.decompress(delivery.body)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.decode(errors="replace")
