"""Why something that was well asked is not done."""

from collections.abc import Sequence
from typing import Any

from rest_framework.exceptions import APIException


class Conflict(APIException):
    """`allowed` are the actions that are possible instead, where that is known; `retry`: so may be the same, later."""

    status_code = 409

    def __init__(
        self, message: str, allowed: Sequence[str] | None = None, *, retry: bool = False
    ) -> None:
        super().__init__(message)
        self.retry = retry
        self.details = None if allowed is None else {"allowed": list(allowed)}


class Stale(APIException):
    """The record has changed since it was seen. `details` are told beside the sentence."""

    status_code = 412

    def __init__(self, message: str, details: dict[str, Any]) -> None:
        super().__init__(message)
        self.details = details
