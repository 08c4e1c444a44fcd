"""Who comes in by invitation, what they may be made, and what becomes of a forgotten password."""

import re

import pytest
from django.test import Client

from candidates.models import Change, Mail, Membership, ProjectRole, User
from candidates.statuses import Role
from tests.candidates.mails.mail_server import mail_server
from tests.candidates.mails.people import NOW, post_all
from tests.candidates.mails.test_letters import project_of
from tests.conftest import PASSWORD, member
from tests.pages.conftest import Reader, reader

LATER = NOW.replace(year=2036)
NEW = "a wholly different phrase"
ADDRESS = re.compile(r"http://\S+?(/password/[^\s/]+/)")


@pytest.fixture
def smtp():
    with mail_server() as server:
        yield server


@pytest.fixture
def admin(bob):
    return reader(bob)


@pytest.fixture
def owner(acme):
    return reader(member("olga", acme, Role.ACCOUNT_OWNER, is_staff=True))


def visitor() -> Reader:
    return Reader(Client(raise_request_exception=False))


def asked(**fields):
    return {"email": "Dora@x.example", "role": "recruiter", "part": "evaluator"} | fields


def address_in(smtp):
    return ADDRESS.search(smtp.taken[-1].get_body(["plain"]).get_content())[1]


def set_password(browser, path, password=NEW):
    form = browser.client.get(path, follow=True)
    return browser.send(form.request["PATH_INFO"], new_password1=password, new_password2=password)


def test_who_is_invited_chooses_a_password_and_signs_in(admin, acme, smtp):
    project = project_of(acme)
    said = admin.send("/people/", **asked(first_name="Dora", projects=[project.pk]))
    post_all(LATER)

    guest = visitor()
    done = set_password(guest, address_in(smtp))
    today = guest.send("/login/", username="dora@x.example", password=NEW)

    dora = User.objects.get(username="dora@x.example")
    assert "An invitation is on its way to Dora@x.example." in said.text
    assert smtp.taken[0]["To"] == "Dora@x.example"
    assert "Your password is set" in done.text
    assert (today.status, "Acme Recruiter" in today.text) == (200, True)
    assert dora.memberships.get().role == "recruiter"
    assert not dora.is_staff
    role = ProjectRole.objects.get(user=dora)
    assert (role.project, role.evaluator, role.interview_manager) == (project, True, False)


def test_the_address_in_the_mail_works_once_and_is_not_in_the_outbox(admin, acme, smtp):
    admin.send("/people/", **asked())
    post_all(LATER)
    path = address_in(smtp)
    set_password(visitor(), path)

    mail = Mail.objects.get()
    key = path.split("/")[2]
    page = admin.open(f"/outbox/{mail.pk}/")
    assert page.status == 200
    assert key not in page.html + mail.text + mail.html
    assert "opens nothing any more" in visitor().open(path).text


def test_nobody_is_invited_twice_or_out_of_another_company(admin, alice, charlie):
    mine = admin.send("/people/", **asked(email=alice.email.upper()))
    theirs = admin.send("/people/", **asked(email=charlie.email))

    assert (mine.status, theirs.status) == (422, 422)
    assert "belongs to your company already" in mine.text
    assert "has an account in this hub already" in theirs.text
    assert Membership.objects.count() == 3


def test_another_companys_project_is_no_choice(admin, globex):
    page = admin.send("/people/", **asked(projects=[project_of(globex).pk]))

    assert page.status == 422
    assert not User.objects.filter(email__iexact="dora@x.example").exists()


def test_an_administrator_makes_no_owner_and_an_owner_does(admin, owner, acme):
    assert admin.send("/people/", **asked(role="account-owner")).status == 422
    assert owner.send("/people/", **asked(role="account-owner")).status == 200
    made = Membership.objects.get(user__username="dora@x.example")
    assert made.role == "account-owner"

    said = admin.send(f"/people/{made.pk}/role/", role="recruiter")
    assert "Only owners may make, change or let go an owner." in said.text
    assert "Only owners may" in admin.send(f"/people/{made.pk}/end/").text
    made.refresh_from_db()
    assert made.role == "account-owner"


