"""Reading a value out of nested JSON by a dotted path."""

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
