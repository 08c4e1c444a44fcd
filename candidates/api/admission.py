"""An API key at any door: alive, from an address it may come from, and not too often."""

from datetime import datetime

from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.request import Request
from structlog.contextvars import bind_contextvars

from candidates.models import ApiKey
from candidates.networks import is_within
from candidates.requests import network_address
from candidates.selectors.access import find_key
from candidates.services.access import note_use
from candidates.services.limits import count_call

UNKNOWN = "This API key is unknown, expired or revoked."


def admitted(secret: str, request: Request, now: datetime) -> ApiKey:
    """What is left of its calls goes with the answer, whatever that is (config/calls.py)."""
    key = find_key(secret, now=now)
    if key is None:
        raise AuthenticationFailed(UNKNOWN)
    bind_contextvars(key=key.pk)
    if key.networks:
        address = network_address(request)
        if not is_within(address, key.networks):
            raise PermissionDenied(f"This API key may not be used from {address or 'nowhere'}.")
    allowance = count_call(key, now)
    if allowance is not None:
        vars(request._request)["allowance"] = allowance  # noqa: SLF001
        if allowance.is_spent:
            sentence = f"This API key may make {allowance.limit} calls a minute."
            raise Throttled(allowance.reset, sentence)
    note_use(key, now)
    return key
