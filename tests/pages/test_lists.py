"""The list of interviews: its columns, its order, how many rows, and all of it as a file."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Change
from candidates.statuses import Role
from interviews.models import Interview, Interviewer
from tests import make
from tests.conftest import member
from tests.pages.conftest import exported, heads, reader

TEN = datetime(2026, 11, 5, 9, tzinfo=UTC)
ALL = {"date_from": ""}


def test_columns_are_chosen_in_the_address_and_remembered(coordinator, greenhouse, bob):
    make.interview(greenhouse, TEN)
    Interview.objects.update(kind="Phone screen")

    page = coordinator.send(
        "/interviews/columns/", cols=["kind", "changed"], query="date_from=&cursor=abc"
    )

    assert len(heads(page)) == 3
    assert "Phone screen" in page.text
    assert len(heads(coordinator.open("/interviews/", **ALL))) == 3
    assert len(heads(coordinator.open("/interviews/", cols="place", **ALL))) == 2
    assert len(heads(reader(bob).open("/interviews/", **ALL))) == 6


def test_a_column_that_nobody_knows_is_said(coordinator, greenhouse):
    make.interview(greenhouse, TEN)

    page = coordinator.open("/interviews/", cols="colour", **ALL)

    assert "Columns is “colour”, which was left out: Valid are when, second," in page.text
    coordinator.send("/interviews/columns/", cols="colour")
    assert len(heads(coordinator.open("/interviews/", **ALL))) == 6


def test_a_second_time_zone_has_a_column_with_its_own_day(coordinator, greenhouse, alice):
    alice.second_time_zone = "Asia/Seoul"
    alice.save()
    make.interview(greenhouse, datetime(2026, 11, 5, 17, tzinfo=UTC))

    page = coordinator.open("/interviews/", cols=["when", "second"], **ALL)

    assert "18:00–19:00 CET" in page.text
    assert "02:00–03:00" in page.text
    assert "Fri 6 Nov" in page.text


def test_a_head_orders_the_list_and_says_how_it_is_ordered(coordinator, greenhouse):
    make.interview(greenhouse, TEN, candidate="Anna Early")
    make.interview(greenhouse, TEN + timedelta(days=1), candidate="Bea Late")

    page = coordinator.open("/interviews/", **ALL)
    assert 'aria-sort="ascending"' in heads(page)[0]
    assert page.text.index("Anna Early") < page.text.index("Bea Late")
    turned = coordinator.open("/interviews/", sort="-start_at", **ALL)
    assert 'aria-sort="descending"' in heads(turned)[0]
    assert turned.text.index("Bea Late") < turned.text.index("Anna Early")


def test_the_number_of_rows_on_a_page_is_chosen(coordinator, greenhouse):
    for hour in range(30):
        make.interview(greenhouse, TEN + timedelta(hours=hour))

    page = coordinator.open("/interviews/", size=25, **ALL)

    assert "25 interviews on this page" in page.text
    assert "size=25" in page.html.split('rel="next"')[0].rsplit('href="', 1)[1]
    assert "Rows on a page is “7”" in coordinator.open("/interviews/", size=7, **ALL).text


def export(person, **asked):
    return exported(person, "/interviews/export.csv", **asked)


def test_everything_that_matches_is_exported_with_offsets(coordinator, greenhouse):
    make.interview(greenhouse, TEN, candidate="Annika Schröder", panel=[("Tom", "declined")])
    make.interview(greenhouse, TEN + timedelta(days=200), candidate="In Summer")
    make.interview(greenhouse, TEN.date(), candidate="All Day")
    make.interview(greenhouse, TEN, candidate="Someone Else", status="cancelled")

    text, rows = export(coordinator, status="scheduled", date_from="")

    assert text.startswith("\ufeff")
    assert [row["candidate"] for row in rows] == ["All Day", "Annika Schröder", "In Summer"]
    assert rows[0]["start"] == "2026-11-05"
    assert rows[1]["start"] == "2026-11-05T10:00:00+01:00"
    assert rows[2]["start"] == "2027-05-24T11:00:00+02:00"
    assert rows[1]["time_zone"] == "Europe/Berlin"
    assert rows[1]["panel"] == "Tom"
    assert rows[1]["panel_emails"] == "tom@nordlicht.example"
    assert not export(coordinator, bom="off", **ALL)[0].startswith("\ufeff")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(coordinator, greenhouse, text):
    made = make.interview(greenhouse, TEN)
    Interview.objects.filter(pk=made.pk).update(title=text, location=text)
    Interviewer.objects.update(name=text, user=None)

    _text, [row] = export(coordinator, **ALL)

    assert row["title"].startswith("'")
    assert row["location"].startswith("'")
    assert row["panel"].startswith("'")


def test_an_export_is_noted_with_who_made_it(coordinator, greenhouse, alice):
    make.interview(greenhouse, TEN)

    export(coordinator, **ALL)

    change = Change.objects.get(subject="membership")
    assert change.actor == alice
    assert change.fields == {"exported": [None, "interviews"]}


@pytest.mark.django_db(transaction=True)
def test_an_export_needs_no_transaction_around_it(coordinator, greenhouse):
    """As it is asked for: nothing but the noting is in a transaction."""
    make.interview(greenhouse, TEN)

    _, interviews = exported(coordinator, "/interviews/export.csv", **ALL)
    _, candidates = exported(coordinator, "/candidates/export.csv")

    assert (len(interviews), len(candidates)) == (1, 1)
    assert Change.objects.filter(fields__has_key="exported").count() == 2


def test_a_filter_that_is_not_understood_exports_nothing(coordinator, greenhouse):
    make.interview(greenhouse, TEN)

    answer = coordinator.client.get("/interviews/export.csv", {"colour": "red"}, follow=True)

    assert "Nothing was exported." in answer.content.decode()
    assert not Change.objects.filter(subject="membership").exists()


def test_addresses_are_not_for_a_hiring_manager_nor_rows_for_strangers(greenhouse, acme, stranger):
    make.interview(greenhouse, TEN)
    hiring = reader(member("hilda", acme, Role.HIRING_MANAGER))

    assert "panel_emails" not in export(hiring, **ALL)[1][0]
    assert export(stranger, **ALL)[1] == []


def test_an_export_asks_per_five_hundred_and_not_per_row(
    coordinator, greenhouse, django_assert_max_num_queries
):
    make.interview(greenhouse, TEN)
    with django_assert_max_num_queries(20) as few:
        export(coordinator, **ALL)
    asked = len(few)
    for hour in range(20):
        make.interview(greenhouse, TEN + timedelta(hours=hour))

    with django_assert_max_num_queries(asked):
        assert len(export(coordinator, **ALL)[1]) == 21
