"""Whatever happens, in whatever order: when all is quiet the hub is as the vendor is, and edits are kept.

The vendor changes, its webhooks come late, doubled and shuffled, workers are killed between and within
transactions, answers are spoiled, a coordinator edits, the clock goes on. `HUB_STORIES` is how many stories are
tried.
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from candidates.models import Change
from candidates.services.changes import Origin
from candidates.services.leases import NotFree
from candidates.services.mirror import draft_rows, settle
from connectors.models import Delivery, RemoteRecord, SyncRun
from connectors.sandbox.greenhouse.hiring import Hiring
from connectors.services.runs import AlreadyRunning, open_run
from connectors.sync import deliveries, engine
from connectors.sync.replay import rehearse, replay
from interviews.models import Interview
from interviews.services.mirror import KINDS
from tests.connectors.sync.stage import (
    Clock,
    Stage,
    differences,
    doubled,
    live_rows,
    open_issues,
    open_runs,
    replayed,
    small_sandbox,
    stored,
)
from tests.connectors.webhooks.conftest import through

STORIES = int(os.environ.get("HUB_STORIES", "2"))
STEPS = int(os.environ.get("HUB_STEPS", "12"))
FAULTS = (
    "401", "403", "404", "409", "429", "500", "502-html", "503-day", "closed", "empty-200", "expired-cursor",
    "looping-cursor", "missing-field", "redirect", "refused", "repeated-record", "reset", "shifted-deletion",
    "shifted-insert", "truncated-json", "unknown-word", "wrong-types",
)  # fmt: skip
PATHS = (
    "/v3/*",
    "/v3/interviews",
    "/v3/interviewers",
    "/v3/candidates",
    "/v3/applications",
    "/token",
)
EDITED = ("location", "meeting_url", "round")
PICKS = st.integers(0, 7)
SOME = partial(st.integers, 0)


def one_of(rows: Any, pick: int) -> Any:
    rows = list(rows)
    return rows[pick % len(rows)]


def change_panel(world: Hiring, pick: int) -> None:
    interview = one_of(world.shown_interviews(), pick)
    if interview.panel and pick % 2:
        world.unseat(interview.panel[0])
        world.changed(interview)
    else:
        world.add_panel_member(interview.id, email=f"guest{world.version}@elsewhere.example")


def merge(world: Hiring, pick: int) -> None:
    ids = [one.id for one in world.candidates]
    world.merge_candidates(ids[pick], ids[pick - 1])


# Not that a person is anonymized: then the change stream is blanked on purpose and replays to nothing.
CHANGES: dict[str, Callable[[Hiring, int], object]] = {
    "move to another room": lambda world, pick: world.set_location(
        one_of(world.shown_interviews(), pick).id, f"Room {pick % 3}"
    ),
    "move to another hour": lambda world, pick: world.reschedule(
        one_of(world.shown_interviews(), pick).id, start=world.clock() + timedelta(hours=pick)
    ),
    "hand in scorecards": lambda world, pick: world.submit_scorecards(
        one_of(world.shown_interviews(), pick).id
    ),
    "plan": lambda world, pick: world.add_interview(
        start=world.clock() + timedelta(days=pick),
        application_id=one_of((one for one in world.applications if one.job), pick).id,
        slot_id=None,
    ),
    "delete an interview": lambda world, pick: world.delete_interview(
        one_of(world.shown_interviews(), pick).id
    ),
    "change a panel": change_panel,
    "rename a candidate": lambda world, pick: world.rename_candidate(
        one_of(world.candidates, pick).id, "Noor", f"Ali {pick}"
    ),
    "rename an interviewer": lambda world, pick: world.rename_user(
        one_of(world.users, pick).id, "Kim", f"Lee {pick}"
    ),
    "rename a step": lambda world, pick: world.rename_slot(
        one_of(world.slots, pick).id, f"Step {pick}"
    ),
    "rename a job": lambda world, pick: world.rename_job(
        one_of(world.jobs, pick).id, f"Job {pick}"
    ),
    "reject": lambda world, pick: world.decide(
        one_of(world.applications, pick).id, "reject_candidate"
    ),
    "hire": lambda world, pick: world.decide(one_of(world.applications, pick).id, "hire_candidate"),
    "delete an application": lambda world, pick: world.delete_application(
        one_of(world.applications, pick).id
    ),
    "delete a candidate": lambda world, pick: world.delete_candidate(
        one_of(world.candidates, pick).id
    ),
    "merge": merge,
    "apply": lambda world, pick: world.apply("Pia", f"New {pick}", job=one_of(world.jobs, pick)),
}


class Killed(BaseException):
    """What happens to a process at a kill: nothing after it is done, and its transaction is not."""


class Mortal:
    """The clock of a worker who dies after looking at it so many times."""

    def __init__(self, clock: Clock, looks: int | None) -> None:
        self.clock, self.left = clock, looks

    def __call__(self) -> Any:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed
        return self.clock()


class Story(RuleBasedStateMachine):
    """`stage` and `client` are the class's, `edits` are `{(interview, field): (edited, vendor's value then)}`."""

    stage: Stage
    client: Client

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.clock, self.sandbox = self.stage.clock, self.stage.sandbox
        self.clock.__init__()  # type: ignore[misc]
        self.sandbox.renew()
        self.world.switches.page_caps = {"interviews": 4, "interviewers": 9, "candidates": 9}
        self.account = self.stage.connect("GH")
        self.edits: dict[tuple[str, str], tuple[Any, Any]] = {}
        self.moved: set[tuple[str, str]] = set()
        assert self.stage.sync(self.account).state == SyncRun.State.COMPLETED
        self.sandbox.greenhouse.webhooks.add(
            reverse("hook", args=[self.account.uuid]), post=through(self.client)
        )

    @property
    def world(self) -> Hiring:
        return self.sandbox.greenhouse.world

    def teardown(self) -> None:
        self.sandbox.heal()
        transaction.savepoint_rollback(self.before)

    @rule(name=st.sampled_from(sorted(CHANGES)), pick=PICKS)
    def the_vendor_changes(self, name: str, pick: int) -> None:
        before = self.told_by_vendor()
        CHANGES[name](self.world, pick)
        self.clock.forward(seconds=1)
        after = self.told_by_vendor()
        self.moved |= {key for key in before if before[key] != after.get(key)}
        for key in before.keys() - after.keys():
            self.edits.pop(key, None)

    @rule(doubled=st.sampled_from([0.0, 0.3, 1.0]), seed=SOME(99))
    def webhooks_come(self, doubled: float, seed: int) -> None:
        webhooks = self.sandbox.greenhouse.webhooks
        webhooks.shuffle(seed, doubled=doubled)
        late = webhooks.outbox[: seed % 3]
        del webhooks.outbox[: seed % 3]
        webhooks.deliver_due()
        webhooks.outbox += late

    @rule(most=SOME(4), seed=SOME(99), killed_after=st.none() | SOME(12))
    def a_worker_takes_deliveries(self, most: int, seed: int, killed_after: int | None) -> None:
        waiting = list(Delivery.objects.filter(state="received").values_list("pk", flat=True))
        Random(seed).shuffle(waiting)  # noqa: S311
        try:
            for pk in waiting[:most]:
                self.work(pk, Mortal(self.clock, killed_after))
        except Killed:
            self.clock.forward(seconds=10)

    @rule(full=st.booleans(), killed_after=st.none() | SOME(60))
    def a_sync_runs(self, full: bool, killed_after: int | None) -> None:
        try:
            self.sync(Mortal(self.clock, killed_after), full=full)
        except (Killed, AlreadyRunning):
            self.clock.forward(minutes=1)

    @rule(fault=st.sampled_from(FAULTS), path=st.sampled_from(PATHS), nth=st.integers(1, 4),
          times=st.sampled_from([1, 3, None]))  # fmt: skip
    def the_vendor_falters(self, fault: str, path: str, nth: int, times: int | None) -> None:
        self.sandbox.fault(fault, path=path, nth=nth, times=times, seconds=600)

    @rule()
    def the_vendor_recovers(self) -> None:
        self.sandbox.heal()

    @rule(field=st.sampled_from(EDITED), pick=PICKS)
    def a_coordinator_edits(self, field: str, pick: int) -> None:
        rows = Interview.objects.filter(account=self.account, deleted_at=None).order_by("pk")
        keys = [
            key
            for key in rows.values_list("remote_id", flat=True)
            if (key, field) in self.told_by_vendor()
        ]
        if not keys:
            return
        key = keys[pick % len(keys)]
        [draft] = draft_rows(rows.filter(remote_id=key))
        value = pick if field == "round" else f"https://edited.example/{pick}"
        setattr(draft.row, field, value)
        origin = Origin(
            company_id=self.account.company_id,
            account_id=self.account.pk,
            source=Change.Source.PAGE,
            at=self.clock(),
        )
        settle([draft], origin, KINDS["interview"].derive)
        read = RemoteRecord.objects.get(
            account=self.account, resource="interviews", remote_id=key
        ).reading["interview"][key]
        self.edits[key, field] = (value, read.get(field))
        self.moved.discard((key, field))

    @rule(minutes=st.sampled_from([5, 70, 1500]))
    def time_goes_by(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @rule()
    def all_is_quiet(self) -> None:
        self.sandbox.heal()
        self.settle_webhooks()
        self.clock.forward(days=2)
        run = self.sync(self.clock, full=True)
        assert run.state == SyncRun.State.COMPLETED, run.message
        true, ours = self.truth(), live_rows(self.account)
        assert differences(ours, self.as_edited(true, ours)) == []
        assert (open_issues(self.account), open_runs(self.account)) == ([], [])
        self.assert_replay_changes_nothing()

    @invariant()
    def nothing_is_told_twice(self) -> None:
        assert doubled(self.account) == []

    def settle_webhooks(self) -> None:
        for _ in range(12):
            self.sandbox.greenhouse.webhooks.deliver_due()
            waiting = Delivery.objects.filter(state="received").order_by("pk")
            for pk in list(waiting.values_list("pk", flat=True)):
                self.work(pk, self.clock)
            if not waiting.exists() and not self.sandbox.greenhouse.webhooks.outbox:
                return
            self.clock.forward(hours=13)
        raise AssertionError([(one.event, one.problem) for one in waiting])

    def assert_replay_changes_nothing(self) -> None:
        tables = stored(self.account)
        assert replayed(self.account) == tables
        changes = Change.objects.count()
        for again in (rehearse, replay):
            tallies = again(self.account, clock=self.clock, progress=engine.silent).tallies.values()
            assert sum(one.new + one.changed + one.deleted for one in tallies) == 0
        assert (stored(self.account), Change.objects.count()) == (tables, changes)

    def work(self, pk: int, clock: Any) -> None:
        try:
            deliveries.work_on(pk, clock=clock, sleep=self.clock.sleep)
        except NotFree:
            return

    def sync(self, clock: Any, *, full: bool) -> SyncRun:
        run = open_run(account=self.account, trigger="command", now=self.clock(), full=full)
        return engine.work_on(run, clock=clock, sleep=self.clock.sleep)

    def told_by_vendor(self) -> dict[tuple[str, str], Any]:
        return {
            (str(row.id), field): told
            for row in self.world.interviews
            for field, told in (
                ("location", row.location),
                ("meeting_url", row.video),
                ("round", None),
            )
        }

    def truth(self) -> Any:
        point = transaction.savepoint()
        try:
            return self.stage.undisturbed()
        finally:
            transaction.savepoint_rollback(point)

    def as_edited(self, true: Any, ours: Any) -> Any:
        """What the vendor did not change since the edit is the coordinator's. What it changed and changed back may
        have been seen or not."""
        for (key, field), (edited, was) in self.edits.items():
            row = true["interview"][key]
            if row[field] == was and (
                (key, field) not in self.moved or ours["interview"][key][field] == edited
            ):
                row[field] = edited
        return true


@pytest.fixture
def stage(db: None, settings: Any) -> Iterator[Stage]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    settings.WHOLE_LISTS = 0
    clock = Clock()
    with small_sandbox(clock, size=9) as sandbox:
        yield Stage(sandbox, clock)


def test_when_all_is_quiet_the_hub_is_as_the_vendor_is_and_edits_are_kept(
    stage: Stage, client: Client
) -> None:
    class Told(Story):
        def teardown(self) -> None:
            try:
                self.all_is_quiet()
            finally:
                super().teardown()

    Told.stage, Told.client = stage, client
    run_state_machine_as_test(
        Told,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize="HUB_STORIES" not in os.environ,
            database=None,
        ),
    )
