"""What many rules are asked, as one statement: to send and to plan twenty of them costs more than to answer them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Ranked = list[tuple[int, int]]


def ranked_together(asked: Sequence[QuerySet[Any, Any] | None]) -> list[Ranked]:
    """Of each query its rows, which have two columns of numbers, in no order."""
    found: list[Ranked] = [[] for _ in asked]
    for place, first, second in answers("SELECT {place}, part.* FROM ({query}) part", asked):
        found[place].append((first, second))
    return found


def counted_together(asked: Sequence[QuerySet[Any, Any] | None]) -> list[int]:
    """How many rows each query has."""
    keys = [None if rows is None else rows.order_by().values("pk") for rows in asked]
    numbers = dict(answers("SELECT {place}, COUNT(*) FROM ({query}) part", keys))
    return [numbers.get(place, 0) for place in range(len(asked))]


def answers(shape: str, asked: Sequence[QuerySet[Any, Any] | None]) -> list[Any]:
    parts: list[str] = []
    values: list[Any] = []
    for place, rows in enumerate(asked):
        if rows is None:
            continue
        try:
            query, given = rows.query.sql_with_params()
        except EmptyResultSet:  # what is asked can match nothing, whatever the rows
            continue
        parts.append(shape.format(place=place, query=query))
        values += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return list(cursor.fetchall())
