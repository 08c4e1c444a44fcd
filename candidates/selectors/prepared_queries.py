"""Queries that are compiled once: for what every call of the API asks, that costs more than to run them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """`rows` was made with marks, values that stand for others; `marks` says for which."""

    def __init__(self, rows: QuerySet[Any, Any], marks: dict[str, Any]) -> None:
        compiler: Any = rows.query.get_compiler(connection=connection)
        try:
            self.sql, given = compiler.as_sql()
        except EmptyResultSet:  # what is asked can match nothing, whatever the rows
            self.sql, given = "", ()
        names = {mark: name for name, mark in marks.items()}
        self.places = [(names.get(value), value) for value in given]
        self.converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self.apply = compiler.apply_converters

    def run(self, **values: Any) -> list[tuple[Any, ...]]:
        """Rows of the query's columns, with these values for the marks."""
        if not self.sql:
            return []
        given = [values[name] if name else value for name, value in self.places]
        with planned_once() as cursor:
            cursor.execute(self.sql, given)
            found: Iterable[Any] = cursor.fetchall()
        if self.converters:
            found = map(tuple, self.apply(found, self.converters))
        return list(found)


def planned_once() -> Any:
    """A cursor; on PostgreSQL one whose statements the server plans once for each connection."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    backend: Any = connection
    cursor = backend.Database.Cursor(connection.connection)
    make = backend.make_debug_cursor if connection.queries_logged else backend.make_cursor
    return make(cursor)
