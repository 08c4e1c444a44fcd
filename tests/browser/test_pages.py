import json

import pytest
from playwright.sync_api import expect

from candidates.models import User
from connectors.models import OutboundDelivery, SyncRun
from connectors.outbound import endpoints
from connectors.outbound.endpoints import Wish
from tests.browser.conftest import BUT_COLOURS

pytestmark = pytest.mark.browser
AS_THE_NARROWEST = 360  # px: the style sheet has no step between it and 320


def every_page(interview):
    account = interview.account
    run = SyncRun.objects.get(account=account)
    return [
        "/",
        "/?date=2020-02-02",
        "/interviews/",
        "/interviews/?status=cancelled&status=unknown&deleted=on&colour=red&q=a",
        "/interviews/?size=25&cols=when&cols=second&cols=job&cols=kind&cols=changed&cols=status",
        f"/interviews/{interview.pk}/",
        f"/interviews/{interview.pk}/panel/",
        "/views/",
        "/candidates/?sort=deadline",
        "/candidates/?sort=-name&size=25&cols=project&cols=phone&cols=systems&cols=invited&cols=zone&cols=changed",
        "/candidates/?view=board&column=invited",
        f"/candidates/{interview.candidate_id}/",
        "/interviews/?date_from=&who=unassigned&cols=when&cols=coordinator",
        "/many/",
        "/candidates/new/",
        "/candidates/duplicates/",
        "/projects/",
        f"/candidates/bulk/?action=skip&c={interview.candidate_id}",
        f"/candidates/bulk/?action=assign&c={interview.candidate_id}",
        "/candidates/?who=unassigned&cols=coordinator",
        "/connections/",
        "/connections/issues/?state=all",
        f"/connections/{account.uuid}/",
        f"/connections/{account.uuid}/runs/{run.pk}/",
        "/outbox/?tab=failed&before=1",
        "/outbox/?tab=sent&q=kim&kind=reminder",
        "/settings/",
        "/settings/feeds/",
        "/people/",
        "/settings/access/",
        "/calendar/?tz=Asia/Seoul&status=cancelled&status=scheduled",
        "/calendar/?date=2020-02-02",
        "/reports/",
        "/reports/declines/?range=last_365&colour=red",
        "/reports/load/",
        "/reports/time-in-status/",
        "/reports/booked-ahead/?date_from=2026-01-01",
        "/reports/no-shows/?range=last_30",
    ]


@pytest.mark.parametrize("width", [320, 360, 800, 1280])
def test_every_page_fits_is_readable_and_asks_nobody_else(new_tab, alice, full_day, width):
    tab = new_tab(width)
    check = tab.check if width == AS_THE_NARROWEST else tab.check_light_and_dark
    tab.open("/login/")
    check()
    tab.sign_in()
    for path in every_page(full_day):
        tab.open(path)
        check()


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (320, "dark"), (1280, "dark")])
def test_the_pages_of_administrators_do_so_too(new_tab, bob, full_day, width, theme):
    tab = new_tab(width, theme)
    for path in ("/login/", "/password/", "/password/MQ-none/"):
        tab.open(path)
        tab.check()
    tab.sign_in("bob")
    for path in (
        "/welcome/",
        "/people/",
        "/settings/inviting/",
        "/settings/templates/",
        "/settings/templates/invitation/ko/",
        "/settings/templates/welcome/de/",
    ):
        tab.open(path)
        tab.check()


@pytest.mark.parametrize(("language", "today"), [("ko", "오늘"), ("de", "Heute")])
def test_every_page_speaks_korean_and_german(new_tab, alice, full_day, language, today):
    tab = new_tab(360)
    tab.sign_in()
    User.objects.filter(pk=alice.pk).update(language=language)
    for path in every_page(full_day):
        tab.open(path)
        expect(tab.page.locator("html")).to_have_attribute("lang", language)
        expect(tab.page.locator(".bottombar a").first).to_have_text(today)
        tab.check(BUT_COLOURS)


