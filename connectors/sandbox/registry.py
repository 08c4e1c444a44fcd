"""Every vendor the sandbox can be."""

from collections.abc import Callable

from connectors.sandbox.ashby.app import Ashby
from connectors.sandbox.ceipal.app import Ceipal
from connectors.sandbox.drvn.app import Drvn
from connectors.sandbox.fountain.app import Fountain
from connectors.sandbox.greenhouse.app import Greenhouse
from connectors.sandbox.lever.app import Lever
from connectors.sandbox.roundhr.app import RoundHR
from connectors.sandbox.truto.app import Truto
from connectors.sandbox.vendors import Settings, VendorApp
from connectors.sandbox.viasto.app import Viasto

VENDORS: dict[str, Callable[[Settings], VendorApp]] = {
    "greenhouse": Greenhouse,
    "roundhr": RoundHR,
    "viasto": Viasto,
    "drvn": Drvn,
    "ceipal": Ceipal,
    "truto": Truto,
    "ashby": Ashby,
    "fountain": Fountain,
    "lever": Lever,
}
