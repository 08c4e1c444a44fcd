"""Imports at work: what becomes of every row, what is undone, and what a kill in the middle costs."""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_q.models import OrmQ
from hypothesis import given
from hypothesis import strategies as st

from candidates.imports.objects import sheet_of_objects
from candidates.models import Batch, BatchRow, Candidate, Change, Company, Mail, Project, User
from candidates.services import batchwork
from candidates.services.batches import (
    NotPossible,
    Opening,
    Options,
    begin,
    begin_undo,
    choose_columns,
    open_batch,
    wake,
)
from candidates.services.batchwork import work_on
from candidates.services.leases import NotFree

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
MANY = 5_000 if os.environ.get("HUB_LARGE") else 450


@pytest.fixture
def project(acme: Company) -> Project:
    return Project.objects.create(company=acme, name="Backend", created_at=NOW, updated_at=NOW)


def ready(project: Project, rows: list[Any], user: User | None = None) -> Batch:
    opening = Opening(
        company=project.company,
        project=project,
        source="page",
        now=NOW,
        made_by_id=user.pk if user else None,
    )
    batch = open_batch(sheet_of_objects(rows), opening)
    return choose_columns(batch.pk, {name: name for name in batch.headers})


def imported(project: Project, rows: list[Any], now: datetime = NOW, **options: Any) -> Batch:
    batch = ready(project, rows)
    begin(batch.pk, Options(**options), now=now)
    work_on(batch.pk, clock=lambda: now)
    batch.refresh_from_db()
    return batch


def undone(batch: Batch, now: datetime = LATER) -> Batch:
    begin_undo(batch.pk, now=now)
    work_on(batch.pk, clock=lambda: now)
    batch.refresh_from_db()
    return batch


