"""The bodies that operations take."""

from typing import Any

from connectors.api.bodies import Reader, a_flag, a_moment, an_account, names
from connectors.api.params import Refusal


def a_state(value: Any) -> str:
    states = ("open", "snoozed")
    if value not in states:
        raise Refusal(f"“{value}” cannot be chosen.", states)
    return str(value)


ISSUE_FIELDS: dict[str, Reader] = {"state": a_state, "snoozed_until": a_moment}
RUN_FIELDS: dict[str, Reader] = {
    "integrated_account_id": an_account,
    "full": a_flag,
    "resources": names,
}
