"""What a parameter of a query string is called, takes and means. Reader, schema and docs use it."""

from dataclasses import dataclass
from typing import Literal

from interviews.selectors.listing import Operator

Kind = Literal[
    "text", "uuid", "moment", "instant", "boolean", "number", "choice", "words", "object"
]

OPERATORS: tuple[Operator, ...] = ("eq", "gt", "gte", "lt", "lte")
DEFAULT_LIMIT, MAX_LIMIT = 100, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """`of_one`: it also works when one record is read."""

    name: str
    kind: Kind
    description: str
    example: str
    valid: tuple[str, ...] = ()
    of_one: bool = False


def limit(records: str) -> Parameter:
    return Parameter(
        name="limit",
        kind="number",
        description=f"How many {records} a page holds at most: 1 to {MAX_LIMIT}, "
        f"{DEFAULT_LIMIT} where nothing is said.",
        example="100",
    )


NEXT_CURSOR = Parameter(
    name="next_cursor",
    kind="text",
    description="next_cursor of the page before, unchanged. "
    "All filters and sort stay as they were; limit may change.",
    example="",
)
