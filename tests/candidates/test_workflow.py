"""Moving candidates: one change for each move, one winner of a race, the clock on its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from candidates.models import Candidate, Change, Company, User
from candidates.services.workflow import (
    Asking,
    MovedMeanwhile,
    NoSuchCandidate,
    advance,
    expire_due,
    set_deadline,
    skip,
)
from candidates.statuses import CandidateStatus
from candidates.transitions import Mover, TransitionRefused
from tests import make

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
RACES = 50


def candidate(company: Company, **fields: object) -> Candidate:
    values = {"status": "new", "name": "Minji Kim", "email": "minji@example.org"} | fields
    return Candidate.objects.create(company=company, created_at=NOW, updated_at=NOW, **values)


def by_manager(company: Company, user: User | None = None, **facts: object) -> Asking:
    known = {"company": company, "by": Mover.MANAGER, "source": Change.Source.PAGE, "now": NOW}
    return Asking(**(known | {"actor_id": user.pk if user else None} | facts))  # type: ignore[arg-type]


def test_an_invitation_notes_when_and_until_when_and_who(acme: Company, alice: User) -> None:
    one = candidate(acme)

    moved = advance(one.pk, by_manager(acme, alice))

    one.refresh_from_db()
    assert (one.status, one.invited_at, one.version) == ("invited", NOW, 2)
    assert one.deadline == datetime(2026, 3, 11, 23, 59, tzinfo=moved.deadline.tzinfo)  # type: ignore[union-attr]
    [change] = Change.objects.filter(subject="candidate", subject_id=one.pk)
    assert (change.actor, change.source) == (alice, "page")
    assert change.fields["status"] == ["new", "invited"]


def test_what_is_refused_changes_nothing(acme: Company) -> None:
    one = candidate(acme, email=None)

    with pytest.raises(TransitionRefused, match="no e-mail address"):
        advance(one.pk, by_manager(acme))

    one.refresh_from_db()
    assert (one.status, one.version, Change.objects.count()) == ("new", 1, 0)


def test_another_companys_candidate_does_not_exist(acme: Company, globex: Company) -> None:
    with pytest.raises(NoSuchCandidate):
        skip(candidate(globex).pk, by_manager(acme))


def test_a_vendors_candidate_is_not_moved_here(acme: Company) -> None:
    mirrored = candidate(acme, account=make.account(acme), remote_id="7")

    with pytest.raises(TransitionRefused, match="kept by a vendor"):
        skip(mirrored.pk, by_manager(acme))


def test_who_looked_before_somebody_elses_move_is_told(acme: Company) -> None:
    one = candidate(acme)
    skip(one.pk, by_manager(acme, seen=1))

    with pytest.raises(MovedMeanwhile, match="is Skipped by now"):
        skip(one.pk, by_manager(acme, seen=1))


def test_a_new_deadline_brings_an_expired_candidate_back(acme: Company) -> None:
    one = candidate(acme, status="invited", deadline=NOW - timedelta(hours=1))
    assert expire_due(NOW) == 1
    with pytest.raises(TransitionRefused, match="set a new one"):
        advance(one.pk, by_manager(acme))

    set_deadline(one.pk, NOW + timedelta(days=2), by_manager(acme))
    advance(one.pk, by_manager(acme))

    one.refresh_from_db()
    assert one.status == "invited"
    assert expire_due(NOW) == 0


def test_a_new_deadline_alone_does_not_reopen_what_is_over_though_nobody_noted_it(
    acme: Company,
) -> None:
    one = candidate(acme, status="invited", deadline=NOW - timedelta(seconds=1))

    set_deadline(one.pk, NOW + timedelta(days=2), by_manager(acme))

    one.refresh_from_db()
    assert (one.status, one.version) == ("expired", 2)
    advance(one.pk, by_manager(acme))
    one.refresh_from_db()
    assert one.status == "invited"


def test_a_deadline_without_a_zone_is_refused(acme: Company) -> None:
    one = candidate(acme)

    with pytest.raises(TransitionRefused, match="needs a time zone"):
        set_deadline(one.pk, datetime(2026, 3, 8, 12), by_manager(acme))


def test_the_clock_expires_only_what_is_open_and_over(acme: Company, globex: Company) -> None:
    over = NOW - timedelta(minutes=1)
    due = [candidate(acme, status=word, deadline=over) for word in ("invited", "confirmed")]
    due += [candidate(globex, status="invited", deadline=over)]
    others = [
        candidate(acme, status=word, deadline=over)
        for word in CandidateStatus.values
        if word not in ("invited", "confirmed")
    ]
    others += [candidate(acme, status="invited", deadline=NOW + timedelta(seconds=1))]

    assert expire_due(NOW) == 3

    assert {one.status for one in Candidate.objects.filter(pk__in=[one.pk for one in due])} == {
        "expired"
    }
    for one in others:
        before = one.status
        one.refresh_from_db()
        assert one.status == before
    assert set(Change.objects.values_list("source", flat=True)) == {"rule"}


def race(*acts: Callable[[], object]) -> list[object]:
    """All at once; what each returned or raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except (MovedMeanwhile, TransitionRefused) as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_same_candidate_at_once_one_wins_and_one_is_told(
    acme: Company,
) -> None:
    for _ in range(RACES):
        one = candidate(acme)
        asking = by_manager(acme, seen=1)

        outcomes = race(lambda: advance(one.pk, asking), lambda: skip(one.pk, asking))  # noqa: B023

        assert sorted(isinstance(outcome, MovedMeanwhile) for outcome in outcomes) == [False, True]
        assert Change.objects.filter(subject_id=one.pk).count() == 1
        one.refresh_from_db()
        assert one.version == 2
