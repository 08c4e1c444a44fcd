"""A coordinator's morning, from signing in to the sheet for tomorrow: browser, hub and two vendors' sandboxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Candidate, Company, Mail, Project, User
from connectors.models import Delivery, IntegratedAccount, WriteBack
from connectors.sandbox.sandbox import Sandbox
from connectors.services.accounts import connect
from connectors.services.runs import open_run
from connectors.sync import deliveries, engine, writebacks
from interviews.models import Conflict, Interview
from interviews.services.bookings import catch_up

pytestmark = pytest.mark.browser

SHEET = "First name;Last name;E-mail\n" + "".join(
    f"Ada{number:02};Spring;ada{number:02}@example.org\n" for number in range(20)
)


@dataclass(slots=True)
class Morning:
    """`one` is the interviewer who is needed in two systems at once, `at_greenhouse` the interview to be moved,
    `day` tomorrow where the coordinator is.
    """

    sandbox: Sandbox
    accounts: dict[str, IntegratedAccount]
    zone: ZoneInfo
    day: datetime
    one: Any
    at_greenhouse: Any

    @property
    def company(self) -> Company:
        return self.accounts["greenhouse"].company

    def at(self, hour: int) -> datetime:
        return datetime.combine(self.day, time(hour), self.zone)

    def row(self) -> Interview:
        return Interview.objects.get(remote_id=str(self.at_greenhouse.id))

    def write(self) -> None:
        """The worker's part of what the page has asked for."""
        wish = writebacks.work_on(WriteBack.objects.latest("pk").pk, clock=timezone.now)
        assert (wish.state, wish.problem) == ("done", "")

    def deliver(self) -> None:
        """What Greenhouse has to tell goes over HTTP to the hub's door, and the worker takes it up."""
        assert self.sandbox.greenhouse.webhooks.deliver_due()
        while waiting := Delivery.objects.filter(state="received").order_by("pk").first():
            deliveries.work_on(waiting.pk, clock=timezone.now)
        assert set(Delivery.objects.values_list("state", "problem")) == {("done", "")}
        catch_up(self.company.pk, now=timezone.now())


