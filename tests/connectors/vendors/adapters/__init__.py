"""Every vendor, and every way to read one, that must keep the contract."""

from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ceipal, drvn, greenhouse, truto

ADAPTERS: dict[str, Adapter] = {
    "greenhouse": greenhouse.v3,
    "greenhouse v1": greenhouse.v1,
    "drvn": drvn.nested,
    "drvn list": drvn.listed,
    "ceipal": ceipal.adapter,
    "truto": truto.adapter,
}
