"""What the body of a webhook names."""

import json
import zlib
from typing import Any

from connectors.base import Touched
from connectors.errors import VendorError
from connectors.models import Delivery
from connectors.services import accounts


def body_of(delivery: Delivery) -> Any:
    """As the vendor sent it; raises VendorError where it is no longer kept, or no JSON."""
    if not delivery.body:
        raise VendorError("Its body is no longer kept.")
    try:
        return json.loads(zlib.decompress(delivery.body))
    except (ValueError, RecursionError):
        raise VendorError("The vendor signed it, but its body is no JSON.") from None


def touched_by(delivery: Delivery) -> list[Touched]:
    webhook = accounts.webhook_of(delivery.account)
    body = body_of(delivery)
    return list(webhook.touched(body)) if webhook else []


def names_in(delivery: Delivery) -> set[tuple[str, str]]:
    """List and id of the records it names."""
    try:
        return {(one.resource, one.remote_id) for one in touched_by(delivery)}
    except VendorError:
        return set()
