"""Columns as they are compared when duplicates are looked for; candidates.matching says the same of plain values."""

from functools import reduce
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Length, Lower, Replace, Right, Trim
from django.db.models.lookups import LessThanOrEqual

from candidates.matching import PHONE_TAIL

BESIDE_DIGITS = " -()./+\N{NO-BREAK SPACE}"


def without(text: Any, sign: str) -> Any:
    return Replace(text, Value(sign))


EMAIL = Lower(Trim("email"))
NAME = Lower(Replace("name", Value(" ")))
DIGITS: Any = reduce(without, BESIDE_DIGITS, F("phone"))
PHONE = Right(DIGITS, PHONE_TAIL)
LONGEST_NAME = 300
OF_COMMON_LENGTH = Q(LessThanOrEqual(Length("name"), LONGEST_NAME))
"""PostgreSQL takes no more than 2,700 bytes into an index, where a name stands twice."""


def grouped(column: str) -> tuple[F, ...]:
    """What is asked of every candidate with such a key: with it in the index, no row is read."""
    return F("person"), F("id"), F("deleted_at"), F(column)
