"""The calendar in a browser: readable in every view, leafed by keys, and dragging ends in the form that moves."""

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


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("view", ["week", "day", "month", "interviewers"])
def test_every_view_fits_and_is_readable(new_tab, alice, full_day, width, view):
    tab = new_tab(width)
    tab.sign_in()

    tab.open(f"/calendar/?view={view}")

    expect(tab.page.locator(".ev")).not_to_have_count(0)
    tab.check()
