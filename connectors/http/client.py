"""One account's line to its vendor: signs in, keeps to the rate, waits and repeats a little, and explains."""

import json
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode, urljoin

from connectors.addresses import check_base_url, origin, path_below
from connectors.auth import Access, Auth, LoginRequest, TokenStore, hide, secrets_of
from connectors.errors import (
    EXCERPT_LENGTH,
    AddressRefused,
    GarbageAnswer,
    KeyRefused,
    SlowDown,
    VendorDown,
    VendorError,
    without_query,
)
from connectors.http.guard import outside_transactions
from connectors.http.transport import Answer, Transport
from connectors.http.verdict import OK, REDIRECT, as_response, check, parse_leniently
from connectors.paging import Request, Response
from connectors.paths import dig
from connectors.rates import Budget

logger = logging.getLogger(__name__)

ACCEPT = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "interview-hub"}
ANYTHING = {"Accept": "*/*"}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SIGN_IN_REFUSALS = frozenset({400, 401, 403, 422})
REPEATS = 2
ERROR_BODY = 64 * 1024
PAUSES = 5
FIRST_DELAY = 0.3


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Tries:
    """What is left of one `send`: seconds it may sleep, and what was tried already."""

    patience: float
    repeats: int = 0
    pauses: int = 0
    renewed: bool = False


