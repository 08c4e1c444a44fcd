"""How issues are raised, put off and come back; the clock is passed in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from connectors.issue_texts import translated
from connectors.models import IntegratedAccount, Issue
from connectors.services import schedule
from connectors.services.issues import Finding, SnoozeRefused, raise_issues, resolve, snooze, wake
from tests import make

NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def account(acme):
    return make.account(acme)


def word(name="Unknown"):
    told = {
        "wrong": "unknown_word", "do": "map", "list": "interviews", "field": "status", "word": name
    }  # fmt: skip
    return Finding(code="unknown_word", subject=f"interviews status {name}", told=told)


def raised(account: IntegratedAccount, *findings: Finding, at: datetime = NOW) -> Issue:
    raise_issues(account, findings, at)
    return Issue.objects.latest("pk")


def test_the_way_to_a_field_is_told_without_the_signs_of_recipes(account):
    told = word().told | {"field": "^.status"}
    issue = raised(account, Finding(code="unknown_word", subject="interviews", told=told))

    assert issue.message == (
        "The vendor's word “Unknown” in status of interviews has no meaning here yet."
    )


def test_a_snoozed_issue_is_open_again_when_its_time_is_over(account):
    issue = raised(account, word())
    snooze(issue, until=NOW + DAY, now=NOW)

    schedule.sweep(now=NOW + DAY - timedelta(minutes=1))
    issue.refresh_from_db()
    assert issue.state == "snoozed"
    schedule.sweep(now=NOW + DAY)

    issue.refresh_from_db()
    assert (issue.state, issue.snoozed_until) == ("open", None)


def test_what_is_seen_again_while_it_is_snoozed_only_counts(account):
    issue = raised(account, word())
    snooze(issue, until=NOW + DAY, now=NOW)

    raise_issues(account, [word()], NOW + timedelta(hours=1))
    issue.refresh_from_db()
    assert (issue.state, issue.count) == ("snoozed", 2)
    raise_issues(account, [word()], NOW + DAY)

    issue.refresh_from_db()
    assert (issue.state, issue.count, Issue.objects.count()) == ("open", 3, 1)


def test_a_person_wakes_it_before(account):
    issue = raised(account, word())
    snooze(issue, until=NOW + DAY, now=NOW)

    wake(issue)

    assert (issue.state, issue.snoozed_until) == ("open", None)


@pytest.mark.parametrize("until", [NOW, NOW - DAY, NOW + 91 * DAY])
def test_nothing_is_snoozed_into_the_past_or_for_ever(account, until):
    issue = raised(account, word())

    with pytest.raises(SnoozeRefused):
        snooze(issue, until=until, now=NOW)

    issue.refresh_from_db()
    assert issue.state == "open"


def test_what_is_resolved_is_not_snoozed_nor_woken(account):
    issue = raised(account, word())
    resolve([issue.pk], NOW)

    with pytest.raises(SnoozeRefused):
        snooze(issue, until=NOW + DAY, now=NOW)
    with pytest.raises(SnoozeRefused):
        wake(issue)


def test_an_issue_that_is_seen_again_says_how_it_is_now(account):
    def gone(number: int) -> Finding:
        told = {
            "wrong": "many_gone", "do": "decide", "list": "jobs", "gone": number, "known": 100
        }  # fmt: skip
        return Finding(code="many_gone", subject="jobs", told=told)

    raised(account, gone(40))
    issue = raised(account, gone(60), at=NOW + DAY)

    assert issue.message.startswith("60 of 100 jobs are no longer listed")
    assert (issue.count, issue.first_seen_at, issue.last_seen_at) == (2, NOW, NOW + DAY)


def test_a_sentence_is_made_anew_in_the_readers_language(account):
    issue = raised(account, word("100 % sure"))

    with override("en"):
        assert translated(issue.told) == (issue.message, issue.advice)
    assert translated({"wrong": "of another version"}) is None
    assert translated({"wrong": "unknown_word"}) is None
