"""Every vendor, and every way to read one, that must keep the contract."""

from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import (
    ashby,
    ceipal,
    drvn,
    fountain,
    greenhouse,
    lever,
    roundhr,
    truto,
    viasto,
)

ADAPTERS: dict[str, Adapter] = {
    "greenhouse": greenhouse.v3,
    "greenhouse v1": greenhouse.v1,
    "roundhr": roundhr.adapter,
    "viasto": viasto.adapter,
    "drvn": drvn.nested,
    "drvn list": drvn.listed,
    "ceipal": ceipal.adapter,
    "truto": truto.adapter,
    "ashby": ashby.adapter,
    "fountain": fountain.adapter,
    "lever": lever.adapter,
}


def having(feature: str) -> list[str]:
    """The names of those adapters that say something of it."""
    return [name for name, adapter in ADAPTERS.items() if getattr(adapter, feature)]