@pytest.fixture
def pages_of_administrators(acme, full_day):
    now = full_day.start_at
    wish = Wish(url="https://payroll.example.com/" + 30 * "hooks/", events=["job.created"])
    endpoint, _ = endpoints.create(acme, wish, now=now)
    row = OutboundDelivery.objects.create(
        endpoint=endpoint,
        event="interview.feedback_overdue",
        event_id="change_1",
        body=json.dumps({"type": "job.created", "data": {"url": 40 * "long"}}),
        state=OutboundDelivery.State.DEAD,
        problem="The receiver answered 503.",
        created_at=now,
        done_at=now,
    )
    answer = "<html>" + 80 * "unavailable"
    row.tries.create(at=now, took_ms=12, status=503, problem=row.problem, answer=answer)
    webhooks = f"/connections/webhooks/{endpoint.pk}/"
    log = "/connections/webhooks/log/"
    return [
        "/connections/keys/",
        "/connections/webhooks/",
        "/connections/webhooks/new/",
        webhooks,
        f"{webhooks}edit/",
        f"{log}?state=dead&colour=red",
        f"{log}?state=waiting",
        f"{log}{row.pk}/",
        f"{log}replay/",
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_administrators_fits(new_tab, bob, pages_of_administrators, width):
    tab = new_tab(width)
    tab.sign_in("bob")
    for path in pages_of_administrators:
        tab.open(path)
        tab.check_light_and_dark()


@pytest.mark.parametrize("language", ["ko", "de"])
def test_the_pages_of_administrators_speak_korean_and_german(
    new_tab, bob, pages_of_administrators, language
):
    User.objects.filter(pk=bob.pk).update(language=language)
    tab = new_tab(360)
    tab.sign_in("bob")
    for path in pages_of_administrators:
        tab.open(path)
        expect(tab.page.locator("html")).to_have_attribute("lang", language)
        tab.check(BUT_COLOURS)


def test_a_coordinators_morning(new_tab, alice, full_day):
    """Sign in, see the board, filter the list, open an interview, start a sync."""
    tab = new_tab()
    tab.sign_in()
    page = tab.page
    page.get_by_role("region", name="Now and next").get_by_text("Annika Schröder").first.wait_for()
    page.get_by_text("Felix Baumann is needed in two").first.wait_for()
    page.get_by_text("Seoul office stopped: the vendor refuses").first.wait_for()

    page.get_by_role("navigation", name="Main", exact=True).get_by_role(
        "link", name="Interviews"
    ).click()
    page.locator("#id_q").fill("annika")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Remove filter: Search annika").first.wait_for()
    expect(page.locator("tbody tr")).to_have_count(1)

    page.get_by_role("link", name="Annika Schröder").click()
    page.get_by_role("heading", level=1, name="Annika Schröder").wait_for()
    page.get_by_text("Place: Room Elbe → Room Spree").first.wait_for()

    page.get_by_role("link", name="Greenhouse Berlin").first.click()
    page.get_by_role("button", name="Sync now").click()
    page.get_by_text("Greenhouse Berlin is queued to be read").first.wait_for()
    tab.check()
    assert SyncRun.objects.filter(trigger="page", state="queued").count() == 1


def test_a_running_sync_moves_on_the_page_without_reloading_it(new_tab, alice, full_day):
    tab = new_tab()
    tab.sign_in()
    account = full_day.account
    run = SyncRun.objects.get(account=account)
    SyncRun.objects.filter(pk=run.pk).update(state="running")
    tab.open(f"/connections/{account.uuid}/")
    tab.page.evaluate("window.same = true")

    counts = {"interviews": {"read": 432}}
    SyncRun.objects.filter(pk=run.pk).update(counts=counts)
    tab.page.get_by_text("read 432").first.wait_for()
    SyncRun.objects.filter(pk=run.pk).update(state="completed")
    tab.page.locator("#state:not([hx-get])").wait_for()

    assert tab.page.evaluate("window.same")
    tab.check()


def test_everything_works_without_javascript(new_tab, alice, full_day):
    tab = new_tab(java_script_enabled=False)
    tab.sign_in()
    page = tab.page
    page.locator("details.drop").last.locator("summary").click()
    page.get_by_role("button", name="Dark").click()
    page.get_by_text("Your preferences are saved.").first.wait_for()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.get_by_role("button", name="Mark as seen").click()
    page.get_by_text("Nothing has changed.").first.wait_for()

    page.locator("details.drop").last.locator("summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").first.wait_for()


def test_the_keyboard_alone_is_enough(new_tab, alice, full_day):
    tab = new_tab()
    tab.sign_in()
    page = tab.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("annika")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=annika")

    zones = page.locator("details.drop--zones summary")
    zones.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Times are shown in")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Times are shown in")).to_be_hidden()
    expect(zones).to_be_focused()


def test_single_keys_do_nothing_once_they_are_turned_off(new_tab, alice, full_day):
    User.objects.filter(pk=alice.pk).update(shortcuts=False)
    tab = new_tab()
    tab.sign_in()

    tab.page.keyboard.press("/")
    tab.page.keyboard.press("i")

    assert tab.page.evaluate("document.activeElement.id") != "search"
    assert tab.page.url.endswith("/")
