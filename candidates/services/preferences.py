"""What a person chooses for themselves."""

from collections.abc import Iterable
from datetime import datetime

from candidates.models import Membership, User

FIELDS = (
    "time_zone",
    "second_time_zone",
    "language",
    "theme",
    "density",
    "first_weekday",
    "clock",
    "hours",
    "shortcuts",
)


def save_preferences(*, user: User, chosen: dict[str, object]) -> None:
    """Only what was chosen is written; unknown names are not."""
    fields = [name for name in FIELDS if name in chosen]
    for name in fields:
        setattr(user, name, chosen[name])
    user.save(update_fields=fields)


def mark_seen(*, membership: Membership, change: int, now: datetime) -> None:
    """The changes up to this one were looked at; an older mark never takes a newer one back."""
    Membership.objects.filter(pk=membership.pk, looked_at_change__lte=change).update(
        looked_at_change=change, looked_at=now
    )


def remember_columns(*, membership: Membership, page: str, columns: Iterable[str]) -> None:
    """The list opens with them until others are chosen."""
    membership.list_columns = {**membership.list_columns, page: list(columns)}
    membership.save(update_fields=["list_columns"])
