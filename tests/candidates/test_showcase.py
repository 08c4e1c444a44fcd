"""The demo's own candidates: the whole workflow to be seen, and made once."""

from datetime import UTC, datetime

from candidates.demo import show
from candidates.models import Candidate, Change, Evaluation, Mail
from candidates.statuses import CandidateStatus
from candidates.transitions import is_usual

NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)


def test_each_status_has_a_candidate_who_came_there_by_the_table_of_moves(acme, bob):
    assert show(acme, bob, NOW)

    rows = Candidate.objects.filter(company=acme, account=None)
    assert sorted(rows.values_list("status", flat=True)) == sorted(CandidateStatus.values)
    told = Change.objects.filter(subject="candidate", fields__has_key="status")
    assert all(is_usual(*change.fields["status"]) for change in told)
    assert not told.filter(at__gt=NOW).exists()
    assert Evaluation.objects.filter(completed_at__isnull=False).count() == 1
    assert Mail.objects.filter(kind="invitation").count() == 6


def test_a_second_time_nothing_is_made_whatever_became_of_them(acme, bob):
    show(acme, bob, NOW)
    Candidate.objects.update(status="skipped")

    assert not show(acme, bob, NOW)
    assert Candidate.objects.count() == len(CandidateStatus.values)


def test_they_are_seen_as_they_are_on_the_board(acme, bob, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    show(acme, bob, NOW)
    client.force_login(bob)

    page = client.get("/candidates/", {"view": "board"}).content.decode()

    for name in ("Noor Haddad", "Jonas Weidner", "Aoife Brennan", "Priya Raghavan"):
        assert name in page
