"""Which addresses may be called: nothing private, and nothing off the account's own host."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from connectors.errors import AddressRefused, VendorDown

# Global by the letter of the registry, but each one can lead to a private host behind a translator or relay.
TRANSLATED = tuple(
    ip_network(block)
    for block in (
        "192.88.99.0/24",  # 6to4 relays
        "2002::/16",  # 6to4
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local use
        "5f00::/16",  # segment routing
        "fec0::/10",  # site local, abolished but still routed
    )
)
PORTS = {"http": 80, "https": 443}


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the open internet."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    return not any(ip.version == block.version and ip in block for block in TRANSLATED)


def public_addresses(host: str, port: int) -> list[str]:
    """Every address a name stands for, in the resolver's order.

    One private address among them refuses the name. The caller must connect to one of these
    and not resolve again, or the name may mean something else by then.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise VendorDown(f"The name {host} could not be resolved.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(is_public(address) for address in addresses):
        raise AddressRefused(
            f"{host} is on a private network. Set ALLOW_PRIVATE_ADDRESSES to allow that."
        )
    return addresses


def check_base_url(url: str, *, allow_private: bool) -> SplitResult:
    """Split an account's base URL; refuse what cannot be one. Plain http only where private hosts are allowed."""
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port != 0
    except ValueError:
        raise AddressRefused("The base URL is not a web address.", url="") from None
    if parts.scheme not in PORTS or not parts.hostname or not port_is_fine:
        raise AddressRefused("The base URL must look like https://host/path.", url=url)
    if parts.username is not None or parts.query or parts.fragment:
        raise AddressRefused("The base URL may hold no user name, query or fragment.", url=url)
    if parts.scheme == "http" and not allow_private:
        raise AddressRefused("The base URL must start with https://.", url=url)
    return parts


def origin(url: str | SplitResult) -> tuple[str, str, int]:
    """Scheme, host, port: what must be equal for two URLs to be on the same host."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else url
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return ("", "", 0)
    return (parts.scheme, (parts.hostname or "").rstrip("."), port)


def path_below(base_url: str, link: str) -> str:
    """The path of a link below the base URL; `AddressRefused` if it leads anywhere else.

    A link without a host is on the account's own.
    """
    home, parts = urlsplit(base_url).path.rstrip("/"), urlsplit(link)
    on_host = not parts.scheme and not parts.netloc
    if not on_host and (origin(base_url) != origin(parts) or parts.username is not None):
        raise AddressRefused(
            "The vendor sent a link that leaves the account's own host. It was not followed.",
            url=link,
        )
    if parts.path == home or parts.path.startswith(f"{home}/"):
        return parts.path[len(home) :] or "/"
    if on_host:
        return parts.path
    raise AddressRefused(
        "The vendor sent a link that leaves the account's own base URL. It was not followed.",
        url=link,
    )
