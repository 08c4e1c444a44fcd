"""What a vendor is called, its monogram, and what it never tells."""

from dataclasses import dataclass
from typing import Any

from connectors.vendors import CONNECTORS


@dataclass(frozen=True, slots=True)
class Badge:
    label: str
    code: str


def badge_of(vendor: str) -> Badge:
    connector = CONNECTORS.get(vendor)
    if connector is None:
        return Badge(vendor.capitalize(), vendor[:2].upper())
    return Badge(connector.label, connector.code)


def not_reported_by(vendor: str, options: dict[str, Any]) -> tuple[str, ...]:
    """Empty where the vendor is not connected through this version of the hub, or its version is unknown."""
    connector = CONNECTORS.get(vendor)
    try:
        return connector.profile(options).not_reported if connector else ()
    except KeyError:
        return ()
