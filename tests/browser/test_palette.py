"""Ctrl+K, some letters, arrow, Enter: from anywhere to anybody."""

from playwright.sync_api import expect


def test_the_palette_leads_from_any_page_to_a_candidate(full_day, alice, new_tab):
    tab = new_tab(1280)
    tab.sign_in()
    tab.page.keyboard.press("Control+k")
    expect(tab.page.locator("#palette input")).to_be_focused()
    tab.page.keyboard.type("annika")
    found = tab.page.locator("#palette").get_by_role("link", name="Annika Schröder").first
    expect(found).to_be_visible()
    tab.check()
    tab.page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/candidates/*/")
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Annika Schröder")


def test_escape_leaves_the_palette_whatever_is_written_in_it(full_day, alice, new_tab):
    tab = new_tab(1280)
    tab.sign_in()
    palette = tab.page.locator("#palette")
    tab.page.keyboard.press("Control+k")
    expect(palette).to_be_visible()
    tab.page.keyboard.type("annika")
    expect(palette.get_by_role("link", name="Annika Schröder").first).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_g_and_a_letter_go_to_a_page_from_wherever_a_letter_means_something_else(
    full_day, alice, new_tab
):
    tab = new_tab(1280)
    tab.sign_in()
    tab.page.keyboard.press("g")
    tab.page.keyboard.press("c")
    tab.page.wait_for_url("**/calendar/")
    tab.page.keyboard.press("?")
    expect(tab.page.locator("#shortcuts")).to_contain_text("g o")
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("g")
    tab.page.keyboard.press("t")
    tab.page.wait_for_url(tab.origin + "/")
