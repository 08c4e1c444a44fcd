"""Columns as they are compared when duplicates are looked for; candidates.matching says the same of plain values."""

from functools import reduce
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Lower, Replace, Right, Trim

from candidates.matching import PHONE_TAIL

BESIDE_DIGITS = " -()./+\N{NO-BREAK SPACE}"


def without(text: Any, sign: str) -> Any:
    return Replace(text, Value(sign))


EMAIL = Lower(Trim("email"))
NAME = Lower(Replace("name", Value(" ")))
DIGITS: Any = reduce(without, BESIDE_DIGITS, F("phone"))
PHONE = Right(DIGITS, PHONE_TAIL)
