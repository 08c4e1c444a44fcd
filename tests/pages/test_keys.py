"""The page of API keys: for administrators alone, shown once, rotated with an overlap, revoked at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from candidates.models import ApiKey
from candidates.services.access import create_api_key
from tests import make

PAGE = "/connections/keys/"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def secret_in(page):
    [secret] = re.findall(r'value="(ihk_[\w-]+)"', page.html)
    return secret


def works(secret):
    head = {"Authorization": f"Bearer {secret}"}
    return Client(headers=head).get("/api/v1/accounts").status_code == 200


def test_a_key_is_made_with_all_that_was_chosen_and_shown_once(admin, acme, greenhouse):
    shown = admin.send(
        PAGE,
        name="reporting",
        scopes=["read", "operations"],
        accounts=[str(greenhouse.uuid)],
        days="30",
        networks="127.0.0.1\n2001:db8::/32, 203.0.113.9",
        rate_limit="60",
    )

    key = ApiKey.objects.get()
    assert works(secret_in(shown))
    assert (key.company, key.name, key.scopes) == (acme, "reporting", ["read", "operations"])
    assert (key.limited, list(key.accounts.all())) == (True, [greenhouse])
    assert key.networks == ["127.0.0.1/32", "2001:db8::/32", "203.0.113.9/32"]
    assert key.rate_limit == 60
    assert key.expires_at - key.created_at > timedelta(days=29)
    again = admin.open(PAGE)
    assert "ihk_" in again.text
    assert secret_in(shown) not in again.html
    assert "60 calls a minute" in again.text
    assert "from 127.0.0.1/32" in again.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "required"),
        ({"scopes": []}, "required"),
        ({"networks": "203.0.113"}, "is no address"),
        ({"rate_limit": "0"}, "greater than or equal to 1"),
        ({"name": "taken"}, "already exists"),
    ],
)
def test_what_makes_no_sense_is_told(admin, acme, greenhouse, wrong, told):
    create_api_key(company=acme, name="taken", now=NOW)
    shown = admin.send(PAGE, **({"name": "new", "scopes": ["read"]} | wrong))

    assert shown.status == 422
    assert told in shown.text
    assert ApiKey.objects.count() == 1


def test_an_account_of_another_company_is_no_choice(admin, globex):
    theirs = make.account(globex)

    assert admin.send(PAGE, name="x", scopes=["read"], accounts=[str(theirs.uuid)]).status == 422
    assert not ApiKey.objects.exists()


def test_rotating_shows_a_new_key_and_leaves_the_old_one_a_week(admin, acme):
    key, old = create_api_key(company=acme, name="reporting", scopes=["operations"], now=NOW)

    shown = admin.send(f"{PAGE}{key.pk}/rotate/")

    assert works(old)
    assert works(secret_in(shown))
    assert "still works for 7 days" in shown.text
    assert ApiKey.objects.get(name="reporting").pk != key.pk


def test_revoking_ends_a_key_at_once(admin, acme):
    key, secret = create_api_key(company=acme, name="reporting", scopes=["operations"], now=NOW)
    assert works(secret)

    shown = admin.send(f"{PAGE}{key.pk}/revoke/")

    assert not works(secret)
    assert "opens nothing any more" in shown.text
    assert "revoked" in shown.text


def test_only_administrators_come_in(coordinator, acme):
    key, secret = create_api_key(company=acme, name="reporting", scopes=["operations"], now=NOW)

    assert coordinator.open(PAGE).status == 403
    assert coordinator.send(PAGE, name="x", scopes=["read"]).status == 403
    assert coordinator.send(f"{PAGE}{key.pk}/revoke/").status == 403
    assert works(secret)
    assert PAGE not in coordinator.open("/connections/").html


def test_another_companys_key_is_not_there(admin, globex):
    key, secret = create_api_key(company=globex, name="theirs", scopes=["operations"], now=NOW)

    assert admin.send(f"{PAGE}{key.pk}/revoke/").status == 404
    assert admin.send(f"{PAGE}{key.pk}/rotate/").status == 404
    assert "theirs" not in admin.open(PAGE).text
    assert works(secret)


def test_the_page_asks_the_same_however_many_keys_there_are(
    admin, acme, greenhouse, django_assert_max_num_queries
):
    def many(start, end):
        for number in range(start, end):
            create_api_key(company=acme, name=f"key {number}", accounts=[greenhouse], now=NOW)

    many(0, 2)
    admin.open(PAGE)
    with django_assert_max_num_queries(100) as few:
        admin.open(PAGE)
    many(2, 12)
    with django_assert_max_num_queries(len(few)):
        assert "key 11" in admin.open(PAGE).text


def test_administrators_find_the_page_from_the_connections(admin, greenhouse):
    assert f'href="{PAGE}"' in admin.open("/connections/").html
