"""The words of a vendor over the API: what each became, and an account's own meaning given and taken back."""

import pytest

from config.docs import SCHEMAS
from connectors.v1.words import examples
from tests import make
from tests.connectors.v1.operator import NOW, Operator, valid

PLACE = {"resource": "interviews", "path": "status"}


@pytest.fixture
def account(acme):
    account = make.account(acme)
    for word in ("scheduled", "on_hold", "on_hold"):
        make.interview(account, NOW, vendor_status=word, status=None, at=NOW)
    return account


@pytest.fixture
def caller(acme):
    return Operator(acme, "read", "write")


def found(caller, account, word, field="status"):
    told = caller.get(f"accounts/{account.uuid}/words")
    assert valid(told, "WordList")
    here = [one for one in told["result"] if (one["field"], one["word"]) == (field, word)]
    return here[0] if here else None


def give(caller, account, **given):
    body = PLACE | {"word": "on_hold", "meaning": "draft"} | given
    return caller.ask("put", f"accounts/{account.uuid}/words", body)


def place(caller, account):
    word = found(caller, account, "on_hold")
    return {name: word[name] for name in ("resource", "path")}


def test_the_examples_are_what_the_schema_says():
    assert valid(examples.WORD, "Word")
    assert valid(examples.GIVEN, "WordMeaning")
    assert SCHEMAS.keys() >= {"Word", "WordList", "WordMeaning"}


def test_every_word_is_told_with_what_it_became(caller, account):
    word = found(caller, account, "on_hold")

    assert (word["meaning"], word["own"], word["count"]) == (None, False, 2)
    assert word["since"] is not None
    assert "scheduled" in word["valid"]
    assert found(caller, account, "scheduled")["meaning"] == "scheduled"


def test_a_meaning_is_given_and_taken_back(caller, account):
    where = place(caller, account)
    answer = give(caller, account, **where)

    assert answer.status_code == 200
    assert valid(answer.json(), "Word")
    assert answer.json() == found(caller, account, "on_hold")
    assert (answer.json()["meaning"], answer.json()["own"]) == ("draft", True)
    assert give(caller, account, **where, meaning=None).json()["meaning"] is None
    account.refresh_from_db()
    assert list(account.words["interviews"].values()) == [{"on_hold": ""}]

    query = "&".join(f"{name}={value}" for name, value in where.items())
    path = f"accounts/{account.uuid}/words?{query}&word=on_hold"
    for _ in range(2):
        answer = caller.ask("delete", path)
        assert (answer.status_code, answer.json()["own"]) == (200, False)
    account.refresh_from_db()
    assert account.words == {}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"meaning": "later"}, ["meaning"]),
        ({"path": "nowhere"}, ["path"]),
        ({"word": ""}, ["word"]),
        ({"word": 5, "color": "red"}, ["word", "color"]),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(caller, account, given, named):
    answer = give(caller, account, **(place(caller, account) | given))

    assert answer.status_code == 400
    failures = answer.json()["details"]["failures"]
    assert [one["parameter"] for one in failures] == named
    missing = caller.ask("delete", f"accounts/{account.uuid}/words?word=x")
    assert {one["parameter"] for one in missing.json()["details"]["failures"]} == {
        "resource",
        "path",
    }


def test_whoever_may_not_cannot(acme, globex, account, caller):
    reader, stranger = Operator(acme, "read"), Operator(globex, "read", "write")

    assert found(reader, account, "on_hold")
    assert give(reader, account).status_code == 403
    assert give(stranger, account).status_code == 404
    assert stranger.ask("get", f"accounts/{account.uuid}/words").status_code == 404


def test_listing_costs_the_same_however_many_records(
    caller, account, django_assert_max_num_queries
):
    path = f"accounts/{account.uuid}/words"
    caller.get(path)
    with django_assert_max_num_queries(20) as first:
        caller.get(path)
    for _ in range(5):
        make.interview(account, NOW, vendor_status="other", status=None, at=NOW)
    with django_assert_max_num_queries(len(first)):
        caller.get(path)
