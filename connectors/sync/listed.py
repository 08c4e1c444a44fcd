"""What the pages of a whole listing held, asked of the database: a listing may be longer than memory is wide."""

from typing import Any

from django.db import connection

from connectors.base import Resource
from connectors.models import ListedPage, RemoteRecord, SyncRun

IDS = {
    "postgresql": "jsonb_array_elements_text(page.remote_ids) AS one(value)",
    "sqlite": "json_each(page.remote_ids) AS one",
}


def missing(run: SyncRun, resource: Resource) -> list[str]:
    """Ids of live records that were on none of the pages."""
    return [
        remote_id
        for (remote_id,) in rows(
            f"SELECT remote_id FROM {RemoteRecord._meta.db_table} "  # noqa: S608
            f"WHERE account_id = %s AND resource = %s AND deleted_at IS NULL EXCEPT {ids()}",
            run.account_id,
            resource.name,
            run.pk,
            resource.name,
        )
    ]


def number(run: SyncRun, resource: Resource) -> int:
    """How many different ids were on the pages."""
    [(found,)] = rows(
        f"SELECT COUNT(*) FROM (SELECT DISTINCT value FROM ({ids()}) AS listed) AS different",  # noqa: S608
        run.pk,
        resource.name,
    )
    return int(found)


def some(run: SyncRun, resource: Resource, number: int) -> list[str]:
    """A few of the ids, which the vendor surely has."""
    pages = run.listed.filter(resource=resource.name).exclude(remote_ids=[])
    page: list[str] = pages.values_list("remote_ids", flat=True).first() or []
    return page[:number]


def ids() -> str:
    return (
        f"SELECT one.value FROM {ListedPage._meta.db_table} AS page, {IDS[connection.vendor]} "  # noqa: S608
        "WHERE page.run_id = %s AND page.resource = %s"
    )


def rows(statement: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
