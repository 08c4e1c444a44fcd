"""Every endpoint of every API needs the scope that this table says; a new one does not come without a line in it."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from candidates.api.auth import Credentials
from candidates.services.access import create_api_key
from candidates.statuses import Scope
from connectors.api.keys import BearerKey

READ, WRITE, PII, OPERATIONS = (Scope[name] for name in ("READ", "WRITE", "PII", "OPERATIONS"))
# By the beginning of the route; the longest one that fits holds. What reads needs the first, what writes the second.
NEEDED = {
    "unified/ats/": ((READ,), (WRITE,)),
    "api/v1/interviews": ((READ,), (WRITE,)),
    "api/v1/interviews/<int:pk>/explain": ((READ, PII), ()),
    "api/v1/changes": ((READ,), ()),
    "api/v1/writes": ((READ,), ()),
    "api/v1/accounts": ((OPERATIONS,), (OPERATIONS,)),
    "api/v1/accounts/<uuid:uuid>/words": ((READ,), (WRITE,)),
    "api/v1/sync-runs": ((OPERATIONS,), (OPERATIONS,)),
    "api/v1/issues": ((OPERATIONS,), (OPERATIONS,)),
    "api/v1/interviewers": ((READ,), ()),
    "api/v1/conflicts": ((READ,), (WRITE,)),
    "api/v1/candidates": ((READ,), (WRITE,)),
    "api/v1/webhook-": ((OPERATIONS,), (OPERATIONS,)),
    "api/v3/": ((READ,), (WRITE,)),
    "whoami/candidate/": ((READ,), ()),
}
SAFE = ("get",)
METHODS = ("get", "post", "put", "patch", "delete")
VALUES = {"uuid": str(uuid4()), "slug": "acme", "str": "x1", "int": "1", "document": "cv"}


def routes(patterns, before="") -> Iterator[tuple[str, type]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "cls", None)
            keyed = {BearerKey, Credentials} & set(getattr(view, "authentication_classes", ()))
            if keyed:
                yield route, view


ENDPOINTS = [
    (route, method)
    for route, view in routes(get_resolver().url_patterns)
    for method in METHODS
    if method in view.http_method_names and hasattr(view, method)
]


def needed(route, method):
    fitting = [begin for begin in NEEDED if route.startswith(begin)]
    assert fitting, f"{route} has no line in the table: which scope does it need?"
    scopes = NEEDED[max(fitting, key=len)][method not in SAFE]
    assert scopes, f"{method} {route} has no scope in the table"
    return scopes


def address_of(route, company):
    path = route.replace("<int:company_id>", str(company.pk))
    while "<" in path:
        begin, end = path.index("<"), path.index(">")
        kind = path[begin + 1 : end].partition(":")[0]
        path = path[:begin] + VALUES[kind] + path[end + 1 :]
    return f"/{path}"


@pytest.fixture
def ask(acme):
    def call(scopes, method, address):
        name = " ".join(scopes)
        _, secret = create_api_key(company=acme, name=name, scopes=scopes, now=timezone.now())
        client = Client(
            raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"}
        )
        body = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
        return getattr(client, method)(address, **body)

    return call


def test_there_are_endpoints_to_look_at():
    assert len(ENDPOINTS) > 50


@pytest.mark.parametrize(("route", "method"), ENDPOINTS)
def test_without_one_of_its_scopes_a_key_is_told_which_it_lacks(ask, acme, route, method):
    for lacking in needed(route, method):
        others = [scope for scope in Scope if scope != lacking]

        response = ask(others, method, address_of(route, acme))

        assert response.status_code == 403, response.content
        assert f"“{lacking}”" in response.content.decode()
        assert response.json()["origin"] == "caller"


@pytest.mark.parametrize(("route", "method"), ENDPOINTS)
def test_with_its_scopes_a_key_comes_in(ask, acme, route, method):
    response = ask(list(needed(route, method)), method, address_of(route, acme))

    assert response.status_code not in {401, 500}, response.content
    assert "lacks the scope" not in response.content.decode()


@pytest.mark.parametrize(("route", "method"), ENDPOINTS)
def test_without_a_key_nobody_comes_in(acme, route, method):
    response = getattr(Client(), method)(address_of(route, acme))

    assert response.status_code == 401, response.content
    assert response.json()["origin"] == "caller"
