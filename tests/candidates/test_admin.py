"""API keys, people and roles in the admin site."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from candidates.models import ApiKey, Candidate, Change, Company, Membership, User
from candidates.selectors.access import find_key
from candidates.services.access import create_api_key
from connectors.models import IntegratedAccount
from tests.admin_world import NOW, address

PASSWORD = "nine lanterns over water"


@pytest.fixture
def staff(client, bob):
    client.force_login(bob)
    return client


@pytest.fixture
def root(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", "root@hub.example", "x"))
    return client


def account_of(company):
    return IntegratedAccount.objects.create(
        company=company, name=f"{company.slug} ats", vendor="greenhouse"
    )


def ask_for_key(client, company, **changes):
    asked = {
        "company": company.pk,
        "name": "board",
        "scopes": ["read"],
        "expires_at_0": "",
        "expires_at_1": "",
    }
    return client.post(address(ApiKey, "add"), asked | changes, follow=True)


def secrets_in(page):
    return re.findall(r"ihk_[\w-]{40,}", page.content.decode())


def test_the_secret_of_a_new_key_is_shown_once_and_works(staff, acme, bob):
    page = ask_for_key(staff, acme)
    [secret] = secrets_in(page)
    key = find_key(secret, now=timezone.now())
    assert (key.company, key.name, key.scopes) == (acme, "board", ["read"])
    for again in (
        address(ApiKey, "changelist"),
        address(ApiKey, "change", key.pk),
        address(ApiKey, "history", key.pk),
    ):
        assert secrets_in(staff.get(again)) == []
    entry = LogEntry.objects.get()
    assert entry.user == bob
    assert entry.object_id == str(key.pk)
    assert secret not in f"{entry.change_message}{entry.object_repr}"


def test_a_key_may_be_limited_to_accounts_and_expire(staff, acme):
    account = account_of(acme)
    ask_for_key(staff, acme, accounts=[account.pk], expires_at_0="2099-01-01", expires_at_1="12:00")
    key = ApiKey.objects.get()
    assert list(key.accounts.all()) == [account]
    assert key.expires_at.year == 2099


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"scopes": ["root"]}, "root is not one of the available choices"),
        ({"scopes": []}, "required"),
        ({"expires_at_0": "2001-01-01", "expires_at_1": "12:00"}, "expired already"),
        ({"name": "taken"}, "already exists"),
    ],
)
def test_a_key_that_cannot_be_is_refused_on_the_page(staff, acme, change, sentence):
    create_api_key(company=acme, name="taken", now=NOW)
    page = ask_for_key(staff, acme, **change)
    [refusal] = [str(said) for errors in page.context["errors"] for said in errors]
    assert sentence in refusal
    assert ApiKey.objects.count() == 1


def test_nobody_makes_a_key_for_another_company_or_its_accounts(staff, acme, globex):
    assert secrets_in(ask_for_key(staff, globex)) == []
    assert secrets_in(ask_for_key(staff, acme, accounts=[account_of(globex).pk])) == []
    assert not ApiKey.objects.exists()


def test_a_superuser_cannot_mix_companies_in_a_key(root, acme, globex):
    page = ask_for_key(root, acme, accounts=[account_of(globex).pk])
    assert "its own company" in page.content.decode()
    assert not ApiKey.objects.exists()


def test_the_only_company_is_chosen_already(staff, acme):
    assert (
        f'<option value="{acme.pk}" selected>' in staff.get(address(ApiKey, "add")).content.decode()
    )


def test_a_recruiter_among_the_staff_makes_and_revokes_no_key(staff, acme, bob):
    key, secret = create_api_key(company=acme, name="board", now=NOW)
    Membership.objects.filter(user=bob).update(role="recruiter")
    assert staff.get(address(ApiKey, "add")).status_code == 403
    staff.post(address(ApiKey, "changelist"), {"action": "revoke", "_selected_action": [key.pk]})
    assert find_key(secret, now=timezone.now())


def test_keys_are_revoked_by_those_who_administer_their_company(staff, acme, globex):
    own, own_secret = create_api_key(company=acme, name="board", now=NOW)
    other, other_secret = create_api_key(company=globex, name="board", now=NOW)
    chosen = {"action": "revoke", "_selected_action": [own.pk, other.pk]}
    page = staff.post(address(ApiKey, "changelist"), chosen, follow=True)
    assert "1 key was revoked." in page.content.decode()
    assert find_key(own_secret, now=timezone.now()) is None
    assert find_key(other_secret, now=timezone.now())


def test_a_key_is_never_edited_or_deleted(root, acme):
    key, _ = create_api_key(company=acme, name="board", now=NOW)
    posted = {"company": acme.pk, "name": "other", "scopes": ["read", "write", "pii", "operations"]}
    assert root.post(address(ApiKey, "change", key.pk), posted).status_code == 403
    assert root.post(address(ApiKey, "delete", key.pk), {"post": "yes"}).status_code == 403
    assert ApiKey.objects.get().scopes == ["read", "pii"]


def test_posting_a_status_of_a_candidate_changes_nothing(root, acme):
    candidate = Candidate.objects.create(
        company=acme, name="Kim", status="new", created_at=NOW, updated_at=NOW
    )
    page = root.get(address(Candidate, "change", candidate.pk)).content.decode()
    assert 'name="status"' not in page
    assert (
        root.post(address(Candidate, "change", candidate.pk), {"status": "confirmed"}).status_code
        == 403
    )
    candidate.refresh_from_db()
    assert (candidate.status, candidate.version) == ("new", 1)


def test_candidates_are_moved_by_the_table_of_moves_with_the_reason_of_every_blocked_one(
    staff, acme, globex
):
    fields = {"status": "new", "created_at": NOW, "updated_at": NOW}
    good = Candidate.objects.create(company=acme, name="Good", email="g@example.org", **fields)
    mute = Candidate.objects.create(company=acme, name="Mute", **fields)
    other = Candidate.objects.create(company=globex, name="Other", email="o@x.org", **fields)

    page = staff.post(
        address(Candidate, "changelist"),
        {"action": "advance", "_selected_action": [good.pk, mute.pk, other.pk]},
        follow=True,
    )

    said = page.content.decode()
    assert "1 candidate was moved, or asked for at the vendor." in said
    assert "Mute: There is no e-mail address" in said
    statuses = list(Candidate.objects.order_by("pk").values_list("status", flat=True))
    assert statuses == ["invited", "new", "new"]
    assert Change.objects.get(subject_id=good.pk).source == "admin"


def test_a_superuser_gives_roles_and_who_is_staff_follows(root, acme, alice):
    membership = Membership.objects.get(user=alice)
    root.post(address(Membership, "change", membership.pk), {"role": "account-admin"})
    assert User.objects.get(pk=alice.pk).is_staff
    root.post(address(Membership, "change", membership.pk), {"role": "hiring-manager"})
    assert not User.objects.get(pk=alice.pk).is_staff
    assert Membership.objects.get().role == "hiring-manager"


def test_a_superuser_adds_a_person_and_their_role(root, acme):
    root.post(
        address(User, "add"),
        {
            "username": "dana",
            "email": "dana@acme.example",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    dana = User.objects.get(username="dana")
    assert dana.check_password(PASSWORD)
    asked = {"company": acme.pk, "user": dana.pk, "role": "account-owner"}
    root.post(address(Membership, "add"), asked)
    assert User.objects.get(pk=dana.pk).is_staff
    page = root.post(address(Membership, "add"), asked)
    assert "already exists" in page.content.decode()


def test_whoever_leaves_a_company_is_no_longer_staff(root, bob):
    membership = Membership.objects.get(user=bob)
    root.post(address(Membership, "delete", membership.pk), {"post": "yes"})
    assert not Membership.objects.exists()
    assert not User.objects.get(pk=bob.pk).is_staff


def test_a_person_is_made_inactive_and_never_deleted(root, bob):
    posted = {"username": "bob", "email": "b@acme.example"}
    posted |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    root.post(address(User, "change", bob.pk), posted)
    assert not User.objects.get(pk=bob.pk).is_active
    assert root.post(address(User, "delete", bob.pk), {"post": "yes"}).status_code == 403


def test_staff_cannot_set_a_password(staff, alice):
    address_of_form = reverse("admin:auth_user_password_change", args=[alice.pk])
    posted = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert staff.post(address_of_form, posted).status_code == 403
    assert not User.objects.get(pk=alice.pk).check_password(PASSWORD)


def test_staff_see_only_the_roles_of_their_own_company(staff, alice, globex):
    Membership.objects.create(user=alice, company=globex, role="account-owner")
    for page in (address(User, "changelist"), address(User, "change", alice.pk)):
        assert "Globex" not in staff.get(page).content.decode()


def test_a_company_needs_a_real_time_zone(root, acme):
    posted = {"name": "Acme", "slug": "acme", "time_zone": "Mars/Olympus"}
    assert "no time zone" in root.post(address(Company, "change", acme.pk), posted).content.decode()
    root.post(address(Company, "change", acme.pk), posted | {"time_zone": "Asia/Seoul"})
    assert Company.objects.get().time_zone == "Asia/Seoul"
