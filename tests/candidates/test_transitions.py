"""The table of moves against the sheet's, written out by hand: every status, every move, every mover."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from candidates.statuses import CandidateStatus
from candidates.transitions import (
    MOVES,
    NAMES,
    Case,
    Mover,
    TransitionRefused,
    default_deadline,
    find_move,
    moves_from,
    status_now,
)

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
AHEAD, OVER = NOW + timedelta(days=3), NOW - timedelta(minutes=1)
ALLOWED = {
    ("new", "advance", "manager"): "invited",
    ("invited", "advance", "candidate"): "confirmed",
    ("confirmed", "advance", "candidate"): "interviewing",
    ("expired", "advance", "manager"): "confirmed",
    ("aborted", "advance", "manager"): "confirmed",
    ("interviewing", "finish", "candidate"): "interviewed",
    ("interviewing", "abort", "candidate"): "aborted",
    ("interviewing", "abort", "clock"): "aborted",
    ("invited", "withdraw", "candidate"): "aborted",
    ("confirmed", "withdraw", "candidate"): "aborted",
    ("interviewing", "withdraw", "candidate"): "aborted",
    ("new", "skip", "manager"): "skipped",
    ("invited", "skip", "manager"): "skipped",
    ("confirmed", "skip", "manager"): "skipped",
    ("expired", "skip", "manager"): "skipped",
    ("aborted", "skip", "manager"): "skipped",
    ("new", "set_deadline", "manager"): None,
    ("invited", "set_deadline", "manager"): None,
    ("confirmed", "set_deadline", "manager"): None,
    ("expired", "set_deadline", "manager"): None,
    ("aborted", "set_deadline", "manager"): None,
    ("invited", "remind", "manager"): None,
    ("confirmed", "remind", "manager"): None,
}
NOT_POSSIBLE = object()


def case(status: str, **facts: object) -> Case:
    known: dict[str, object] = {
        "deadline": AHEAD,
        "email": "minji@example.org",
        "has_password": True,
    }
    return Case(status=status, now=NOW, **(known | facts))  # type: ignore[arg-type]


def tried(name: str, of: Case, by: Mover) -> object:
    try:
        return find_move(name, of, by).target
    except TransitionRefused:
        return NOT_POSSIBLE


@pytest.mark.parametrize(("status", "name"), list(product(CandidateStatus.values, NAMES)))
@pytest.mark.parametrize("by", list(Mover))
def test_every_move_of_every_mover_from_every_status(status: str, name: str, by: Mover) -> None:
    expected = ALLOWED.get((status, name, str(by)), NOT_POSSIBLE)

    assert tried(name, case(status), by) == expected


@pytest.mark.parametrize(
    ("status", "facts", "said"),
    [
        ("new", {"deadline": OVER}, "deadline is in the past"),
        ("new", {"deadline": None}, "deadline is in the past or missing"),
        ("new", {"email": ""}, "no e-mail address"),
        ("expired", {"deadline": OVER}, "set a new one"),
        ("aborted", {"deadline": OVER}, "set a new one"),
        ("skipped", {}, "who is Skipped cannot be advanced"),
        ("interviewed", {}, "who is Interviewed cannot be advanced"),
    ],
)
def test_a_blocked_move_says_why(status: str, facts: dict[str, object], said: str) -> None:
    with pytest.raises(TransitionRefused, match=said):
        find_move("advance", case(status, **facts), Mover.MANAGER)


def test_an_expired_candidate_without_password_is_invited_anew() -> None:
    assert tried("advance", case("expired", has_password=False), Mover.MANAGER) == "invited"


def test_only_the_candidate_with_a_password_confirms() -> None:
    with pytest.raises(TransitionRefused, match="not set a password"):
        find_move("advance", case("invited", has_password=False), Mover.CANDIDATE)


def test_the_choices_of_a_manager_name_each_move_once_with_its_reason() -> None:
    choices = {one.name: one for one in moves_from(case("invited"), Mover.MANAGER)}

    assert set(choices) == {"advance", "skip", "set_deadline", "remind"}
    assert not choices["skip"].blocked
    assert "who is Invited cannot be advanced by you" in str(choices["advance"].blocked)


@pytest.mark.parametrize(
    ("status", "deadline", "expected"),
    [
        ("invited", OVER, "expired"),
        ("confirmed", NOW, "expired"),
        ("invited", AHEAD, "invited"),
        ("invited", None, "invited"),
        ("interviewed", OVER, "interviewed"),
        ("new", OVER, "new"),
    ],
)
def test_an_invitation_whose_deadline_passed_is_over_at_once(
    status: str, deadline: datetime | None, expected: str
) -> None:
    assert status_now(case(status, deadline=deadline)) == expected


def test_nothing_leads_out_of_the_end() -> None:
    sources = {source for move in MOVES for source in move.sources}

    assert not sources & {CandidateStatus.SKIPPED, CandidateStatus.INTERVIEWED}


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (datetime(2026, 3, 22, 12, tzinfo=UTC), "Europe/Berlin", "2026-03-29T23:59:00+02:00"),
        (datetime(2026, 3, 22, 23, 30, tzinfo=UTC), "Europe/Berlin", "2026-03-30T23:59:00+02:00"),
        (datetime(2026, 3, 29, 3, tzinfo=UTC), "Australia/Sydney", "2026-04-05T23:59:00+10:00"),
    ],
)
def test_the_usual_deadline_is_a_day_of_the_company_even_across_a_change_of_clocks(
    now: datetime, zone: str, expected: str
) -> None:
    assert default_deadline(now, days=7, zone=ZoneInfo(zone)).isoformat() == expected
