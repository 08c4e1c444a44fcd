"""A vendor's list that no longer looks as it did is told, and a normal year raises nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from connectors.models import Issue, SyncState
from connectors.sandbox.spoiling import MISSING
from connectors.services.shapes import accept
from connectors.sync.shapes import Shape, compare, learned, volume
from connectors.vendors import CONNECTORS
from tests.connectors.sync.stage import Clock, Stage, small_sandbox

DRIFTS = {"field_gone", "field_empty", "field_type", "volume"}
CANDIDATES = CONNECTORS["greenhouse"].profile({"api_version": "v3"}).resource("candidates")


@pytest.fixture
def stage(db: None, settings: Any) -> Iterator[Stage]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = Clock()
    with small_sandbox(clock, size=40) as sandbox:
        yield Stage(sandbox, clock)


def told() -> set[tuple[str, str, str]]:
    issues = Issue.objects.filter(code__in=DRIFTS).exclude(state="resolved")
    return set(issues.values_list("code", "resource", "field"))


def test_a_field_that_vanishes_is_always_null_or_changes_its_type_is_told_until_it_is_back(
    stage: Stage,
) -> None:
    account = stage.connect("Acme")
    stage.sync(account)
    vendor = stage.sandbox.greenhouse
    people = [row.id for row in vendor.world.candidates]
    assert len(people) >= 20

    def spoil(**fields: Any) -> set[tuple[str, str, str]]:
        for key in people:
            vendor.spoil("candidates", key, {})
            vendor.spoil("candidates", key, fields)
        stage.clock.forward(minutes=15)
        stage.sync(account, full=True)
        return told()

    assert spoil() == set()
    drifted = {
        ("field_gone", "candidates", "created_at"),
        ("field_empty", "candidates", "last_name"),
        ("field_type", "candidates", "first_name"),
    }
    for _ in range(2):
        assert spoil(created_at=MISSING, last_name=None, first_name=7) == drifted
    [typed] = Issue.objects.filter(code="field_type")
    assert "it was always a text, now it is a number" in typed.message

    accept(typed, now=stage.clock())
    assert spoil(first_name=7) == set()
    assert spoil(first_name=7) == set()
    assert not Issue.objects.filter(code__in=DRIFTS).exclude(state="resolved").exists()


def test_a_normal_year_raises_nothing(stage: Stage) -> None:
    account = stage.connect("Acme")
    stage.sync(account)
    world = stage.sandbox.greenhouse.world
    for month in range(6):
        world.touch(0.2, seed=month)
        for days in range(3):
            world.add_interview(start=stage.clock() + timedelta(days=days))
        world.delete_interview(world.shown_interviews()[month].id)
        world.rename_candidate(list(world.candidates)[month].id, "Ada", f"Byron {month}")
        stage.clock.forward(days=60)
        stage.sync(account, full=True)

    assert told() == set()
    assert SyncState.objects.get(account=account, resource="interviews").shape["sizes"]


def shape_of(*raws: dict[str, Any], times: int = 1) -> Shape:
    shape = Shape()
    for _ in range(times):
        shape.look_at(CANDIDATES, list(raws))
    return shape


def test_too_few_records_are_not_judged_and_teach_nothing() -> None:
    usual = shape_of({"id": 1, "first_name": "Ada"}, times=40)
    known = learned({}, usual, [])

    few = shape_of({"id": 1}, times=19)
    assert compare(known, few) == []
    assert learned(known, few, []) == known
    [gone] = compare(known, shape_of({"id": 1}, times=20))
    assert (gone.kind, gone.path, gone.before, gone.now) == (
        "field_gone",
        "first_name",
        "100",
        "20",
    )


def test_what_some_records_never_had_may_be_missing_in_all() -> None:
    mixed = shape_of({"id": 1, "first_name": "Ada"}, *[{"id": 1}] * 1, times=40)

    assert compare(learned({}, mixed, []), shape_of({"id": 1}, times=40)) == []


def test_one_record_of_the_old_type_is_enough_for_silence() -> None:
    known = learned({}, shape_of({"first_name": "Ada"}, times=40), [])
    both = shape_of({"first_name": 7}, times=60)
    both.look_at(CANDIDATES, [{"first_name": "Ada"}])

    assert compare(known, both) == []


@pytest.mark.parametrize(
    ("sizes", "size", "is_told"),
    [
        ([100, 100], 0, False),
        ([100, 100, 100], 49, True),
        ([100, 100, 100], 50, False),
        ([100, 100, 100], 300, False),
        ([100, 100, 100], 301, True),
        ([19, 19, 19], 0, False),
        ([100, 1, 100, 100], 100, False),
        ([100, 100, 100, 400, 400, 400, 400], 400, False),
    ],
)
def test_a_volume_far_off_the_usual_is_told_and_becomes_the_usual(
    sizes: list[int], size: int, *, is_told: bool
) -> None:
    assert (volume(sizes, size) is not None) == is_told


def test_looking_at_a_page_costs_next_to_nothing() -> None:
    page = [{"id": number, "first_name": "Ada", "last_name": "Byron"} for number in range(500)]
    shape = Shape()
    shape.look_at(CANDIDATES, page)

    assert (shape.read, shape.looked_at) == (500, 20)