def test_a_role_is_changed_and_taken_and_both_are_told(admin, acme, alice, bob):
    seat = alice.memberships.get()
    ProjectRole.objects.create(project=project_of(acme), user=alice, evaluator=True)

    admin.send(f"/people/{seat.pk}/role/", role="account-admin")
    alice.refresh_from_db()
    assert alice.is_staff
    admin.send(f"/people/{seat.pk}/end/")

    alice.refresh_from_db()
    assert not alice.is_staff
    assert not alice.memberships.exists()
    assert not ProjectRole.objects.exists()
    told = Change.objects.filter(subject="membership", actor=bob).order_by("pk")
    assert [one.fields["role"] for one in told] == [
        ["recruiter", "account-admin"],
        ["account-admin", None],
    ]
    assert reader(alice).open("/").status == 403


def test_nobody_changes_their_own_role(admin, bob):
    seat = bob.memberships.get()
    for path in ("role/", "end/"):
        said = admin.send(f"/people/{seat.pk}/{path}", role="recruiter")
        assert "Ask another administrator or owner" in said.text
    seat.refresh_from_db()
    assert seat.role == "account-admin"


@pytest.mark.parametrize("path", ["role/", "end/", "again/"])
def test_another_companys_people_are_not_found(admin, charlie, path):
    seat = charlie.memberships.get()
    assert admin.send(f"/people/{seat.pk}/{path}", role="recruiter").status == 404


def test_a_coordinator_sees_colleagues_and_changes_nothing(alice, bob, charlie):
    page = reader(alice)
    said = page.open("/people/")

    assert "bob@acme.example" in said.text
    assert "charlie" not in said.text
    assert "Invite a colleague" not in said.text
    assert page.send("/people/", **asked()).status == 403
    assert page.send(f"/people/{bob.memberships.get().pk}/end/").status == 403


def test_who_has_not_come_yet_is_invited_again(admin, acme, alice):
    admin.send("/people/", **asked())
    seat = Membership.objects.get(user__username="dora@x.example")

    admin.send(f"/people/{seat.pk}/again/")
    refused = admin.send(f"/people/{alice.memberships.get().pk}/again/")

    assert Mail.objects.filter(kind="welcome").count() == 2
    assert "can sign in already" in refused.text


@pytest.mark.parametrize("name", ["alice", "ALICE@acme.example"])
def test_a_forgotten_password_is_chosen_anew(alice, smtp, name):
    said = visitor().send("/password/", name=name)
    post_all(LATER)
    guest = visitor()
    set_password(guest, address_in(smtp))

    alice.refresh_from_db()
    assert "If there is such an account" in said.text
    assert smtp.taken[0]["To"] == alice.email
    assert alice.check_password(NEW)
    assert guest.send("/login/", username="alice", password=NEW).status == 200


def test_whether_somebody_is_known_is_not_told(alice, charlie):
    User.objects.filter(pk=charlie.pk).update(is_active=False)

    pages = {visitor().send("/password/", name=name).text for name in ("alice", "charlie", "x")}

    assert len(pages) == 1
    assert [mail.user for mail in Mail.objects.all()] == [alice]


def test_asking_again_and_again_writes_one_mail(alice):
    for _time in range(3):
        visitor().send("/password/", name="alice")

    assert Mail.objects.count() == 1


def test_a_weak_password_is_refused_and_the_address_still_works(alice, smtp):
    visitor().send("/password/", name="alice")
    post_all(LATER)
    guest = visitor()

    weak = set_password(guest, address_in(smtp), "password1234")
    again = set_password(guest, address_in(smtp))

    assert "too common" in weak.text
    assert "Your password is set" in again.text


@pytest.mark.parametrize(
    "path", ["/password/MQ-set-password/", "/password/MQ-abc-def/", "/password/zz-1/"]
)
def test_a_made_up_address_opens_nothing(alice, path):
    page = visitor().open(path)

    assert (page.status, "opens nothing any more" in page.text) == (200, True)
    assert visitor().send(path, new_password1=NEW, new_password2=NEW).status == 200
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
