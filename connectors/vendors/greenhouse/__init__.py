"""Greenhouse Harvest: v3 by default, v1 with `--option api_version=v1` (its end was announced for 2026-08-31).

Neither version lists deleted interviews, and no webhook tells of a created or moved one: lists are compared.
https://harvestdocs.greenhouse.io, https://developers.greenhouse.io/harvest.html
"""

from django.utils.translation import gettext_noop

from connectors.base import Connector, Option, by_option
from connectors.vendors.greenhouse import v1, v3
from connectors.vendors.greenhouse.webhooks import webhook

connector = Connector(
    vendor="greenhouse",
    label="Greenhouse",
    code="GH",
    base_url="https://harvest.greenhouse.io",
    profile=by_option("api_version", {"v3": v3.profile, "v1": v1.profile}),
    options=(
        Option(
            name="api_version",
            help=gettext_noop("Harvest version"),
            default="v3",
            choices=("v3", "v1"),
        ),
        Option(
            name="token_url", help=gettext_noop("where v3 gets its token, if not from the vendor")
        ),
        Option(name="on_behalf_of", help=gettext_noop("id of the Greenhouse user the hub acts as")),
    ),
    webhook=webhook,
)
