"""The queue and the interviewers in a browser: readable everywhere, worked through by keys, kept true without noise."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from candidates.models import User
from interviews.models import Handling, InterviewerIdentity
from tests import make

pytestmark = pytest.mark.browser


def a_minute_later(page: Page) -> None:
    """What was counted is no longer kept, and the page asks again and draws itself anew, to the end."""
    cache.clear()
    with page.expect_response(page.url) as drawn:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    drawn.value.finished()


@pytest.fixture
def busy(full_day: Any, greenhouse: Any) -> Any:
    """Three declines on top of the day, at different hours."""
    for hours, name in ((20, "Ines Vogt"), (21, "Jonas Weber"), (22, "Karla Ott")):
        start = datetime.now(UTC) + timedelta(hours=hours)
        make.interview(greenhouse, start, candidate=f"To {name}", panel=[(name, "declined")])
    return full_day


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (360, "dark"), (1280, "dark")])
def test_they_fit_and_are_readable(new_tab, alice, busy, width, theme):
    tab = new_tab(width, theme)
    tab.sign_in()
    person = InterviewerIdentity.objects.get(name="Felix Baumann")
    for path in (
        "/queue/",
        "/queue/rsvp.declined/",
        "/queue/?severity=critical&whose=me",
        "/interviewers/",
        "/interviewers/?q=felix",
        f"/interviewers/{person.pk}/",
        f"/interviews/{busy.pk}/panel/",
    ):
        tab.open(path)
        tab.check()


def test_an_interviewers_load_is_counted(new_tab, alice, full_day):
    tab = new_tab()
    tab.sign_in()

    tab.open("/interviewers/")

    row = tab.page.get_by_role("row", name="Felix Baumann")
    bars = [one.get_attribute("aria-label") for one in row.get_by_role("progressbar").all()]
    assert re.fullmatch("Felix Baumann: [1-4] interviews", bars[0])


def test_rows_are_worked_through_by_keys(new_tab, alice, busy):
    tab = new_tab()
    tab.sign_in()
    tab.open("/queue/rsvp.declined/")
    page = tab.page
    rows = page.locator(".queue__row--full")
    expect(rows).not_to_have_count(0)
    number = rows.count()
    title = rows.nth(1).locator(".queue__why").inner_text()

    page.keyboard.press("j")
    expect(rows.nth(0).locator(".queue__why a")).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1).locator(".queue__why a")).to_be_focused()
    page.keyboard.press("x")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("k")
    expect(rows.nth(0).locator(".queue__why a")).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1).locator(".queue__why a")).to_be_focused()

    page.keyboard.press("a")
    expect(page.locator(".flashes")).to_contain_text("alice")
    assert Handling.objects.get().assignee.username == "alice"
    expect(rows.nth(1).locator(".queue__why a")).to_be_focused()

    page.keyboard.press("s")
    expect(rows.nth(1).get_by_role("button", name="Snooze for an hour")).to_be_focused()
    tab.check()
    page.keyboard.press("Escape")
    expect(rows.nth(1).locator("summary")).to_be_focused()
    page.keyboard.press("s")
    expect(rows.nth(1).get_by_role("button", name="Snooze for an hour")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".flashes")).to_contain_text("1 row sleeps.")
    expect(rows).to_have_count(number - 1)
    expect(rows.nth(1).locator(".queue__why a")).to_be_focused()
    expect(page.locator("main")).not_to_contain_text(title)

    page.keyboard.press("e")
    page.wait_for_url("**/interviews/*/**")


def test_the_sheet_lists_what_is_bound_and_nothing_is_once_turned_off(new_tab, alice, busy):
    tab = new_tab()
    tab.sign_in()
    page = tab.page
    tab.open("/queue/")
    page.keyboard.press("?")
    sheet = page.locator("#shortcuts")
    for key, words in (("j", "Next row"), ("x", "Choose the row"), ("s", "Snooze or assign")):
        expect(sheet.locator("dt", has_text=key).first).to_be_visible()
        expect(sheet.get_by_text(words, exact=True)).to_be_visible()
    tab.check()
    tab.open("/calendar/")
    page.keyboard.press("?")
    expect(sheet.locator("dt", has_text="→")).to_have_text("j →")
    shown = page.locator("h1").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")  # at once: the sheet that is just closing takes no key
    page.wait_for_url("**date=*")
    expect(page.locator("h1")).not_to_have_text(shown)
    page.keyboard.press("ArrowLeft")
    expect(page.locator("h1")).to_have_text(shown)
    page.wait_for_load_state()

    User.objects.filter(pk=alice.pk).update(shortcuts=False)
    tab.open("/queue/")
    expect(page.locator("body[data-shortcuts]")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("?")

    assert page.evaluate("document.activeElement === document.body")
    expect(sheet).to_be_hidden()


def test_counts_stay_true_and_never_take_the_focus(new_tab, alice, busy, greenhouse):
    tab = new_tab()
    tab.sign_in()
    page = tab.page
    count = page.locator("nav.sidenav [data-queue-number]")
    with page.expect_response("**/queue/count/") as first:
        tab.open("/")
    first.value.finished()
    before = int(count.inner_text())
    page.locator("#search").fill("half a wo")
    page.evaluate("scrollTo(0, 120)")

    start = datetime.now(UTC) + timedelta(hours=23)
    make.interview(greenhouse, start, candidate="Late News", panel=[("Lars Egge", "declined")])
    a_minute_later(page)

    expect(count).to_have_text(str(before + 1))
    expect(page).to_have_title(re.compile(rf"^\({before + 1}\) Today"))
    expect(page.locator("#search")).to_be_focused()
    expect(page.locator("#search")).to_have_value("half a wo")
    assert page.evaluate("scrollY") == 120

    link = page.locator("#top-queue .queue__why a").first
    link.focus()
    more = datetime.now(UTC) + timedelta(hours=10)
    make.interview(greenhouse, more, candidate="More News", panel=[("Mia Falk", "declined")])
    a_minute_later(page)

    expect(count).to_have_text(str(before + 2))
    expect(link).to_be_focused()
