"""Every operation of the API, called as its own document says that it may and may not be called.

HUB_FUZZ=all tries more, and all of what is sampled otherwise.
"""

import json
import os
import zlib
from collections import defaultdict
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.test import Client
from hypothesis import settings
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from config.docs import schema
from tests.api.document import problems, valid
from tests.api.world import World

ALL = os.environ.get("HUB_FUZZ") == "all"
SAMPLED = 1 if ALL else 4
BEYOND_DATABASES = 2**31
SHAPING = ("truto_exclude_fields", "truto_response_format=raw")
READ_FIELDS = (
    "deadline",
    "state",
    "snoozed_until",
    "customer",
    "integrated_account_id",
    "interview",
)
HALF = dict.fromkeys(READ_FIELDS, "\ud800")
ODD_BODIES = (
    b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"NaN", b'{"\\ud800": 1e999}', json.dumps(HALF).encode(), b"",
    b"1" * 5000,
)  # fmt: skip
ODD_QUERIES = ("%FF=%FF", "%00=%00", "limit=%FF&page=%00", "page=9" + "9" * 30, "a" * 3000)
ODD_IDS = ("%FF", "%00", "9" * 19, "9" * 5000, "-1", "%D9%A3", "..", "a" * 3000, "%F0%9F%98%80")
pytestmark = pytest.mark.django_db
document = schemathesis.openapi.from_dict(schema())
document.app = get_wsgi_application()


@document.parametrize()
@settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=200 if ALL else 10,
)
def test_every_answer_is_as_documented(world: World, case: Any) -> None:
    if zlib.crc32(case.as_curl_command().encode(errors="replace")) % SAMPLED:
        return
    aim(case, world)
    head = {"Authorization": world.head(case.operation.path), "Accept-Encoding": "identity"}
    with transaction.atomic():
        response = case.call(headers=head)
        transaction.set_rollback(True)
    case.validate_response(response, headers=head, excluded_checks=left_out(case))
    whole = case.operation.path.startswith("/unified/") and response.status_code == 200
    if whole and not any(word in response.request.url for word in SHAPING):
        assert valid(response.json(), whole_component(case.operation))


def left_out(case: Any) -> list[Any]:
    """What fits the schema may still be against the rules of the house, and 400 then."""
    checks: list[Any] = [] if is_closed(case) else [positive_data_acceptance]
    return [*checks, negative_data_rejection] if is_empty_form(case) else checks


def is_closed(case: Any) -> bool:
    """Whether it reads, and every parameter takes certain values alone, whatever the others are."""
    if case.method.upper() != "GET" or not case.operation.path.startswith("/api/v1/"):
        return False
    told = {
        one["name"]: one["schema"] for one in case.operation.definition.raw.get("parameters", ())
    }
    mine = (told.get(name, {}) for name in (case.query or {}) if name != "integrated_account_id")
    return not any(is_open_text(one.get("items", one)) for one in mine)


def is_open_text(told: dict[str, Any]) -> bool:
    return told.get("type") == "string" and not told.keys() & {"enum", "format", "anyOf"}


def is_empty_form(case: Any) -> bool:
    """A form has no null: what is sent is an empty one, which leaves everything as it is."""
    return case.media_type == "multipart/form-data" and case.body is None


def aim(case: Any, world: World) -> None:
    """Most ids that are none in particular become those of records that are there."""
    if is_valid(case, ParameterLocation.PATH):
        for name, there in world.ids_of(case.operation.path).items():
            if is_any(case.path_parameters.get(name), there):
                case.path_parameters[name] = there
    if "integrated_account_id" in (case.query or {}) and is_valid(case, ParameterLocation.QUERY):
        case.query["integrated_account_id"] = world.ids["/api/v1/accounts/"]["uuid"]


def is_valid(case: Any, location: ParameterLocation) -> bool:
    told = case.meta.components.get(location) if case.meta else None
    return told is None or told.mode is GenerationMode.POSITIVE


def is_any(given: Any, there: Any) -> bool:
    if isinstance(there, int):
        return str(given).isdecimal() and int(given) < BEYOND_DATABASES
    return zlib.crc32(str(given).encode(errors="replace")) % 4 != 0


def whole_component(operation: Any) -> Any:
    """What is answered where the caller shapes nothing."""
    told = operation.definition.raw["responses"]["200"]["content"]["application/json"]["schema"]
    if "anyOf" in told:
        return told["anyOf"][0]
    page = schema()["components"]["schemas"][told["$ref"].rpartition("/")[2]]
    if "result" not in page["properties"]:
        return told
    items = page["properties"]["result"]["oneOf"]
    lists = {"type": "array", "items": items[0]["items"]["anyOf"][0]}
    by_key = {"type": "object", "additionalProperties": items[0]["items"]["anyOf"][0]}
    return {"properties": {"result": {"oneOf": [lists, by_key]}}}


OPERATIONS = [
    (method, path)
    for path, methods in schema()["paths"].items()
    for method in methods
    if path != "/whoami/candidate/" or method != "get"
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_no_client_means_to_send_is_refused_in_our_shape(
    world: World, method: str, path: str
) -> None:
    head, there = world.head(path), address(world, path)
    asked = [(f"{there}?{query}", b"") for query in ODD_QUERIES]
    asked += [(odd, b"") for odd in odd_addresses(world, path)]
    asked += [(there, body) for body in ODD_BODIES if method != "get"]
    for at, body in asked:
        response = send(method, at, body, head)

        assert response.status_code < 500, (at[:200], body[:20])
        assert problems(method, path, response) == [], (at[:200], body[:20])


def address(world: World, path: str, **other: str) -> str:
    """What the world holds no record of has the number 1."""
    return path.format_map(defaultdict(lambda: "1", world.ids_of(path) | other))


def odd_addresses(world: World, path: str) -> list[str]:
    names = [name for name in world.ids_of(path) if f"{{{name}}}" in path]
    return [address(world, path, **{name: odd}) for name in names for odd in ODD_IDS]


def send(method: str, at: str, body: bytes, head: str) -> Any:
    """As it is, without the help that a client gives."""
    path, _, query = at.partition("?")
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        response = client.generic(
            method.upper(),
            path,
            body,
            content_type="application/json",
            headers={"Authorization": head},
            QUERY_STRING=query,
        )
        transaction.set_rollback(True)
    return response
