"""Changing the key that credentials are stored with."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from connectors.encryption import CredentialsUnreadable, rotate
from connectors.models import IntegratedAccount, WebhookEndpoint

ENCRYPTED = ("credentials", "tokens")
Owner = type[IntegratedAccount] | type[WebhookEndpoint]


def rotate_credentials() -> tuple[int, list[str]]:
    """Store the secrets of every account and endpoint under the first key: how many there were, and the names of
    those that no key opens.

    Safe while accounts are syncing: a value that a worker replaces meanwhile is read again.
    """
    done, unreadable = 0, []
    accounts = IntegratedAccount.objects.order_by("pk").values_list("pk", "name")
    endpoints = WebhookEndpoint.objects.order_by("pk").values_list("pk", "url")
    owners: list[tuple[Owner, int, str, tuple[str, ...]]] = [
        *((IntegratedAccount, pk, name, ENCRYPTED) for pk, name in accounts),
        *((WebhookEndpoint, pk, url, ("secrets",)) for pk, url in endpoints),
    ]
    for model, pk, name, fields in owners:
        try:
            for field in fields:
                rotate_field(model, pk, field)
        except CredentialsUnreadable:
            unreadable.append(name)
        else:
            done += 1
    return done, unreadable


def rotate_field(model: Owner, pk: int, field: str) -> None:
    stored = model.objects.filter(pk=pk).annotate(stored=Cast(F(field), TextField()))
    while (kept := stored.values_list("stored", flat=True).first()) is not None:
        renewed = Value(rotate(kept), output_field=TextField())
        if stored.filter(stored=kept).update(**{field: renewed}):
            return
