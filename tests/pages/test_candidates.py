"""The pages of candidates: who there is over all connections, what may be done, and what was done."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Candidate, Mail
from tests import make

NOW = datetime.now(UTC)


def candidate(company, **fields):
    values = {"status": "new", "name": "Minji Kim", "email": "minji@example.org"} | fields
    return Candidate.objects.create(company=company, created_at=NOW, updated_at=NOW, **values)


def test_the_list_shows_people_of_all_connections_and_of_nobody_else(coordinator, acme, globex):
    candidate(acme, name="Made Here")
    candidate(acme, name="At Greenhouse", status=None, account=make.account(acme), remote_id="7")
    candidate(acme, name="Gone Already", deleted_at=NOW, deleted_reason="vendor")
    candidate(globex, name="Somebody Else")

    text = coordinator.open("/candidates/").text

    assert "Made Here" in text
    assert "At Greenhouse" in text
    assert "not reported" in text
    assert "Gone Already" not in text
    assert "Somebody Else" not in text
    assert "Gone Already" in coordinator.open("/candidates/", deleted="on").text


def test_the_list_is_searched_and_filtered_and_says_what_it_does_not_understand(coordinator, acme):
    candidate(acme, name="Sam Stone", status="invited")
    candidate(acme, name="Kim Lee", email="kim@example.net", status=None)

    assert "Kim Lee" not in coordinator.open("/candidates/", q="stone").text
    assert "Sam Stone" not in coordinator.open("/candidates/", status="none").text
    page = coordinator.open("/candidates/", status="hired", colour="red")
    assert "Status is “hired”" in page.text
    assert "There is no filter called “colour”." in page.text
    assert "No candidate matches" in coordinator.open("/candidates/", q="nobody").text


def test_pages_of_the_list_follow_each_other_without_a_gap(coordinator, acme):
    for number in range(55):
        candidate(acme, name=f"Person {number:02}")

    first = coordinator.open("/candidates/")
    following = first.html.split('rel="next"')[0].rsplit('href="?', 1)[1].rstrip('" ')
    second = coordinator.open(f"/candidates/?{following}")

    names = {f"Person {number:02}" for number in range(55)}
    shown = [{name for name in names if name in page.text} for page in (first, second)]
    assert (len(shown[0]), shown[0] | shown[1], shown[0] & shown[1]) == (50, names, set())
    assert "The first page is shown" in coordinator.open("/candidates/", cursor="x").text


def test_inviting_moves_the_candidate_and_tells_it_in_the_story(coordinator, acme):
    one = candidate(acme)
    path = f"/candidates/{one.pk}/"
    assert "The candidate becomes Invited." in coordinator.open(path).text

    text = coordinator.send(f"{path}advance/", seen=1).text

    assert "Minji Kim: Invited." in text
    assert "Status: New → Invited" in text
    assert "alice" in text


def test_a_reminder_by_hand_lies_in_the_outbox(coordinator, acme):
    one = candidate(acme, status="invited", deadline=NOW + timedelta(days=3))
    path = f"/candidates/{one.pk}/"
    assert "A mail is written into the outbox." in coordinator.open(path).text

    text = coordinator.send(f"{path}remind/", seen=1).text

    assert "The reminder is in the outbox." in text
    assert Mail.objects.get().kind == "reminder"
    assert "minji@example.org" in coordinator.open("/outbox/").text


def test_a_blocked_move_shows_its_reason_instead_of_working(coordinator, acme):
    one = candidate(acme, email=None)
    path = f"/candidates/{one.pk}/"
    assert "Blocked. There is no e-mail address" in coordinator.open(path).text

    assert "There is no e-mail address" in coordinator.send(f"{path}advance/").text
    one.refresh_from_db()
    assert one.status == "new"


def test_an_invitation_whose_deadline_passed_is_shown_as_expired_before_anybody_noted_it(
    coordinator, acme
):
    one = candidate(acme, status="invited", deadline=NOW - timedelta(minutes=1))

    html = coordinator.open(f"/candidates/{one.pk}/").html

    assert 'data-step="current" data-cstatus="expired"' in html


def test_a_new_deadline_is_read_in_the_readers_zone(coordinator, acme, alice):
    alice.time_zone = "Asia/Seoul"
    alice.save()
    one = candidate(acme)

    coordinator.send(f"/candidates/{one.pk}/set_deadline/", deadline="2031-01-31T23:59")

    one.refresh_from_db()
    assert one.deadline == datetime(2031, 1, 31, 14, 59, tzinfo=UTC)


def test_a_deadline_that_is_none_is_a_sentence(coordinator, acme):
    one = candidate(acme)

    for nonsense in ("", "soon"):
        page = coordinator.send(f"/candidates/{one.pk}/set_deadline/", deadline=nonsense)
        assert "Write the deadline as a date and a time." in page.text
    one.refresh_from_db()
    assert one.deadline is None


def test_who_was_slower_is_told(coordinator, acme):
    one = candidate(acme)
    coordinator.send(f"/candidates/{one.pk}/skip/", seen=1)

    assert "is Skipped by now" in coordinator.send(f"/candidates/{one.pk}/skip/", seen=1).text


@pytest.mark.parametrize("rest", ["", "skip/"])
def test_another_companys_candidate_is_not_there(stranger, acme, rest):
    one = candidate(acme)
    act = stranger.send if rest else stranger.open

    assert act(f"/candidates/{one.pk}/{rest}").status == 404
