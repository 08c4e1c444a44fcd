"""Query filters as values: each turns a parameter's text into a condition on rows."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.times import parse_day, parse_instant

Condition = Callable[[Any], bool]
Getter = Callable[[Any], Any]
Children = Callable[[World, int], Iterable[Any]]

MOST_IDS = 50
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "gte": lambda value, bound: value >= bound,
    "lte": lambda value, bound: value <= bound,
    "gt": lambda value, bound: value > bound,
    "lt": lambda value, bound: value < bound,
}


class BadParameter(ValueError):
    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Filter(Protocol):
    def condition(self, text: str) -> Condition: ...


@dataclass(frozen=True, slots=True)
class Ids:
    """A comma list of at most 50 ids. `children` finds the rows of one id without a walk over all."""

    getter: Getter
    children: Children | None = None
    many: bool = False
    """Whether the getter returns several ids."""

    def numbers(self, text: str) -> list[int]:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if len(parts) > MOST_IDS:
            raise BadParameter(f"Must contain at most {MOST_IDS} ids")
        if not parts or not all(part.isdigit() for part in parts):
            raise BadParameter("Must be a comma separated list of ids")
        return [int(part) for part in parts]

    def condition(self, text: str) -> Condition:
        wanted, getter = set(self.numbers(text)), self.getter
        if self.many:
            return lambda row: not wanted.isdisjoint(getter(row))
        return lambda row: getter(row) in wanted


@dataclass(frozen=True, slots=True)
class Compared:
    """`gte|A`, or a range `gte|A|lte|B`, over values that `parse` reads. Null never matches."""

    getter: Getter
    parse: Callable[[str], Any]

    def condition(self, text: str) -> Condition:
        parts = text.split("|")
        if len(parts) % 2 or not 2 <= len(parts) <= 8:
            raise BadParameter("Must be an operator and a value, such as gte|2026-01-01T00:00:00Z")
        bounds = []
        for operator, value in zip(parts[::2], parts[1::2], strict=True):
            if operator not in _OPERATORS:
                raise BadParameter(f"Unknown operator, must be one of: {', '.join(_OPERATORS)}")
            bounds.append((_OPERATORS[operator], self._bound(value)))
        getter = self.getter
        if len(bounds) == 1:
            ((compare, bound),) = bounds
            return lambda row: (value := getter(row)) is not None and compare(value, bound)
        return lambda row: (
            (value := getter(row)) is not None
            and all(compare(value, bound) for compare, bound in bounds)
        )

    def _bound(self, text: str) -> Any:
        try:
            return self.parse(text)
        except ValueError as error:
            raise BadParameter(f"{text!r} is not a valid date or time") from error


def instants(getter: Getter) -> Compared:
    return Compared(getter, parse_instant)


def days(getter: Getter) -> Compared:
    return Compared(getter, parse_day)


@dataclass(frozen=True, slots=True)
class Edge:
    """v1's `…_after` (at or after) and `…_before` (exclusive)."""

    getter: Getter
    after: bool

    def condition(self, text: str) -> Condition:
        try:
            bound = parse_instant(text)
        except ValueError as error:
            raise BadParameter("Must be a valid ISO-8601 timestamp") from error
        getter = self.getter
        if self.after:
            return lambda row: (value := getter(row)) is not None and value >= bound
        return lambda row: (value := getter(row)) is not None and value < bound


@dataclass(frozen=True, slots=True)
class Word:
    """One of `choices`, or any text where there are none. `lenient` finds nothing for other words
    instead of refusing them; `fold` ignores case."""

    getter: Getter
    choices: tuple[str, ...] = ()
    lenient: bool = False
    fold: bool = False

    def condition(self, text: str) -> Condition:
        if self.choices and text not in self.choices and not self.lenient:
            raise BadParameter(f"Must be one of: {', '.join(self.choices)}")
        getter = self.getter
        if self.fold:
            return lambda row: (getter(row) or "").lower() == text.lower()
        return lambda row: getter(row) == text


@dataclass(frozen=True, slots=True)
class Flag:
    getter: Getter

    def condition(self, text: str) -> Condition:
        if text not in ("true", "false"):
            raise BadParameter("Must be one of: true, false")
        wanted, getter = text == "true", self.getter
        return lambda row: bool(getter(row)) is wanted


@dataclass(frozen=True, slots=True)
class Including:
    """`false` leaves out the rows that `getter` marks; `true` shows them among the others."""

    getter: Getter

    def condition(self, text: str) -> Condition:
        if text not in ("true", "false"):
            raise BadParameter("Must be one of: true, false")
        getter = self.getter
        return (lambda row: True) if text == "true" else (lambda row: not getter(row))


@dataclass(frozen=True, slots=True)
class Anyhow:
    """A parameter that is accepted and, in this world, selects nothing away."""

    def condition(self, text: str) -> Condition:
        return lambda row: True


_BRACKETS = re.compile(r"(\w+)\[(gte|lte|gt|lt)\]")


def without_brackets(query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`updated_at[gte]=A` and `updated_at[lt]=B` become one `updated_at=gte|A|lt|B`."""
    merged: dict[str, str] = {}
    for name, value in query:
        match = _BRACKETS.fullmatch(name)
        if match is None:
            merged[name] = value
            continue
        bound = f"{match[2]}|{value}"
        merged[match[1]] = f"{merged[match[1]]}|{bound}" if match[1] in merged else bound
    return list(merged.items())
