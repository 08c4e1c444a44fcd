"""The vendors the hub can connect: one line each."""

from connectors.base import Connector
from connectors.vendors import (
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

CONNECTORS: dict[str, Connector] = {
    connector.vendor: connector
    for connector in (
        greenhouse.connector,
        roundhr.connector,
        viasto.connector,
        drvn.connector,
        ceipal.connector,
        truto.connector,
        ashby.connector,
        fountain.connector,
        lever.connector,
    )
}
