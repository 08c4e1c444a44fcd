"""What goes to a vendor and what comes back, without any network in it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self

from connectors.errors import GarbageAnswer, LoopDetected
from connectors.paths import dig

Params = Mapping[str, Any] | Iterable[tuple[str, Any]]


@dataclass(frozen=True)
class Request:
    """What to send. `path` follows the account's base URL; `reads` marks a POST that changes nothing,
    `file` a GET whose answer is no JSON: its body stays bytes."""

    path: str
    params: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    body: dict[str, Any] | None = None
    reads: bool = False
    file: bool = False
    headers: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "params": [list(pair) for pair in self.params],
            "method": self.method,
            "body": self.body,
            "reads": self.reads,
            "headers": [list(pair) for pair in self.headers],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            path=kept["path"],
            params=pairs((name, value) for name, value in kept.get("params", ())),
            method=kept.get("method", "GET"),
            body=kept.get("body"),
            reads=kept.get("reads", False),
            headers=pairs((name, value) for name, value in kept.get("headers", ())),
        )

    @property
    def repeatable(self) -> bool:
        """Whether sending it twice does no more than sending it once."""
        return self.reads or self.method in {"GET", "HEAD"}

    def param(self, name: str) -> str | None:
        return next((value for key, value in self.params if key == name), None)

    def having(self, **values: str) -> Self:
        """The same request with these parameters set, in their old place or at the end."""
        kept = tuple((key, values.get(key, value)) for key, value in self.params)
        names = {key for key, _ in kept}
        added = tuple((key, value) for key, value in values.items() if key not in names)
        return replace(self, params=kept + added)


@dataclass(frozen=True)
class Response:
    """An answer with its JSON parsed. `base_url` is the account's: links are checked against it."""

    status: int
    headers: Mapping[str, str]
    body: Any
    request: Request
    base_url: str = ""

    def header(self, name: str) -> str:
        """A header's value whatever its case; "" where it is absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), "")

    def says(self, where: str) -> Any:
        """What stands at a dotted path of the body, or in a header (`header:Total`)."""
        if where.startswith("header:"):
            return self.header(where.removeprefix("header:")) or None
        return dig(self.body, where)


class Paging(Protocol):
    """One way to walk a list."""

    def first(self, path: str, params: Params = (), size: int | None = None) -> Request: ...

    def items(self, response: Response) -> list[Any]: ...

    def next(self, request: Request, response: Response) -> Request | None: ...

    def resume_token(self, response: Response) -> str | None:
        """What the next walk may begin with to read only what changed; None where there is no such thing."""
        ...


BARREN_PAGES = 50


class Marks:
    """Which ids were there, in a megabyte however many they are. Now and then it takes a new one for an old."""

    def __init__(self, size: int = 2**20) -> None:
        self.bits = bytearray(size)

    def add(self, ids: Collection[str]) -> bool:
        """Whether any of them is new."""
        new = False
        for key in ids:
            place, bit = divmod(hash(key) % (8 * len(self.bits)), 8)
            new = new or not self.bits[place] >> bit & 1
            self.bits[place] |= 1 << bit
        return new


@dataclass
class Walked:
    """The pages that one walk has asked for, and the ids found on them: a cursor that leads back to a page would
    never end, and one that is always new may be a loop all the same.
    """

    seen: set[str] = field(default_factory=set)
    found: Marks = field(default_factory=Marks)
    barren: int = 0

    def step(self, request: Request) -> Request:
        """Note a request that is about to be sent; `LoopDetected` if this walk sent it before."""
        mark = json.dumps(request.as_json(), sort_keys=True)
        if mark in self.seen:
            raise LoopDetected(
                "The vendor's list leads back to a page already read, so the walk was stopped.",
                url=request.path,
            )
        self.seen.add(mark)
        return request

    def hold(self, ids: Collection[str]) -> None:
        """Note what a page held; `LoopDetected` after too many on end with nothing new."""
        self.barren = 0 if self.found.add(ids) else self.barren + 1
        if self.barren > BARREN_PAGES:
            raise LoopDetected(
                f"The vendor's list goes on, but its last {self.barren} pages held nothing new."
            )


def pairs(params: Params) -> tuple[tuple[str, str], ...]:
    """Parameters as they go into a query string; those that are None are left out."""
    given = params.items() if isinstance(params, Mapping) else params
    return tuple((name, as_text(value)) for name, value in given if value is not None)


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def records(response: Response, where: str) -> list[Any]:
    """The list at a dotted path of the body ("" is the body itself)."""
    found = dig(response.body, where)
    if isinstance(found, list):
        return found
    place = f"at {where} " if where else ""
    raise GarbageAnswer(
        f"Expected a list of records {place}but got {kind(found)}.",
        vendor_status=response.status,
        url=response.request.path,
    )


def kind(value: Any) -> str:
    """What JSON calls a value, for messages."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    if value is None:
        return "nothing"
    return names.get(type(value), "a number")
