"""From a JSON body to values. What is not understood is refused by name, all of it at once."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.core.validators import validate_email
from django.utils.dateparse import parse_datetime
from rest_framework.exceptions import ValidationError

Reader = Callable[[Any], Any]
REQUIRED = "This field is required."
READ_ONLY = "This field is read only."
GENDERS = ("mr", "mrs", "")
LONGEST_DATA = 10_000


class Unfit(Exception):
    """A sentence about one value."""


def read_body(
    data: Any,
    fields: Mapping[str, Reader],
    *,
    required: Iterable[str] = (),
    ignored: Iterable[str] = (),
    read_only: Iterable[str] = (),
) -> dict[str, Any]:
    """`{field: value}` of what was sent; `ignored` is neither read nor refused."""
    if not isinstance(data, Mapping):
        raise ValidationError({"non_field_errors": ["The body must be a JSON object."]})
    values: dict[str, Any] = {}
    failures: dict[str, list[str]] = {}
    for name, value in data.items():
        if name in fields:
            try:
                values[name] = fields[name](value)
            except Unfit as problem:
                failures[name] = [str(problem)]
        elif name in read_only:
            failures[name] = [READ_ONLY]
        elif name not in ignored:
            failures[name] = [unknown(name, fields)]
    failures |= {name: [REQUIRED] for name in required if name not in data}
    if failures:
        raise ValidationError(failures)
    return values


def unknown(name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(name.lower(), names, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    valid = f" Valid: {', '.join(names)}." if names else ""
    return f"There is no such field.{hint}{valid}"


def storable(text: str) -> str:
    """What a database takes as text."""
    if "\x00" in text:
        raise Unfit("This field may not hold a NUL character.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unfit("This field holds half a character (a lone surrogate).") from None
    return text


def text(longest: int, *, shortest: int = 0) -> Reader:
    def read(value: Any) -> str | None:
        if value is None and not shortest:
            return None
        if not isinstance(value, str):
            raise Unfit("This field must be a text.")
        stripped = storable(value).strip()
        if len(stripped) > longest:
            raise Unfit(f"This field may have at most {longest} characters, not {len(stripped)}.")
        if len(stripped) < shortest:
            raise Unfit(
                f"This field must have at least {shortest} characters, not {len(stripped)}."
            )
        return stripped

    return read


def email(value: Any) -> str | None:
    address: str | None = text(320)(value)
    if address:
        try:
            validate_email(address)
        except Invalid:
            raise Unfit(f"“{address}” is not an e-mail address.") from None
    return address


def choice(*words: str) -> Reader:
    def read(value: Any) -> str | None:
        if value is None:
            return None
        if value not in words or not isinstance(value, str):
            shown = ", ".join(f"“{word}”" for word in words)
            raise Unfit(f"This field must be one of {shown}.")
        return value

    return read


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("This field must be true or false.")
    return value


def whole(lowest: int, highest: int, *, optional: bool = False) -> Reader:
    def read(value: Any) -> int | None:
        if value is None and optional:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise Unfit(f"This field must be a whole number from {lowest} to {highest}.")
        return value

    return read


def json_object(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Unfit("This field must be a JSON object.")
    told = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in told:
        raise Unfit("This field may not hold a NUL character.")
    storable(told)
    if len(told) > LONGEST_DATA:
        raise Unfit(f"This field may have at most {LONGEST_DATA} characters, not {len(told)}.")
    return value


def zoned_moment(value: Any) -> datetime:
    """ISO 8601 with a zone: `2022-11-11T23:59+01:00`, `2022-11-11T23:59Z`; seconds are optional."""
    if not isinstance(value, str):
        raise Unfit("This field must be a moment in ISO 8601, such as 2022-11-11T23:59+01:00.")
    try:
        found = parse_datetime(value) if re.match(r"\d{4}-\d{2}-\d{2}T", value, re.ASCII) else None
    except ValueError:
        raise Unfit(f"There is no moment {value}.") from None
    if found is None:
        raise Unfit(f"“{value[:60]}” is no moment in ISO 8601, such as 2022-11-11T23:59+01:00.")
    if found.tzinfo is None:
        raise Unfit(f"“{value}” has no time zone: add Z for UTC or an offset such as +01:00.")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise Unfit(f"“{value}” is out of range.") from None


def customer(value: Any) -> int:
    """A reference to a customer (a user of the company): its address, or its number."""
    match = re.fullmatch(r"(?:\S*/customers/)?(\d{1,18})/?", str(value), re.ASCII)
    if match is None or isinstance(value, bool):
        raise Unfit(
            "This field must be the address of a customer, such as …/companies/4/customers/5/."
        )
    return int(match[1])
