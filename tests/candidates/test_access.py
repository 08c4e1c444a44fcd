from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from candidates.models import ApiKey, Company, Membership, User
from candidates.selectors.access import (
    companies_of,
    company_of,
    find_key,
    managed_companies,
    may_manage,
    membership_of,
    role_of,
)
from candidates.services.access import (
    AccessError,
    create_api_key,
    create_user,
    note_use,
    revoke_api_key,
    the_company,
)
from candidates.statuses import Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "nine lanterns over water"


def someone(company, **changes):
    facts = {
        "username": "dana",
        "email": "dana@acme.example",
        "role": "recruiter",
        "company": company,
        "password": PASSWORD,
    }
    return create_user(**facts | changes)


def a_key(company, **changes):
    return create_api_key(**{"company": company, "name": "board", "now": NOW} | changes)


def test_on_an_empty_database_a_company_named_main_is_made(db):
    assert the_company(None).slug == "main"
    assert the_company(None) == Company.objects.get()


def test_where_no_company_is_named_the_only_one_is_meant(acme):
    assert the_company(None) == acme


def test_among_several_companies_one_must_be_named(acme, globex):
    with pytest.raises(AccessError, match="acme, globex"):
        the_company(None)
    assert the_company("globex") == globex


def test_an_unknown_company_is_refused_with_the_valid_ones(acme, globex):
    with pytest.raises(AccessError, match=r"“initech”.*acme, globex"):
        the_company("initech")


def test_naming_a_company_on_an_empty_database_makes_none(db):
    with pytest.raises(AccessError, match="none yet"):
        the_company("main")
    assert not Company.objects.exists()


def test_a_new_person_can_sign_in_and_has_the_role(acme):
    user = someone(acme, email="Dana@ACME.example")
    assert user.check_password(PASSWORD)
    assert user.email == "Dana@acme.example"
    assert role_of(user, acme) == "recruiter"
    assert company_of(user) == acme


@pytest.mark.parametrize(
    ("role", "staff"),
    [
        ("account-owner", True),
        ("account-admin", True),
        ("recruiter", False),
        ("hiring-manager", False),
    ],
)
def test_owners_and_administrators_are_staff_and_nobody_is_superuser(acme, role, staff):
    user = someone(acme, role=role)
    assert (user.is_staff, user.is_superuser) == (staff, False)
    assert may_manage(user, acme) is staff


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"role": "boss"},
            "“boss”. Valid roles: account-owner, account-admin, recruiter, hiring-manager.",
        ),
        ({"email": " "}, "e-mail"),
        ({"email": "dana"}, "valid email"),
        ({"username": ""}, "username"),
        ({"username": "da na"}, "username"),
        ({"password": "short"}, "12 characters"),
        ({"password": "123456789012"}, "numeric"),
        ({"password": "dana@acme.example"}, "similar"),
        ({"password": ""}, "12 characters"),
    ],
)
def test_a_person_that_cannot_be_is_refused_with_a_sentence(acme, change, sentence):
    with pytest.raises(AccessError) as refusal:
        someone(acme, **change)
    assert sentence in str(refusal.value)
    assert not User.objects.exists()


def test_a_user_name_is_taken_once(acme, globex):
    someone(acme)
    with pytest.raises(AccessError, match="already exists"):
        someone(globex)
    assert Membership.objects.count() == 1


def test_a_key_is_long_random_and_stored_as_a_digest_only(acme):
    key, secret = a_key(acme)
    assert secret.startswith("ihk_")
    assert len(secret) >= 4 + 43
    assert secret.startswith(key.prefix)
    row = ApiKey.objects.values().get(pk=key.pk)
    assert secret not in str(row)
    assert row["scopes"] == ["read", "pii"]
    assert a_key(acme, name="other")[1] != secret


def test_the_secret_finds_the_key_with_its_company_in_one_query(acme, django_assert_num_queries):
    key, secret = a_key(acme)
    with django_assert_num_queries(1):
        found = find_key(secret, now=NOW)
        assert found == key
        assert found.company == acme


@pytest.mark.parametrize("secret", ["", "ihk_", "ihk_guess", "\x00", "ihk_\ud800", "é" * 5000])
def test_a_wrong_secret_finds_nothing(acme, secret):
    a_key(acme)
    assert find_key(secret, now=NOW) is None


def test_a_prefix_or_the_digest_of_a_key_opens_nothing(acme):
    key, secret = a_key(acme)
    for almost in (key.prefix, key.digest, secret[:-1], secret + "x", secret.swapcase()):
        assert find_key(almost, now=NOW) is None


def test_a_key_ends_at_its_moment(acme):
    _, secret = a_key(acme, expires_at=NOW + timedelta(hours=1))
    assert find_key(secret, now=NOW + timedelta(minutes=59))
    assert find_key(secret, now=NOW + timedelta(hours=1)) is None


def test_a_revoked_key_opens_nothing_and_keeps_its_first_moment(acme):
    key, secret = a_key(acme)
    assert revoke_api_key(key=key, now=NOW)
    assert find_key(secret, now=NOW) is None
    assert not revoke_api_key(key=key, now=NOW + timedelta(days=1))
    assert key.revoked_at == NOW


def test_scopes_are_kept_in_order_and_once(acme):
    key, _ = a_key(acme, scopes=["operations", "read", "read"])
    assert key.scopes == ["read", "operations"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scopes": ["root"]}, "“root”. Valid scopes: read, write, pii, operations."),
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"expires_at": NOW}, "expired already"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_a_sentence(acme, change, sentence):
    with pytest.raises(AccessError) as refusal:
        a_key(acme, **change)
    assert sentence in str(refusal.value)
    assert not ApiKey.objects.exists()


def test_a_key_name_is_taken_once_in_a_company(acme, globex):
    a_key(acme)
    a_key(globex)
    with pytest.raises(AccessError, match="already exists"):
        a_key(acme)


def test_use_is_noted_at_most_once_a_minute(acme, django_assert_num_queries):
    _, secret = a_key(acme)
    note_use(find_key(secret, now=NOW), NOW)
    soon = NOW + timedelta(seconds=30)
    key = find_key(secret, now=soon)
    with django_assert_num_queries(0):
        note_use(key, soon)
    assert key.last_used_at == NOW
    later = NOW + timedelta(minutes=1)
    note_use(key, later)
    assert find_key(secret, now=later).last_used_at == later


def test_finding_a_key_writes_nothing(acme):
    key, secret = a_key(acme)
    find_key(secret, now=NOW)
    key.refresh_from_db()
    assert key.last_used_at is None


def test_a_stranger_belongs_nowhere(acme, charlie):
    stranger = AnonymousUser()
    assert membership_of(stranger) is None
    assert company_of(stranger) is None
    assert not companies_of(stranger).exists()
    assert role_of(charlie, acme) is None
    assert not may_manage(charlie, acme)


def test_a_superuser_sees_every_company_without_belonging(acme, globex, django_user_model):
    root = django_user_model.objects.create_superuser("root", "root@hub.example", PASSWORD)
    assert list(companies_of(root).order_by("slug")) == [acme, globex]
    assert may_manage(root, acme)
    assert company_of(root) is None


def test_the_oldest_membership_is_the_one_pages_work_in(acme, globex, alice):
    Membership.objects.create(company=globex, user=alice, role=Role.ACCOUNT_OWNER)
    assert company_of(alice) == acme
    assert list(managed_companies(alice)) == [globex]
    assert companies_of(alice).count() == 2
