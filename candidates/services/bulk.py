"""Insert and update many rows at once, at a fraction of the cost of bulk_create and bulk_update.

Those prepare every value of every row through its field, and bulk_update builds an expression for each.
A page of a sync is hundreds of wide rows whose values are plain already; here a column is looked at once,
and only moments, dates and JSON are converted, by Django's own operations for the database at hand.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction

Convert = Callable[[Any], Any]


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model and set their primary keys. Call inside a transaction.

    Raises as bulk_create does: IntegrityError for a broken constraint.
    """
    if not rows:
        return
    model = type(rows[0])
    for row, key in zip(rows, new_keys(model, len(rows)), strict=True):
        row.pk = key
        row._state.adding = False  # noqa: SLF001 (as bulk_create does)
    columns = model._meta.concrete_fields
    places = ", ".join(["%s"] * len(columns))
    execute(
        f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(names(columns))}) VALUES ({places})",  # noqa: S608
        values(rows, columns),
    )


def update(rows: Sequence[models.Model], fields: Iterable[str]) -> None:
    """Write these fields of rows of one model, found by primary key."""
    if not rows:
        return
    meta = type(rows[0])._meta
    key: Any = meta.pk
    columns: list[Any] = [meta.get_field(field) for field in fields]
    changes = ", ".join(f"{name} = %s" for name in names(columns))
    execute(
        f"UPDATE {quoted(meta.db_table)} SET {changes} WHERE {quoted(key.column)} = %s",  # noqa: S608
        values(rows, [*columns, key]),
    )


def execute(statement: str, parameters: list[list[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, parameters)


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def names(columns: Iterable[models.Field]) -> list[str]:
    return [quoted(str(column.column)) for column in columns]


def values(rows: Sequence[models.Model], columns: Iterable[models.Field]) -> list[list[Any]]:
    readers = [(column.attname, converter(column)) for column in columns]
    return [values_of(row, readers) for row in rows]


def values_of(row: models.Model, readers: list[tuple[str, Convert | None]]) -> list[Any]:
    found = []
    for name, convert in readers:
        value = getattr(row, name)
        found.append(value if convert is None or value is None else convert(value))
    return found


def converter(column: models.Field) -> Convert | None:
    """What turns a Python value into the database's; None where they are the same."""
    operations = connection.ops
    if isinstance(column, models.DateTimeField):
        return operations.adapt_datetimefield_value
    if isinstance(column, models.DateField):
        return operations.adapt_datefield_value
    if isinstance(column, models.JSONField):
        return lambda value: operations.adapt_json_value(value, column.encoder)
    return None


def new_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Primary keys that nobody else will be given; on SQLite the transaction holds the write lock."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("insert() needs a transaction.")
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()
            first = (last[0] if last else 0) + 1
            return range(first, first + number)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key, number],
        )
        return [row[0] for row in cursor.fetchall()]
