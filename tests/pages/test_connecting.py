"""Connecting a system on a page, against the sandbox over a socket."""

import json

import pytest

from connectors.models import IntegratedAccount
from connectors.sandbox.sandbox import Sandbox
from tests import make
from tests.pages.conftest import reader


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(seed=1, size=5, rate_limits=False) as running:
        yield running


@pytest.fixture(autouse=True)
def reachable(settings):
    settings.ALLOW_PRIVATE_ADDRESSES = True


def fields(sandbox, vendor, **instead):
    offer = sandbox.connection(vendor)
    credentials = {f"credential-{name}": value for name, value in offer["credentials"].items()}
    options = {f"option-{name}": value for name, value in offer["options"].items()}
    return {"name": "Ours", "base_url": offer["base_url"]} | credentials | options | instead


def test_every_vendor_is_offered_with_what_it_needs(admin):
    page = admin.open("/connections/new/")
    assert "Client ID, Client secret or API key" in page.text
    for vendor in ("greenhouse", "roundhr", "viasto", "drvn", "truto", "ashby", "ceipal"):
        assert admin.open(f"/connections/new/{vendor}/").status == 200


@pytest.mark.parametrize("vendor", ["greenhouse", "roundhr", "viasto", "drvn", "ashby", "ceipal"])
def test_right_credentials_connect_and_are_never_shown(admin, acme, sandbox, vendor):
    page = admin.send(f"/connections/new/{vendor}/", **fields(sandbox, vendor))
    account = IntegratedAccount.objects.get(company=acme)
    assert (account.name, account.vendor, account.state) == ("Ours", vendor, "active")
    assert "took the credentials" in page.text
    page = admin.open(f"/connections/{account.uuid}/credentials/")
    secrets = json.dumps(sandbox.connection(vendor)["credentials"])
    assert not [word for word in json.loads(secrets).values() if word in page.html]


def test_wrong_ones_are_told_in_the_vendors_words_and_nothing_is_stored(admin, sandbox):
    wrong = fields(sandbox, "roundhr", **{"credential-api_key": "sandbox-nonsense"})
    page = admin.send("/connections/new/roundhr/", **wrong)
    assert page.status == 422
    assert "RoundHR refuses these credentials" in page.text
    assert "sandbox-nonsense" not in page.html
    assert not IntegratedAccount.objects.exists()


def test_what_a_vendor_says_is_a_sentence_before_the_next_begins(admin, sandbox):
    wrong = fields(sandbox, "truto", **{"credential-api_token": "sandbox-nonsense"})
    page = admin.send("/connections/new/truto/", **wrong)
    assert "is missing or invalid. Nothing was stored." in page.text


def test_names_are_typed_in_sight_and_keep_standing_there(admin, sandbox):
    wrong = fields(sandbox, "drvn", **{"credential-password": "sandbox-nonsense"})
    page = admin.send("/connections/new/drvn/", **wrong)
    login = wrong["credential-login"]
    assert f'type="text" name="credential-login" value="{login}"' in page.html
    assert 'type="password" name="credential-password"' in page.html


@pytest.mark.parametrize("vendor", ["greenhouse", "viasto"])
def test_the_same_system_twice_is_asked_about(admin, acme, sandbox, vendor):
    admin.send(f"/connections/new/{vendor}/", **fields(sandbox, vendor))
    again = fields(sandbox, vendor, name="Once more")

    page = admin.send(f"/connections/new/{vendor}/", **again)
    assert page.status == 422
    assert "Ours reads the same system with the same credentials already." in page.text
    assert acme.accounts.count() == 1

    page = admin.send(f"/connections/new/{vendor}/", **again, twice="on")
    assert "took the credentials" in page.text
    assert acme.accounts.count() == 2


def test_missing_ones_are_named(admin, sandbox):
    page = admin.send("/connections/new/ashby/", name="Ours")
    assert "Ashby needs the credentials api_key." in page.text


def test_a_name_that_is_taken_does_not_change_the_connection_behind_it(admin, acme, sandbox):
    make.account(acme, "Ours", vendor="roundhr")
    page = admin.send("/connections/new/roundhr/", **fields(sandbox, "roundhr"))
    assert "There is a connection of this name already." in page.text


def test_new_credentials_for_a_connection_keep_what_stays_empty(admin, acme, sandbox):
    admin.send("/connections/new/roundhr/", **fields(sandbox, "roundhr"))
    account = IntegratedAccount.objects.get(company=acme)
    address = sandbox.connection("roundhr")["base_url"]
    given = {"base_url": address, "option-interviews_path": "/v1/interviews"}
    page = admin.send(f"/connections/{account.uuid}/credentials/", **given)
    assert "took the credentials" in page.text
    account.refresh_from_db()
    assert account.credentials["api_key"] == sandbox.connection("roundhr")["credentials"]["api_key"]


def test_only_who_manages_the_company_may(coordinator, charlie, acme):
    account = make.account(acme, vendor="roundhr")
    assert coordinator.open("/connections/new/").status == 403
    assert coordinator.send("/connections/new/roundhr/", name="x").status == 403
    assert reader(charlie).open(f"/connections/{account.uuid}/credentials/").status == 404


def test_options_are_explained_in_the_readers_language(admin, bob):
    type(bob).objects.filter(pk=bob.pk).update(language="ko")

    page = admin.open("/connections/new/roundhr/")

    assert "웹훅 서명이 담긴 헤더의 이름" in page.text
    assert "documented nowhere" not in page.text
