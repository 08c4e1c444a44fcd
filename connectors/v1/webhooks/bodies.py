"""The bodies that endpoints take."""

from typing import Any
from uuid import UUID

from connectors.api.bodies import Reader, a_flag, a_text, names
from connectors.api.params import Refusal, uuid
from connectors.models import WebhookEndpoint
from connectors.outbound.events import EVENTS

STATES = tuple(WebhookEndpoint.State.values)
LONGEST = {"url": 2000, "description": 200}


def an_address(value: Any) -> str:
    return bounded("url", value)


def a_description(value: Any) -> str:
    return "" if value is None else bounded("description", value)


def bounded(name: str, value: Any) -> str:
    text = a_text(value).strip()
    if len(text) > LONGEST[name] or "\x00" in text:
        raise Refusal(f"may not hold a NUL and not more than {LONGEST[name]} characters.")
    return text


def events(value: Any) -> list[str]:
    found = names(value)
    for name in found:
        if name not in EVENTS:
            raise Refusal(f"there is no event “{name}”.", tuple(EVENTS))
    return found


def accounts(value: Any) -> list[UUID] | None:
    return None if value is None else [uuid(one) for one in names(value)]


def a_state(value: Any) -> str:
    if value not in STATES:
        raise Refusal(f"“{value}” is no state.", STATES)
    return str(value)


NEW: dict[str, Reader] = {
    "url": an_address,
    "description": a_description,
    "events": events,
    "integrated_account_ids": accounts,
    "personal": a_flag,
}
CHANGE: dict[str, Reader] = NEW | {"state": a_state, "send_missed": a_flag}
