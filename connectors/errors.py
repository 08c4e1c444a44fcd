"""What can go wrong with a vendor, sorted by what to do next.

BadRecord       set this one record aside, go on
SlowDown        wait, then send the same request again
VendorDown      try again later; GarbageAnswer and LoopDetected are kinds of it
KeyRefused      a person must look at the credentials or the permissions
NotFound        the record is gone
BadCursor       restart this list from its first page
RequestRefused  our mistake, or an option that does not fit
AddressRefused  the address may not be called; nothing was sent there
"""

from datetime import datetime
from urllib.parse import urlsplit

EXCERPT_LENGTH = 500


class VendorError(Exception):
    """`message` is a sentence a coordinator can read, `excerpt` the start of the vendor's answer.

    What the client raises holds no secret and at most EXCERPT_LENGTH of the answer.
    """

    def __init__(
        self, message: str, *, vendor_status: int | None = None, url: str = "", excerpt: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.vendor_status = vendor_status
        self.url = without_query(url)
        self.excerpt = excerpt


class BadRecord(VendorError):
    """One record cannot be read: `field` holds `value`, and that is not what it must be."""

    def __init__(self, message: str, *, field: str = "", value: object = None) -> None:
        super().__init__(message)
        self.field = field
        self.value = value


class SlowDown(VendorError):
    """Nothing may be sent for `retry_after` seconds, which is at `until`."""

    def __init__(
        self,
        message: str,
        *,
        retry_after: float,
        until: datetime | None = None,
        vendor_status: int | None = None,
        url: str = "",
        excerpt: str = "",
    ) -> None:
        super().__init__(message, vendor_status=vendor_status, url=url, excerpt=excerpt)
        self.retry_after = retry_after
        self.until = until


class VendorDown(VendorError):
    """Refused, reset, timed out or 5xx: nobody's fault here, and it will pass."""


class GarbageAnswer(VendorDown):
    """An answer, but not the one that was documented: HTML, half a JSON, another shape, too large."""


class LoopDetected(VendorDown):
    """The list leads back to a page that this walk has already read."""


class KeyRefused(VendorError):
    """`credential` names the keys that were sent (`api_key`, `client_id, client_secret`), never their values.

    `whole` says that the key itself is refused, not only what was asked for with it.
    """

    def __init__(
        self,
        message: str,
        *,
        credential: str = "",
        whole: bool = True,
        vendor_status: int | None = None,
        url: str = "",
        excerpt: str = "",
    ) -> None:
        super().__init__(message, vendor_status=vendor_status, url=url, excerpt=excerpt)
        self.credential = credential
        self.whole = whole


class NotFound(VendorError):
    """404 or 410."""


class BadCursor(VendorError):
    """The vendor no longer takes the place in the list that we kept."""


class RequestRefused(VendorError):
    """Any other 4xx."""


class AddressRefused(VendorError):
    """A private address, or a link or redirect that leaves the account's own host."""


def without_query(url: str) -> str:
    """Drop what may carry a secret: the query, the fragment, and a user name in the host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" if host else parts.path
