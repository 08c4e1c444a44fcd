"""What a caller is told of a failure at a vendor: its status and its words, without secrets."""

from math import ceil

from rest_framework.exceptions import APIException
from rest_framework.request import Request

from candidates.api.callers import Caller
from candidates.models import ApiKey
from candidates.problems import Remote
from candidates.statuses import Scope
from config.redaction import redact
from connectors.errors import NotFound, RequestRefused, SlowDown, VendorDown, VendorError

STATUSES: tuple[tuple[type[VendorError], int], ...] = (
    (SlowDown, 429),
    (NotFound, 404),
    (RequestRefused, 422),
    (VendorError, 502),  # refused credentials too: a 401 would speak of the caller's own key
)


class VendorFailed(APIException):
    """`wait` is how many seconds the vendor wants to be left alone."""

    def __init__(self, error: VendorError, *, personal: bool) -> None:
        super().__init__(redact(error.message))
        self.status_code = next(status for kind, status in STATUSES if isinstance(error, kind))
        self.retry = isinstance(error, SlowDown | VendorDown)
        self.wait = ceil(error.retry_after) if isinstance(error, SlowDown) else None
        shown = redact(error.excerpt) if personal and error.excerpt else None
        self.remote = Remote(status=error.vendor_status, body=shown)


def as_failure(error: VendorError, request: Request) -> VendorFailed:
    """The vendor's words may name people: they are for those who may see personal data."""
    auth = request.auth
    if isinstance(auth, ApiKey):
        return VendorFailed(error, personal=Scope.PII in auth.scopes)
    return VendorFailed(error, personal=isinstance(auth, Caller) and auth.personal)
