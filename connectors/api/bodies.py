"""From a JSON body to values; whatever is not understood is refused by name, all of it at once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from connectors.api.moments import moment
from connectors.api.params import BadParameters, Refusal, refused, uuid
from connectors.base import Write
from connectors.selectors.vendors import badge_of

Reader = Callable[[Any], Any]
LONGEST = 500


def read_body(
    body: Any, fields: Mapping[str, Reader], *, required: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadParameters([refused("body", "must be a JSON object.", valid=tuple(fields))])
    values: dict[str, Any] = {}
    failures = []
    for name, value in body.items():
        try:
            if name not in fields:
                raise Refusal("there is no such field.", tuple(fields))
            values[name] = fields[name](value)
        except Refusal as refusal:
            failures.append(refused(name, refusal.why, str(value), refusal.valid))
    failures += [refused(name, "is required.") for name in required if name not in body]
    if failures:
        raise BadParameters(failures)
    return values


def an_account(value: Any) -> Any:
    return uuid(a_text(value))


def a_text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refusal("must be a text.")
    return value


def a_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refusal("must be true or false.", ("true", "false"))
    return value


def names(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refusal("must be a list of texts.")
    return value


def a_moment(value: Any) -> datetime:
    try:
        return moment(a_text(value))
    except ValueError as error:
        raise Refusal(str(error)) from None


def an_object(value: Any) -> Any:
    if not isinstance(value, dict):
        raise Refusal("must be an object.")
    return value


def a_short_text(value: Any) -> str:
    text = a_text(value).strip()
    if not text or len(text) > LONGEST or "\x00" in text:
        raise Refusal(f"must be a text of 1 to {LONGEST} characters.")
    return text


def check_order(name: str, start: datetime | None, end: datetime | None) -> None:
    if start is not None and end is not None and end <= start:
        raise BadParameters([refused(name, "must be after the start.", end.isoformat())])


def check_taken(
    given: Iterable[str],
    fields: Iterable[str],
    write: Write,
    vendor: str,
    *,
    called: Mapping[str, str],
) -> None:
    """That the vendor takes what is given. `called` are fields that have another name in a wish."""
    takes = [name for name in fields if called.get(name, name) in write.takes]
    failures = [
        refused(name, f"{badge_of(vendor).label} takes no such change.", valid=takes)
        for name in given
        if name not in takes
    ]
    if failures:
        raise BadParameters(failures)
