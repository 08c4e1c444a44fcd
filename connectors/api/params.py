"""From a query string to values; whatever is not understood is refused by name, all of it at once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from django.http import QueryDict
from rest_framework.exceptions import APIException

from connectors.api.moments import DATE, bounds, moment
from connectors.api.parameter import DEFAULT_LIMIT, MAX_LIMIT, OPERATORS, Parameter

KEY = re.compile(r"([^\[\]]*)((?:\[.*\])?)", re.DOTALL)
LISTED = re.compile(r"(\[\d*\])?", re.ASCII)
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
LONGEST = 1000
ADDITIVE = ("words", "moment")


class BadParameters(APIException):
    """`failures` are `{"parameter", "message"}` and, where it helps, `"value"` and `"valid"`."""

    status_code = 400

    def __init__(self, failures: list[dict[str, Any]]) -> None:
        super().__init__(" ".join(failure["message"] for failure in failures))
        self.failures = failures


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """A sentence that goes on after the parameter's name, and what would be valid."""

    why: str
    valid: Sequence[str] = ()


def refused(
    name: str, why: str, value: str | None = None, valid: Sequence[str] = ()
) -> dict[str, Any]:
    choice = f" Valid: {', '.join(valid)}." if valid else ""
    failure: dict[str, Any] = {"parameter": name, "message": f"{name}: {why}{choice}"}
    if value is not None:
        failure["value"] = value[:LONGEST]
    return failure | {"valid": list(valid)} if valid else failure


Given = tuple[str, str, list[str]]
"""A parameter as it was given, as we call it, and its values."""


def read(
    query: QueryDict | Iterable[Given],
    parameters: Iterable[Parameter],
    *,
    required: Mapping[str, Sequence[str]] | None = None,
    not_passed_on: Refusal | None = None,
) -> dict[str, Any]:
    """`{parameter: value}` of what was given. `required` says what would be valid. Raises BadParameters.

    `not_passed_on` is what is said of a parameter of the kind `object`.
    """
    allowed = {each.name: each for each in parameters}
    values: dict[str, Any] = {}
    failures = []
    for given, key, texts in plain(query) if isinstance(query, QueryDict) else query:
        try:
            name, value = read_one(key, texts, allowed, not_passed_on)
            if name in values and allowed[name].kind not in ADDITIVE:
                raise Refusal("was given more than once.")
            values[name] = values[name] + value if name in values else value
        except Refusal as refusal:
            failures.append(refused(given, refusal.why, texts[-1], refusal.valid))
    wanted = required or {}
    known = values.keys() | {failure["parameter"] for failure in failures}
    failures += [
        refused(name, "is required.", valid=wanted[name]) for name in wanted.keys() - known
    ]
    if failures:
        raise BadParameters(failures)
    return values


def plain(query: QueryDict) -> Iterator[Given]:
    for given, texts in query.lists():
        yield given, given, texts


def read_one(
    key: str, texts: list[str], allowed: dict[str, Parameter], not_passed_on: Refusal | None
) -> tuple[str, Any]:
    match = KEY.fullmatch(key)
    name, bracket = match.groups() if match else (key, "")
    parameter = allowed.get(name)
    if parameter is None:
        raise unknown(key, name, allowed)
    if parameter.kind == "object":
        raise not_passed_on or unknown(key, name, allowed)
    if parameter.kind == "words" and LISTED.fullmatch(bracket):
        return name, tuple(word for text in texts for word in words(parameter, text))
    if len(texts) > 1:
        raise Refusal("was given more than once.")
    if parameter.kind == "moment":
        return name, range_of(bracket, clean(texts[0]))
    if bracket:
        raise Refusal(f"write it without brackets: {name}=….")
    return name, scalar(parameter, clean(texts[0]))


def unknown(key: str, name: str, allowed: dict[str, Parameter]) -> Refusal:
    close = get_close_matches(name.lower(), allowed, n=1)
    hint = f" Did you mean {close[0]}?" if close and name else ""
    return Refusal(f"there is no such parameter.{hint}", tuple(allowed))


def clean(text: str) -> str:
    if not text.strip():
        raise Refusal("is empty. Give it a value or leave it out.")
    if "\x00" in text or len(text) > LONGEST:
        raise Refusal(f"may not hold a NUL and not more than {LONGEST} characters.")
    return text


def words(parameter: Parameter, text: str) -> list[str]:
    found = [word.strip() for word in clean(text).split(",") if word.strip()]
    for word in found:
        if parameter.valid and word not in parameter.valid:
            raise not_valid(parameter, word)
    return found


def range_of(bracket: str, text: str) -> tuple[Any, ...]:
    word = bracket[1:-1] if bracket else "eq"
    operator = next((each for each in OPERATORS if each == word), None)
    if operator is None:
        raise Refusal(f"there is no operator {bracket}.", [f"[{each}]" for each in OPERATORS])
    try:
        return bounds(operator, text)
    except ValueError as error:
        raise Refusal(str(error)) from None


def instant(text: str) -> datetime:
    if DATE.fullmatch(text):
        raise Refusal(f"needs a time with its zone, such as {text}T09:00:00Z.")
    try:
        return moment(text)
    except ValueError as error:
        raise Refusal(str(error)) from None


def scalar(parameter: Parameter, text: str) -> Any:
    match parameter.kind:
        case "uuid":
            return uuid(text)
        case "instant":
            return instant(text)
        case "boolean":
            if text.lower() not in BOOLEANS:
                raise Refusal(f"“{text}” is neither true nor false.", ("true", "false"))
            return BOOLEANS[text.lower()]
        case "number":
            return number(text)
        case "choice" if text not in parameter.valid:
            raise not_valid(parameter, text)
    return text


def uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refusal(f"“{text}” is no UUID.") from None


def number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not 1 <= int(text) <= MAX_LIMIT:
        raise Refusal(
            f"“{text}” is not a whole number from 1 to {MAX_LIMIT} ({DEFAULT_LIMIT} where nothing is said)."
        )
    return int(text)


def not_valid(parameter: Parameter, word: str) -> Refusal:
    close = get_close_matches(word.lower(), parameter.valid, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return Refusal(f"“{word}” is not among its values.{hint}", parameter.valid)
