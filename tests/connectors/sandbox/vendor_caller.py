"""Speaks plain HTTP with one vendor of a sandbox of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from connectors.sandbox import Sandbox


@dataclass
class VendorCaller:
    sandbox: Sandbox
    vendor: str
    headers: dict[str, str] = field(default_factory=dict)
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def app(self) -> Any:
        return self.sandbox.apps[self.vendor]

    @property
    def credentials(self) -> dict[str, str]:
        return self.sandbox.connection(self.vendor)["credentials"]

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {**self.headers, **options.pop("headers", {})}
        url = self.sandbox.base_url(self.vendor) + path
        return self.session.request(method, url, headers=headers, timeout=60, **options)

    def get(self, path: str, **params: Any) -> requests.Response:
        return self("GET", path, params=params)


@contextmanager
def calling(vendor: str, clock: Any, **options: Any) -> Iterator[VendorCaller]:
    options = {"seed": 1, "size": 60, "rate_limits": False, **options}
    with Sandbox(vendors=(vendor,), clock=clock, **options) as sandbox:
        caller = VendorCaller(sandbox, vendor)
        yield caller
        caller.session.close()
