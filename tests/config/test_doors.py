"""What every answer of the web server carries, and whether the process says it is well."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_healthz_says_ok(client, db):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_healthz_says_when_the_database_is_gone(client, db):
    def gone(*_args):
        raise DatabaseError("gone")

    with connection.execute_wrapper(gone):
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["message"] == "The database does not answer."


def test_healthz_answers_a_plain_probe_where_https_is_enforced(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/healthz").status_code == 200
    assert Client().get("/admin/login/").status_code == 301


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/"])
def test_every_answer_carries_the_strict_policy(client, db, path):
    answer = client.get(path)

    policy = dict(
        directive.split(" ", 1)
        for directive in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