class Client:
    """`send` returns a page or raises one of `connectors.errors`, with no secret in it.

    `patience` is how many seconds one `send` may sleep altogether: for a rate budget, a Retry-After, a
    renewed attempt. What would take longer is a `SlowDown` with the instant to come back at.
    """

    def __init__(
        self,
        base_url: str,
        auth: Auth,
        credentials: Mapping[str, str],
        options: Mapping[str, Any],
        tokens: TokenStore,
        budget: Budget,
        *,
        allow_private: bool,
        behind: str = "",
        narrow: str = "",
        timeout: tuple[float, float] = (5, 30),
        patience: float = 20.0,
        max_body: int = 20 * 2**20,
        deadline: float = 120.0,
        headers: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        guard: Callable[[], None] = outside_transactions,
    ) -> None:
        self.base_url = check_base_url(base_url, allow_private=allow_private).geturl().rstrip("/")
        self._auth, self._tokens, self._budget = auth, tokens, budget
        self._allow_private, self._patience = allow_private, patience
        self._headers = ACCEPT | dict(headers or {})
        self._clock, self._sleep, self._guard = clock, sleep, guard
        self._credentials, self._behind, self._narrow = credentials, behind, narrow
        self._access = Access(self.base_url, credentials, options, tokens, self._login, clock)
        self._transport = Transport(
            allow_private=allow_private, timeout=timeout, deadline=deadline, max_body=max_body
        )

    def __repr__(self) -> str:
        return f"Client({self.base_url})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._transport.close()

    def send(self, request: Request) -> Response:
        self._guard()
        try:
            return self._persist(request, Tries(self._patience))
        except VendorError as error:
            self._scrub(error)
            raise

    def _persist(self, request: Request, tries: Tries) -> Response:
        while True:
            sent: dict[str, str] = {}
            try:
                return self._attempt(request, tries, sent)
            except KeyRefused as refused:
                self._renew(refused, sent, tries)
            except SlowDown as pause:
                self._pause(pause, tries)
            except VendorDown as failure:
                self._repeat(failure, request, tries)

    def _attempt(self, request: Request, tries: Tries, sent: dict[str, str]) -> Response:
        url = self._url(request)
        sent |= self._auth.headers(self._access)
        self._wait_for_budget(tries)
        content = None
        headers = self._headers | dict(request.headers) | sent
        headers |= ANYTHING if request.file else {}
        if request.body is not None:
            content = json.dumps(request.body).encode()
            headers["Content-Type"] = "application/json"
        answer = self._exchange(request, url, headers, content)
        now = self._clock()
        self._budget.observe(answer.headers, answer.status, now)
        self._check(answer, request, now)
        return as_response(answer, request, self.base_url)

    def _check(self, answer: Answer, request: Request, now: datetime) -> None:
        if not OK <= answer.status < REDIRECT:
            sent = ", ".join(self._auth.required) or "the request"
            if self._behind and dig(parse_leniently(answer), self._behind):
                sent = f"what it was asked through {sent}, in the name of the system behind it"
            check(self._clean(answer), request, sent=sent, now=now, narrow=self._narrow)

    def _exchange(
        self, request: Request, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> Answer:
        """Send, and follow one redirect if it stays on the host and may be sent again."""
        answer = self._timed(request.method, url, headers, content)
        if answer.status not in REDIRECTS:
            return answer
        target = self._target(url, answer.headers.get("Location", ""))
        if origin(target) != origin(url) or not request.repeatable:
            raise AddressRefused(
                f"The vendor redirects to {origin(target)[1] or 'nowhere'}. "
                "That was not followed: check the base URL.",
                vendor_status=answer.status,
                url=url,
            )
        answer = self._timed(request.method, target, headers, content)
        if answer.status in REDIRECTS:
            raise AddressRefused(
                "The vendor redirects in a circle.", vendor_status=answer.status, url=url
            )
        return answer

    def _target(self, url: str, location: str) -> str:
        try:
            return urljoin(url, location)
        except ValueError:
            return ""

    def _timed(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> Answer:
        started = time.monotonic()
        answer = self._transport.exchange(method, url, headers, content)
        if logger.isEnabledFor(logging.DEBUG):
            path = hide(without_query(url), self._secrets())
            taken = (time.monotonic() - started) * 1000
            logger.debug("%s %s %d in %.0f ms", method, path, answer.status, taken)
        return answer

    def _url(self, request: Request) -> str:
        """Where a request goes: below the base URL. An absolute path must already be there."""
        path = request.path
        if not path.startswith("/") or path.startswith("//"):
            path = path_below(self.base_url, path)
        query = urlencode(request.params)
        joint = "&" if "?" in path else "?"
        return f"{self.base_url}{path}{joint}{query}" if query else f"{self.base_url}{path}"

    def _wait_for_budget(self, tries: Tries) -> None:
        while (seconds := self._budget.take(now := self._clock())) > 0:
            if seconds > tries.patience:
                raise SlowDown(
                    "The vendor's rate limit is used up for now.",
                    retry_after=seconds,
                    until=now + timedelta(seconds=seconds),
                )
            tries.patience -= seconds
            self._sleep(seconds)

    def _renew(self, refused: KeyRefused, sent: Mapping[str, str], tries: Tries) -> None:
        """One new token for each request; if that is refused too, a person must look."""
        may_be_stale = sent and refused.vendor_status in self._auth.renew_on
        if tries.renewed or not may_be_stale or not self._auth.renew(self._access, sent):
            raise refused
        tries.renewed = True

    def _pause(self, pause: SlowDown, tries: Tries) -> None:
        if pause.retry_after > tries.patience or tries.pauses >= PAUSES:
            raise pause
        tries.pauses += 1
        tries.patience -= pause.retry_after
        self._sleep(pause.retry_after)

    def _repeat(self, failure: VendorDown, request: Request, tries: Tries) -> None:
        hopeless = isinstance(failure, GarbageAnswer) or not request.repeatable
        if hopeless or tries.repeats >= REPEATS:
            raise failure
        jitter = 0.5 + random.random()  # noqa: S311 (spreads load, hides nothing)
        self._sleep(FIRST_DELAY * 3**tries.repeats * jitter)
        tries.repeats += 1

    def _login(self, asked: LoginRequest) -> Response:
        """Post for a token. A refusal is returned: only the auth kind knows what it means."""
        url = check_base_url(asked.url, allow_private=self._allow_private).geturl()
        headers = self._headers | dict(asked.headers)
        if asked.form is not None:
            content = urlencode(asked.form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        else:
            content = json.dumps(asked.json).encode()
            headers["Content-Type"] = "application/json"
        request = Request(without_query(url), method="POST")
        answer = self._exchange(request, url, headers, content)
        if answer.status not in SIGN_IN_REFUSALS:
            self._check(answer, request, self._clock())
        answer = self._clean(answer) if answer.status in SIGN_IN_REFUSALS else answer
        return Response(
            answer.status, answer.headers, parse_leniently(answer), request, self.base_url
        )

    def _secrets(self) -> tuple[str, ...]:
        kept = self._tokens.get()
        return secrets_of(self._credentials, *([kept.value] if kept else []))

    def _clean(self, answer: Answer) -> Answer:
        """The start of an error's body with our own secrets taken out, before anybody cuts it shorter."""
        text = answer.content[:ERROR_BODY].decode("utf-8-sig", errors="replace")
        return replace(answer, content=hide(text, self._secrets()).encode())

    def _scrub(self, error: VendorError) -> None:
        secrets = self._secrets()
        error.message = hide(error.message, secrets)
        error.args = (error.message,)
        error.excerpt = hide(error.excerpt, secrets)[:EXCERPT_LENGTH]
        error.url = hide(error.url, secrets)
