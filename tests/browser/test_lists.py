"""The list of interviews by keyboard: a view is saved and pinned, rows are chosen, and each page is for everybody."""

import pytest
from playwright.sync_api import expect

from interviews.models import SavedView

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_a_view_is_saved_by_keyboard_and_rows_are_looked_at(new_tab, alice, full_day, width, theme):
    tab = new_tab(width, theme)
    tab.sign_in()
    tab.open("/interviews/?date_from=&status=scheduled")
    page = tab.page

    page.get_by_text("Save view").focus()
    page.keyboard.press("Enter")
    form = page.locator("details.keep[open]")
    expect(form.get_by_label("Name")).to_be_visible()
    page.keyboard.press("Tab")
    expect(form.get_by_label("Name")).to_be_focused()
    page.keyboard.type("What is planned")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    pinned = form.get_by_label("Show it in the navigation")
    expect(pinned).to_be_focused()
    page.keyboard.press("Space")
    expect(pinned).to_be_checked()
    tab.check()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What is planned").wait_for()
    view = SavedView.objects.get()
    assert view.query == "status=scheduled"
    tab.check()

    tab.open(f"/views/{view.pk}/")
    tab.check()
    tab.open(f"/views/{view.pk}/delete/")
    tab.check()
    tab.open("/views/")
    tab.check()

    tab.open("/interviews/?date_from=")
    row = page.get_by_role("checkbox", name="Choose").first
    row.focus()
    page.keyboard.press("Space")
    expect(row).to_be_checked()
    page.get_by_label("What to do").select_option("cancel")
    page.get_by_role("button", name="Go on…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Cancel the interviews").wait_for()
    tab.check()
