"""JSON: an array of objects, or an object that holds one as `candidates`."""

import json
import re
from typing import Any

from django.utils.translation import gettext

from candidates.encodings import NotText, read_text
from candidates.imports.sheet import (
    LONGEST_HEADER,
    MOST_COLUMNS,
    MOST_ROWS,
    NotReadable,
    Row,
    Sheet,
    too_many,
)

SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_objects(content: bytes) -> Sheet:
    """Raises NotReadable."""
    try:
        return sheet_of_objects(json.loads(read_text(content)[0], parse_constant=refuse))
    except (NotText, ValueError, RecursionError) as problem:
        raise NotReadable(gettext("This is not valid JSON: %s.") % problem) from problem


def refuse(constant: str) -> None:
    raise ValueError(constant)


def sheet_of_objects(told: Any) -> Sheet:
    """From parsed JSON. What is no object is a row of its own that says so. Raises NotReadable."""
    if isinstance(told, dict):
        told = told.get("candidates")
    if not isinstance(told, list):
        raise NotReadable(gettext("The JSON must be an array of objects, one for each candidate."))
    if not told:
        raise NotReadable(gettext("There is no row in this file."))
    if len(told) > MOST_ROWS:
        raise too_many()
    rows = [row_of(number, one) for number, one in enumerate(told, start=1)]
    headers = list(dict.fromkeys(name for row in rows for name in row.values))
    if len(headers) > MOST_COLUMNS:
        raise NotReadable(gettext("The file has more than %d columns.") % MOST_COLUMNS)
    return Sheet(headers, rows)


def row_of(number: int, told: Any) -> Row:
    """Only plain values are kept: what is wrong with the others is told in their stead."""
    if not isinstance(told, dict):
        return Row(
            number,
            {},
            [{"field": "", "message": gettext("This row is not an object."), "unreadable": "1"}],
        )
    values: dict[str, Any] = {}
    complaints = []
    for name, value in told.items():
        if isinstance(value, dict | list) or not is_storable(f"{name}{value}"):
            message = gettext("“%s” is no text that can be kept.") % json.dumps(name)[1:-1]
            complaints.append(
                {"field": json.dumps(name)[1:-1], "message": message, "unreadable": "1"}
            )
        else:
            values[name[:LONGEST_HEADER]] = value
    return Row(number, values, complaints)


def is_storable(text: str) -> bool:
    """No NUL, no half of a character."""
    return "\0" not in text and not SURROGATE.search(text)
