"""What the body of a webhook names."""

import json
import zlib

from connectors.base import Touched
from connectors.errors import VendorError
from connectors.models import Delivery
from connectors.services import accounts


def touched_by(delivery: Delivery) -> list[Touched]:
    webhook = accounts.webhook_of(delivery.account)
    if not delivery.body:
        raise VendorError("Its body is no longer kept.")
    try:
        body = json.loads(zlib.decompress(delivery.body))
    except (ValueError, RecursionError):
        raise VendorError("The vendor signed it, but its body is no JSON.") from None
    return list(webhook.touched(body)) if webhook else []


def names_in(delivery: Delivery) -> set[tuple[str, str]]:
    """List and id of the records it names."""
    try:
        return {(one.resource, one.remote_id) for one in touched_by(delivery)}
    except VendorError:
        return set()
