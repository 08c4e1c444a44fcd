"""What a list is narrowed by, as SQL of rows as they are now and as a test of one as it was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter, eq, ge, gt, le, lt
from typing import Any

from django.db.models import Q
from django.db.models.expressions import Exists

from connectors.unified.shared import UNKNOWN_STATUS
from interviews.selectors.listing import Operator

COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    "eq": eq, "gt": gt, "gte": ge, "lt": lt, "lte": le
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    q: Q | Exists
    holds: Callable[[Any], bool]


def among(column: str, given: str | Sequence[str]) -> Condition:
    """One of these words; null is none at all."""
    wanted = (given,) if isinstance(given, str) else tuple(given)
    words = [word for word in wanted if word != UNKNOWN_STATUS]
    known, value = Q(**{f"{column}__in": words}), attrgetter(column)
    if UNKNOWN_STATUS not in wanted:
        return Condition(known, lambda row: value(row) in words)
    return Condition(
        known | Q(**{column: None}), lambda row: value(row) is None or value(row) in words
    )


def bound(column: str, operator: Operator, moment: datetime) -> Condition:
    lookup, compare, value = (
        "exact" if operator == "eq" else operator,
        COMPARE[operator],
        attrgetter(column),
    )
    return Condition(
        Q(**{f"{column}__{lookup}": moment}),
        lambda row: value(row) is not None and compare(value(row), moment),
    )


def present(column: str, *, there: bool) -> Condition:
    value = attrgetter(column)
    return Condition(
        Q(**{f"{column}__isnull": not there}), lambda row: (value(row) is not None) is there
    )


def now(conditions: Iterable[Condition]) -> Q:
    """All of them, of rows as they are."""
    whole = Q()
    for one in conditions:
        whole &= Q(one.q)
    return whole


def held(conditions: Sequence[Condition], row: Any) -> bool:
    return all(one.holds(row) for one in conditions)
