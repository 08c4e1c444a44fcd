"""Lists walked with POST: the place in the list and the point in time are tokens in the body (Ashby)."""

from dataclasses import dataclass, replace
from typing import Any

from connectors.errors import BadCursor, GarbageAnswer, KeyRefused, RequestRefused, SlowDown
from connectors.paging.messages import Params, Request, Response, kind, records
from connectors.paths import dig

STALE = frozenset(
    {
        "sync_token_expired",
        "sync_token_invalid",
        "next_cursor_expired",
        "invalid_next_cursor",
        "incremental_sync_too_large",
    }
)
DEFAULT_WAIT = 60.0


@dataclass(frozen=True, kw_only=True)
class ResumeTokens:
    """`more` says whether to go on, `token` is posted back as `send_as`; `resume` is the token that
    only the last page has, posted at the start of the next walk to read what changed since. `fixed` goes with
    every walk.

    Errors come as HTTP 200 with `success: false`.
    """

    records: str = "results"
    size: str = "limit"
    largest: int = 100
    more: str = "moreDataAvailable"
    token: str = "nextCursor"  # noqa: S105 (a path)
    send_as: str = "cursor"
    resume: str = "syncToken"
    fixed: tuple[tuple[str, Any], ...] = ()

    def first(self, path: str, params: Params = (), size: int | None = None) -> Request:
        limit = {self.size: min(size or self.largest, self.largest)} if self.size else {}
        body = limit | {name: value for name, value in dict(params).items() if value is not None}
        return Request(path, method="POST", body=dict(self.fixed) | body, reads=True)

    def items(self, response: Response) -> list[Any]:
        check_success(response)
        return records(response, self.records)

    def next(self, request: Request, response: Response) -> Request | None:
        check_success(response)
        if not dig(response.body, self.more):
            return None
        token = dig(response.body, self.token)
        if not isinstance(token, str) or not token:
            raise GarbageAnswer(
                f"The vendor says that there is more, but {self.token} is {kind(token)}.",
                vendor_status=response.status,
                url=request.path,
            )
        return replace(request, body=(request.body or {}) | {self.send_as: token})

    def resume_token(self, response: Response) -> str | None:
        """What the next walk posts as `resume` to get only changes; None before the last page."""
        token = dig(response.body, self.resume)
        return token if isinstance(token, str) and token else None


def check_success(response: Response) -> None:
    """Turn `success: false` into the error that says what to do next."""
    body = response.body
    if not isinstance(body, dict):
        raise GarbageAnswer(
            f"Expected an object with success and results but got {kind(body)}.",
            vendor_status=response.status,
            url=response.request.path,
        )
    if body.get("success") is not False:
        return
    code, said = failure(body)
    told: dict[str, Any] = {"vendor_status": response.status, "url": response.request.path}
    if code in STALE:
        raise BadCursor(f"The vendor no longer takes our place in the list: {said}.", **told)
    if code == "missing_endpoint_permission":
        raise KeyRefused(f"The key may not read this list: {said}.", whole=False, **told)
    if code in {"rate_limit_exceeded", "concurrent_limit_exceeded"}:
        raise SlowDown(f"The vendor asks for a pause: {said}.", retry_after=DEFAULT_WAIT, **told)
    raise RequestRefused(f"The vendor refused the request: {said}.", **told)


def failure(body: dict[str, Any]) -> tuple[str, str]:
    """The code and the words of a failure, in any of the three shapes seen."""
    first = dig(body, "errors.0")
    code = dig(body, "errorInfo.code") or dig(first, "code") or first or ""
    said = dig(body, "errorInfo.message") or dig(first, "message") or code or "no reason given"
    return (code if isinstance(code, str) else ""), str(said).rstrip(".")