def outcomes(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def person(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "first_name": "Minji",
        "last_name": f"Kim {number}",
        "email": f"minji{number}@example.org",
    } | more


def test_every_row_has_its_outcome_and_an_error_costs_that_row_alone(project: Project) -> None:
    imported(project, [person(1), person(2)])

    batch = imported(
        project,
        [
            person(1),
            person(2, phone="+82 10"),
            person(3),
            person(3, first_name="Jisoo"),
            person(4, email="nobody"),
            {"first_name": "Nameless"},
            person(6, email="MINJI1@example.org "),
            7,
        ],
    )

    assert outcomes(batch) == [
        "same", "changed", "new", "duplicate", "error", "error", "duplicate", "error",
    ]  # fmt: skip
    told = [" ".join(one["message"] for one in row.told) for row in batch.rows.order_by("number")]
    assert told[3] == "The same e-mail address is in row 3."
    assert told[4] == "“nobody” is not an e-mail address."
    assert told[7].startswith("This row is not an object.")
    assert batch.state == Batch.State.DONE
    assert Candidate.objects.count() == 3


def test_an_empty_cell_takes_nothing_away(project: Project) -> None:
    imported(project, [person(1, phone="+82 10")])

    batch = imported(project, [person(1, phone="")])

    assert outcomes(batch) == ["same"]
    assert Candidate.objects.get().phone == "+82 10"


def test_each_candidate_has_one_change_with_who_and_from_where(
    project: Project, alice: User
) -> None:
    batch = ready(project, [person(1), person(2)], alice)
    begin(batch.pk, Options(), now=NOW)
    work_on(batch.pk, clock=lambda: NOW)

    changes = Change.objects.filter(subject="candidate")
    assert [(one.kind, one.source, one.actor) for one in changes] == [("ADDED", "page", alice)] * 2
    assert {one.fields["name"][1] for one in changes} == {"Minji Kim 1", "Minji Kim 2"}
    assert set(Candidate.objects.values_list("project", "created_by", "status")) == {
        (project.pk, alice.pk, "new")
    }


def test_the_new_are_invited_with_their_deadline_and_one_without_future_is_not_made(
    project: Project,
) -> None:
    rows = [
        person(1),
        person(2, deadline="2026-03-09T12:00+09:00"),
        person(3, deadline="2026-03-01T12:00Z"),
        person(4, deadline="2026-03-09T12:00"),
    ]
    deadline = NOW + timedelta(days=3)

    batch = imported(project, rows, deadline=deadline, advance=True)

    assert outcomes(batch) == ["new", "new", "error", "error"]
    made = Candidate.objects.order_by("pk").values_list("status", "deadline", "invited_at")
    assert Mail.objects.filter(kind="invitation").count() == 2
    assert list(made) == [
        ("invited", deadline, NOW),
        ("invited", datetime(2026, 3, 9, 3, tzinfo=UTC), NOW),
    ]
    assert "in the past" in batch.rows.get(number=3).told[0]["message"]
    assert "time zone" in batch.rows.get(number=4).told[0]["message"]


def test_without_a_deadline_the_invitation_sets_the_usual_one(project: Project) -> None:
    imported(project, [person(1)], advance=True)

    assert Candidate.objects.get().deadline == datetime(2026, 3, 11, 22, 59, tzinfo=UTC)


def test_another_projects_candidate_is_another_one(project: Project, acme: Company) -> None:
    other = Project.objects.create(company=acme, name="Other", created_at=NOW, updated_at=NOW)
    imported(other, [person(1)])

    assert outcomes(imported(project, [person(1)])) == ["new"]


def test_what_was_imported_is_undone_where_nobody_touched_it(project: Project) -> None:
    imported(project, [person(1, phone="1"), person(2, phone="2")])
    batch = imported(
        project, [person(1, phone="9", last_name="Lee"), person(2, phone="9"), person(3), person(4)]
    )
    touched = Candidate.objects.filter(email__in=["minji2@example.org", "minji4@example.org"])
    for candidate in touched:
        candidate.version += 1
        candidate.save()

    undone(batch)

    assert outcomes(batch) == ["undone", "kept", "undone", "kept"]
    assert batch.state == Batch.State.UNDONE
    first, second, third, fourth = Candidate.objects.order_by("pk")
    assert (first.phone, first.name) == ("1", "Minji Kim 1")
    assert second.phone == "9"
    assert (third.deleted_at, third.deleted_reason) == (LATER, "person")
    assert fourth.deleted_at is None
    assert Change.objects.filter(at=LATER).count() == 2


def test_what_was_undone_can_be_imported_again_and_not_undone_twice(project: Project) -> None:
    batch = undone(imported(project, [person(1)]))

    with pytest.raises(NotPossible, match="Undone"):
        begin_undo(batch.pk, now=LATER)
    assert outcomes(imported(project, [person(1)])) == ["new"]


def test_an_import_begins_once(project: Project) -> None:
    batch = ready(project, [person(1)])
    begin(batch.pk, Options(), now=NOW)

    with pytest.raises(NotPossible):
        begin(batch.pk, Options(), now=NOW)
    assert OrmQ.objects.count() == 1


def test_the_address_must_have_a_column_and_no_field_two(project: Project) -> None:
    batch = ready(project, [person(1)])

    with pytest.raises(NotPossible, match="e-mail address"):
        choose_columns(batch.pk, {"first_name": "first_name"})
    with pytest.raises(NotPossible, match="First name"):
        choose_columns(
            batch.pk, {"first_name": "first_name", "last_name": "first_name", "email": "email"}
        )


def test_a_deadline_in_the_past_is_refused_before_anything_is_done(project: Project) -> None:
    batch = ready(project, [person(1)])

    with pytest.raises(NotPossible, match="in the past"):
        begin(batch.pk, Options(deadline=NOW), now=NOW)


class Killed(Exception):
    """The process is gone."""


@pytest.mark.parametrize("kills", [1, 2])
def test_a_kill_in_the_middle_loses_nothing_and_doubles_nothing(
    project: Project, kills: int
) -> None:
    batch = ready(project, [person(number) for number in range(MANY)])
    begin(batch.pk, Options(advance=True), now=NOW)
    now = NOW

    for _ in range(kills):
        with pytest.raises(Killed):
            work_on(batch.pk, clock=dying_after(2, now))
        with pytest.raises(NotFree):
            work_on(batch.pk, clock=dying_after(1, now))
        now += timedelta(minutes=10)
    work_on(batch.pk, clock=lambda: now)

    assert Counter(outcomes(batch)) == {"new": MANY}
    assert Candidate.objects.count() == MANY
    assert Candidate.objects.values("email").distinct().count() == MANY
    assert Change.objects.filter(kind="ADDED", subject="candidate").count() == MANY
    assert not BatchRow.objects.filter(candidate=None).exists()


def dying_after(readings: int, now: datetime) -> Any:
    """A clock of a process that is killed at this reading: some rows are done, others are not."""
    left = [readings]

    def clock() -> datetime:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return now

    return clock


def test_a_left_import_is_asked_for_again_and_given_up_after_five_times(project: Project) -> None:
    batch = ready(project, [person(1)])
    begin(batch.pk, Options(), now=NOW)
    OrmQ.objects.all().delete()

    wake(now=NOW + timedelta(minutes=1))
    assert OrmQ.objects.count() == 0
    wake(now=NOW + timedelta(minutes=6))
    assert OrmQ.objects.count() == 1
    Batch.objects.update(attempts=5)
    wake(now=NOW + timedelta(minutes=20))

    batch.refresh_from_db()
    assert (batch.state, batch.problem) == ("failed", "It was cut off 5 times in a row.")


def test_a_chunk_costs_the_same_number_of_statements_however_many_rows_it_has(
    project: Project,
) -> None:
    costs = []
    for size in (20, 200):
        first = size * 10
        rows = [person(number) for number in range(first, first + size)]
        imported(project, rows[: size // 2])
        batch = ready(project, [one | {"phone": "1"} for one in rows])
        begin(batch.pk, Options(), now=NOW)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            work_on(batch.pk, clock=lambda: NOW)
        costs.append(len(statements))

    assert costs[0] == costs[1] < 40
    assert batchwork.AT_ONCE == 200


def test_what_is_wrong_is_told_in_the_language_of_whoever_began(project: Project) -> None:
    with translation.override("ko"):
        batch = ready(project, [person(1, deadline="2026-03-01T00:00Z")])
        begin(batch.pk, Options(advance=True), now=NOW)
    work_on(batch.pk, clock=lambda: NOW)

    assert "마감" in batch.rows.get().told[0]["message"]


emails = st.sampled_from(["a@x.example", "A@X.example", "b@x.example", "c@x.example", "bad", ""])
rows_of_people = st.lists(
    st.fixed_dictionaries({"email": emails, "first_name": st.sampled_from(["Ann", "Bob"])}),
    min_size=1,
    max_size=6,
)


@pytest.mark.django_db
@given(st.lists(rows_of_people, min_size=1, max_size=3))
def test_imports_follow_a_plain_model_and_undo_leads_back(
    files: list[list[dict[str, str]]],
) -> None:
    company = Company.objects.create(name="M", slug=f"m{Company.objects.count()}")
    project = Project.objects.create(company=company, name="M", created_at=NOW, updated_at=NOW)
    here: dict[str, str] = {}
    for rows in files:
        before = dict(here)
        expected = []
        seen = set()
        for row in rows:
            key = row["email"].lower()
            if "@" not in key:
                expected.append("error")
            elif key in seen:
                expected.append("duplicate")
            else:
                seen.add(key)
                was = here.get(key)
                expected.append(
                    "new" if was is None else "same" if was == row["first_name"] else "changed"
                )
                here[key] = row["first_name"]
        batch = imported(project, rows)
        assert outcomes(batch) == expected
        assert people(project) == here
    if {"new", "changed"} & set(expected):
        undone(batch)
        assert people(project) == before


def people(project: Project) -> dict[str, str]:
    rows = Candidate.objects.filter(project=project, deleted_at=None)
    return {row.email.lower(): row.first_name for row in rows}
