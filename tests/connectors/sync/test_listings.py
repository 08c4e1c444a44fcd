"""A listing that is interrupted, cut short or lied about makes no tombstone that is wrong, and none is missed."""

from typing import Any

import pytest

from connectors.models import IntegratedAccount, Issue, ListedPage, SyncRun, SyncState
from connectors.sandbox.sandbox import Sandbox
from interviews.models import Interview, Interviewer
from tests.connectors.sync.conftest import Clock
from tests.connectors.sync.hub import Done, Hub

SMALL_PAGES = {"interviews": 9, "scheduled_interviews": 9, "interviewers": 14}


@pytest.fixture(autouse=True)
def small_pages(sandbox: Sandbox) -> None:
    sandbox.greenhouse.world.switches.page_caps = SMALL_PAGES


@pytest.fixture
def read_before(sandbox: Sandbox, hub: Hub, settings: Any, clock: Clock) -> Done:
    """Everything was read two days ago; from now on only what has changed is."""
    settings.WHOLE_LISTS = 0
    clock.forward(days=-2)
    hub.connect(sandbox.connection("greenhouse"))
    done = hub.sync()
    clock.forward(days=2)
    return done


def live() -> set[str]:
    return set(Interview.objects.filter(deleted_at=None).values_list("remote_id", flat=True))


def listing(version: str) -> str:
    return "/v3/interviews" if version == "v3" else "/v1/scheduled_interviews"


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_a_whole_listing_in_two_attempts_finds_what_is_gone(
    sandbox: Sandbox, hub: Hub, version: str
) -> None:
    hub.connect(sandbox.connection("greenhouse"), api_version=version)
    hub.sync()
    chosen = max(live())
    sandbox.greenhouse.world.delete_interview(int(chosen))
    sandbox.fault("500", path=listing(version), nth=3, times=None)
    assert hub.sync().status == 1
    assert SyncRun.objects.latest("pk").state == SyncRun.State.WAITING
    sandbox.heal()
    before = sandbox.calls(listing(version))
    done = hub.sync()
    assert done.status == 0
    assert done.counts["interviews"]["deleted"] == 1
    assert chosen not in live()
    assert sandbox.calls(listing(version)) - before <= 6
    assert not ListedPage.objects.exists()
    assert SyncState.objects.get(resource="interviews").listed_at is not None


def test_a_run_that_waits_reads_whole_lists_when_asked_to(
    sandbox: Sandbox, hub: Hub, read_before: Done
) -> None:
    whole = read_before.counts["interviews"]["read"]
    sandbox.fault("500", path="/v3/interviews", times=None)
    hub.sync("--resource", "interviews")
    sandbox.heal()
    done = hub.sync("--full")
    assert done.counts["interviews"]["read"] == whole
    assert "candidates" in done.counts


