"""A record as the vendor sent it."""

import json
import zlib
from typing import Any

from connectors.models import Delivery, RemoteRecord


def raw_of(record: RemoteRecord) -> Any:
    """The vendor's JSON; ValueError where the stored bytes are none."""
    try:
        return json.loads(zlib.decompress(record.raw))
    except zlib.error as error:
        raise ValueError(f"The stored record cannot be unpacked: {error}.") from None


def sent_in(delivery: Delivery) -> Any:
    """The body as JSON; as text where it is none."""
    body = zlib.decompress(delivery.body)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.decode(errors="replace")
