"""Medians and the like, in the database."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, DurationField
from django.db.models.expressions import Combinable


def quantile(values: Sequence[float], part: float) -> float | None:
    """Between neighbours by their distance, as PostgreSQL's percentile_cont does; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


class Length(DurationField):
    """What `Quantile` found: on SQLite a list of microseconds."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        return [self.from_db_value]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> timedelta | None:
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        found = quantile([one for one in json.loads(value) if one is not None], expression.part)
        return None if found is None else timedelta(microseconds=round(found))


def listed_on_sqlite(
    one: Aggregate, kind: type[Aggregate], compiler: Any, connection: Any, extra: dict[str, Any]
) -> Any:
    listed = one.copy()
    listed.function = "json_group_array"
    listed.template = "%(function)s(%(expressions)s)"
    return super(kind, listed).as_sql(compiler, connection, **extra)


class Quantile(Aggregate):
    """Of durations. SQLite has no such function: there the values come as one list and are looked at here."""

    function = "percentile_cont"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = Length()

    def __init__(self, expression: str | Combinable, part: float, **extra: Any) -> None:
        self.part = part
        super().__init__(expression, **extra)
        self.extra["part"] = f"{part:.4f}"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return listed_on_sqlite(self, Quantile, compiler, connection, extra)


class SecondsField(DurationField):
    """Numbers as the database lists them: seconds, or on SQLite microseconds in a text."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        return [self.from_db_value]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[float]:
        if isinstance(value, str):
            return [one / 1_000_000 for one in json.loads(value) if one is not None]
        return list(value or ())


class Seconds(Aggregate):
    """All durations of a group, for figures over several groupings at once."""

    function = "array_agg"
    template = "%(function)s(EXTRACT(EPOCH FROM %(expressions)s)::float8)"
    output_field = SecondsField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return listed_on_sqlite(self, Seconds, compiler, connection, extra)
