"""Reading a value out of nested JSON by a dotted path."""

from collections.abc import Callable
from typing import Any


def dig(value: Any, path: str, default: Any = None) -> Any:
    """`dig(body, "jobs.0.name")`: dict keys and list indexes; what is not there is `default`. Never raises.

    The empty path is the value itself. A null on the way counts as not there; a null at the end is null.
    """
    if not path:
        return value
    for step in path.split("."):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif (
            isinstance(value, list) and step.isascii() and step.isdigit() and int(step) < len(value)
        ):
            value = value[int(step)]
        else:
            return default
    return value


def at(path: str) -> Callable[[Any], Any]:
    """`dig` with its steps prepared, for a path that is read from every record."""
    steps = path.split(".") if path else []
    if len(steps) == 1:
        return lambda value: value.get(path) if isinstance(value, dict) else dig(value, path)

    def read(value: Any) -> Any:
        found = value
        for step in steps:
            if not isinstance(found, dict):
                return dig(value, path)
            found = found.get(step)
        return found

    return read
