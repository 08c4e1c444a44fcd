"""Lists against a plain-Python oracle: whatever is asked for, in whatever pages, it is what a loop would find."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from operator import eq, ge, gt, le, lt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from candidates.models import Company
from candidates.services.changes import Origin
from candidates.services.mirror import Arrival
from connectors.models import IntegratedAccount
from interviews.models import Interview
from interviews.selectors.keyset import CursorError
from interviews.selectors.listing import (
    RANGES,
    SORTS,
    InterviewQuery,
    count_interviews,
    list_interviews,
)
from interviews.selectors.rows import InterviewRow
from interviews.services.mirror import bury_remote, mirror

START = datetime(2026, 3, 1, tzinfo=UTC)
COMPARE = {"eq": eq, "gt": gt, "gte": ge, "lt": lt, "lte": le}
FRESH = count(10_000)

# few values on purpose: what is equal must still have an order
moments = st.integers(0, 3).map(lambda step: START + step * timedelta(hours=8))
sometimes = st.sampled_from([True, False, False, False])
few_ids = st.none() | st.sampled_from(["1", "2", "3"])
texts = st.none() | st.sampled_from(["", "Culture Fit", "culture", "기술 면접"])


@st.composite
def interviews(draw: st.DrawFn) -> dict[str, Any]:
    news: dict[str, Any] = {
        "title": draw(texts),
        "location": draw(st.sampled_from([None, "", "Room 4"])),
        "meeting_url": draw(st.sampled_from([None, "https://meet.example/1"])),
        "status": draw(st.none() | st.sampled_from(["draft", "scheduled", "cancelled"])),
        "vendor_status": draw(st.sampled_from([None, "scheduled", "skipped"])),
        "vendor_created_at": None if draw(sometimes) else draw(moments),
        "vendor_updated_at": None if draw(sometimes) else draw(moments),
    }
    for name in REFERENCES:
        news[f"{name}_remote_id"] = draw(few_ids)
    start = None if draw(sometimes) else draw(moments)
    if start and draw(sometimes):
        news |= {
            "start_date": start.date(),
            "end_date": draw(st.sampled_from([None, start.date()])),
        }
    elif start:
        length = draw(st.none() | st.sampled_from([timedelta(0), timedelta(hours=8)]))
        news |= {"start_at": start, "end_at": None if length is None else start + length}
    answers = st.none() | st.sampled_from(["needs_action", "accepted", "declined"])
    news["panel"] = draw(st.lists(st.tuples(few_ids, answers), max_size=2))
    news["deleted"] = draw(sometimes)
    return news


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=1, max_size=2).map(tuple)


bounds = some(st.tuples(st.sampled_from(list(COMPARE)), moments))
known_ids = some(st.sampled_from(["1", "2", "9"]))
REFERENCES = ("candidate", "application", "job", "stage", "organizer")
FILTERS = {
    "statuses": some(st.sampled_from([None, "scheduled", "cancelled"])),
    "vendor_statuses": some(st.sampled_from(["scheduled", "skipped"])),
    "interviewer_remote_ids": known_ids,
    "q": st.sampled_from(["CULT", "fit culture", "면접", "%", "_"]),
    "only_declined": st.just(True),
    "no_answer": st.just(True),
    "missing_place": st.just(True),
    **{f"{name}_remote_ids": known_ids for name in REFERENCES},
    **dict.fromkeys(RANGES, bounds),
}


@st.composite
def queries(draw: st.DrawFn) -> InterviewQuery:
    names = draw(st.lists(st.sampled_from(list(FILTERS)), max_size=2, unique=True))
    return InterviewQuery(
        company_id=0,
        include_deleted=draw(st.booleans()),
        include_undated=draw(st.booleans()),
        sort=draw(st.sampled_from([sign + name for name in SORTS for sign in ("", "-")])),
        limit=draw(st.sampled_from([1, 2, 2, 3, 5])),
        **{name: draw(FILTERS[name]) for name in names},
    )


def origin_in(account: IntegratedAccount) -> Origin:
    return Origin(company_id=account.company_id, account_id=account.pk, source="sync", at=START)


def arrive(account: IntegratedAccount, remote_id: str, news: dict[str, Any]) -> None:
    """One interview with its panel, through the mirror."""
    origin = origin_in(account)
    fields = {name: news[name] for name in news if name not in ("panel", "deleted")}
    mirror(kind="interview", arrivals=[Arrival(remote_id=remote_id, news=fields)], origin=origin)
    seats = [
        Arrival(
            remote_id=f"{remote_id}-{place}",
            news={
                "interview_remote_id": remote_id,
                "user_remote_id": user,
                "response_status": answer,
            },
        )
        for place, (user, answer) in enumerate(news.get("panel", ()))
    ]
    mirror(kind="interviewer", arrivals=seats, origin=origin)
    if news.get("deleted"):
        bury_remote(kind="interview", remote_ids=[remote_id], reason="absent", origin=origin)


def midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)


def moment_of(news: dict[str, Any], column: str) -> datetime | None:
    if column == "begins_at":
        return news.get("start_at") or midnight(news.get("start_date"))
    if column == "finishes_at":
        return news.get("end_at") or midnight(news.get("end_date"))
    return news.get(column)


def matches(news: dict[str, Any], query: InterviewQuery) -> bool:
    """What the query means, said without a database."""
    title, place = (news["title"] or "").lower(), news["location"] or news["meeting_url"]
    return all(
        (
            query.include_deleted or not news["deleted"],
            query.include_undated or moment_of(news, "begins_at"),
            not query.statuses or news["status"] in query.statuses,
            not query.vendor_statuses or news["vendor_status"] in query.vendor_statuses,
            not (query.missing_place and place),
            all(word.lower() in title for word in query.q.split()),
            references_match(news, query),
            times_match(news, query),
            panel_matches(news["panel"], query),
        )
    )


def references_match(news: dict[str, Any], query: InterviewQuery) -> bool:
    wanted = {name: getattr(query, f"{name}_remote_ids") for name in REFERENCES}
    return all(not ids or news[f"{name}_remote_id"] in ids for name, ids in wanted.items())


def times_match(news: dict[str, Any], query: InterviewQuery) -> bool:
    return all(
        value is not None and COMPARE[operator](value, bound)
        for column in RANGES
        for value in [moment_of(news, column)]
        for operator, bound in getattr(query, column)
    )


def panel_matches(panel: list[tuple[str | None, str | None]], query: InterviewQuery) -> bool:
    users, answers = {user for user, _ in panel}, {answer for _, answer in panel}
    if query.interviewer_remote_ids and not users & set(query.interviewer_remote_ids):
        return False
    if query.only_declined and "declined" not in answers:
        return False
    return not query.no_answer or "needs_action" in answers


def expected(rows: dict[str, dict[str, Any]], query: InterviewQuery) -> list[str]:
    """The vendor's ids in order; `rows` are in the order in which they came, which is that of our ids."""
    found = [name for name in rows if matches(rows[name], query)]
    reverse, column = query.sort.startswith("-"), SORTS[query.sort.removeprefix("-")]
    places = {name: place for place, name in enumerate(rows)}
    if column == "id":
        return sorted(found, key=lambda name: places[name], reverse=reverse)
    known = [name for name in found if moment_of(rows[name], column) is not None]
    unknown = [name for name in found if moment_of(rows[name], column) is None]
    known.sort(key=lambda name: (moment_of(rows[name], column), places[name]), reverse=reverse)
    return known + sorted(unknown, key=lambda name: places[name], reverse=reverse)


