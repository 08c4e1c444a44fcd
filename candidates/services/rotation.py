"""A new secret for an API key, while the old one still works for a while."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.models import ApiKey
from candidates.services.access import AccessError, create_api_key

OVERLAP = timedelta(days=7)
NAME_LONGEST = 150


@transaction.atomic
def rotate_api_key(
    *, key: ApiKey, now: datetime, overlap: timedelta = OVERLAP
) -> tuple[ApiKey, str]:
    """A key of the same name that may do the same, and its secret. The old one ends after `overlap`, or when it would
    have ended anyway.
    """
    old = ApiKey.objects.select_for_update().select_related("company").get(pk=key.pk)
    if old.revoked_at is not None or (old.expires_at is not None and old.expires_at <= now):
        raise AccessError(_("This key has ended already. Make a new one."))
    name, accounts = old.name, list(old.accounts.all())
    if old.limited and not accounts:
        raise AccessError(_("The accounts of this key are gone. Make a new one."))
    until, expires_at = now + overlap, old.expires_at
    old.name = f"{name[:NAME_LONGEST]} · {old.prefix}"
    old.expires_at = min(until, expires_at or until)
    old.save(update_fields=["name", "expires_at"])
    return create_api_key(
        company=old.company,
        name=name,
        scopes=old.scopes,
        accounts=accounts,
        expires_at=expires_at,
        networks=old.networks,
        rate_limit=old.rate_limit,
        now=now,
    )
