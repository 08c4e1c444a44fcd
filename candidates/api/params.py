"""From a query string to values. What is not understood is refused by name, all of it at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import ValidationError

from candidates.api.fields import Unfit, storable, unknown, zoned_moment
from candidates.evaluation_status import EvaluationStatus
from candidates.models import BatchRow
from candidates.statuses import CandidateStatus

DEFAULT_SIZE, MAX_SIZE = 20, 100
LONGEST = 300
NOBODY = "none"
OPERATORS = {"gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte"}
ORDERINGS = {
    "id": "pk",
    "first_name": "first_name",
    "last_name": "last_name",
    "email": "email",
    "status": "status_shown",
    "deadline": "deadline",
    "invitationdate": "invited_at",
    "confirmationdate": "confirmed_at",
    "interviewdate": "interviewed_at",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What it takes, how it is read and what it means."""

    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    description: str
    example: str


def plain(given: str) -> str:
    if not given.strip():
        raise Unfit("Give it a value or leave it out.")
    if len(given) > LONGEST:
        raise Unfit(f"This may have at most {LONGEST} characters.")
    return storable(given.strip())


def number(highest: int) -> Callable[[str], int]:
    def read(given: str) -> int:
        if not re.fullmatch(r"\d{1,9}", given, re.ASCII) or not 1 <= int(given) <= highest:
            raise Unfit(f"“{given[:20]}” is not a whole number from 1 to {highest}.")
        return int(given)

    return read


def words(valid: list[str]) -> Callable[[str], tuple[str, ...]]:
    """Some, split by commas."""

    def read(given: str) -> tuple[str, ...]:
        found = tuple(word.strip() for word in plain(given).split(","))
        for word in found:
            if word not in valid:
                raise Unfit(f"“{word}” is not among its values: {', '.join(valid)}.")
        return found

    return read


def moment(given: str) -> datetime:
    if re.search(r"T[\d:.]+ \d", given):
        raise Unfit(f"“{given[:40]}” has lost its plus sign: in an address, “+” is written as %2B.")
    return zoned_moment(given)


def a_colleague(given: str) -> int | None:
    """None is nobody."""
    if given == NOBODY:
        return None
    if not re.fullmatch(r"\d{1,18}", given, re.ASCII):
        raise Unfit(f"“{given[:20]}” is no user's number, and not “{NOBODY}”.")
    return int(given)


def described(valid: list[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": valid}}


MOMENT = {"type": "string", "format": "date-time"}
ORDER_WORDS = [f"{sign}{name}" for name in ORDERINGS for sign in ("", "-")]
PAGING = {
    "page": Parameter(
        number(10**8), {"type": "integer", "minimum": 1, "default": 1}, "Counted from 1.", "1"
    ),
    "page_size": Parameter(
        number(MAX_SIZE),
        {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE},
        "How many objects a page holds at most.",
        "20",
    ),
}
CANDIDATES = PAGING | {
    "status": Parameter(
        words(CandidateStatus.values),
        described(CandidateStatus.values),
        "As it is now: an invitation whose deadline is over is expired. Several, split by commas.",
        "invited,confirmed",
    ),
    "evaluation_status": Parameter(
        words(EvaluationStatus.values),
        described(EvaluationStatus.values),
        "Several, split by commas.",
        "pending",
    ),
    "coordinator": Parameter(
        a_colleague,
        {"type": "string", "pattern": "^([0-9]+|none)$"},
        "Who looks after them, by the user's number; none: nobody does.",
        "12",
    ),
    "email": Parameter(plain, {"type": "string"}, "The whole address.", "luke@example.org"),
    "q": Parameter(plain, {"type": "string"}, "Part of a name or an e-mail address.", "Luke"),
    "deadline": Parameter(moment, MOMENT, "The very moment.", "2030-01-31T23:59:00Z"),
    **{
        f"deadline[{word}]": Parameter(moment, MOMENT, "See deadline.", "2030-01-31T23:59:00Z")
        for word in OPERATORS
    },
    "ordering": Parameter(
        words(ORDER_WORDS),
        {"type": "string"},
        f"Several, split by commas, with “-” for descending: {', '.join(ORDERINGS)}.",
        "-deadline,last_name",
    ),
}
BATCH = PAGING | {
    "outcome": Parameter(
        words(BatchRow.Outcome.values),
        described(BatchRow.Outcome.values),
        "What became of the row. Several, split by commas.",
        "error,duplicate",
    ),
}
CUSTOMERS = PAGING | {
    "username": Parameter(plain, {"type": "string"}, "The whole user name.", "alice"),
}


def read(query: QueryDict, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """`{parameter: value}` of what was given. Raises ValidationError."""
    values: dict[str, Any] = {}
    failures: dict[str, list[str]] = {}
    for name, given in query.lists():
        try:
            if name not in parameters:
                raise Unfit(unknown(name, parameters).replace("such field", "such parameter"))
            if len(given) > 1:
                raise Unfit("This was given more than once.")
            values[name] = parameters[name].read(given[0])
        except Unfit as problem:
            failures[name] = [str(problem)]
    if failures:
        raise ValidationError(failures)
    return values
