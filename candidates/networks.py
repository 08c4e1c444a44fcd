"""The addresses that an API key may be used from."""

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network


def network_of(text: str) -> str:
    """An address or a network in CIDR, as it is kept. Raises ValueError with the text."""
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError:
        raise ValueError(text.strip()) from None


def is_within(address: str, networks: Iterable[str]) -> bool:
    """An IPv4 address in the clothes of IPv6 (::ffff:203.0.113.7) is the one inside."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in ip_network(network) for network in networks)


def split(text: str) -> list[str]:
    """Addresses as people type them: by line, comma or space."""
    return text.replace(",", " ").split()
