"""Long answers of the API come as gzip to whoever takes it, and their tags still work; pages never do."""

import gzip
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import make
from tests.connectors.v1.operator import Operator

TAKES = {"Accept-Encoding": "gzip, deflate"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(acme):
    for _ in range(5):
        make.interview(
            make.account(acme, f"A{next(make.numbers)}"), datetime(2026, 3, 2, tzinfo=UTC)
        )
    return Operator(acme, "read")


def test_a_long_answer_is_shorter_and_the_same(caller):
    plain = caller.ask("get", "interviews")
    packed = caller.ask("get", "interviews", head=TAKES)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)
    assert not plain.has_header("Content-Encoding")


def test_the_tag_of_either_is_good_for_both(caller):
    plain = caller.ask("get", "interviews").headers["ETag"]
    packed = caller.ask("get", "interviews", head=TAKES).headers["ETag"]

    assert packed == f"W/{plain}"
    for tag in (plain, packed):
        for head in ({}, TAKES):
            answer = caller.ask("get", "interviews", head={"If-None-Match": tag} | head)
            assert (answer.status_code, answer.content) == (304, b"")


def test_short_answers_and_pages_stay_as_they_are(caller, acme):
    short = caller.ask("get", "interviews", head=TAKES, limit="1")
    page = Client().get("/accounts/login/", follow=True, headers=TAKES)

    assert len(short.content) < 1000
    assert not short.has_header("Content-Encoding")
    assert len(page.content) > 1000
    assert not page.has_header("Content-Encoding")
