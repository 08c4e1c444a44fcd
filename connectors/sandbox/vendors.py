"""What a vendor's app offers to the server. Adding a vendor: one file or folder beside this one with
such an app, and a line in `registry.py`."""

from dataclasses import dataclass
from typing import Any, Protocol

from connectors.sandbox.wire import Clock, Request, Response


@dataclass(frozen=True, slots=True)
class Settings:
    """`size` is the number of interviews, or of what stands for them at the vendor."""

    seed: int
    size: int
    clock: Clock
    rate_limits: bool = True


@dataclass(frozen=True, slots=True)
class WeakSpots:
    """Fields of a listed record: one whose type may change, one that may vanish, one with a word."""

    typed: str
    needed: str
    word: str


class VendorApp(Protocol):
    name: str

    def handle(self, request: Request) -> Response: ...

    def error(self, status: int, request: Request) -> Response:
        """This status as the vendor words it."""
        ...

    def weak_spots(self, request: Request) -> WeakSpots: ...

    def expired(self, request: Request) -> Response | None:
        """That the place in the list which the request brings is no longer known; None if it brings none."""
        ...

    def looped(self, request: Request, response: Response) -> Response:
        """The page with itself as the next one; anything else as it is."""
        ...

    def spoil(self, resource: str, row_id: int | str, fields: dict[str, Any]) -> None:
        """Prints these fields of a record instead of the true ones."""
        ...

    def connection(self, base_url: str) -> dict[str, Any]:
        """`vendor`, `base_url`, `credentials`, `options`, as the command `connect` takes them."""
        ...
