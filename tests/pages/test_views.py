"""Saved views: filters under a name, one's own or the team's, that never show something else than they ask for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.models import Change
from candidates.statuses import Role
from interviews.models import Interview, Job, SavedView
from tests import make
from tests.conftest import member
from tests.pages.conftest import reader

PAST = timezone.now() - timedelta(days=30)


@pytest.fixture
def colleague(acme):
    return reader(member("dora", acme, Role.RECRUITER))


def keep(person, name="Mine", query="status=cancelled", page="interviews", **more):
    return person.send("/views/", page=page, query=query, name=name, **more)


def test_a_list_is_saved_under_a_name_and_opened_again(coordinator, greenhouse):
    make.interview(greenhouse, PAST, candidate="Nadia Petrenko", status="cancelled")
    make.interview(greenhouse, PAST, candidate="Arjun Mehta")

    page = keep(coordinator, "Called off", "?status=cancelled&cursor=abc&saved=9")

    view = SavedView.objects.get()
    assert view.query == "status=cancelled"
    assert "The view “Called off” was saved." in page.text
    assert "<h1>Called off</h1>" in page.html
    assert "Nadia Petrenko" in page.text
    assert "Arjun Mehta" not in page.text


def test_the_list_offers_to_keep_what_it_shows(coordinator, greenhouse):
    assert 'value="when=from_today"' in coordinator.open("/interviews/").html
    assert 'value="status=draft"' in coordinator.open("/interviews/", status="draft").html
    assert 'name="page" value="candidates"' in coordinator.open("/candidates/").html


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("interviews", "colour=red", "There is no filter called “colour”."),
        ("interviews", "status=lost", "Status is “lost”, which was left out"),
        ("interviews", "job=4711", "The job 4711 is no longer there."),
        ("candidates", "needs=declined", "There is no filter called “needs”."),
    ],
)
def test_only_filters_that_the_list_knows_can_be_saved(coordinator, greenhouse, page, query, said):
    answer = keep(coordinator, query=query, page=page)

    assert answer.status == 422
    assert said in answer.text
    assert not SavedView.objects.exists()


def test_a_view_whose_filter_is_gone_says_so_and_shows_nothing(coordinator, greenhouse):
    shown = make.interview(greenhouse, PAST)
    keep(coordinator, "Backend", f"job={shown.job_id}")
    view = SavedView.objects.get()
    assert "Annika" in coordinator.open(f"/interviews/?{view.query}&saved={view.pk}").text

    Interview.objects.update(job=None)
    Job.objects.all().delete()
    page = coordinator.open(f"/interviews/?{view.query}&saved={view.pk}")

    assert f"The job {shown.job_id} is no longer there." in page.text
    assert "shows nothing" in page.text
    assert "Annika" not in page.text
    assert "no longer there" in coordinator.open(f"/views/{view.pk}/").text


def test_a_broken_view_of_candidates_shows_nobody(coordinator, greenhouse):
    make.interview(greenhouse, PAST)
    keep(coordinator, "All of it", f"account={greenhouse.pk}", page="candidates")
    view = SavedView.objects.get()
    SavedView.objects.update(query="account=4711")

    page = coordinator.open(f"/candidates/?account=4711&saved={view.pk}")

    assert "Connection is “4711”" in page.text
    assert "Annika" not in page.text


def test_another_name_is_asked_for_where_it_is_taken(coordinator):
    keep(coordinator)

    answer = keep(coordinator, query="status=draft")

    assert answer.status == 422
    assert "There is a view “Mine” of this list already." in answer.text


def test_a_view_of_ones_own_is_nobody_elses_until_it_is_shared(coordinator, colleague, stranger):
    keep(coordinator, "Quiet")
    view = SavedView.objects.get()
    address = f"/interviews/?saved={view.pk}"
    assert colleague.open(address).status == 404
    assert "Quiet" not in colleague.open("/views/").text
    assert not Change.objects.exists()

    coordinator.send(f"/views/{view.pk}/", name="Loud", shared="on")

    assert "Loud" in colleague.open("/views/").text
    assert colleague.open(address).status == 200
    assert colleague.open(f"/views/{view.pk}/").status == 403
    assert stranger.open(address).status == 404
    assert stranger.send(f"/views/{view.pk}/pin/").status == 404
    assert Change.objects.get().subject == "savedview"


def test_an_administrator_may_change_what_the_team_shares(coordinator, admin):
    keep(coordinator, "Team", shared="on")
    view = SavedView.objects.get()

    admin.send(f"/views/{view.pk}/", name="The team", shared="on")

    view.refresh_from_db()
    assert view.name == "The team"


def test_a_view_is_pinned_to_the_navigation_of_one_person(coordinator, colleague):
    keep(coordinator, "Everybody's", shared="on", pinned="on")
    view = SavedView.objects.get()
    link = f'class="nav__link" href="/interviews/?status=cancelled&amp;saved={view.pk}"'

    assert link in coordinator.open("/candidates/").html
    assert link not in colleague.open("/candidates/").html
    colleague.send(f"/views/{view.pk}/pin/")
    assert link in colleague.open("/candidates/").html
    coordinator.send(f"/views/{view.pk}/unpin/")
    assert link not in coordinator.open("/candidates/").html


def test_a_list_opens_with_the_view_that_somebody_chose_for_it(coordinator, colleague):
    keep(coordinator, "First", shared="on")
    keep(coordinator, "Second", "status=draft")
    first, second = SavedView.objects.order_by("pk")
    coordinator.send(f"/views/{first.pk}/default/")
    coordinator.send(f"/views/{second.pk}/default/")

    assert "<h1>Second</h1>" in page_after(coordinator, "/interviews/")
    assert "<h1>Interviews</h1>" in page_after(colleague, "/interviews/")
    coordinator.send(f"/views/{second.pk}/plain/")
    assert "<h1>Interviews</h1>" in page_after(coordinator, "/interviews/")


def page_after(person, path):
    return person.client.get(path, follow=True).content.decode()


def test_views_stand_in_the_order_that_was_given(coordinator):
    for name in ("Ann", "Bob", "Cem"):
        keep(coordinator, name, f"q={name}")
    cem = SavedView.objects.get(name="Cem")

    text = coordinator.send(f"/views/{cem.pk}/up/").text
    assert text.index("Ann") < text.index("Cem") < text.index("Bob")
    text = coordinator.send(f"/views/{cem.pk}/down/").text
    assert text.index("Ann") < text.index("Bob") < text.index("Cem")


def test_changed_filters_are_saved_to_the_view_by_who_may(coordinator, colleague):
    keep(coordinator, "Ours", shared="on")
    view = SavedView.objects.get()
    changed = coordinator.open(f"/interviews/?status=draft&saved={view.pk}")
    assert "Save the changes to “Ours”" in changed.text
    assert (
        "Save the changes" not in colleague.open(f"/interviews/?status=draft&saved={view.pk}").text
    )

    assert colleague.send(f"/views/{view.pk}/filters/", query="status=draft").status == 403
    coordinator.send(f"/views/{view.pk}/filters/", query="status=draft")

    view.refresh_from_db()
    assert view.query == "status=draft"


def test_a_view_is_deleted_after_a_question(coordinator):
    keep(coordinator, "Gone")
    view = SavedView.objects.get()

    assert "Delete this view?" in coordinator.open(f"/views/{view.pk}/delete/").text
    assert SavedView.objects.exists()
    coordinator.send(f"/views/{view.pk}/delete/")

    assert not SavedView.objects.exists()


def test_who_keeps_no_view_is_offered_some(coordinator, greenhouse):
    page = coordinator.open("/views/")
    assert "Next 48 h unconfirmed" in page.text
    assert "My week" in page.text

    page = keep(coordinator, "My week", "mine=on&when=this_week", next="/views/")

    assert "The view “My week” was saved." in page.text
    assert page.html.count(">Keep<") == 4


def test_the_views_page_asks_as_often_for_many_as_for_one(
    coordinator, django_assert_max_num_queries
):
    keep(coordinator, "One")
    with django_assert_max_num_queries(20) as few:
        coordinator.open("/views/")
    asked = len(few)
    for number in range(20):
        keep(coordinator, f"View {number}", pinned="on")

    with django_assert_max_num_queries(asked):
        coordinator.open("/views/")
