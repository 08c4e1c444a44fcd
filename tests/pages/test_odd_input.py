"""No page fails on what no browser means to send."""

from collections.abc import Iterator

import pytest
from django import forms
from django.db import transaction
from django.test import Client

from tests.admin_world import fill
from tests.pages.doors import address_of, keys_of, pages

ROUTES = sorted(set(pages()) - {"readyz", "logout/"})
ODD = {
    "a number beyond databases": "9" * 20,
    "the first number beyond": str(2**63),
    "no text": "\0😀",
    "the first moment": "0001-01-01T00:00",
    "the last day": "9999-12-31",
    "too much": "x" * 5000,
    "markup": "<script>alert(1)</script>",
}
ROOMS = ("candidates.", "interviews.", "connectors.")
BESIDE = [
    "account", "i", "c", "d", "row", "mail", "user", "part", "to", "next", "query", "all", "action", "do",
    "count", "confirm", "key", "cursor", "saved", "outcome", "after", "attempts", "change", "candidate", "edit",
    "project", "person", "job", "field", "project_id", "seen", "version", "text", "word", "meaning", "path",
    "resource", "step", "decision", "role", "message", "column-0", "cols", "columns", "view", "size", "page",
    "sort", "fold", "start", "minutes", "date", "day", "month", "week", "bom", "application", "slot", "people",
    "guests", "leaving", "find", "shown", "rejected", "language", "time_zone", "password", "token", "events",
    "accounts",
]  # fmt: skip


def kinds_of(form: type) -> Iterator[type[forms.BaseForm]]:
    for kind in form.__subclasses__():
        yield from kinds_of(kind)
        if kind.__module__.startswith(ROOMS):
            yield kind


def names() -> set[str]:
    """Of every field of every form, and of what is read without one."""
    return set(BESIDE).union(
        *(getattr(kind, "base_fields", {}) for kind in kinds_of(forms.BaseForm))
    )


@pytest.fixture
def bob_at_acme(acme, bob):
    fill(acme)
    client = Client(raise_request_exception=False)
    client.force_login(bob)
    return client


def failed(client: Client, method: str, address: str, sent: dict[str, str]) -> bool:
    with transaction.atomic():
        answer = getattr(client, method)(address, sent)
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer.status_code >= 500


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_no_value_of_any_field_is_a_failure(acme, bob_at_acme, odd):
    keys = keys_of(acme)
    sent = dict.fromkeys(names(), odd)

    wrong = [
        (method, route)
        for route in ROUTES
        for method in ("get", "post")
        if failed(bob_at_acme, method, address_of(route, keys), sent)
    ]

    assert wrong == []


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_no_number_in_an_address_is_a_failure(acme, bob_at_acme, number):
    known = keys_of(acme)
    beyond = {
        begin: {name: key if name == "uuid" else number for name, key in parts.items()}
        for begin, parts in known.items()
    }

    wrong = [
        (method, route)
        for route in ROUTES
        if "<int:" in route
        for method in ("get", "post")
        if failed(
            bob_at_acme, method, address_of(route, beyond), {"sent": "1", "text": "x", "days": "1"}
        )
    ]

    assert wrong == []
