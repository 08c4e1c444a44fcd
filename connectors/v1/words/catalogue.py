"""The parameters and fields that name a word and give it a meaning."""

from typing import Any

from connectors.api.bodies import Reader, a_text
from connectors.api.parameter import Parameter

PLACE = (
    Parameter(
        name="resource",
        kind="text",
        description="The vendor's list in which the word stands, as GET tells it.",
        example="interviews",
    ),
    Parameter(
        name="path",
        kind="text",
        description="Where it stands in the vendor's record, as GET tells it.",
        example="status",
    ),
    Parameter(name="word", kind="text", description="The vendor's word.", example="on_hold"),
)
NAMES = tuple(one.name for one in PLACE)


def a_meaning(value: Any) -> str:
    """Null is: it means nothing here."""
    return "" if value is None else a_text(value)


FIELDS: dict[str, Reader] = {**dict.fromkeys(NAMES, a_text), "meaning": a_meaning}
