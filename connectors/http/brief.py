"""What receivers answer is of no use but for its status: only the start of it is read."""

import time

import requests
from urllib3.exceptions import HTTPError

from connectors.http.transport import Transport

START = 2048


class BriefTransport(Transport):
    """The status counts, and stands once the headers are here; a body that is long, late or broken is no failure."""

    whom = "receiver"

    def __init__(
        self, *, allow_private: bool, timeout: tuple[float, float], deadline: float
    ) -> None:
        super().__init__(
            allow_private=allow_private, timeout=timeout, deadline=deadline, max_body=START
        )

    def _read(self, response: requests.Response, url: str, until: float) -> bytes:
        start = b""
        try:
            while len(start) < START and time.monotonic() < until:
                chunk = response.raw.read1(START, decode_content=True)
                if not chunk:
                    return start
                start += chunk
        except (HTTPError, OSError):
            pass
        response.close()
        return start[:START]
