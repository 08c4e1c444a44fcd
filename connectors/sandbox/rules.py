"""Where faults strike: at a rate, or at an exact place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from random import Random
from threading import Lock

from connectors.sandbox.faults import FAULTS, Hit, check_name, check_rate
from connectors.sandbox.vendors import VendorApp
from connectors.sandbox.wire import Clock, Request, Response


@dataclass(slots=True)
class Rule:
    """Strikes the nth request that matches (or a share of them), `times` times; None is for ever.

    What strikes is the fault of that name, or `act`, which is called before the request is answered.
    """

    name: str
    vendor: str = "*"
    path: str = "*"
    method: str = "*"
    query: str = "*"
    nth: int = 1
    times: int | None = 1
    rate: float | None = None
    seconds: float | None = None
    act: Callable[[], object] | None = None
    seen: int = 0

    def matches(self, vendor: str, request: Request) -> bool:
        return (
            fnmatchcase(vendor, self.vendor)
            and fnmatchcase(request.path, self.path)
            and fnmatchcase(request.method, self.method)
            and fnmatchcase(request.raw_query, self.query)
        )

    def strikes(self, seed: int) -> bool:
        """Counts the request too."""
        self.seen += 1
        if self.rate is not None:
            return Random(f"{seed}/{self.name}/{self.seen}").random() < self.rate
        last = None if self.times is None else self.nth + self.times - 1
        return self.seen >= self.nth and (last is None or self.seen <= last)


@dataclass(slots=True)
class FaultBook:
    seed: int
    clock: Clock
    rules: list[Rule] = field(default_factory=list)
    _last: dict[tuple[str, str], Request] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, rule: Rule) -> Rule:
        if rule.act is None:
            check_name(rule.name)
        self.rules.append(rule)
        return rule

    def add_rates(self, rates: Mapping[str, float]) -> None:
        for name, rate in rates.items():
            self.add(Rule(name, rate=check_rate(name, rate), times=None))

    def answer(self, app: VendorApp, request: Request) -> tuple[Response, str | None]:
        """The vendor's response, or what a fault makes of it, with the fault's name."""
        struck, previous = self._striking(app.name, request)
        for rule in struck:
            if rule.act:
                rule.act()
        faults = [rule for rule in struck if rule.act is None]
        if not faults:
            return app.handle(request), None
        rule = faults[0]
        rng = Random(f"{self.seed}/{rule.name}/record/{rule.seen}")
        hit = Hit(app, request, self.clock, rng, rule.seconds, previous)
        return FAULTS[rule.name](hit), rule.name

    def _striking(self, vendor: str, request: Request) -> tuple[list[Rule], Request | None]:
        """The rules that strike this request, and the request before it on the same path."""
        with self._lock:
            previous = self._last.get((vendor, request.path))
            self._last[vendor, request.path] = request
            due = [rule for rule in self.rules if rule.matches(vendor, request)]
            return [rule for rule in due if rule.strikes(self.seed)], previous
