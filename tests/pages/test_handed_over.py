"""All that match, where they are too many for a request: the worker does it, and each has a result that stays."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Count
from django.utils import translation
from django_q.models import OrmQ

from candidates.models import BulkAction, BulkActionRow, Candidate, Change, Mail, Membership, User
from candidates.services import bulk_actions
from candidates.services.bulk_moves import AT_ONCE
from candidates.tasks import work_on_many
from connectors.models import WriteBack
from interviews.models import Interview
from tests.conftest import member
from tests.pages.conftest import reader

NOW = datetime.now(UTC)
SOON = NOW + timedelta(days=3)
MANY = AT_ONCE + 1


@pytest.fixture
def crowd(acme):
    """One more than a request does; the first of them has no address."""
    rows = [
        Candidate(
            company=acme,
            status="new",
            name=f"Person {number:03}",
            email=f"p{number}@example.org" if number else None,
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(MANY)
    ]
    return Candidate.objects.bulk_create(rows)


@pytest.fixture
def meetings(greenhouse):
    """As many interviews of one vendor that takes no change of them."""
    rows = [
        Interview(
            company=greenhouse.company,
            account=greenhouse,
            remote_id=str(number),
            title=f"Talk {number:03}",
            status="scheduled",
            start_at=SOON,
            begins_at=SOON,
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(MANY)
    ]
    return Interview.objects.bulk_create(rows)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.html))


def hand_over(person, path, action, **fields):
    """The action for all that match, with what the page asks for once more."""
    asked = person.send(path, action=action, all="on", query=fields.pop("query", ""))
    return asked, person.send(path, **hidden(asked), **fields)


def test_everybody_who_matches_is_invited_by_the_worker(coordinator, crowd):
    asked, page = hand_over(coordinator, "/candidates/bulk/", "advance")

    assert f"{MANY} candidates match." in asked.text
    assert f"0 of {MANY} rows" in page.text
    assert not Candidate.objects.filter(status="invited").exists()
    bulk_action = BulkAction.objects.get()
    assert OrmQ.objects.count() == 1

    work_on_many(bulk_action.pk)

    page = coordinator.open(f"/many/{bulk_action.pk}/")
    assert f"{MANY - 1} Done" in page.text
    assert Candidate.objects.filter(status="invited").count() == MANY - 1
    blocked = coordinator.open(f"/many/{bulk_action.pk}/", outcome="blocked").text
    assert "Person 000 There is no e-mail address to send the invitation to." in blocked
    assert "Person 001" not in blocked
    assert f"Candidates: {MANY}" in coordinator.open("/many/").text


def test_the_same_form_sent_twice_is_one(coordinator, crowd):
    asked, _page = hand_over(coordinator, "/candidates/bulk/", "advance")

    coordinator.send("/candidates/bulk/", **hidden(asked))

    assert BulkAction.objects.count() == 1
    assert BulkActionRow.objects.count() == MANY


def test_what_was_cut_off_goes_on_where_it_stopped(coordinator, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    bulk_action = BulkAction.objects.get()
    bulk_actions.do_some(
        bulk_actions.leases.claim(bulk_actions.running(), bulk_action.pk, now=NOW), NOW
    )
    assert BulkActionRow.objects.filter(outcome="pending").count() == MANY - bulk_actions.AT_ONCE

    later = NOW + timedelta(minutes=10)
    bulk_actions.wake(now=later)
    bulk_actions.work_on(bulk_action.pk, clock=lambda: later)

    assert BulkActionRow.objects.filter(outcome="done").count() == MANY - 1
    assert BulkAction.objects.get().state == "done"


def test_what_was_cut_off_again_and_again_has_failed(coordinator, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    BulkAction.objects.update(attempts=5)

    bulk_actions.wake(now=NOW + timedelta(hours=1))

    address = f"/many/{BulkAction.objects.get().pk}/"
    assert "It was cut off 5 times in a row." in coordinator.open(address).text


def test_why_it_failed_is_told_in_the_readers_language_whatever_the_workers_is(
    coordinator, crowd, alice
):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    BulkAction.objects.update(attempts=5)
    with translation.override("ko"):
        bulk_actions.wake(now=NOW + timedelta(hours=1))
    User.objects.filter(pk=alice.pk).update(language="de")

    page = coordinator.open(f"/many/{BulkAction.objects.get().pk}/")
    assert "Er wurde 5-mal hintereinander abgebrochen." in page.text


@pytest.fixture
def failed(coordinator, crowd):
    """Some of it was done, then it was cut off again and again."""
    hand_over(coordinator, "/candidates/bulk/", "advance")
    bulk_action = BulkAction.objects.get()
    bulk_actions.do_some(
        bulk_actions.leases.claim(bulk_actions.running(), bulk_action.pk, now=NOW), NOW
    )
    BulkAction.objects.update(attempts=5)
    bulk_actions.wake(now=NOW + timedelta(hours=1))
    OrmQ.objects.all().delete()
    return bulk_action


def test_what_failed_goes_on_from_its_page_and_nothing_is_doubled(coordinator, failed):
    page = coordinator.open(f"/many/{failed.pk}/")
    left = MANY - bulk_actions.AT_ONCE
    assert f"{left} rows were not done; the others stay as they are." in page.text
    assert Mail.objects.count() == bulk_actions.AT_ONCE

    page = coordinator.send(f"/many/{failed.pk}/again/")

    assert "The worker goes on with the rows that are left." in page.text
    assert f"{bulk_actions.AT_ONCE} of {MANY} rows" in page.text
    assert OrmQ.objects.count() == 1
    work_on_many(failed.pk)
    assert BulkAction.objects.get().state == "done"
    assert Mail.objects.count() == Mail.objects.values("candidate").distinct().count() == MANY - 1
    assert set(Candidate.objects.values_list("status").annotate(Count("pk"))) == {
        ("invited", MANY - 1),
        ("new", 1),
    }
    assert "Do the rest" not in coordinator.open(f"/many/{failed.pk}/").text


def test_what_goes_on_already_is_not_begun_twice(coordinator, failed):
    coordinator.send(f"/many/{failed.pk}/again/")

    page = coordinator.send(f"/many/{failed.pk}/again/")

    assert "It has not failed, or goes on already." in page.text
    assert OrmQ.objects.count() == 1


def test_a_worker_that_was_only_slow_writes_nothing_after_it_went_on(coordinator, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    slow = bulk_actions.leases.claim(bulk_actions.running(), BulkAction.objects.get().pk, now=NOW)
    BulkAction.objects.update(attempts=5)
    bulk_actions.wake(now=NOW + timedelta(hours=1))
    coordinator.send(f"/many/{slow.pk}/again/")

    with pytest.raises(bulk_actions.leases.NotFree):
        bulk_actions.do_some(slow, NOW + timedelta(hours=1))

    assert not Candidate.objects.filter(status="invited").exists()


def test_whoever_goes_on_with_it_answers_for_the_rest(admin, alice, bob, failed):
    Membership.objects.filter(user=alice).delete()

    admin.send(f"/many/{failed.pk}/again/")
    work_on_many(failed.pk)

    assert BulkActionRow.objects.filter(outcome="done").count() == MANY - 1
    late = Change.objects.filter(subject="candidate").latest("pk")
    assert late.actor == bob


def test_going_on_is_for_who_may_and_in_ones_own_company(acme, stranger, failed):
    hiring = reader(member("hilda", acme, "hiring-manager"))

    assert hiring.send(f"/many/{failed.pk}/again/").status == 403
    assert stranger.send(f"/many/{failed.pk}/again/").status == 404
    assert BulkAction.objects.get().state == "failed"


def test_what_cannot_be_undone_needs_the_number(coordinator, crowd):
    _asked, page = hand_over(coordinator, "/candidates/bulk/", "skip", count=5)

    assert f"Write the number, {MANY}, to confirm." in page.text
    assert not BulkAction.objects.exists()
    _asked, page = hand_over(coordinator, "/candidates/bulk/", "skip", count=MANY)
    assert "0 of" in page.text


def test_a_deadline_is_read_on_the_readers_clock(coordinator, crowd):
    _asked, page = hand_over(coordinator, "/candidates/bulk/", "set_deadline")
    assert "Write the deadline" in page.text

    hand_over(coordinator, "/candidates/bulk/", "set_deadline", deadline="2031-01-31T23:59")
    work_on_many(BulkAction.objects.get().pk)

    assert set(Candidate.objects.values_list("deadline", flat=True)) == {
        datetime(2031, 1, 31, 22, 59, tzinfo=UTC)
    }


def test_whoever_asked_and_has_left_moves_nobody(coordinator, crowd, alice):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    Membership.objects.filter(user=alice).delete()

    work_on_many(BulkAction.objects.get().pk)

    assert set(BulkActionRow.objects.values_list("outcome", flat=True)) == {"blocked"}
    assert not Candidate.objects.filter(status="invited").exists()


def test_interviews_get_a_coordinator_by_the_worker(coordinator, meetings, alice):
    path = "/interviews/bulk/"
    asked, _page = hand_over(coordinator, path, "assign", query="date_from=", to="me")

    assert f"{MANY} interviews match." in asked.text
    work_on_many(BulkAction.objects.get().pk)

    assert Interview.objects.filter(coordinator=alice).count() == MANY
    assert f"{MANY} Done" in coordinator.open(f"/many/{BulkAction.objects.get().pk}/").text
    assert "all that match, more than 500" in coordinator.open("/interviews/", date_from="").text


def test_each_interview_that_is_not_cancelled_says_why(coordinator, meetings):
    path = "/interviews/bulk/"
    hand_over(coordinator, path, "cancel", query="date_from=", count=MANY, note="Hiring stopped")
    bulk_action = BulkAction.objects.get()

    work_on_many(bulk_action.pk)

    assert bulk_action.options["note"] == "Hiring stopped"
    outcomes = set(BulkActionRow.objects.values_list("outcome", flat=True))
    assert outcomes <= {"asked", "blocked"}
    blocked = BulkActionRow.objects.filter(outcome="blocked")
    assert WriteBack.objects.count() == MANY - blocked.count()
    assert not blocked.filter(why="").exists()
    assert "Talk 000" in coordinator.open(f"/many/{bulk_action.pk}/").text


def test_another_companys_results_do_not_exist(coordinator, stranger, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    pk = BulkAction.objects.get().pk

    assert stranger.open(f"/many/{pk}/").status == 404
    assert "Nothing was handed over yet" in stranger.open("/many/").text


def test_results_are_leafed_through(coordinator, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    pk = BulkAction.objects.get().pk

    first = coordinator.open(f"/many/{pk}/")
    last = coordinator.open(f"/many/{pk}/", after=MANY - 1)

    assert first.html.count("Person ") == 100
    assert last.html.count("Person ") == 1
    assert 'rel="next"' not in last.html


def test_a_result_is_kept_for_ninety_days(coordinator, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")
    pk = BulkAction.objects.get().pk
    work_on_many(pk)

    assert bulk_actions.forget_old(now=NOW + timedelta(days=89)) == 0
    assert bulk_actions.forget_old(now=NOW + timedelta(days=91)) == 1
    assert coordinator.open(f"/many/{pk}/").status == 404
    assert not BulkActionRow.objects.exists()


def test_what_is_at_work_is_not_forgotten(coordinator, crowd):
    hand_over(coordinator, "/candidates/bulk/", "advance")

    assert bulk_actions.forget_old(now=NOW + timedelta(days=91)) == 0
