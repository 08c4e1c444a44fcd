"""Who took data out of the hub."""

from datetime import datetime

from django.db import transaction

from candidates.models import Change, Membership
from candidates.services.changes import Origin, note_beside


@transaction.atomic
def note_export(membership: Membership, page: str, *, now: datetime) -> None:
    """One change, which the stream of changes tells."""
    origin = Origin(
        company_id=membership.company_id,
        source=Change.Source.PAGE,
        at=now,
        actor_id=membership.user_id,
    )
    note_beside(membership, Change.Kind.UPDATED, {"exported": [None, page]}, origin)
