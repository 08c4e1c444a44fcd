"""The agenda of a day by keys, like a list: through its rows, into one, and from day to day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests import make

pytestmark = pytest.mark.browser

DAY = datetime(2036, 11, 5, 9, tzinfo=UTC)  # in Berlin, and not today


@pytest.fixture
def agenda(greenhouse):
    return [
        make.interview(greenhouse, DAY + timedelta(hours=n), candidate=f"Candidate {n}", panel=[])
        for n in range(3)
    ]


def test_keys_go_through_the_agenda_and_open_a_row(new_tab, alice, agenda):
    tab = new_tab()
    tab.sign_in()
    tab.open("/?date=2036-11-05")
    page = tab.page
    names = page.locator(".agenda__who a")

    for key, row in (("j", 0), ("j", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("k", 0), ("j", 1)):
        page.keyboard.press(key)
        expect(names.nth(row)).to_be_focused()
    tab.check()
    page.keyboard.press("o")

    expect(page.get_by_role("heading", level=1, name="Candidate 1")).to_be_visible()


def test_outside_the_agenda_the_arrows_leaf_and_scroll(new_tab, alice, agenda):
    tab = new_tab()
    tab.sign_in()
    tab.open("/?date=2036-11-05")
    page = tab.page
    page.set_viewport_size({"width": 1280, "height": 300})

    page.keyboard.press("ArrowDown")
    tab.wait_until("scrollY > 0")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thursday 6 November")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wednesday 5 November")


def test_what_is_folded_away_is_not_gone_through(new_tab, alice, greenhouse):
    now = datetime.now(UTC)
    for minutes in (9, 8, 7, 6, 5):
        make.interview(
            greenhouse, now - timedelta(minutes=minutes), minutes=1, candidate=f"Over {minutes}"
        )
    make.interview(greenhouse, now - timedelta(seconds=30), candidate="Running now")
    tab = new_tab()
    tab.sign_in()
    first = tab.page.locator("#agenda > ol .agenda__who a").first

    tab.page.keyboard.press("j")

    expect(first).to_be_focused()


def test_the_sheet_lists_the_keys_of_the_agenda(new_tab, alice, agenda):
    tab = new_tab()
    tab.sign_in()
    tab.open("/?date=2036-11-05")

    tab.page.keyboard.press("?")

    sheet = tab.page.locator("#shortcuts")
    for key, words in (
        ("j ↓", "Next row"),
        ("k ↑", "Row before"),
        ("o", "Open the row"),
        ("→", "Thursday 6 November"),
    ):
        line = sheet.locator("dt").filter(has_text=re.compile(f"^{key}$"))
        expect(line.locator("+ dd")).to_have_text(words)
    expect(sheet.get_by_text("Choose the row")).to_have_count(0)
