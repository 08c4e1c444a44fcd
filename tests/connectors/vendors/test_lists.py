"""Every record once, whatever the pages; a second run silent; what changes and what goes, seen."""

from datetime import timedelta

import pytest

from candidates.models import Change
from connectors.models import IntegratedAccount, SyncRun
from tests.connectors.sync.hub import Api
from tests.connectors.sync.stage import (
    differences,
    doubled,
    live_rows,
    open_issues,
    replayed,
    stored,
)
from tests.connectors.vendors.vendor_stage import VendorStage, told

NEWS = ("new", "changed", "deleted", "rejected")


def synced(stage: VendorStage, account: IntegratedAccount, *, full: bool = False) -> SyncRun:
    run = stage.sync(account, full=full)
    assert run.state == SyncRun.State.COMPLETED, run.message
    return run


def news(run: SyncRun) -> dict[str, dict[str, int]]:
    """What a run found to do, by list."""
    counts = {
        name: {word: of_list[word] for word in NEWS if of_list[word]}
        for name, of_list in run.counts.items()
    }
    return {name: found for name, found in counts.items() if found}


@pytest.mark.parametrize(
    ("size", "spare"),
    [(0, 0), (1, 0), (9, 0), (9, -1), (9, -6)],
    ids=["none", "one", "exactly a page", "a page and one", "many pages"],
)
def test_every_interview_is_read_once_whatever_the_pages(
    stage: VendorStage, api: Api, size: int, spare: int
) -> None:
    stage.renew(size=size)
    there = stage.adapter.shown(stage.app)
    stage.adapter.cap(stage.app, max(1, len(there) + spare))
    account = stage.connect("first")
    run = synced(stage, account)
    assert set(told(api, account)) == there
    records = stage.adapter.records
    expected = records(stage.app) if records else len(there)
    assert run.counts.get("interviews", {}).get("new", 0) == expected
    assert doubled(account) == []
    assert replayed(account) == stored(account)


def test_a_second_run_writes_nothing(stage: VendorStage) -> None:
    account = stage.connect("second")
    synced(stage, account)
    changes, rows = Change.objects.count(), live_rows(account)
    for full in (True, False):
        stage.clock.forward(seconds=1)
        assert news(synced(stage, account, full=full)) == {}
    assert Change.objects.count() == changes
    assert live_rows(account) == rows


def test_one_that_moved_is_seen_and_nothing_else(stage: VendorStage, api: Api) -> None:
    start = stage.clock() + timedelta(days=3)
    key = stage.adapter.add(stage.app, start, start + timedelta(hours=1))
    account = stage.connect("moving")
    synced(stage, account)
    before = told(api, account)
    last = Change.objects.latest("pk").pk
    stage.clock.forward(seconds=1)
    stage.adapter.move(stage.app, key, start + timedelta(days=1))
    run = synced(stage, account)
    after = told(api, account)
    assert news(run)["interviews"] == {"changed": 1}
    assert {name for name in after if after[name] != before[name]} == {key}
    assert after[key][stage.adapter.moved] != before[key][stage.adapter.moved]
    changes = Change.objects.filter(pk__gt=last)
    assert {change.kind for change in changes} == {Change.Kind.UPDATED}
    assert differences(live_rows(account), stage.undisturbed()) == []


def test_one_that_came_and_one_that_went_are_seen(stage: VendorStage, api: Api) -> None:
    account = stage.connect("coming and going")
    synced(stage, account)
    stage.clock.forward(seconds=1)
    start = stage.clock() + timedelta(days=3)
    added = stage.adapter.add(stage.app, start, start + timedelta(hours=1))
    synced(stage, account, full=True)
    assert set(told(api, account)) == stage.adapter.shown(stage.app)
    assert added in told(api, account)
    if stage.adapter.delete is None:
        return
    stage.clock.forward(seconds=1)
    stage.adapter.delete(stage.app, added)
    assert news(synced(stage, account, full=True))["interviews"] == {"deleted": 1}
    assert set(told(api, account)) == stage.adapter.shown(stage.app)
    assert open_issues(account) == issues_of_words(account)


def issues_of_words(account: IntegratedAccount) -> list[str]:
    """Those that a vendor has whose words nobody has given a meaning yet."""
    return [issue for issue in open_issues(account) if issue.startswith("unknown_word")]


def test_a_run_that_was_killed_goes_on_where_it_was(stage: VendorStage) -> None:
    quiet = stage.undisturbed()
    calls = stage.calls()
    pages = iter(range(1))

    def killed(resource: str, tally: object) -> None:
        if resource == stage.adapter.paged and next(pages, None) is None:
            raise KeyboardInterrupt

    account = stage.connect("killed")
    stage.progress = killed
    with pytest.raises(KeyboardInterrupt):
        stage.sync(account)
    stage.progress = lambda resource, tally: None
    synced(stage, account)
    assert stage.calls() <= 2 * calls + 1
    assert differences(live_rows(account), quiet) == []
    assert doubled(account) == []
    assert replayed(account) == stored(account)
