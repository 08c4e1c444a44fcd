"""A full day at one company, and a browser that notes everything it should not have seen."""

import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from interviews.models import Interview
from interviews.services.bookings import catch_up
from tests import make
from tests.conftest import PASSWORD

SLOWER = float(os.environ.get("HUB_SLOW_BROWSER", "1"))  # times; 8 shows a test that does not wait
PATIENCE = 60_000  # ms: waiting costs nothing where the machine is quick
expect.set_options(timeout=PATIENCE)

WATCH = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (e) => violations.push(
        `${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));
"""

AXE = Axe().axe_script
ALL_RULES: Mapping[str, Any] = {}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}  # a third of the time
# Sorted in the browser: to send here all that is well costs as much as to look at it.
SERIOUS = """async rules => {
    const found = await axe.run({resultTypes: ["violations"], ...rules});
    return found.violations.filter(rule => ["serious", "critical"].includes(rule.impact)).map(rule =>
        `${rule.id}: ${rule.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" ")}`);
}"""


@dataclass
class Tab:
    """One page, with what went wrong on it: requests to elsewhere, errors, broken policy."""

    page: Page
    origin: str
    wrongs: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.on("request", self.note_request)
        self.page.on("pageerror", lambda error: self.wrongs.append(f"script failed: {error}"))

    def note_request(self, request: Any) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.wrongs.append(f"asked for {request.url}")

    def open(self, path: str) -> None:
        response = self.page.goto(self.origin + path)
        assert response is not None
        assert response.status == 200, f"{path} is {response.status}"

    def wait_until(self, condition: str) -> None:
        """As `wait_for_function`, which asks again with an eval that the policy of the pages forbids."""
        again = "new Promise((later) => setTimeout(later, 20))"
        self.page.evaluate(f"async () => {{ while (!({condition})) await {again}; }}")

    def check(self, rules: Mapping[str, Any] = ALL_RULES) -> None:
        """Nothing broken, nothing wider than the window, nothing serious for assistive technology."""
        self.page.wait_for_load_state()
        violations = self.page.evaluate("window.violations")
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        squeezed = self.page.evaluate(
            "[...document.querySelectorAll('h1')].filter(h => h.clientHeight > 5 * parseFloat("
            "getComputedStyle(h).lineHeight)).map(h => h.textContent)"
        )
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        serious = self.page.evaluate(SERIOUS, rules)
        where = self.page.url
        told = (self.wrongs, violations, max(too_wide, 0), squeezed, serious)
        assert told == ([], [], 0, [], []), where

    def check_light_and_dark(self) -> None:
        """The same page in both themes, without the time that a colour takes to change; dark, only colours are new."""
        for theme, rules in (("light", ALL_RULES), ("dark", COLOURS)):
            self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            self.check(rules)

    def sign_in(self, name: str = "alice") -> None:
        self.open("/login/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.origin + "/")


@pytest.fixture
def greenhouse(acme):
    soon = datetime.now(UTC) - timedelta(minutes=4)
    return make.account(acme, synced_at=soon, next_sync_at=soon + timedelta(minutes=15))


@pytest.fixture
def full_day(acme, greenhouse) -> Interview:
    """One of everything around now: running, next, clash, decline, unknown word, cancelled, gone, all day."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    seoul = make.account(acme, "Seoul office", state="refused", state_reason="HTTP 401.")
    running = make.interview(greenhouse, now - timedelta(minutes=12), panel=PANEL)
    make.interview(seoul, now, candidate="최민준", title="2차 기술면접", panel=PANEL[:1])
    make.interview(
        greenhouse, now + timedelta(minutes=30), candidate="Wolfeschlegelsteinhausenbergerdorff"
    )
    make.interview(
        greenhouse, now, candidate="Arjun Mehta", status=None, vendor_status="phoned", location=None
    )
    make.interview(greenhouse, now, candidate="Nadia Petrenko", status="cancelled")
    make.interview(greenhouse, now.date(), candidate="Freya Lindholm", panel=[])
    make.lose([make.interview(greenhouse, now, candidate="Gone Girl")])
    make.change(running, location="Room Spree", meeting_url="https://acme.zoom.us/j/1")
    counts = {"interviews": {"read": 120, "new": 3, "rejected": 1}, "users": {"read": 9}}
    make.run(greenhouse, counts=counts, finished_at=now)
    catch_up(acme.pk, now=now)
    return running


PANEL = [("Felix Baumann", "accepted"), ("Ravi Menon", "declined"), ("김하늘", "needs_action")]


@pytest.fixture
def new_tab(browser: Browser, live_server) -> Iterator[Any]:
    contexts = []

    def open_tab(
        width: int = 1280, theme: str = "light", language: str = "en-GB", **more: Any
    ) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            locale=language,
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        tab = Tab(context.new_page(), live_server.url)
        if SLOWER > 1:
            throttle = context.new_cdp_session(tab.page)
            throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        tab.watch()
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    finish_requests()


def finish_requests() -> None:
    """What a page asked for last is answered before the tables are emptied, or it would write into the next test."""
    for one in threading.enumerate():
        if one.name.endswith("(process_request_thread)"):
            one.join(PATIENCE / 1000)
