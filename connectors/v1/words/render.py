"""A word as JSON."""

from typing import Any

from connectors.json_values import instant
from connectors.selectors.words import Word


def word(one: Word) -> dict[str, Any]:
    return {
        "resource": one.table.resource,
        "path": one.table.path,
        "field": one.table.field,
        "word": one.word,
        "meaning": one.meaning or None,
        "own": one.own,
        "count": one.count,
        "since": instant(one.since),
        "valid": list(one.table.choices),
    }
