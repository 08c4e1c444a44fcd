"""What was published is kept: the API grows, and nothing that somebody relies on goes. `make api` publishes."""

import json
from typing import Any

import pytest

from config.docs import schema
from tests.api.additive import breaks
from tests.api.publish import PUBLISHED, promised


def test_what_was_published_is_kept() -> None:
    assert breaks(json.loads(PUBLISHED.read_text()), schema()) == []


def document(**changes: Any) -> dict[str, Any]:
    """One operation; `changes` are of its parts."""
    parts: dict[str, Any] = {
        "limit": {"type": "integer", "minimum": 1, "maximum": 500},
        "sort": {"type": "string", "enum": ["id", "name"]},
        "required": ["id", "name"],
        "fields": {"id": {"type": "integer"}, "name": {"type": ["string", "null"]}},
        "body": {"name": {"type": "string"}, "age": {"type": ["integer", "null"]}},
        "needed": ["name"],
        "more": [],
        "security": [{"Key": []}, {"Token": []}],
        "status": "200",
        "path": "/things",
    } | changes  # fmt: skip
    names = ("limit", "sort")
    parameters = [
        {"name": name, "in": "query", "schema": parts[name]} for name in names if parts[name]
    ]
    answer = {"type": "object", "properties": parts["fields"], "required": parts["required"]}
    body = {"type": "object", "properties": parts["body"], "required": parts["needed"]}
    thing = {"schema": {"$ref": "#/components/schemas/Thing"}}
    operation = {
        "parameters": [*parameters, *parts["more"]],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {parts["status"]: {"content": {"application/json": thing}}},
        "security": parts["security"],
    }
    return {
        "paths": {parts["path"]: {"post": operation}},
        "components": {"schemas": {"Thing": answer}},
    }


NEW = {"name": "new", "in": "query", "schema": {"type": "string"}}
LEFT = {"id": {"type": "integer"}}
ANY, TEXT, MAYBE = (
    {"type": ["string", "integer", "null"]},
    {"type": "string"},
    {"type": ["integer", "null"]},
)
SORT = "POST /things: the query parameter sort"
LIMIT = "POST /things: the query parameter limit"
BODY = "POST /things: the body"
BREAKS = [
    ({"path": "/others"}, "POST /things is gone."),
    ({"status": "201"}, "POST /things: the answer 200 is gone."),
    ({"sort": None}, f"{SORT} is gone."),
    ({"sort": TEXT | {"enum": ["id"]}}, f"{SORT} no longer takes “name”."),
    ({"more": [NEW | {"required": True}]}, "POST /things: the query parameter new is new and required."),
    ({"limit": {"type": "integer", "minimum": 1, "maximum": 50}}, f"{LIMIT}: maximum is 50 now."),
    ({"limit": TEXT}, f"{LIMIT} was integer and is string."),
    ({"fields": LEFT, "required": ["id"]}, "Thing.name is gone."),
    ({"required": ["id"]}, "Thing.name may be missing now."),
    ({"fields": LEFT | {"name": ANY}}, "Thing.name was null or string and is integer or null or string."),
    ({"fields": {"id": MAYBE, "name": TEXT}}, "Thing.id was integer and is integer or null."),
    ({"needed": ["name", "age"]}, f"{BODY}.age is required now."),
    ({"body": {"name": TEXT}}, f"{BODY}.age is gone."),
    ({"body": {"name": TEXT, "age": {"type": "integer"}}}, f"{BODY}.age was integer or null and is integer."),
    ({"security": [{"Key": []}]}, "POST /things: Token no longer opens it."),
]  # fmt: skip
ADDITIONS: list[dict[str, Any]] = [
    {},
    {"more": [NEW]},
    {"sort": {"type": "string", "enum": ["id", "name", "age"]}},
    {"limit": {"type": "integer", "minimum": 1, "maximum": 1000}},
    {"fields": LEFT | {"name": {"type": "string"}, "age": {"type": "integer"}}},
    {"body": {"name": {"type": ["string", "null"]}, "age": {"type": ["integer", "null"]}, "size": {}}},
    {"needed": []},
    {"security": [{"Key": []}, {"Token": []}, {"Other": []}]},
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), BREAKS)
def test_what_breaks_a_caller_is_told(change: dict[str, Any], sentence: str) -> None:
    assert breaks(document(), document(**change)) == [sentence]


@pytest.mark.parametrize("change", ADDITIONS)
def test_what_is_added_breaks_nobody(change: dict[str, Any]) -> None:
    assert breaks(document(), document(**change)) == []


def test_what_is_kept_holds_every_promise_of_the_document() -> None:
    assert breaks(schema(), promised(schema())) == []
