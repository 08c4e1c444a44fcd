"""The admin site in a real browser: its scripts work under the strict policy, and a key can be made."""

import os
import re

import pytest

from candidates.models import ApiKey, Candidate, Change
from candidates.selectors.access import find_key
from connectors.models import IntegratedAccount, RemoteRecord
from interviews.models import Interview
from tests.admin_world import address, fill
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tab(new_tab, acme, bob):
    fill(acme)
    tab = new_tab()
    tab.open("/admin/login/")
    tab.check()
    tab.page.get_by_label("Username").fill(bob.username)
    tab.page.get_by_label("Password").fill(PASSWORD)
    tab.page.get_by_role("button", name="Log in").click()
    tab.page.wait_for_url(tab.origin + "/admin/")
    return tab


def shoot(tab, name):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        tab.page.screenshot(path=f"{folder}/admin-{name}.png", full_page=True)


@pytest.mark.parametrize("model", [Interview, Candidate, IntegratedAccount, RemoteRecord, Change])
def test_lists_and_pages_work_under_the_strict_policy(tab, model):
    for page in (
        "/admin/",
        address(model, "changelist"),
        address(model, "change", model.objects.first().pk),
    ):
        tab.open(page)
        shoot(tab, re.sub(r"\W+", "-", page))
        assert tab.page.evaluate("window.violations") == []
        assert tab.wrongs == []


def test_a_key_is_made_with_the_autocompletion_of_accounts(tab):
    tab.open(address(ApiKey, "add"))
    tab.page.get_by_label("Name:").fill("board")
    tab.page.locator(".select2-selection").click()
    tab.page.locator(".select2-results__option", has_text="acme greenhouse").click()
    shoot(tab, "key")
    tab.page.get_by_role("button", name="Save", exact=True).click()
    warning = tab.page.locator(".messagelist .warning").inner_text()
    shoot(tab, "key-made")
    secret = re.search(r"ihk_[\w-]+", warning)[0]
    key = ApiKey.objects.get(name="board")
    assert find_key(secret, now=key.created_at) == key
    assert key.accounts.count() == 1
    assert tab.page.evaluate("window.violations") == []
    assert tab.wrongs == []
