"""What a person decides about a vendor's list that changed its shape."""

from datetime import datetime

from django.db import transaction

from connectors.models import Issue, SyncState
from connectors.services.issues import resolve


@transaction.atomic
def accept(issue: Issue, *, now: datetime) -> None:
    """It is meant to be so: the field is learned anew with the next whole listing."""
    states = SyncState.objects.select_for_update().filter(
        account_id=issue.account_id, resource=issue.resource
    )
    for state in states:
        fields = state.shape.get("fields", {})
        fields.pop(issue.field, None)
        state.shape = state.shape | {"fields": fields}
        state.save(update_fields=["shape"])
    resolve([issue.pk], now)
    issue.refresh_from_db()
