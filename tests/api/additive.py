"""Whether a document still keeps what an earlier one promised. Pure: two documents in, a sentence for each break out.

What callers send may be taken more widely and never more narrowly; what they are answered may grow and never shrink.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
LOWEST = ("minimum", "minLength", "minItems")
HIGHEST = ("maximum", "maxLength", "maxItems")
CHOICES = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Pair:
    """A schema as it was and as it is. `sent` by callers, or else answered."""

    old: Schema
    new: Schema
    where: str
    sent: bool

    def inner(self, old: Schema, new: Schema, name: str) -> "Pair":
        return Pair(old, new, f"{self.where}.{name}", self.sent)


class Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str, bool]] = set()

    def breaks(self) -> Iterator[str]:
        for path, methods in self.old["paths"].items():
            for method in METHODS:
                if method not in methods:
                    continue
                name = f"{method.upper()} {path}"
                there = self.new["paths"].get(path, {}).get(method)
                if there is None:
                    yield f"{name} is gone."
                else:
                    yield from self.of_operation(methods[method], there, name)

    def of_operation(self, old: Schema, new: Schema, name: str) -> Iterator[str]:
        yield from self.of_parameters(old, new, name)
        yield from self.of_body(old.get("requestBody"), new.get("requestBody"), name)
        for status, answer in old["responses"].items():
            there = new["responses"].get(status)
            if there is None:
                yield f"{name}: the answer {status} is gone."
                continue
            for kind, told in answer.get("content", {}).items():
                now = there.get("content", {}).get(kind)
                if now is None:
                    yield f"{name}: the answer {status} is no longer given as {kind}."
                else:
                    where = f"{name}: the answer {status}"
                    yield from self.of(Pair(told["schema"], now["schema"], where, sent=False))
        for way in old.get("security", []):
            if new.get("security", []) and way not in new["security"]:
                yield f"{name}: {', '.join(way) or 'nobody'} no longer opens it."
        if new.get("security") and not old.get("security"):
            yield f"{name}: it needs credentials now."

    def of_parameters(self, old: Schema, new: Schema, name: str) -> Iterator[str]:
        before, now = parameters(old), parameters(new)
        for key, told in before.items():
            where = f"{name}: the {key[0]} parameter {key[1]}"
            if key not in now:
                yield f"{where} is gone."
                continue
            if now[key].get("required") and not told.get("required"):
                yield f"{where} is required now."
            if way(told) != way(now[key]):
                yield f"{where} is written in another way."
            yield from self.of(Pair(told["schema"], now[key]["schema"], where, sent=True))
        for key in now.keys() - before.keys():
            if now[key].get("required"):
                yield f"{name}: the {key[0]} parameter {key[1]} is new and required."

    def of_body(self, old: Schema | None, new: Schema | None, name: str) -> Iterator[str]:
        if new and new.get("required") and not (old or {}).get("required"):
            yield f"{name}: the body is required now."
        for kind, told in (old or {}).get("content", {}).items():
            now = (new or {}).get("content", {}).get(kind)
            if now is None:
                yield f"{name}: the body is no longer taken as {kind}."
            else:
                yield from self.of(
                    Pair(told["schema"], now["schema"], f"{name}: the body", sent=True)
                )

    def of(self, pair: Pair) -> Iterator[str]:
        refs = (pair.old.get("$ref", ""), pair.new.get("$ref", ""))
        if all(refs):
            if (*refs, pair.sent) in self.seen:
                return
            self.seen.add((*refs, pair.sent))
            pair = Pair(pair.old, pair.new, refs[0].rpartition("/")[2], pair.sent)
        old, new = resolved(self.old, pair.old), resolved(self.new, pair.new)
        pair = Pair(old, new, pair.where, pair.sent)
        yield from of_types(pair)
        yield from of_words(pair)
        if pair.sent:
            yield from of_bounds(pair)
        yield from self.of_properties(pair)
        for inner in ("items", "additionalProperties"):
            if isinstance(old.get(inner), dict) and isinstance(new.get(inner), dict):
                yield from self.of(pair.inner(old[inner], new[inner], inner))
        yield from self.of_choices(pair)

    def of_properties(self, pair: Pair) -> Iterator[str]:
        before, now = pair.old.get("properties", {}), pair.new.get("properties", {})
        for name, told in before.items():
            if name in now:
                yield from self.of(pair.inner(told, now[name], name))
            else:
                yield f"{pair.where}.{name} is gone."
        required, needed = set(pair.old.get("required", ())), set(pair.new.get("required", ()))
        if pair.sent:
            for name in sorted(needed - required):
                yield f"{pair.where}.{name} is required now."
            if pair.new.get("additionalProperties") is False and pair.old.get(
                "additionalProperties", True
            ):
                yield f"{pair.where} refuses fields that it does not list now."
        else:
            for name in sorted((required - needed) & now.keys()):
                yield f"{pair.where}.{name} may be missing now."

    def of_choices(self, pair: Pair) -> Iterator[str]:
        for word in CHOICES:
            before, now = pair.old.get(word, []), pair.new.get(word, [])
            for number, (told, there) in enumerate(zip(before, now, strict=False), start=1):
                yield from self.of(pair.inner(told, there, f"{word}[{number}]"))
            if pair.sent and len(now) < len(before):
                yield f"{pair.where} takes fewer shapes ({word})."
            if pair.sent and now and not before and pair.old != {}:
                yield f"{pair.where} takes other shapes ({word})."
            if not pair.sent and len(now) > len(before):
                yield f"{pair.where} may have another shape now ({word})."


def breaks(old: Schema, new: Schema) -> list[str]:
    return list(Comparison(old, new).breaks())


def parameters(operation: Schema) -> dict[tuple[str, str], Schema]:
    return {(one["in"], one["name"]): one for one in operation.get("parameters", ())}


def way(parameter: Schema) -> tuple[Any, ...]:
    return parameter.get("style"), parameter.get("explode")


def resolved(document: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def types(schema: Schema) -> frozenset[str]:
    told = schema.get("type")
    if told is None:
        return frozenset()
    found = frozenset([told] if isinstance(told, str) else told)
    return found | {"integer"} if "number" in found else found


def of_types(pair: Pair) -> Iterator[str]:
    """No type at all is any."""
    before, now = types(pair.old), types(pair.new)
    narrow, wide = (now, before) if pair.sent else (before, now)
    if narrow and (not wide or wide - narrow):
        told = [" or ".join(sorted(each)) or "anything" for each in (before, now)]
        yield f"{pair.where} was {told[0]} and is {told[1]}."
    if pair.new.get("format") != pair.old.get("format") and (not pair.sent or "format" in pair.new):
        yield f"{pair.where} has another format."


def of_words(pair: Pair) -> Iterator[str]:
    """Answers may get new words: a reader has to expect them."""
    if not pair.sent or "enum" not in pair.new:
        return
    if "enum" not in pair.old:
        yield f"{pair.where} takes certain words alone now."
    for word in pair.old.get("enum", ()):
        if word not in pair.new["enum"]:
            yield f"{pair.where} no longer takes “{word}”."


def of_bounds(pair: Pair) -> Iterator[str]:
    for names, sign in ((LOWEST, 1), (HIGHEST, -1)):
        for name in names:
            if name in pair.new and (
                name not in pair.old or sign * pair.new[name] > sign * pair.old[name]
            ):
                yield f"{pair.where}: {name} is {pair.new[name]} now."
    if "pattern" in pair.new and pair.new["pattern"] != pair.old.get("pattern"):
        yield f"{pair.where} must have another form."
