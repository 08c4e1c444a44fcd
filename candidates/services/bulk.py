"""Make, insert, find and update many rows at once, at a fraction of the cost of Django's own ways.

Those prepare every value of every row through its field, build an expression for each that is updated, and
a parameter for each key that is looked for. A page of a sync is hundreds of wide rows whose values are plain
already; here a column is looked at once, and only moments, dates and JSON are converted.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
from django.db import connection, models, transaction
from django.db.models.base import ModelState
from django.utils.duration import duration_microseconds

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
    write_new(model, columns, values_of(rows, columns))


def insert_values(model: type[models.Model], fields: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows that nobody needs as objects; `fields` are all but the primary key."""
    if rows:
        columns = [model._meta.pk, *fields_of(model, fields)]
        keys = new_keys(model, len(rows))
        write_new(model, columns, [(key, *row) for key, row in zip(keys, rows, strict=True)])


def write_new(model: type[models.Model], columns: Sequence[Any], rows: Sequence[Row]) -> None:
    """By COPY on PostgreSQL."""
    into = f"{quoted(model._meta.db_table)} ({', '.join(names(columns))})"
    values = converted(rows, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {into} FROM STDIN") as copy,
            ):
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", values)  # noqa: S608


def update(rows: Sequence[models.Model], fields: Iterable[str]) -> None:
    """Write these fields of rows of one model, found by primary key."""
    if not rows:
        return
    meta = type(rows[0])._meta
    key: Any = meta.pk
    columns = fields_of(type(rows[0]), fields)
    changes = ", ".join(f"{name} = %s" for name in names(columns))
    columns.append(key)
    values = converted(values_of(rows, columns), columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(meta.db_table)} SET {changes} WHERE {quoted(key.column)} = %s",  # noqa: S608
            values,
        )


def find(
    model: type[models.Model], wanted: Iterable[Any], fields: Sequence[str], *, by: str, **same: Any
) -> list[tuple[Any, ...]]:
    """The fields of the row for each of the wanted values of the text `by`, where there is one: together with the
    other values it must be unique. Values come as the database has them.

    PostgreSQL is led to look up each by itself: for so many at once it would read all that has the other values,
    page after page. Those it does not see when it plans, so that it takes none of them for a rare one.
    """
    if connection.vendor != "postgresql":
        return find_all(model, wanted, fields, by=by, **same)
    return fetched(
        "SELECT found.* FROM jsonb_array_elements_text(%s::jsonb) AS wanted(value), LATERAL ("  # noqa: S608
        f"{selection(model, fields)} WHERE {column(model, by)} = wanted.value"
        f"{equal(model, same, '(SELECT %s)')} LIMIT 1) AS found",
        as_text(list(wanted)),
        same,
    )


def find_all(
    model: type[models.Model], wanted: Iterable[Any], fields: Sequence[str], *, by: str, **same: Any
) -> list[tuple[Any, ...]]:
    """The fields of all rows whose text `by` is among the wanted ones and whose other values are the same.

    The wanted ones are one parameter, however many they are.
    """
    keys: Any = list(wanted)
    if connection.vendor == "postgresql":
        among = "= ANY(%s)"
    else:
        among, keys = "IN (SELECT value FROM json_each(%s))", as_text(keys)
    return fetched(
        f"{selection(model, fields)} WHERE {column(model, by)} {among}{equal(model, same)}",
        keys,
        same,
    )


def selection(model: type[models.Model], fields: Sequence[str]) -> str:
    columns = ", ".join(names(fields_of(model, fields)))
    return f"SELECT {columns} FROM {quoted(model._meta.db_table)}"  # noqa: S608


def column(model: type[models.Model], name: str) -> str:
    return names(fields_of(model, [name]))[0]


def equal(model: type[models.Model], same: dict[str, Any], place: str = "%s") -> str:
    return "".join(
        f" AND {column(model, name)} {'IS NULL' if value is None else f'= {place}'}"
        for name, value in same.items()
    )


def fetched(statement: str, keys: Any, same: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys, *(value for value in same.values() if value is not None)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def tell_planner(some: Iterable[type[models.Model]]) -> None:
    """That these tables are no longer as empty as they were: PostgreSQL sees for itself only after a minute, and
    SQLite does not ask.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(quoted(model._meta.db_table) for model in some)}")


def fields_of(model: type[models.Model], names: Iterable[str]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def names(columns: Iterable[models.Field]) -> list[str]:
    return [quoted(str(column.column)) for column in columns]


def values_of(rows: Iterable[models.Model], columns: Iterable[models.Field]) -> list[Row]:
    """Out of the rows themselves: every foreign key that is asked for by its name is a call of Django's."""
    return list(map(itemgetter(*(column.attname for column in columns)), map(vars, rows)))


def converted(rows: Sequence[Row], columns: Sequence[models.Field]) -> Sequence[Row]:
    """Column by column, and each moment once: those of a page are the same for many rows."""
    converters = converters_of(columns)
    if not any(converters):
        return rows
    turned: list[Iterable[Any]] = []
    for place, convert in enumerate(converters):
        column: Iterable[Any] = map(itemgetter(place), rows)
        if convert is not None:
            column = [None if value is None else convert(value) for value in column]
        turned.append(column)
    return list(zip(*turned, strict=True))


def converters_of(columns: Iterable[models.Field]) -> list[Convert | None]:
    """What turns Python values into the database's; None where they are the same."""
    moment = cache(as_moment)
    found: list[Convert | None] = []
    for column in columns:
        if isinstance(column, models.JSONField):
            found.append(as_text)
        elif isinstance(column, models.DateTimeField):
            found.append(moment)
        elif isinstance(column, models.DateField) and connection.vendor != "postgresql":
            found.append(connection.ops.adapt_datefield_value)
        elif isinstance(column, models.DurationField) and connection.vendor != "postgresql":
            found.append(duration_microseconds)
        else:
            found.append(None)
    return found


def as_moment(value: datetime) -> str | None:
    if connection.vendor == "postgresql":
        return value.isoformat()
    return connection.ops.adapt_datetimefield_value(value)


def as_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def new_keys(model: type[models.Model], number: int) -> Sequence[int]:
    """Primary keys that nobody else will be given; on SQLite the transaction holds the write lock.

    On PostgreSQL the transaction has its own number before it takes any (see services/horizon.py), and the
    sequence is looked up once, not for each key.
    """
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
            "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s),"
            " (SELECT pg_current_xact_id()) AS begun",
            [table, key, number],
        )
        return [row[0] for row in cursor.fetchall()]
