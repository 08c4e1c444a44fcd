"""The document is whole: every address is in it, and every operation says what it does and how it fails."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from config.api_errors import DOORS
from config.docs import schema
from tests.api.world import World

# Objects whose names are the vendor's, or a list's, or a field's.
FREE = ("remote_data", "counts", "fields", "partner_data")
SHARED = ("/unified/", "/api/v1/")
# Two names of one door, of which the document tells one; the document itself; files, which pages hand out as well.
TOLD_ELSEWHERE = re.compile(
    r"/api/v3/(api-token-auth|whoami/candidate)/|/api/(schema|docs)/|.*/\{candidate_id\}/(photo|cv)/.*"
    r"|/unified/ats/job_interview_stages(/.*)?"
)


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        path = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(one.pattern))
        if isinstance(one, URLResolver):
            yield from addresses(one, path)
        elif isinstance(one, URLPattern):
            yield f"/{path}", one.callback


def doors() -> Iterator[tuple[str, Any]]:
    for path, view in addresses(get_resolver()):
        if (
            hasattr(view, "view_class")
            and path.startswith(DOORS)
            and not TOLD_ELSEWHERE.fullmatch(path)
        ):
            yield path, view


def shape(path: str) -> str:
    """Whatever its ids are called."""
    return re.sub(r"\{\w+\}", "{}", path)


def operations() -> list[Any]:
    return [
        pytest.param(path, method, told, id=f"{method} {path}")
        for path, methods in schema()["paths"].items()
        for method, told in methods.items()
    ]


def test_every_address_and_method_is_in_the_document_and_no_other() -> None:
    there = {
        (shape(path), method.lower())
        for path, view in doors()
        for method in (view.view_class)().allowed_methods
        if method not in ("HEAD", "OPTIONS")
    }
    told = {
        (shape(path), method) for path, methods in schema()["paths"].items() for method in methods
    }

    assert sorted(there - told) == []
    assert sorted(told - there) == []


@pytest.mark.parametrize(("path", "method", "told"), operations())
def test_every_operation_says_what_it_does_shows_it_and_tells_how_it_fails(
    path: str, method: str, told: Any
) -> None:
    assert told["summary"]
    assert told["description"]
    assert "security" in told or path == "/api-token-auth/"
    failure = "Error" if path.startswith(SHARED) else "Refusal"
    for status, answer in told["responses"].items():
        assert answer["description"], status
        content = answer.get("content", {}).get("application/json")
        if status.startswith("2"):
            assert status == "204" or content["examples"], status
        else:
            name = content["schema"]["$ref"].rpartition("/")[2]
            assert name in (failure, "Overtaken", "Stale", "Conflict", "Stalemate"), (status, name)


def reads() -> list[str]:
    return [path for path, methods in schema()["paths"].items() if "get" in methods]


@pytest.mark.django_db
@pytest.mark.parametrize("path", reads())
def test_the_example_is_what_is_really_answered(world: World, path: str) -> None:
    """Field by field: the words differ, and what may be null."""
    content = schema()["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    [example] = [each["value"] for each in content["examples"].values()]
    ids = world.ids_of(path)
    if any(name not in ids for name in re.findall(r"\{(\w+)\}", path)):
        return  # the world holds no such record
    client = Client(headers={"Authorization": world.head(path)})

    response = client.get(path.format_map(ids))

    assert response.status_code == 200, response.content
    assert differences(example, response.json()) == []


def differences(example: Any, answer: Any, where: str = "") -> list[str]:
    """Where both have something to say: an empty list or null tells nothing of what might be in it."""
    if isinstance(example, dict) and isinstance(answer, dict) and where not in FREE:
        odd = [f"{where}.{name}" for name in sorted(example.keys() ^ answer.keys())]
        return odd + [
            each
            for name in example.keys() & answer.keys()
            for each in differences(example[name], answer[name], name)
        ]
    if isinstance(example, list) and isinstance(answer, list):
        return differences(example[0], answer[0], where) if example and answer else []
    if example is None or answer is None or isinstance(example, type(answer)):
        return []
    return [f"{where}: {type(example).__name__} and {type(answer).__name__}"]
