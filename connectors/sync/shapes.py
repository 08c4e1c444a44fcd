"""What the records of a list usually look like, learned from its whole listings; pure rules of what is drift.

Only fields that the mapping reads are looked at, and of each page only some records: a shape costs next to nothing.

A whole listing is judged if at least 20 of its records were looked at, against the one before it:

field_gone    more than 90 % of the records had the field, now none has
field_empty   more than 90 % had a value in it, now all are null
field_type    at least 20 values were all of one type, now at least 20 are none of that type
volume        less than half or more than three times the middle of the last listings (three at least, of 20 records
              or more)

What has drifted is compared with what was before it drifted, so that an issue stays until the field is as it was, or
a person accepts it. A volume that stays becomes the usual by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from connectors.base import Resource

ENOUGH = 20
NEARLY_ALL = 0.9
OF_A_PAGE = 20
SIZES_KEPT = 10
SIZES_NEEDED = 3
TOO_FEW, TOO_MANY = 0.5, 3
NULL = "null"
TYPES = {
    type(None): NULL, bool: "a flag", int: "a number", float: "a number", str: "a text", list: "a list",
    dict: "an object",
}  # fmt: skip

Types = dict[str, int]


@dataclass(slots=True)
class Shape:
    """`fields` is `{path: {type: number}}` of the records looked at; `read` are all that came by."""

    read: int = 0
    looked_at: int = 0
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    paths: list[tuple[str, list[str]]] = field(default_factory=list)

    def look_at(self, resource: Resource, raws: list[Any]) -> None:
        self.read += len(raws)
        self.paths = self.paths or paths_of(resource)
        for raw in raws[:: max(1, len(raws) // OF_A_PAGE)]:
            if isinstance(raw, dict):
                self.looked_at += 1
                for path, steps in self.paths:
                    found = type_at(raw, steps)
                    if found:
                        self.fields.setdefault(path, Counter())[found] += 1


@dataclass(frozen=True, slots=True)
class Drift:
    """`before` and `now` as a sentence has them: a share, a number or a type."""

    kind: str
    path: str
    before: str
    now: str


def paths_of(resource: Resource) -> list[tuple[str, list[str]]]:
    """The paths that the mapping reads in a record itself, not in what surrounds it."""
    found = dict.fromkeys(path for path in read_paths(resource) if path and "^" not in path)
    return [(path, path.split(".")) for path in found]


def read_paths(resource: Resource) -> Iterator[str]:
    for recipe in resource.makes:
        if isinstance(recipe.each, str) and recipe.each:
            yield recipe.each.partition("[]")[0]
        elif not recipe.each:
            for pick in recipe.picks.values():
                yield from pick.paths


def type_at(raw: Any, steps: Iterable[str]) -> str:
    """The type of what stands there; a null on the way is a null, what is not there is ""."""
    value = raw
    for step in steps:
        if value is None:
            return NULL
        if not isinstance(value, dict) or step not in value:
            return ""
        value = value[step]
    return TYPES.get(type(value), "")


def compare(known: dict[str, Any], shape: Shape) -> list[Drift]:
    """`known` is `{path: [records looked at, {type: number}]}`."""
    if shape.looked_at < ENOUGH:
        return []
    found = [
        drift_of(path, of, was, shape.fields.get(path, Counter()), shape.looked_at)
        for path, (of, was) in known.items()
        if of >= ENOUGH
    ]
    return [drift for drift in found if drift]


def drift_of(path: str, of: int, was: Types, now: Types, looked_at: int) -> Drift | None:
    had, has = sum(was.values()), sum(now.values())
    valued, values = had - was.get(NULL, 0), has - now.get(NULL, 0)
    if had > NEARLY_ALL * of and not has:
        return Drift("field_gone", path, str(round(100 * had / of)), str(looked_at))
    if valued > NEARLY_ALL * of and has and not values:
        return Drift("field_empty", path, str(round(100 * valued / of)), str(looked_at))
    types = was.keys() - {NULL}
    if len(types) == 1 and valued >= ENOUGH and values >= ENOUGH and not types & now.keys():
        new = max(now.keys() - {NULL}, key=lambda one: now[one])
        return Drift("field_type", path, next(iter(types)), new)
    return None


def learned(known: dict[str, Any], shape: Shape, drifts: Iterable[Drift]) -> dict[str, Any]:
    """What to compare the next listing with."""
    if shape.looked_at < ENOUGH:
        return known
    drifted = {drift.path for drift in drifts}
    seen = {path: [shape.looked_at, dict(types)] for path, types in shape.fields.items()}
    return {path: known[path] if path in drifted else seen[path] for path in seen} | {
        path: known[path] for path in drifted
    }


def volume(sizes: list[int], size: int) -> Drift | None:
    if len(sizes) < SIZES_NEEDED:
        return None
    usual = median(sizes)
    if usual < ENOUGH or TOO_FEW * usual <= size <= TOO_MANY * usual:
        return None
    return Drift("volume", "", str(round(usual)), str(size))
