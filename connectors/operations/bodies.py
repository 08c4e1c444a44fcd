"""From a JSON body to values; whatever is not understood is refused by name, all of it at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from connectors.api.moments import moment
from connectors.api.params import BadParameters, Refusal, refused, uuid

Reader = Callable[[Any], Any]


def read_body(
    body: Any, fields: Mapping[str, Reader], *, required: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadParameters([refused("body", "must be a JSON object.", valid=tuple(fields))])
    values: dict[str, Any] = {}
    failures = []
    for name, value in body.items():
        try:
            if name not in fields:
                raise Refusal("there is no such field.", tuple(fields))
            values[name] = fields[name](value)
        except Refusal as refusal:
            failures.append(refused(name, refusal.why, str(value), refusal.valid))
    failures += [refused(name, "is required.") for name in required if name not in body]
    if failures:
        raise BadParameters(failures)
    return values


def an_account(value: Any) -> Any:
    return uuid(a_text(value))


def a_text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refusal("must be a text.")
    return value


def a_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refusal("must be true or false.", ("true", "false"))
    return value


def names(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refusal("must be a list of texts.")
    return value


def a_moment(value: Any) -> datetime:
    try:
        return moment(a_text(value))
    except ValueError as error:
        raise Refusal(str(error)) from None


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
