"""Bytes out, bytes in: time-outs, a cap on what is read, and our own errors for whatever goes wrong."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import DecodeError, HTTPError, ReadTimeoutError

from connectors.errors import AddressRefused, GarbageAnswer, RequestRefused, VendorDown
from connectors.http.adapter import PublicAdapter

CHUNK = 64 * 1024
# urllib3 writes whole URLs with their queries into its debug log.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


class Transport:
    """One pool of kept-alive connections. No cookies, no redirects, no proxy and no netrc of the machine.

    `timeout` is seconds to connect and to wait for the next bytes, `deadline` for a whole answer's body. `whom` is
    what errors call the other side.
    """

    whom = "vendor"

    def __init__(
        self, *, allow_private: bool, timeout: tuple[float, float], deadline: float, max_body: int
    ) -> None:
        self.adapter = HTTPAdapter() if allow_private else PublicAdapter()
        self.timeout = timeout
        self.deadline = deadline
        self.max_body = max_body

    def close(self) -> None:
        self.adapter.close()

    def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> Answer:
        until = time.monotonic() + self.deadline
        try:
            prepared = requests.Request(method, url, headers=headers, data=content).prepare()
        except (requests.RequestException, ValueError, TypeError):
            raise RequestRefused("The request could not be written as HTTP.", url=url) from None
        try:
            response = self.adapter.send(prepared, stream=True, timeout=self.timeout, verify=True)
        except requests.RequestException as error:
            raise self._failure(error, url) from None
        try:
            body = self._read(response, url, until)
        except (HTTPError, OSError) as error:
            response.close()
            raise self._broken(error, url) from None
        except VendorDown:
            response.close()
            raise
        return Answer(response.status_code, response.headers, body)

    def _read(self, response: requests.Response, url: str, until: float) -> bytes:
        """The decoded body, as it comes in, so that neither its size nor its slowness is unbounded."""
        said = response.headers.get("Content-Length", "")
        if said.isascii() and said.isdigit() and int(said[:18]) > self.max_body:
            raise self._too_large(response, url)
        chunks, size = [], 0
        while chunk := response.raw.read1(CHUNK, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > self.max_body:
                raise self._too_large(response, url)
            if time.monotonic() > until:
                raise VendorDown(
                    f"The vendor did not finish its answer within {self.deadline:g} seconds.",
                    url=url,
                )
        return b"".join(chunks)

    def _too_large(self, response: requests.Response, url: str) -> GarbageAnswer:
        limit = self.max_body / 2**20
        return GarbageAnswer(
            f"The vendor's answer is larger than {limit:g} MiB and was not read.",
            vendor_status=response.status_code,
            url=url,
        )

    def _failure(self, error: requests.RequestException, url: str) -> VendorDown | AddressRefused:
        """Before an answer began. Order matters: a connect time-out is both a time-out and a failed connect."""
        if isinstance(error, requests.exceptions.SSLError):
            return VendorDown(f"The {self.whom}'s certificate could not be verified.", url=url)
        if isinstance(error, requests.ConnectTimeout):
            return VendorDown(
                f"The {self.whom} could not be reached within {self.timeout[0]:g} seconds.", url=url
            )
        if isinstance(error, requests.Timeout):
            return VendorDown(
                f"The {self.whom} did not answer within {self.timeout[1]:g} seconds.", url=url
            )
        if isinstance(error, requests.exceptions.InvalidURL):
            return AddressRefused(f"The {self.whom}'s address is not a web address.", url=url)
        return VendorDown(f"The connection to the {self.whom} failed.", url=url)

    def _broken(self, error: Exception, url: str) -> VendorDown:
        """After it began."""
        if isinstance(error, ReadTimeoutError):
            return VendorDown(
                f"The {self.whom} fell silent for {self.timeout[1]:g} seconds within an answer.",
                url=url,
            )
        if isinstance(error, DecodeError):
            return GarbageAnswer(f"The {self.whom}'s answer is not compressed as it says.", url=url)
        return VendorDown(
            f"The connection to the {self.whom} broke off in the middle of an answer.", url=url
        )
