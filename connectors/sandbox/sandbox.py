"""Every vendor under one address, in a thread of this process or for the command."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Any, Self, cast

from connectors.sandbox.greenhouse.app import Greenhouse
from connectors.sandbox.registry import VENDORS
from connectors.sandbox.rules import FaultBook, Rule
from connectors.sandbox.server import SandboxServer
from connectors.sandbox.vendors import Settings, VendorApp
from connectors.sandbox.wire import Clock, Request, Response, json_response

EVERYWHERE = ("", "0.0.0.0")  # noqa: S104 - compared with, not bound to


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Logged:
    """One answered request; `status` is 0 where a fault let the connection break instead."""

    at: datetime
    vendor: str
    method: str
    path: str
    query: list[tuple[str, str]]
    status: int
    fault: str | None


class Sandbox:
    """Worlds are made at once; the address exists between `start` and `stop` (or inside `with`)."""

    def __init__(
        self,
        *,
        seed: int = 1,
        size: int = 400,
        vendors: Iterable[str] | None = None,
        clock: Clock = system_clock,
        rate_limits: bool = True,
        faults: Mapping[str, float] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        remember: int | None = None,
    ) -> None:
        """`faults` maps names to the share of requests they hit; `remember` bounds the request log.
        Raises BadFault, and KeyError for an unknown vendor."""
        self.clock = clock
        self.faults = FaultBook(seed, clock)
        self._settings = Settings(seed, size, clock, rate_limits)
        self._vendors = tuple(vendors or VENDORS)
        self.apps: dict[str, VendorApp] = {}
        self.requests: deque[Logged] = deque(maxlen=remember)
        self._address = (host, port)
        self._server: SandboxServer | None = None
        self.renew()
        self.faults.add_rates(faults or {})

    def renew(self, *, size: int | None = None, rate_limits: bool | None = None) -> None:
        """Worlds as new, on the same address: no faults, nothing logged. What is not given stays as it was."""
        self.heal()
        known = self._settings
        self._settings = replace(
            known,
            size=known.size if size is None else size,
            rate_limits=known.rate_limits if rate_limits is None else rate_limits,
        )
        self.apps = {name: VENDORS[name](self._settings) for name in self._vendors}
        self.requests.clear()

    @property
    def greenhouse(self) -> Greenhouse:
        return cast("Greenhouse", self.apps["greenhouse"])

    def start(self) -> Self:
        """Raises OSError where the port is taken."""
        self._server = SandboxServer(self._address, self._answer, self.clock)
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        if self._server:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        if self._server is None:
            raise RuntimeError("The sandbox is not started.")
        return self._server.server_port

    def base_url(self, vendor: str) -> str:
        host = self._address[0]
        reachable = "127.0.0.1" if host in EVERYWHERE else host
        return f"http://{reachable}:{self.port}/{vendor}"

    def connection(self, vendor: str) -> dict[str, Any]:
        """`vendor`, `base_url`, `credentials`, `options`, as the command `connect` takes them."""
        return self.apps[vendor].connection(self.base_url(vendor))

    def fault(
        self,
        name: str,
        path: str = "*",
        nth: int = 1,
        *,
        times: int | None = 1,
        method: str = "*",
        query: str = "*",
        vendor: str = "*",
        rate: float | None = None,
        seconds: float | None = None,
    ) -> Rule:
        """Strikes the nth request from now on whose path (below the vendor, `*` allowed) matches, and
        the `times - 1` after it; None is for ever. `seconds` is the wait of 429, stall, slow-drip and
        refused."""
        return self.faults.add(Rule(name, vendor, path, method, query, nth, times, rate, seconds))

    def meanwhile(
        self,
        act: Callable[[], object],
        path: str = "*",
        nth: int = 1,
        *,
        method: str = "*",
        query: str = "*",
    ) -> Rule:
        """What happens at the vendor just before the nth request from now on that matches is answered."""
        rule = Rule("meanwhile", path=path, method=method, query=query, nth=nth, act=act)
        return self.faults.add(rule)

    def heal(self) -> None:
        """No faults from now on, and somebody listens."""
        self.faults.rules.clear()
        if self._server:
            self._server.reopen()

    def spoil(
        self, resource: str, row_id: int | str, /, *, vendor: str = "greenhouse", **fields: Any
    ) -> None:
        """Prints that record of that list with these fields; MISSING leaves one out. Without fields
        the record is whole again."""
        self.apps[vendor].spoil(resource, row_id, fields)

    def calls(self, path: str = "*", *, method: str = "*", vendor: str = "*") -> int:
        """How many requests of the log match."""
        pattern = Rule("", vendor, path, method)
        return sum(
            pattern.matches(one.vendor, Request(one.method, one.path)) for one in self.requests
        )

    def _answer(self, vendor: str, request: Request) -> Response:
        app = self.apps.get(vendor)
        if app is None:
            message = f"There is no vendor here; the vendors are: {', '.join(self.apps)}."
            return json_response({"message": message}, 404)
        response, fault = self.faults.answer(app, request)
        status = 0 if response.breakage else response.status
        self.requests.append(
            Logged(self.clock(), vendor, request.method, request.path, request.query, status, fault)
        )
        return response
