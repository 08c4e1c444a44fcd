"""One field that finds people, interviews, jobs and pages, whoever they came from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.pages.conftest import warm


@pytest.fixture
def busy(greenhouse, globex):
    start = timezone.now() + timedelta(days=2)
    make.interview(
        greenhouse,
        start,
        candidate="Ada Lovelace",
        job="Platform engineer",
        title="Onsite",
        panel=(("Grace Hopper", None),),
    )
    make.tell(greenhouse, "candidate", "4711", name="Bo Diddley")
    make.interview(make.account(globex, "Elsewhere"), start, candidate="Ada Foreign")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("lovelace ada", "Ada Lovelace"),
        ("ada.lovelace@", "Ada Lovelace"),
        ("4711", "Bo Diddley"),
        ("ADA", "Onsite"),
        ("platform", "Platform engineer"),
        ("hopper", "Grace Hopper"),
        ("pref", "Preferences"),
        ("many", "Actions for many"),
        ("needs", "Needs attention"),
    ],
)
def test_it_finds(coordinator, busy, asked, shown):
    page = coordinator.open("/search/", q=asked)
    assert page.status == 200
    assert shown in page.text
    assert "Ada Foreign" not in page.text


def test_a_name_in_korean_is_found_by_one_syllable_and_one_letter_is_said_to_be_too_few(
    coordinator, busy, greenhouse
):
    make.tell(greenhouse, "candidate", "5", name="김하늘")
    assert "김하늘" in coordinator.open("/search/", q="김").text
    assert "at least 2 letters" in coordinator.open("/search/", q="a").text


def test_what_is_not_there_is_said_with_what_else_to_do(coordinator, busy):
    page = coordinator.open("/search/", q="nobody at all")
    assert "Nothing is called “nobody at all”" in page.text
    assert "/interviews/?q=nobody%20at%20all" in page.html


def test_wild_cards_and_null_bytes_are_letters_like_others(coordinator, busy):
    assert "Ada" not in coordinator.open("/search/", q="%_%").text
    assert coordinator.open("/search/", q="a\0da").status == 200


def test_it_takes_as_many_statements_for_many_as_for_one(coordinator, busy, greenhouse):
    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            coordinator.open("/search/", q="ada")
        return len(told)

    warm(coordinator)
    few = statements()
    for number in range(7):
        make.interview(greenhouse, timezone.now() + timedelta(days=1), candidate=f"Ada {number}")
    assert statements() == few


def test_a_stranger_is_asked_to_sign_in(db):
    assert Client().get("/search/?q=ada").status_code == 302
