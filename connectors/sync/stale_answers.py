"""An answer that was long on its way may not undo what a later one brought."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from connectors.base import Resource
from connectors.errors import BadRecord
from connectors.mapping import Findings
from connectors.models import RemoteRecord
from connectors.sync.absence import key_in
from connectors.sync.pages import Page
from interviews.services.mirror import KINDS


def not_overtaken(page: Page, raws: Iterable[Any], asked_at: datetime) -> list[Any]:
    """Without those whose row is of a later update at the vendor, or was buried after we asked.

    Call inside the transaction that stores them: their rows are locked.
    """
    keyed = [(key_in(page.resource, raw), raw) for raw in raws]
    keys = [key for key, _ in keyed if key]
    known = RemoteRecord.objects.select_for_update().filter(
        account=page.account, resource=page.resource.name, remote_id__in=keys
    )
    buried = {
        key for key, at in known.values_list("remote_id", "deleted_at") if at and at > asked_at
    }
    held = dict(
        KINDS[page.resource.kind]
        .model.objects.filter(account=page.account, remote_id__in=keys)
        .values_list("remote_id", "vendor_updated_at")
    )
    return [
        raw
        for key, raw in keyed
        if key is None or (key not in buried and not is_older(page.resource, raw, held.get(key)))
    ]


def is_older(resource: Resource, raw: Any, held: datetime | None) -> bool:
    """Whether the record says of itself that it is older than `held`. One that cannot be read does not."""
    if held is None:
        return False
    try:
        read = resource.makes[0].read(raw, Findings())
    except BadRecord:
        return False
    return any(one.vendor_updated_at and one.vendor_updated_at < held for one in read)
