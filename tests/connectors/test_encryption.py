"""Credentials at rest."""

import io

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from django.forms import modelform_factory

from connectors.encryption import (
    CredentialsUnreadable,
    EncryptedJSONField,
    decrypt,
    encrypt,
    rotate,
)
from connectors.models import IntegratedAccount

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
CREDENTIALS = {"api_key": "canary-7f3a", "webhook_secret": "캐나리"}


@pytest.fixture(autouse=True)
def old_key(settings):
    settings.CREDENTIALS_KEYS = [OLD]


@pytest.fixture
def account(acme):
    return IntegratedAccount.objects.create(
        company=acme, vendor="greenhouse", name="Acme GH", credentials=CREDENTIALS
    )


def stored(column="credentials"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM connectors_integratedaccount ORDER BY id")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def test_what_is_stored_is_read_back_and_not_to_be_seen_in_the_database(account):
    account.refresh_from_db()
    assert account.credentials == CREDENTIALS
    assert account.tokens == {}
    assert "canary" not in stored()[0]
    assert Fernet(OLD).decrypt(stored()[0])


def test_a_wrong_key_is_an_error_and_never_the_stored_text(account, settings):
    settings.CREDENTIALS_KEYS = [NEW]
    account.refresh_from_db()
    with pytest.raises(CredentialsUnreadable, match="CREDENTIALS_KEYS") as caught:
        account.credentials["api_key"]
    assert stored()[0] not in str(caught.value)


@pytest.mark.parametrize("text", ["", "plain", '{"api_key": "x"}'])
def test_what_was_never_encrypted_is_not_taken_for_credentials(text):
    with pytest.raises(CredentialsUnreadable):
        decrypt(text)


def test_every_changed_character_is_noticed():
    token = encrypt({"a": 1})
    for place in range(len(token.rstrip("=")) - 1):  # the last one holds bits that mean nothing
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(CredentialsUnreadable):
            decrypt(changed)


def test_equal_credentials_do_not_look_equal():
    assert encrypt({"a": 1}) != encrypt({"a": 1})


def test_credentials_cannot_be_searched(account):
    for lookup in ("credentials", "credentials__contains", "credentials__api_key"):
        with pytest.raises(FieldError):
            IntegratedAccount.objects.filter(**{lookup: "x"}).exists()
    assert IntegratedAccount.objects.filter(credentials__isnull=False).count() == 1


def test_credentials_do_not_print(account):
    account.refresh_from_db()
    assert (
        "canary" not in f"{account!r} {account.credentials!r} {account.credentials} {vars(account)}"
    )


def test_credentials_are_in_no_form(account):
    form = modelform_factory(IntegratedAccount, fields="__all__")(instance=account)
    assert "credentials" not in form.fields
    assert "canary" not in form.as_p()


def test_a_fixture_holds_them_encrypted_and_brings_them_back(account):
    text = serializers.serialize("json", [account])
    assert "canary" not in text
    account.delete()
    for loaded in serializers.deserialize("json", text):
        loaded.save()
    assert IntegratedAccount.objects.get().credentials == CREDENTIALS


def test_a_migration_can_state_the_field():
    _name, path, args, kwargs = EncryptedJSONField(default=dict).deconstruct()
    assert (path, args, kwargs) == (
        "connectors.encryption.EncryptedJSONField",
        [],
        {"default": dict},
    )


def test_the_first_key_encrypts_and_all_decrypt(settings):
    old = encrypt({"a": 1})
    settings.CREDENTIALS_KEYS = [NEW, OLD]
    assert decrypt(old) == {"a": 1}
    assert Fernet(NEW).decrypt(encrypt({"a": 1}))
    assert Fernet(NEW).decrypt(rotate(old))


def test_after_rotation_the_old_key_may_go(account, settings):
    IntegratedAccount.objects.update(tokens={"value": "canary-token"})
    settings.CREDENTIALS_KEYS = [NEW, OLD]
    said = io.StringIO()
    call_command("rotate_credentials", stdout=said)
    assert said.getvalue() == "1 accounts stored under the first key.\n"
    settings.CREDENTIALS_KEYS = [NEW]
    account.refresh_from_db()
    assert account.credentials == CREDENTIALS
    assert account.tokens == {"value": "canary-token"}


def test_rotation_names_the_accounts_that_no_key_opens(account, acme, settings):
    settings.CREDENTIALS_KEYS = [NEW]
    IntegratedAccount.objects.create(company=acme, vendor="greenhouse", name="Readable")
    before = stored()[0]
    with pytest.raises(CommandError, match="No key opens the credentials of: Acme GH"):
        call_command("rotate_credentials", stdout=io.StringIO())
    assert stored()[0] == before