def paged(query: InterviewQuery) -> Iterator[list[InterviewRow]]:
    while True:
        page = list_interviews(query)
        yield page.rows
        if page.next_cursor is None:
            return
        assert len(page.rows) == query.limit
        query = replace(query, cursor=page.next_cursor)


@pytest.fixture
def account(acme: Company) -> IntegratedAccount:
    return IntegratedAccount.objects.create(company=acme, name="Greenhouse", vendor="greenhouse")


def undone(test: Any) -> Any:
    """Each example leaves the database as it found it."""

    def run(*args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            test(*args, **kwargs)
            transaction.set_rollback(True)

    return run


@given(
    rows=st.lists(interviews(), max_size=15) | st.lists(interviews(), min_size=8, max_size=15),
    asked=st.lists(queries(), min_size=1, max_size=8),
    late=st.lists(interviews(), max_size=3),
)
def test_pages_hold_what_a_loop_would_find(account, globex, rows, asked, late):
    undone(check_pages)(account, globex, rows, asked, late)


def check_pages(account, globex, rows, asked, late):
    stranger = IntegratedAccount.objects.create(company=globex, name="x", vendor="greenhouse")
    told = {str(place): news for place, news in enumerate(rows)}
    for remote_id, news in told.items():
        arrive(account, remote_id, news)
        arrive(stranger, remote_id, news)
    for query in (replace(each, company_id=account.company_id) for each in asked):
        found = [row for page in paged(query) for row in page]
        assert [row.remote_id for row in found] == expected(told, query)
        assert {row.account_id for row in found} <= {account.pk}
        assert count_interviews(query) == len(found)
        for row in found:
            panel = [(seat.user_remote_id, seat.response_status) for seat in row.panel]
            assert sorted(panel, key=str) == sorted(told[row.remote_id]["panel"], key=str)
    check_inserts(account, told, replace(asked[0], company_id=account.company_id), late)


def check_inserts(account, told, query, late):
    """Rows that come between two pages neither hide nor repeat a row that was there before."""
    before, seen = expected(told, query), []
    coming = iter(late)
    for page in paged(query):
        seen += [row.remote_id for row in page]
        if (news := next(coming, None)) is not None:
            told[name := str(next(FRESH))] = news
            arrive(account, name, news)
    assert len(set(seen)) == len(seen)
    assert [name for name in seen if name in before] == before
    assert seen == [name for name in expected(told, query) if name in seen]


def test_a_cursor_says_what_is_wrong_with_it(account):
    for n in range(4):
        arrive(account, str(n), {"start_at": START})
    query = InterviewQuery(company_id=account.company_id, limit=2, statuses=(None, "draft"))
    cursor = list_interviews(query).next_cursor or ""

    def refusal(query: InterviewQuery) -> str:
        with pytest.raises(CursorError) as refused:
            list_interviews(query)
        return str(refused.value)

    reordered = replace(query, statuses=("draft", None), limit=3, cursor=cursor)
    assert [row.remote_id for row in list_interviews(reordered).rows] == ["2", "3"]
    assert "another search" in refusal(replace(query, sort="-id", cursor=cursor))
    assert "another search" in refusal(replace(query, q="x", cursor=cursor))
    assert "another search" in refusal(replace(query, company_id=0, cursor=cursor))
    assert "cut off" in refusal(replace(query, cursor=cursor[:-4]))
    assert "no cursor of ours" in refusal(replace(query, cursor="e30"))
    assert "no cursor of ours" in refusal(replace(query, cursor="x" * 10_000))


def test_an_unknown_order_is_refused(account):
    with pytest.raises(ValueError, match="Valid: id, start_at"):
        list_interviews(InterviewQuery(company_id=account.company_id, sort="name"))


def test_names_of_what_an_interview_refers_to_come_with_it(account):
    origin = origin_in(account)
    for kind, name in (("candidate", "박민서"), ("job", "Engineer"), ("user", "Kate")):
        mirror(kind=kind, arrivals=[Arrival(remote_id="1", news={"name": name})], origin=origin)
    refers = {f"{name}_remote_id": "1" for name in ("candidate", "job", "organizer")}
    arrive(account, "1", {"start_at": START} | refers)
    arrive(account, "2", {"start_at": START})

    found = list_interviews(InterviewQuery(company_id=account.company_id, q="민서 engin")).rows

    assert len(found) == 1
    assert (found[0].candidate_name, found[0].job_name, found[0].organizer_name) == (
        "박민서",
        "Engineer",
        "Kate",
    )
    row = Interview.objects.get(remote_id="1")
    by_hub_id = InterviewQuery(company_id=account.company_id, candidate_ids=(row.candidate_id,))
    assert [each.id for each in list_interviews(by_hub_id).rows] == [row.pk]


def test_accounts_limit_what_is_seen(account, acme):
    other = IntegratedAccount.objects.create(company=acme, name="Ashby", vendor="ashby")
    arrive(account, "1", {"start_at": START})
    arrive(other, "2", {"start_at": START})

    def seen(**filters: Any) -> list[str | None]:
        page = list_interviews(InterviewQuery(company_id=acme.pk, **filters))
        return [row.remote_id for row in page.rows]

    assert seen() == ["1", "2"]
    assert seen(account_ids=(other.pk,)) == ["2"]
    assert seen(account_ids=()) == []
    assert seen(vendors=("ashby",)) == ["2"]


@pytest.mark.parametrize("sort", [sign + name for name in SORTS for sign in ("", "-")])
def test_interviews_at_the_same_moment_are_all_shown_once(account, sort):
    same = {"vendor_created_at": START, "vendor_updated_at": START}
    for n in range(5):
        arrive(account, str(n), same | {"start_at": START, "end_at": START})
        arrive(account, f"undated {n}", {})
    query = InterviewQuery(company_id=account.company_id, include_undated=True, sort=sort, limit=2)

    found = [row.remote_id for page in paged(query) for row in page]

    assert sorted(found) == sorted([str(n) for n in range(5)] + [f"undated {n}" for n in range(5)])
    if not sort.endswith("id"):
        assert all(name.startswith("undated") for name in found[5:])
