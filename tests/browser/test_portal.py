"""The candidate's way on a phone: from the mail to a confirmed interview, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Candidate, Mail
from candidates.services.workflow import advance
from interviews.models import Interview
from tests.candidates.mails.people import candidate_of, manager

pytestmark = pytest.mark.browser
PASSWORD = "four words that rhyme"


@pytest.fixture
def guest(acme, alice):
    soon = timezone.now() + timedelta(days=2)
    made = candidate_of(acme, name="Wolfeschlegelsteinhausenbergerdorff")
    Interview.objects.create(
        company=acme, candidate=made, title="System design", status="scheduled", start_at=soon,
        end_at=soon + timedelta(minutes=45), begins_at=soon, created_at=soon, updated_at=soon,
    )  # fmt: skip
    advance(made.pk, manager(acme, alice, now=timezone.now()))
    return Candidate.objects.get(pk=made.pk)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_the_portal_fits_a_phone(new_tab, guest, theme):
    tab = new_tab(360, theme)
    for language, code, paths in (
        ("한국어", "ko", [""]),
        ("Deutsch", "de", ["", "time/", "sure/"]),
    ):
        tab.open(f"/c/{guest.activation_key}/")
        tab.page.get_by_role("button", name=language).click()
        expect(tab.page.locator("html")).to_have_attribute("lang", code)
        tab.page.wait_for_load_state()
        for path in paths:
            tab.open(f"/c/{guest.activation_key}/{path}")
            tab.check()


def test_a_candidate_confirms_asks_for_another_time_and_withdraws(new_tab, guest):
    tab = new_tab(360, java_script_enabled=False)
    page = tab.page
    tab.open(f"/c/{guest.activation_key}/")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password and confirm").click()
    page.get_by_role("heading", name="You have confirmed").wait_for()

    page.get_by_role("link", name="Ask for another time").click()
    page.get_by_label("When would it suit you?").fill("Monday after 10")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("You asked for another time").wait_for()
    page.get_by_role("button", name="Take that back").click()
    page.get_by_role("link", name="Ask for another time").wait_for()

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="I am no longer interested").click()
    page.get_by_role("button", name="Yes, I withdraw").click()
    page.get_by_role("heading", name="This interview was broken off").wait_for()

    guest.refresh_from_db()
    assert guest.status == "aborted"


@pytest.mark.parametrize(("width", "language"), [(360, "de"), (1280, "en")])
def test_the_outbox_and_a_mail_fit_their_window(new_tab, guest, alice, width, language):
    alice.language = language
    alice.save()
    mail = Mail.objects.get()
    Mail.objects.create(
        company=guest.company, candidate=guest, kind="reminder", key="x", language="de",
        recipient="a@b.example", subject="Erinnerung", text="x", state="failed",
        problem="550 no such user", created_at=timezone.now(), done_at=timezone.now(),
    )  # fmt: skip
    tab = new_tab(width)
    tab.sign_in()
    for path in ("/outbox/", "/outbox/?tab=failed", f"/outbox/{mail.pk}/"):
        tab.open(path)
        tab.check()
    tab.open(f"/outbox/{mail.pk}/letter/")
    expect(tab.page.get_by_role("link")).to_have_count(1)
