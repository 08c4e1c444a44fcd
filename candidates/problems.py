"""The shape of every error of the API: what is wrong, whose fault it is, where, whether to try again and when."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

Origin = Literal["caller", "hub", "vendor"]
WORTH_ANOTHER_TRY = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What the vendor answered: its status, and the start of its body as it came."""

    status: int | None
    body: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`origin` empty is the caller below 500 and the hub from there on; `retry` None follows the status.

    `where` is the method and the path, `retry_after` a number of seconds.
    """

    status: int
    message: str
    where: str
    request_id: str
    origin: Origin | None = None
    retry: bool | None = None
    retry_after: int | None = None
    remote: Remote | None = None

    @property
    def extras(self) -> dict[str, Any]:
        """What every door tells beside its own shape."""
        told: dict[str, Any] = {
            "origin": self.origin or ("hub" if self.status >= 500 else "caller"),
            "where": self.where,
            "retry": self.status in WORTH_ANOTHER_TRY if self.retry is None else self.retry,
            "retry_after": self.retry_after,
            "request_id": self.request_id,
        }
        if self.remote is None:
            return told
        return told | {
            "truto_is_remote_error": True,
            "vendor_status": self.remote.status,
            "raw_response": self.remote.body,
        }

    def told(self, details: dict[str, Any] | None = None) -> dict[str, Any]:
        name = HTTPStatus(self.status).phrase
        shape = {"statusCode": self.status, "error": name, "message": self.message}
        return shape | ({"details": details} if details else {}) | self.extras


EXTRAS: dict[str, Any] = {
    "origin": {
        "type": "string",
        "enum": ["caller", "hub", "vendor"],
        "description": "Whose fault it is: who has to do something about it.",
    },
    "where": {"type": "string", "description": "The method and the path that were called."},
    "retry": {
        "type": "boolean",
        "description": "Whether the same request may succeed later, unchanged.",
    },
    "retry_after": {
        "type": ["integer", "null"],
        "description": "After how many seconds; null where nobody knows.",
    },
    "request_id": {
        "type": "string",
        "description": "The call in the hub's logs, as in the header X-Request-Id.",
    },
}
REMOTE_EXTRAS: dict[str, Any] = {
    "truto_is_remote_error": {"type": "boolean", "description": "Only where a vendor failed."},
    "vendor_status": {
        "type": ["integer", "null"],
        "description": "The vendor's HTTP status; null where no answer came.",
    },
    "raw_response": {
        "type": ["string", "null"],
        "description": "The start of the vendor's answer, without secrets; null for API keys without the scope “pii”.",
    },
}
"""As JSON Schema."""
