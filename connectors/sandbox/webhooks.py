"""Events on their way to whoever a vendor tells: sent when due, tried again as the vendor does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from random import Random
from threading import Event, Lock, Thread
from urllib.parse import urlsplit
from uuid import UUID

from connectors.sandbox.times import to_ms
from connectors.sandbox.wire import Clock

PATIENCE_SECONDS = 10.0

Post = Callable[[str, Mapping[str, str], bytes], int]
"""Takes URL, headers, body; returns the status of the answer. Raises OSError or HTTPException."""


def over_http(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """Redirects are not followed."""
    parts = urlsplit(url)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


@dataclass(slots=True, eq=False)
class Hook:
    """A webhook as it is set up at the vendor, `actions` being the events it is for; None is all of them."""

    url: str
    secret: str = ""
    actions: frozenset[str] | None = None
    post: Post = over_http
    enabled: bool = True

    def wants(self, action: str) -> bool:
        return self.enabled and (self.actions is None or action in self.actions)


@dataclass(slots=True, eq=False)
class Outgoing:
    """One event on its way; `due` is in milliseconds. Retries bear the id of the first attempt."""

    hook: Hook
    action: str
    event_id: str
    body: bytes
    due: int
    attempts: int = 0
    statuses: list[int] = field(default_factory=list)


Headers = Callable[[Outgoing, int], Mapping[str, str]]
"""What goes with a body that is sent at that moment (milliseconds), its signature among it."""


def only_200(status: int) -> bool:
    return status == 200


class Outbox:
    """What waits is in `outbox`, in the order in which it is sent; what was never taken is in `given_up`.
    Nothing is sent but by `deliver_due` (and by a vendor's ping)."""

    def __init__(
        self,
        vendor: str,
        clock: Clock,
        *,
        headers: Headers,
        waits: Sequence[int] = (),
        taken: Callable[[int], bool] = only_200,
    ) -> None:
        """`waits` are the milliseconds between attempts; `taken` judges a status."""
        self.hooks: list[Hook] = []
        self.outbox: list[Outgoing] = []
        self.given_up: list[Outgoing] = []
        self._clock = clock
        self._headers = headers
        self._waits = waits
        self._taken = taken
        self._lock = Lock()
        self._numbers = Random(f"{vendor}/webhooks")

    @property
    def now(self) -> int:
        return to_ms(self._clock())

    def tell(self, action: str, body: bytes) -> None:
        """To every hook that is for it."""
        with self._lock:
            self.outbox += [
                self.outgoing(hook, action, body) for hook in self.hooks if hook.wants(action)
            ]

    def outgoing(self, hook: Hook, action: str, body: bytes) -> Outgoing:
        event_id = str(UUID(int=self._numbers.getrandbits(128), version=4))
        return Outgoing(hook, action, event_id, body, self.now)

    def deliver_due(self) -> int:
        """Sends what is due by the sandbox's clock; how many were taken."""
        now = self.now
        with self._lock:
            due = [one for one in self.outbox if one.due <= now]
            self.outbox = [one for one in self.outbox if one.due > now]
        return sum(self._attempt(one) for one in due)

    def shuffle(self, seed: int, *, doubled: float = 0.3) -> None:
        """What waits comes in any order, and that share of it twice."""
        rng = Random(seed)
        with self._lock:
            again = rng.sample(self.outbox, round(len(self.outbox) * doubled))
            self.outbox += [replace(one, statuses=[]) for one in again]
            rng.shuffle(self.outbox)

    def keep_delivering(self, stopped: Event, *, every: float = 1.0) -> Thread:
        """In the background, until `stopped`."""

        def deliver() -> None:
            while not stopped.wait(every):
                self.deliver_due()

        thread = Thread(target=deliver, daemon=True)
        thread.start()
        return thread

    def _attempt(self, one: Outgoing) -> bool:
        if self.send(one):
            return True
        with self._lock:
            if one.attempts > len(self._waits):
                self.given_up.append(one)
            else:
                one.due = self.now + self._waits[one.attempts - 1]
                self.outbox.append(one)
        return False

    def send(self, one: Outgoing) -> bool:
        """Once, now; a status of 0 stands for no answer."""
        one.attempts += 1
        try:
            status = one.hook.post(one.hook.url, self._headers(one, self.now), one.body)
        except (OSError, HTTPException):
            status = 0
        one.statuses.append(status)
        return self._taken(status)
