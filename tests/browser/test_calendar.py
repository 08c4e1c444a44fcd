"""The calendar in a browser: readable in every view, leafed by keys, and dragging ends in the form that moves."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests import make

pytestmark = pytest.mark.browser

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)  # in Berlin


def test_an_interview_that_is_dragged_opens_the_form_with_that_time(new_tab, alice, greenhouse):
    found = make.interview(greenhouse, TEN)
    tab = new_tab(1280)
    tab.sign_in()
    tab.open("/calendar/?view=day&date=2026-11-05")
    grid = tab.page.locator(".cal__grid").first
    hour = grid.bounding_box()["height"] / len(grid.get_attribute("data-hours").split())
    box = tab.page.locator(".ev[data-move]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 6

    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    tab.page.mouse.move(x, y + hour, steps=4)
    tab.page.mouse.move(x, y + 2 * hour, steps=4)
    tab.page.mouse.up()

    tab.page.wait_for_url(f"**/interviews/{found.pk}/reschedule/?start=2026-11-05T12%3A00&fold=0")


def test_keys_leaf_and_change_the_view(new_tab, alice, greenhouse):
    tab = new_tab(1280)
    tab.sign_in()
    tab.open("/calendar/?date=2026-11-05")

    for key, address in (
        ("m", "**view=month*"),
        ("j", "**date=2026-12-01*"),
        ("d", "**view=day*"),
        ("t", "**/calendar/?view=day"),
    ):
        tab.page.keyboard.press(key)
        tab.page.wait_for_url(address)


def test_n_opens_the_form_of_the_day_and_the_sheet_says_so(new_tab, alice, greenhouse):
    tab = new_tab(1280)
    tab.sign_in()
    tab.open("/calendar/?view=day&date=2036-11-05")

    tab.page.keyboard.press("?")
    sheet = tab.page.locator("#shortcuts")
    for key, words in (("n", "New interview"), ("w", "Week"), ("k ←", "Earlier"), ("t", "Today")):
        line = sheet.locator("dt").filter(has_text=re.compile(f"^{key}$"))
        expect(line.first.locator("+ dd")).to_have_text(words)
    tab.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    tab.page.keyboard.press("n")

    expect(tab.page.get_by_label("Start")).to_have_value("2036-11-05T10:00")


def test_with_two_systems_n_opens_a_menu_that_keys_go_through(new_tab, alice, acme, greenhouse):
    make.account(acme, "Greenhouse Seoul")
    tab = new_tab(1280)
    tab.sign_in()
    tab.open("/calendar/?view=day&date=2036-11-05")

    tab.page.keyboard.press("n")
    first = tab.page.locator(".pagehead .menu a").first
    expect(first).to_be_focused()
    tab.check()
    tab.page.keyboard.press("Enter")

    expect(tab.page.get_by_role("heading", name="New interview")).to_be_visible()


def test_a_month_on_paper_lists_every_interview(new_tab, alice, greenhouse):
    for number in range(6):
        make.interview(greenhouse, TEN, candidate=f"Candidate {number}", panel=[])
    tab = new_tab(1280)
    tab.sign_in()
    tab.open("/calendar/?view=month&date=2026-11-05")
    expect(tab.page.get_by_text("Candidate 5")).to_be_hidden()

    tab.page.emulate_media(media="print")

    for number in range(6):
        expect(tab.page.get_by_text(f"Candidate {number}")).to_be_visible()
    expect(tab.page.get_by_text("+2 more")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("view", ["week", "day", "month", "interviewers"])
def test_every_view_fits_and_is_readable(new_tab, alice, full_day, width, view):
    tab = new_tab(width)
    tab.sign_in()

    tab.open(f"/calendar/?view={view}")

    expect(tab.page.locator(".ev")).not_to_have_count(0)
    tab.check()