def test_a_list_cut_short_near_its_end_is_held_if_asking_is_too_much(
    sandbox: Sandbox, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.connect(sandbox.connection("greenhouse"), api_version="v1")
    hub.sync()
    before = live()
    monkeypatch.setattr("connectors.sync.absence.LOOK_UPS", 3)
    for chosen in sorted(before)[:5]:
        sandbox.greenhouse.world.delete_interview(int(chosen))
    assert hub.sync().status == 1
    assert live() == before


@pytest.mark.parametrize(
    ("version", "fault"), [("v3", "empty-200"), ("v3", "404"), ("v1", "empty-200")]
)
def test_an_empty_answer_to_a_question_by_id_is_no_proof(
    sandbox: Sandbox, hub: Hub, version: str, fault: str
) -> None:
    """A 404 is one, where a single record was asked for."""
    hub.connect(sandbox.connection("greenhouse"), api_version=version)
    hub.sync()
    before = live()
    sandbox.fault("shifted-deletion", path=listing(version), nth=2)
    asked = {"query": "*ids=*"} if version == "v3" else {}
    sandbox.fault(fault, path=listing(version) + ("" if asked else "/*"), **asked)
    assert hub.sync().status == 1
    assert live() == before
    sandbox.heal()
    assert hub.sync().status == 0
    assert live() == before


def test_what_a_person_let_go_does_not_let_go_the_rest(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    hub.sync()
    before = live()
    SyncState.objects.filter(resource="interviews").update(
        held={"gone": 12, "of": 60, "run": 1, "allowed": True}
    )
    sandbox.fault("empty-200", path="/v3/interviews", times=None)
    assert hub.sync().status == 1
    assert live() == before


def test_a_held_list_is_told_even_if_the_run_had_to_wait(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    hub.sync()
    sandbox.fault("empty-200", path="/v3/interviews", times=None)
    sandbox.fault("500", path="/v3/interviewers", times=None)
    assert hub.sync().status == 1
    sandbox.heal()
    assert hub.sync().status == 1
    assert Issue.objects.filter(code="many_gone").exclude(state="resolved").exists()


def test_panels_that_are_not_answered_are_not_empty(
    sandbox: Sandbox, hub: Hub, read_before: Done
) -> None:
    seats = Interviewer.objects.filter(deleted_at=None).count()
    world = sandbox.greenhouse.world
    world.touch(0.3, seed=5)
    world.add_panel_member(world.shown_interviews()[4].id, email="new@elsewhere.example")
    sandbox.fault("empty-200", path="/v3/interviewers", query="*ids=*", times=None)
    assert hub.sync().status == 1
    assert Interviewer.objects.filter(deleted_at=None).count() == seats + 1
    sandbox.heal()
    assert hub.sync().status == 0
    assert Interviewer.objects.filter(deleted_at=None).count() == seats + 1


def test_a_panel_that_is_truly_empty_is_believed(
    sandbox: Sandbox, hub: Hub, read_before: Done
) -> None:
    world = sandbox.greenhouse.world
    chosen = next(one for one in world.shown_interviews() if one.panel)
    for seat in list(chosen.panel):
        world.unseat(seat)
    world.changed(chosen)
    assert hub.sync().status == 0
    panel = Interviewer.objects.filter(interview_remote_id=str(chosen.id), deleted_at=None)
    assert not panel.exists()


def test_a_seat_without_an_id_is_settled_by_the_next_run(
    sandbox: Sandbox, hub: Hub, read_before: Done, clock: Clock
) -> None:
    world = sandbox.greenhouse.world
    seat = world.add_panel_member(world.shown_interviews()[4].id, email="new@elsewhere.example")
    sandbox.spoil("interviewers", seat.id, id=None)
    assert hub.sync().status == 1
    sandbox.spoil("interviewers", seat.id)
    clock.forward(hours=3)
    assert hub.sync().status == 0
    assert Interviewer.objects.filter(remote_id=str(seat.id), deleted_at=None).exists()
    assert not Issue.objects.exclude(state="resolved").exists()


def test_a_sync_of_one_list_says_nothing_about_the_others(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    sandbox.fault("403", path="/v3/candidates", times=None)
    hub.sync()
    assert hub.sync("--resource", "users").status == 0
    assert Issue.objects.exclude(state="resolved").get().resource == "candidates"
    assert IntegratedAccount.objects.get().synced_at is None


def test_what_works_again_is_resolved_though_something_else_does_not(
    sandbox: Sandbox, hub: Hub
) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    sandbox.fault("403", path="/v3/candidates", times=None)
    sandbox.fault("403", path="/v3/jobs")
    hub.sync()
    hub.sync()
    assert Issue.objects.exclude(state="resolved").get().resource == "candidates"


def test_a_record_without_an_id_is_told_until_it_is_gone(sandbox: Sandbox, hub: Hub) -> None:
    hub.connect(sandbox.connection("greenhouse"))
    chosen = int(next(iter(sandbox.greenhouse.world.interviews)).id)
    sandbox.spoil("interviews", chosen, id=None)
    for _ in range(2):
        hub.sync()
        assert Issue.objects.exclude(state="resolved").get().code == "unreadable"
    sandbox.spoil("interviews", chosen)
    assert hub.sync().status == 0
    assert not Issue.objects.exclude(state="resolved").exists()
