"""Many interviews at once: a result for each, once for a form sent twice, and told who hears of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.statuses import Role
from connectors.models import WriteBack
from interviews.models import Interview
from tests import make
from tests.conftest import member
from tests.pages.conftest import reader

SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)


@pytest.fixture
def greenhouse(acme):
    """With a user in whose name it may write."""
    return make.account(acme, options={"on_behalf_of": "4711"})


def meeting(account, hours=0, **more):
    """Made through the API, so that its vendor lets it be changed there."""
    values = {"external_event_id": f"hub-{hours}"} | more
    return make.interview(account, SOON + timedelta(hours=hours), **values)


def hidden(page):
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.html)
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def choose(person, rows, action="cancel", **more):
    return person.send(
        "/interviews/bulk/", action=action, i=[f"{one.pk}.{one.version}" for one in rows], **more
    )


def sure(person, page, **more):
    return person.send("/interviews/bulk/", **hidden(page), **more)


def test_the_list_offers_to_choose_rows_and_all_that_match(coordinator, greenhouse, acme):
    rows = [meeting(greenhouse, number) for number in range(3)]

    page = coordinator.open("/interviews/")

    assert f'name="i" value="{rows[0].pk}.{rows[0].version}"' in page.html
    assert "all 3 that match" in page.text
    hiring = reader(member("hilda", acme, Role.HIRING_MANAGER)).open("/interviews/")
    assert 'name="i"' not in hiring.html


def test_chosen_interviews_are_cancelled_with_a_reason_after_a_look(coordinator, greenhouse):
    first, second = meeting(greenhouse), meeting(greenhouse, 1, candidate="Nadia Petrenko")
    meeting(greenhouse, 2, candidate="Not Chosen")

    page = choose(coordinator, [first, second])

    assert "2 interviews can be cancelled" in page.text
    assert "Who will be told" in page.text
    assert "Not Chosen" not in page.text
    assert not WriteBack.objects.exists()

    done = sure(coordinator, page, reason="job_closed", note="Hired somebody")

    assert done.text.count("asked at the vendor") == 2
    wishes = list(WriteBack.objects.order_by("pk"))
    assert [wish.interview for wish in wishes] == [first, second]
    assert {wish.values["reason"] for wish in wishes} == {"job_closed"}
    told = coordinator.open(f"/interviews/{first.pk}/").text
    assert "The job is filled or closed. “Hired somebody”" in told


def test_the_same_form_sent_twice_asks_once(coordinator, greenhouse):
    page = choose(coordinator, [meeting(greenhouse), meeting(greenhouse, 1)])

    sure(coordinator, page)
    again = sure(coordinator, page)

    assert WriteBack.objects.count() == 2
    assert again.text.count("asked at the vendor") == 2
    key = hidden(page)["key"][0]
    assert "0 of 2 are over" in coordinator.open(f"/interviews/bulk/{key}/").text
    WriteBack.objects.filter(pk=WriteBack.objects.first().pk).update(state="refused", problem="No")
    progress = coordinator.open(f"/interviews/bulk/{key}/").text
    assert "1 of 2 are over" in progress
    assert "Refused by the vendor" in progress


def test_all_that_match_are_chosen_by_their_filters(coordinator, greenhouse):
    meeting(greenhouse)
    meeting(greenhouse, 1, status="draft", candidate="Nadia Petrenko")

    page = coordinator.send(
        "/interviews/bulk/", action="cancel", all="on", query="status=draft&date_from="
    )

    assert "Nadia Petrenko" in page.text
    assert "Annika" not in page.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "cancel"}, "No interview was chosen."),
        ({"action": "explode"}, "There is no such action."),
        ({"action": "cancel", "all": "on", "query": "colour=red"}, "no filter called “colour”"),
        ({"action": "cancel", "i": ["x", "9" * 30, "-1"]}, "No interview was chosen."),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_done(coordinator, greenhouse, sent, said):
    meeting(greenhouse)

    page = coordinator.send("/interviews/bulk/", **sent)

    assert said in page.text
    assert not WriteBack.objects.exists()


def test_what_a_vendor_does_not_take_is_left_out_with_the_reason(coordinator, greenhouse, acme):
    ceipal = make.account(acme, "Ceipal", vendor="ceipal")
    possible, left = meeting(greenhouse), meeting(ceipal, candidate="Left Out")

    page = choose(coordinator, [possible, left])

    assert "1 interview can be cancelled, 1 cannot" in page.text
    assert "takes no such change from the hub" in page.text


def test_what_changed_since_it_was_looked_at_is_not_cancelled(coordinator, greenhouse):
    row = meeting(greenhouse)
    page = choose(coordinator, [row])
    make.change(row, start_at=SOON + timedelta(days=1), end_at=SOON + timedelta(days=1, hours=1))

    done = sure(coordinator, page)

    assert "It has changed meanwhile." in done.text
    assert not WriteBack.objects.exists()


def test_a_wish_under_way_is_waited_for(coordinator, greenhouse):
    row = meeting(greenhouse)
    sure(coordinator, choose(coordinator, [row]))

    assert "wait for what comes of it" in choose(coordinator, [row]).text


def test_candidates_of_chosen_interviews_are_reminded_once_each(coordinator, greenhouse):
    rows = [meeting(greenhouse), meeting(greenhouse, 1)]

    page = choose(coordinator, rows, "remind")

    assert Candidate.objects.count() == 1
    assert "Send reminder" in page.text
    assert page.html.count(f'href="/candidates/{rows[0].candidate_id}/"') == 1


def test_others_cannot_touch_our_interviews(greenhouse, acme, stranger):
    row = meeting(greenhouse)

    assert "No interview was chosen." in choose(stranger, [row]).text
    assert choose(reader(member("hilda", acme, Role.HIRING_MANAGER)), [row]).status == 403
    assert stranger.open("/interviews/bulk/abc/").status == 404


def test_many_are_cancelled_in_as_many_statements_as_few(
    coordinator, greenhouse, django_assert_max_num_queries
):
    page = choose(coordinator, [meeting(greenhouse)])
    with django_assert_max_num_queries(40) as few:
        sure(coordinator, page)
    asked = len(few)
    page = choose(coordinator, [meeting(greenhouse, 1 + number) for number in range(15)])

    with django_assert_max_num_queries(asked):
        sure(coordinator, page)

    assert WriteBack.objects.count() == 16
    assert Interview.objects.count() == 16
