"""Which records still make what another one no longer does."""

from django.db import connection

from connectors.base import Resource
from connectors.models import IntegratedAccount, RemoteRecord

MADE = {
    "postgresql": "jsonb_object_keys(record.reading -> %s) AS made(key)",
    "sqlite": "json_each(record.reading, '$.' || %s) AS made",
}


def unclaimed(
    account: IntegratedAccount, resource: Resource, kind: str, remote_ids: list[str]
) -> list[str]:
    """Those that no record of the list makes any more: what moved to another parent is not gone.

    Keys are compared as text: Django's own `has_any_keys` misses whatever is not ASCII on SQLite.
    """
    if kind not in resource.shared or not remote_ids:
        return remote_ids
    marks = ", ".join(["%s"] * len(remote_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT made.key FROM {RemoteRecord._meta.db_table} AS record, "  # noqa: S608
            f"{MADE[connection.vendor]} WHERE record.account_id = %s AND record.resource = %s "
            f"AND record.deleted_at IS NULL AND made.key IN ({marks})",
            [kind, account.pk, resource.name, *remote_ids],
        )
        made = {key for (key,) in cursor.fetchall()}
    return [remote_id for remote_id in remote_ids if remote_id not in made]
