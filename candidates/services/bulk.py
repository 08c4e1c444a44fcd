"""Make, insert, find and update many rows at once, at a fraction of the cost of Django's own ways.

Those prepare every value of every row through its field, build an expression for each that is updated, and
a parameter for each key that is looked for. A page of a sync is hundreds of wide rows whose values are plain
already; here a column is looked at once, and only moments, dates and JSON are converted.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
from django.db import connection, models, transaction
from django.db.models.base import ModelState

Convert = Callable[[Any], Any]
Row = Sequence[Any]


def blank_rows(model: type[models.Model], **values: Any) -> Callable[[], Any]:
    """A maker of new rows that hold these values and, for the rest, constant defaults."""
    pattern = {name: value for name, value in vars(model(**values)).items() if name != "_state"}

    def blank() -> Any:
        row = model.__new__(model)
        row.__dict__.update(pattern)
        row._state = ModelState()  # noqa: SLF001 (as Model() does)
        return row

    return blank


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
    write_new(model, columns, list(map(attrgetter(*attributes(columns)), rows)))


def insert_values(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows that nobody needs as objects; `names` are all columns but the primary key."""
    if rows:
        columns = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
        keys = new_keys(model, len(rows))
        write_new(model, columns, [(key, *row) for key, row in zip(keys, rows, strict=True)])


def write_new(model: type[models.Model], columns: Sequence[Any], rows: list[Row]) -> None:
    """By COPY on PostgreSQL."""
    into = f"{quoted(model._meta.db_table)} ({', '.join(names(columns))})"
    rows = converted(rows, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {into} FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608


def update(rows: Sequence[models.Model], fields: Iterable[str]) -> None:
    """Write these fields of rows of one model, found by primary key."""
    if not rows:
        return
    meta = type(rows[0])._meta
    key: Any = meta.pk
    columns: list[Any] = [meta.get_field(field) for field in fields]
    changes = ", ".join(f"{name} = %s" for name in names(columns))
    columns.append(key)
    values = list(map(attrgetter(*attributes(columns)), rows))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(meta.db_table)} SET {changes} WHERE {quoted(key.column)} = %s",  # noqa: S608
            converted(values, columns),
        )


def find(
    model: type[models.Model], wanted: Iterable[Any], fields: Sequence[str], *, by: str, **same: Any
) -> list[tuple[Any, ...]]:
    """The fields of the rows whose text `by` is among the wanted ones and whose other values are the same.

    The wanted ones are one parameter, however many they are. Values come as the database has them.
    """
    meta = model._meta
    columns = [meta.get_field(field) for field in fields]
    equal = "".join(
        f" AND {quoted(meta.get_field(name).column)} {'IS NULL' if value is None else '= %s'}"
        for name, value in same.items()
    )
    keys: Any = list(wanted)
    if connection.vendor == "postgresql":
        among = "= ANY(%s)"
    else:
        among, keys = "IN (SELECT value FROM json_each(%s))", as_text(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(names(columns))} FROM {quoted(meta.db_table)} "  # noqa: S608
            f"WHERE {quoted(meta.get_field(by).column)} {among}{equal}",
            [keys, *(value for value in same.values() if value is not None)],
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def names(columns: Iterable[models.Field]) -> list[str]:
    return [quoted(str(column.column)) for column in columns]


def attributes(columns: Iterable[models.Field]) -> list[str]:
    return [column.attname for column in columns]


def converted(rows: list[Row], columns: Sequence[models.Field]) -> list[Row]:
    """Column by column, and each moment once: those of a page are the same for many rows."""
    converters = [converter(column) for column in columns]
    if not any(converters):
        return rows
    turned: list[Iterable[Any]] = []
    for place, convert in enumerate(converters):
        column: Iterable[Any] = map(itemgetter(place), rows)
        if convert is not None:
            column = [None if value is None else convert(value) for value in column]
        turned.append(column)
    return list(zip(*turned, strict=True))


def converter(column: models.Field) -> Convert | None:
    """What turns a Python value into the database's; None where they are the same."""
    operations = connection.ops
    if isinstance(column, models.JSONField):
        return as_text
    if connection.vendor == "postgresql":
        return None
    if isinstance(column, models.DateTimeField):
        return operations.adapt_datetimefield_value
    if isinstance(column, models.DateField):
        return operations.adapt_datefield_value
    return None


def as_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def new_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Primary keys that nobody else will be given; on SQLite the transaction holds the write lock."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A bulk insert needs a transaction.")
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
