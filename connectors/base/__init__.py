"""The form a vendor fills in. Data first; no HTTP, no tables."""

from connectors.base.connector import Connector, Option, Options, Profile, always, by_option
from connectors.base.files import File
from connectors.base.lists import Beside, Companion, Lookup, Per, Resource, Since
from connectors.base.webhooks import Touched, Webhook
from connectors.base.writes import Seat, Told, Wish, Write, has_status, nothing_against, stands

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
    "Told",
    "Touched",
    "Webhook",
    "Wish",
    "Write",
    "always",
    "by_option",
    "has_status",
    "nothing_against",
    "stands",
]
