"""Changing the key that credentials are stored with."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from connectors.encryption import CredentialsUnreadable, rotate
from connectors.models import IntegratedAccount

ENCRYPTED = ("credentials", "tokens")


def rotate_credentials() -> tuple[int, list[str]]:
    """Store every account's secrets under the first key: how many accounts were, and the names of those that
    no key opens.

    Safe while accounts are syncing: a value that a worker replaces meanwhile is read again.
    """
    done, unreadable = 0, []
    for pk, name in IntegratedAccount.objects.order_by("pk").values_list("pk", "name"):
        try:
            for field in ENCRYPTED:
                rotate_field(pk, field)
        except CredentialsUnreadable:
            unreadable.append(name)
        else:
            done += 1
    return done, unreadable


def rotate_field(pk: int, field: str) -> None:
    stored = IntegratedAccount.objects.filter(pk=pk).annotate(stored=Cast(F(field), TextField()))
    while (kept := stored.values_list("stored", flat=True).first()) is not None:
        renewed = Value(rotate(kept), output_field=TextField())
        if stored.filter(stored=kept).update(**{field: renewed}):
            return
