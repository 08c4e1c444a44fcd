"""What a person decides about records that vanished all at once."""

from django.db.models import QuerySet

from connectors.models import SyncState


def allow_deletion(states: QuerySet[SyncState]) -> int:
    """They were really deleted: the next whole listing may make tombstones. Returns how many lists it were."""
    held = list(states.exclude(held=None))
    for state in held:
        state.held = {**(state.held or {}), "allowed": True}
    return SyncState.objects.bulk_update(held, ["held"])
