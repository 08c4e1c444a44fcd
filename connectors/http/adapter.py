"""Connections that only go to public addresses.

The address that was checked is the one connected to, so that a name cannot mean one thing when checked and
another when called. This happens once for each socket: an open one is used again as it is.
"""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from connectors.addresses import public_addresses


class PublicOnly:
    """Mixed into a urllib3 connection: resolves itself and connects by address.

    The name stays what it is for the Host header, SNI and the certificate.
    """

    _dns_host: str
    port: int

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        addresses = public_addresses(name, self.port)
        try:
            return self._first_open(addresses)
        finally:
            self._dns_host = name

    def _first_open(self, addresses: list[str]) -> socket.socket:
        for address in addresses[:-1]:
            self._dns_host = address
            try:
                return self._open()
            except (OSError, HTTPError):
                continue
        self._dns_host = addresses[-1]
        return self._open()

    def _open(self) -> socket.socket:
        opened: socket.socket = super()._new_conn()  # type: ignore[misc]
        return opened


class PublicHTTPConnection(PublicOnly, HTTPConnection):
    pass


class PublicHTTPSConnection(PublicOnly, HTTPSConnection):
    pass


class PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = PublicHTTPConnection


class PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = PublicHTTPSConnection


class PublicAdapter(HTTPAdapter):
    """requests' adapter over those connections."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": PublicHTTPPool,
            "https": PublicHTTPSPool,
        }
