"""Signing in, sessions and what they open, for people and for candidates."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from candidates.models import AccessToken, Candidate, Change, FailedLogin, Membership
from candidates.services.login_throttling import WITHIN
from candidates.services.tokens import revoke_token
from candidates.statuses import Role
from tests.candidates.api.conftest import STRONG, Api, candidate, root_of, themself, told
from tests.conftest import PASSWORD, member

NOBODY = Api("")
WRONG = {"non_field_errors": ["Unable to log in with provided credentials."]}


def enter(status: int = 200, **claim):
    return told(NOBODY.ask("post", "/api-token-auth/", {"company": "acme"} | claim), status)


def as_(secret: str, project) -> Api:
    return Api(f"Token {secret}", root_of(project))


@pytest.fixture
def boss(acme):
    return member("boss", acme, Role.ACCOUNT_OWNER)


def test_a_user_name_or_an_address_and_a_password_are_a_token(acme, project, boss):
    for name in ("boss", "boss@acme.example", "BOSS@acme.example"):
        secret = enter(username=name, password=PASSWORD)["token"]
        assert re.fullmatch(r"[0-9a-f]{40}", secret)
        assert as_(secret, project).get("")["objects"] == []
        assert Api(f"Bearer {secret}", root_of(project)).get("")["meta"]["total_count"] == 0
    assert secret not in str(list(AccessToken.objects.values()))


def test_the_only_company_need_not_be_named(acme, boss):
    answer = NOBODY.ask("post", "/api-token-auth/", {"username": "boss", "password": PASSWORD})

    assert answer.status_code == 200
    again = {"username": "boss", "password": PASSWORD}
    assert NOBODY.ask("post", "/api/v3/api-token-auth/", again).status_code == 200


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({}, {"username": ["This field is required."]}),
        ({"username": "boss"}, {"password": ["This field is required."]}),
        ({"username": "boss", "password": "x"}, WRONG),
        ({"username": "nobody", "password": PASSWORD}, WRONG),
        ({"username": "charlie", "password": PASSWORD}, WRONG),
        ({"username": "boss", "password": PASSWORD, "company": "globex"}, WRONG),
        ({"username": "boss", "password": PASSWORD, "company": "nowhere"}, WRONG),
        ({"username": "closed", "password": PASSWORD}, WRONG),
        ({"username": "newcomer@x.example", "password": STRONG}, WRONG),
        ({"username": "skipped@x.example", "password": STRONG}, WRONG),
        ({"username": "early@x.example", "password": ""}, None),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_told_apart_by_nobody(
    acme, globex, charlie, boss, project, body, answer
):
    member("closed", acme, Role.RECRUITER, is_active=False)
    secret = make_password(STRONG)
    candidate(project, "new", email="newcomer@x.example", password=secret)
    candidate(project, "skipped", email="skipped@x.example", password=secret)
    candidate(project, "invited", email="early@x.example")

    said = enter(400, **({"company": "acme"} | body if body else {}))

    assert said == answer if answer else "password" in said
    assert not AccessToken.objects.exists()


def test_one_hash_is_looked_at_whoever_is_named(acme, boss, monkeypatch):
    """The time that it takes says nothing: counted in hashes, not on a clock."""
    looked_at = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"

    def encode(self, password, salt):
        looked_at.append(password)
        return f"{self.algorithm}${salt}$0"

    monkeypatch.setattr(f"{hasher}.encode", encode)
    for name, company in (("boss", "acme"), ("nobody", "acme"), ("boss", "nowhere")):
        looked_at.clear()
        enter(400, username=name, password="wrong", company=company)
        assert len(looked_at) == 1


def test_broken_json_and_unknown_fields_are_said_to_be(acme):
    assert "JSON parse error" in told(NOBODY.ask("post", "/api-token-auth/", "{"), 400)["detail"]
    assert "no such field" in enter(400, username="x", pasword="y")["pasword"][0]
    days = enter(400, username="x", password="y", extended_expiration_period=31)
    assert "from 1 to 30" in days["extended_expiration_period"][0]
    assert NOBODY.ask("get", "/api-token-auth/").status_code == 405


def test_after_ten_wrong_passwords_not_even_the_right_one_is_looked_at(acme, boss):
    for _ in range(10):
        enter(400, username="boss", password="wrong")

    response = NOBODY.ask(
        "post", "/api-token-auth/", {"company": "acme", "username": "BOSS", "password": PASSWORD}
    )

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= WITHIN.total_seconds()
    assert "Too many wrong passwords" in response.json()["detail"]
    assert "boss" not in str(list(FailedLogin.objects.values()))
    FailedLogin.objects.update(first_at=timezone.now() - WITHIN)
    enter(username="boss", password=PASSWORD)


def test_right_passwords_are_not_counted(acme, boss):
    for _ in range(12):
        enter(username="boss", password=PASSWORD)

    assert set(FailedLogin.objects.values_list("count", flat=True)) == {0}


@pytest.mark.parametrize(
    ("days", "rested", "aged", "alive"),
    [
        (None, timedelta(minutes=59), timedelta(0), True),
        (None, timedelta(minutes=61), timedelta(0), False),
        (None, timedelta(0), timedelta(days=1, seconds=1), False),
        (30, timedelta(days=29), timedelta(days=29), True),
        (30, timedelta(0), timedelta(days=30, seconds=1), False),
    ],
)
def test_a_session_dies_of_rest_and_of_age(project, boss, days, rested, aged, alive):
    secret = enter(username="boss", password=PASSWORD, extended_expiration_period=days)["token"]
    token = AccessToken.objects.get()
    last = timezone.now() - rested
    AccessToken.objects.update(last_used_at=last, expires_at=token.expires_at - aged)

    response = as_(secret, project).ask("get", "")

    assert response.status_code == (200 if alive else 401)
    if not alive:
        assert told(response, 401) == {"detail": "Invalid token."}
        assert response["WWW-Authenticate"].startswith("Token")


def test_being_used_keeps_a_session_alive_and_is_noted_once_a_minute(project, boss):
    secret = enter(username="boss", password=PASSWORD)["token"]
    as_(secret, project).get("")
    first = AccessToken.objects.get().last_used_at
    as_(secret, project).get("")

    assert AccessToken.objects.get().last_used_at == first
    AccessToken.objects.update(last_used_at=first - timedelta(minutes=50))
    as_(secret, project).get("")
    assert AccessToken.objects.get().last_used_at > first


def test_a_permanent_token_lives_until_it_is_revoked(acme, project, boss):
    out = StringIO()
    call_command("create_access_token", "boss", "--permanent", "--name", "robot", stdout=out)
    secret = out.getvalue().splitlines()[-1]
    token = AccessToken.objects.get()
    old = timezone.now() - timedelta(days=900)
    AccessToken.objects.update(created_at=old, last_used_at=old)

    assert (token.name, token.expires_at, token.idle_minutes) == ("robot", None, None)
    assert as_(secret, project).get("")
    assert revoke_token(token=token, now=timezone.now())
    as_(secret, project).refused(401, "get", "")
    assert not revoke_token(token=token, now=timezone.now())


def test_the_command_names_what_is_wrong(acme, globex, boss, charlie):
    for arguments, said in (
        (("nobody", "--company", "acme"), "Nobody in Acme is called “nobody”."),
        (("charlie", "--company", "acme"), "Nobody in Acme is called “charlie”."),
        (("boss",), "several companies"),
        (("boss", "--company", "acme", "--days", "31"), "1 to 30 days"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("create_access_token", *arguments)
    assert not AccessToken.objects.exists()


def test_an_administrator_revokes_tokens_on_the_admin_site(acme, bob, project, boss):
    secret = enter(username="boss", password=PASSWORD)["token"]
    client = Client()
    client.force_login(bob)

    page = client.post(
        "/admin/candidates/accesstoken/",
        {"action": "revoke", "_selected_action": [AccessToken.objects.get().pk]},
        follow=True,
    )

    assert "1 token was revoked." in page.content.decode()
    as_(secret, project).refused(401, "get", "")


def test_who_leaves_the_company_or_is_closed_is_out_at_once(acme, project, boss):
    secret = enter(username="boss", password=PASSWORD)["token"]
    boss.is_active = False
    boss.save()
    as_(secret, project).refused(401, "get", "")
    boss.is_active = True
    boss.save()
    assert as_(secret, project).get("")
    Membership.objects.filter(user=boss).delete()
    as_(secret, project).refused(401, "get", "")


@pytest.mark.parametrize(
    "head", ["Token", "Token ", "Basic Ym9zczp4", "Token 00", "ActivationKey x", "ActivationKey "]
)
def test_credentials_that_open_nothing_are_refused(project, head):
    response = Api(head, root_of(project)).ask("get", "")

    assert response.status_code == 401
    assert response.json()["detail"]


def test_without_credentials_one_is_asked_for_them(project):
    said = Api("", root_of(project)).refused(401, "get", "")

    assert said == {"detail": "Authentication credentials were not provided."}


def test_a_candidate_sets_a_password_confirms_signs_in_and_begins(acme, project):
    row = candidate(project, "invited", email="luke@x.example", invited_at=timezone.now())
    invited = themself(row)

    early = invited.refused(400, "patch", f"{row.pk}/status/advance/")
    assert "has not set a password yet" in early["detail"]
    assert "at least 12" in str(invited.refused(400, "patch", f"{row.pk}/", {"password": "x"}))
    said = invited.refused(400, "patch", f"{row.pk}/", {"password": STRONG, "phone": "1"})
    assert said.keys() == {"phone"}
    invited.patch(f"{row.pk}/", {"password": STRONG})
    confirmed = invited.patch(f"{row.pk}/status/advance/")
    assert confirmed["status"] == "confirmed"
    secret = enter(username="luke@x.example", password=STRONG)["token"]
    begun = as_(secret, project).patch(f"{row.pk}/status/advance/")
    assert begun["status"] == "interviewing"
    row.refresh_from_db()
    assert row.password.startswith("md5$")
    told_of = Change.objects.filter(subject="candidate", subject_id=row.pk)
    fields = [change.fields for change in told_of.order_by("pk")]
    assert {"has_password": [False, True]} in fields
    assert STRONG not in str(fields)
    end = as_(secret, project).refused(400, "patch", f"{row.pk}/status/advance/")
    assert "Interviewing" in end["detail"]


def test_another_password_ends_the_other_sessions(acme, project):
    row = candidate(project, "confirmed", email="luke@x.example", password=make_password(STRONG))
    first, second = (enter(username="luke@x.example", password=STRONG)["token"] for _ in range(2))

    as_(first, project).patch(f"{row.pk}/", {"password": STRONG + "!"})

    assert as_(first, project).get(f"{row.pk}/")
    as_(second, project).refused(401, "get", f"{row.pk}/")


def test_the_key_alone_changes_no_password(project):
    row = candidate(project, "invited", password=make_password(STRONG))

    said = themself(row).refused(400, "patch", f"{row.pk}/", {"password": STRONG + "!"})

    assert said == {"detail": "There is a password already: sign in with it."}


def test_who_is_skipped_is_out_at_once(project, owner):
    row = candidate(project, "confirmed", email="luke@x.example", password=make_password(STRONG))
    secret = enter(username="luke@x.example", password=STRONG)["token"]

    owner.patch(f"{row.pk}/status/skip/")

    as_(secret, project).refused(401, "get", "/whoami/candidate/")
    themself(row).refused(401, "get", "/whoami/candidate/")
    enter(400, username="luke@x.example", password=STRONG)


def test_no_password_is_set_once_the_invitation_is_over(project):
    row = candidate(project, "invited", deadline=timezone.now() - timedelta(seconds=1))

    said = themself(row).refused(400, "patch", f"{row.pk}/", {"password": STRONG})

    assert "while an invitation is open" in said["detail"]
    assert not Candidate.objects.exclude(password="").exists()


def test_a_manager_sets_nobodys_password(project, owner):
    row = candidate(project, "invited")

    assert "password" in owner.refused(400, "patch", f"{row.pk}/", {"password": STRONG})


def test_a_candidate_is_told_who_they_are_and_how_long_they_have(acme, project):
    deadline = datetime.now(UTC) + timedelta(days=2)
    row = candidate(project, "invited", deadline=deadline)

    for path in ("/whoami/candidate/", "/api/v3/whoami/candidate/"):
        shown = themself(row).get(path)
        assert 172_700 < shown["seconds_until_deadline"] <= 172_800
        assert (shown["first_name"], shown["status"]) == ("Minji", "invited")
        assert shown["company"]["name"] == "Acme"
        assert shown["project"].keys() == {
            "name", "videos", "questions", "resource_uri", "support_lang", "language"
        }  # fmt: skip
        assert shown["project"]["name"] == "Backend"
    over = timezone.now() - timedelta(hours=1)
    Candidate.objects.update(deadline=over)
    shown = themself(row).get("/whoami/candidate/")
    assert (shown["seconds_until_deadline"], shown["status"]) == (0, "expired")


def test_only_candidates_are_told_who_they_are(owner):
    assert "candidates" in owner.refused(403, "get", "/whoami/candidate/")["detail"]
    assert NOBODY.ask("get", "/whoami/candidate/").status_code == 401


def test_what_is_nowhere_has_the_shape_of_this_api(acme):
    for path in ("/api/v3/nowhere/", "/whoami/nobody/"):
        assert NOBODY.refused(404, "get", path).keys() == {"detail"}
    assert "statusCode" in NOBODY.refused(404, "get", "/api/v1/nowhere")
    assert NOBODY.ask("get", "/whoami/candidate").status_code == 301