@pytest.fixture
def zone(alice: User) -> ZoneInfo:
    """Where it is neither late nor early now: tomorrow stays tomorrow while the test runs."""
    now = datetime.now(UTC)
    places = (ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Seoul"))
    found = next(place for place in places if 2 <= now.astimezone(place).hour < 22)
    User.objects.filter(pk=alice.pk).update(time_zone=found.key)
    return found


@pytest.fixture
def morning(acme: Company, zone: ZoneInfo, live_server: Any, settings: Any) -> Iterator[Morning]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    settings.PUBLIC_ORIGIN = live_server.url
    vendors = ("greenhouse", "ashby")
    with Sandbox(seed=7, size=10, vendors=vendors, rate_limits=False) as sandbox:
        built = planned(sandbox, acme, zone)
        hook = f"{live_server.url}/hooks/{built.accounts['greenhouse'].uuid}/"
        assert sandbox.greenhouse.webhooks.add(hook).enabled
        for account in built.accounts.values():
            run = open_run(account=account, trigger="command", now=timezone.now(), full=True)
            assert engine.work_on(run, clock=timezone.now).state == "completed"
        catch_up(acme.pk, now=timezone.now())
        yield built


def planned(sandbox: Sandbox, acme: Company, zone: ZoneInfo) -> Morning:
    """Somebody whom both systems know is booked by both for tomorrow at ten; by Greenhouse with a colleague."""
    greenhouse, ashby = sandbox.greenhouse.world, sandbox.apps["ashby"].world
    known = {user.email: user for user in ashby.users.values()}
    busy = {seat.user.email for one in greenhouse.interviews for seat in one.panel if seat.user}
    busy |= {
        user.email for row in ashby.schedules.values() for one in row.events for user in one.panel
    }
    both = [one for one in greenhouse.users if one.email in known and not one.disabled]
    both.sort(key=lambda one: one.email in busy)
    day = datetime.now(zone) + timedelta(days=1)
    built = Morning(sandbox, {}, zone, day, both[0], None)
    start, end = built.at(10), built.at(11)
    job, stage = next(
        (job, stage) for job in greenhouse.jobs for stage in job.stages if stage.slots
    )
    mona = greenhouse.apply("Mona", "Keller", email="mona@example.org", job=job)
    mona.stage = stage
    built.at_greenhouse = greenhouse.add_interview(
        start=start,
        end=end,
        application_id=mona.id,
        slot_id=stage.slots[0].id,
        user_ids=[both[0].id, both[1].id],
        through_api=True,
    )
    event = ashby.add_interview(start=start, end=end)
    event.panel = [known[both[0].email]]
    for vendor in ("greenhouse", "ashby"):
        offer = sandbox.connection(vendor)
        built.accounts[vendor] = connect(
            company=acme, name=vendor.title(), now=timezone.now(), check=False, **offer
        )
    return built


@pytest.fixture
def invited(acme: Company) -> list[Candidate]:
    """Two who have not answered an invitation."""
    now = datetime.now(UTC)
    team = Project.objects.create(company=acme, name="Support", created_at=now, updated_at=now)
    return [
        Candidate.objects.create(
            company=acme,
            project=team,
            name=f"{name} Waiting",
            email=f"{name.lower()}@example.org",
            status="invited",
            deadline=now + timedelta(days=3),
            created_at=now,
            updated_at=now,
        )
        for name in ("Vera", "Will")
    ]


def test_a_whole_morning(new_tab: Any, morning: Morning, invited: list[Candidate]) -> None:
    tab = new_tab()
    tab.sign_in()
    tab.check()
    sees_and_moves_a_double_booking(tab, morning)
    replaces_who_declined(tab, morning)
    reminds_two(tab)
    imports_twenty_and_advances_them(tab)
    subscribes(tab, morning)
    prints_tomorrow(tab, morning)


def sees_and_moves_a_double_booking(tab: Any, morning: Morning) -> None:
    page = tab.page
    twice = f"{morning.one.name} is needed in two places"
    row = page.locator("#top-queue li").filter(has_text=twice).first
    move = row.get_by_role("link", name=re.compile("^Reschedule"))
    assert move.get_attribute("href") == f"/interviews/{morning.row().pk}/reschedule/"
    row.get_by_role("link", name=re.compile(f"^{twice}")).click()
    clash = page.locator(".queue__row").filter(has_text="two interviews at once").first
    expect(clash).to_contain_text("Greenhouse")
    expect(clash).to_contain_text("Ashby")
    tab.check()

    clash.locator(f'a[href="/interviews/{morning.row().pk}/"]').click()
    page.wait_for_url(f"**/interviews/{morning.row().pk}/")
    page.get_by_role("link", name="Reschedule", exact=True).click()
    page.locator("#id_start").fill(f"{morning.day:%Y-%m-%d}T14:00")
    page.get_by_label("Reason", exact=True).select_option("conflict")
    tab.check()
    page.get_by_role("button", name="Look at it before it is sent").click()
    page.get_by_text("Nobody is known to be needed elsewhere").wait_for()
    tab.check()
    page.get_by_role("button", name="Send to Greenhouse").click()
    page.get_by_text("Reschedule: Waiting to be sent.").wait_for()

    morning.write()

    assert morning.at_greenhouse.start == morning.at(14).timestamp() * 1000
    page.get_by_text("Reschedule: Done at the vendor.").wait_for()
    expect(page.locator("main").get_by_text("14:00–15:00").first).to_be_visible()
    expect(page.get_by_text("Conflict over").first).to_be_visible()
    expect(page.locator("section").filter(has=page.locator("#h-panel"))).not_to_contain_text(
        "two interviews at once"
    )
    tab.check()
    of_ours = Q(first=morning.row()) | Q(second=morning.row())  # the vendors' world has its own
    assert not Conflict.objects.filter(of_ours, kind="double_booked", closed_at=None).exists()


def replaces_who_declined(tab: Any, morning: Morning) -> None:
    page, world = tab.page, morning.sandbox.greenhouse.world
    with page.expect_response("**/queue/count/") as first:
        tab.open("/")
    first.value.finished()
    interview = morning.at_greenhouse
    world.answer(interview.id, morning.one.id, "declined")
    world.set_source(interview.application.id, (9, "A friend"))

    morning.deliver()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    row = page.locator("#top-queue li").filter(has_text=f"{morning.one.name} declined").first
    row.get_by_role("link", name=re.compile("^Replace")).click()
    page.get_by_text(f"{morning.one.name} is taken off").wait_for()
    tab.check()
    best = page.locator("#others label").first
    expect(best).to_contain_text("free then")
    name = best.inner_text().splitlines()[0].strip()
    best.locator("input").check()
    page.get_by_role("button", name="Look at it before it is sent").click()
    page.get_by_text("Told to whoever is new on the panel").wait_for()
    tab.check()
    page.get_by_role("button", name="Send to Greenhouse").click()
    page.get_by_text("Change the panel: Waiting to be sent.").wait_for()

    morning.write()

    panel = [seat.user.name for seat in interview.panel if seat.user]
    assert name in panel
    assert morning.one.name not in panel
    page.get_by_text("Change the panel: Done at the vendor.").wait_for()
    page.locator("#h-panel").wait_for()
    expect(page.get_by_role("rowheader", name=re.compile(name))).to_be_visible()
    expect(page.get_by_role("rowheader", name=re.compile(morning.one.name))).to_have_count(0)
    tab.check()


def reminds_two(tab: Any) -> None:
    page = tab.page
    tab.open("/candidates/?status=invited&q=waiting")
    for name in ("Vera", "Will"):
        page.get_by_role("checkbox", name=re.compile(name)).check()
    page.get_by_label("What to do").select_option("remind")
    page.get_by_role("button", name="Go on…").click()
    page.get_by_text("2 candidates can be moved").wait_for()
    tab.check()
    page.locator("main").get_by_role("button", name="Send reminder").click()
    page.get_by_text("What became of 2 candidates").wait_for()
    tab.check()
    reminded = Mail.objects.filter(candidate__name__endswith="Waiting")
    assert reminded.count() == 2
    tab.open("/outbox/")
    expect(page.get_by_text("vera@example.org", exact=True)).to_be_visible()
    tab.check()


def imports_twenty_and_advances_them(tab: Any) -> None:
    page = tab.page
    tab.open("/candidates/")
    page.get_by_role("link", name="Import").click()
    sheet = {"name": "spring.csv", "mimeType": "text/csv", "buffer": SHEET.encode("utf-8-sig")}
    page.get_by_label("File", exact=True).set_input_files(sheet)
    page.get_by_label("Name of the new project").fill("Spring intake")
    page.get_by_role("button", name="Read the rows").click()
    page.get_by_role("button", name="Look at what it would do").click()
    page.get_by_text("20 New").first.wait_for()
    tab.check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("heading", name="Imported").wait_for()
    assert Candidate.objects.filter(project__name="Spring intake", status="new").count() == 20
    tab.check()

    tab.open("/candidates/?status=new&q=spring")
    page.get_by_role("checkbox", name="all 20 that match").check()
    page.get_by_label("What to do").select_option("advance")
    page.get_by_role("button", name="Go on…").click()
    page.get_by_text("20 candidates can be moved").wait_for()
    page.locator("main").get_by_role("button", name="Invite or re-open").click()
    page.get_by_text("What became of 20 candidates").wait_for()
    tab.check()
    assert Candidate.objects.filter(project__name="Spring intake", status="invited").count() == 20


def subscribes(tab: Any, morning: Morning) -> None:
    page = tab.page
    tab.open("/calendar/")
    page.get_by_role("link", name="Subscribe").click()
    page.get_by_role("button", name="Make the feed").click()
    address = page.locator("#feed-address").input_value()
    tab.check()
    feed = page.request.get(address)
    assert feed.ok
    [event] = [
        one
        for one in feed.text().split("BEGIN:VEVENT")
        if f"DTSTART:{morning.at(14).astimezone(UTC):%Y%m%dT%H%M%SZ}" in one
        and str(morning.row().candidate) in one.replace("\r\n ", "")
    ]
    assert "STATUS:CONFIRMED" in event


def prints_tomorrow(tab: Any, morning: Morning) -> None:
    page = tab.page
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; };")
    tab.open("/calendar/")
    page.get_by_role("link", name="Print tomorrow").click()
    page.wait_for_url("**#print")
    tab.wait_until("window.printed === 1")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_hidden()
    sheet = page.locator("main").inner_text()
    assert str(morning.row().candidate) in sheet
    assert "Drag an interview" not in sheet
    page.emulate_media(media="screen")
