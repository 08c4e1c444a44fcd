"""The form a vendor fills in. Data first; no HTTP, no tables."""

from connectors.base.connector import Connector, Option, Options, Profile, always, by_option
from connectors.base.files import File
from connectors.base.lists import Beside, Companion, Lookup, Per, Resource, Since
from connectors.base.webhooks import Touched, Webhook
from connectors.base.writes import Seat, Wish, Write

__all__ = [
    "Beside",
    "Companion",
    "Connector",
    "File",
    "Lookup",
    "Option",
    "Options",
    "Per",
    "Profile",
    "Resource",
    "Seat",
    "Since",
    "Touched",
    "Webhook",
    "Wish",
    "Write",
    "always",
    "by_option",
]
