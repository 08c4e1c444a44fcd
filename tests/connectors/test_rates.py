"""Rate headers and budgets, with a clock of our own."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from connectors.budgets import SharedBudget
from connectors.models import RateBudget
from connectors.rates import MemoryBudget, Rate, read

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
RATE = Rate(50, 10)
KEY = "f" * 64


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def memory(rate=RATE):
    return MemoryBudget(rate)


def shared(rate=RATE):
    return SharedBudget(KEY, rate)


both = pytest.mark.parametrize("budget_of", [memory, shared])


@pytest.mark.parametrize(
    ("status", "headers", "until"),
    [
        (429, {"Retry-After": "7"}, after(7)),
        (429, {"retry-after": "2.5"}, after(2.5)),
        (429, {"Retry-After": "Mon, 02 Mar 2026 15:00:09 GMT"}, after(9)),
        (
            429,
            {
                "Retry-After": "Mon, 02 Mar 2026 14:00:09 GMT",
                "Date": "Mon, 02 Mar 2026 14:00:00 GMT",
            },
            after(9),
        ),
        (429, {"Retry-After": "Mon, 02 Mar 2026 14:59:00 GMT"}, after(0)),
        (429, {"Retry-After": "-5"}, None),
        (429, {"Retry-After": "99999999999"}, after(7 * 86400)),
        (429, {"X-RateLimit-Reset": str(int(NOW.timestamp()) + 30)}, after(30)),
        (429, {"X-RateLimit-Reset": f"{int(NOW.timestamp()) + 30}000"}, after(30)),
        (429, {"ratelimit-reset": "12"}, after(12)),
        (429, {"Retry-After": "3", "X-RateLimit-Reset": "30"}, after(3)),
        (429, {}, None),
        (503, {"Retry-After": "60"}, after(60)),
        (200, {"Retry-After": "60"}, None),
        (200, {"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "9"}, None),
        (200, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9"}, after(9)),
        (200, {"X-RateLimit-Remaining": "0"}, None),
        (200, {"X-Api-Ratelimit-Limit-Remaining": "0", "X-Api-Ratelimit-Reset": "9"}, after(9)),
    ],
)
def test_the_instant_before_which_to_be_silent(status, headers, until):
    assert read(headers, status, NOW).until == until


@pytest.mark.parametrize(
    ("headers", "limit", "used"),
    [
        ({"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49"}, 50, 1),
        ({"X-Api-Ratelimit-Limit": "120", "X-Api-Ratelimit-Limit-Remaining": "0"}, 120, 120),
        ({"RateLimit-Limit": "100, 100;w=60", "RateLimit-Remaining": "40"}, 100, 60),
        ({"X-RateLimit-Limit": "0", "X-RateLimit-Remaining": "0"}, None, None),
        ({"X-RateLimit-Limit": "many", "X-RateLimit-Remaining": "-1"}, None, None),
        ({"X-RateLimit-Limit": "50"}, 50, None),
        ({}, None, None),
    ],
)
def test_the_limit_and_what_is_used_of_it(headers, limit, used):
    told = read(headers, 200, NOW)
    assert (told.limit, told.used) == (limit, used)


@given(
    headers=st.dictionaries(
        st.sampled_from(["Retry-After", "X-RateLimit-Reset", "X-RateLimit-Limit", "Date"]),
        st.text(),
    ),
    status=st.sampled_from([200, 429, 503]),
)
def test_nonsense_in_headers_is_never_an_error(headers, status):
    read(headers, status, NOW)


@both
@pytest.mark.django_db
def test_nine_tenths_of_the_limit_go_in_one_window(budget_of):
    budget = budget_of()
    assert [budget.take(NOW) for _ in range(45)] == [0.0] * 45
    assert budget.take(after(4)) == pytest.approx(6)
    assert budget.take(after(10)) == 0


@both
@pytest.mark.django_db
def test_a_limit_of_one_still_lets_one_through(budget_of):
    budget = budget_of(Rate(1, 10))
    assert budget.take(NOW) == 0
    assert budget.take(NOW) == 10


@both
@pytest.mark.django_db
def test_the_limit_is_learnt_from_the_vendor(budget_of):
    budget = budget_of(Rate(10, 10))
    budget.take(NOW)
    budget.observe({"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "99"}, 200, NOW)
    assert [budget.take(NOW) for _ in range(89)] == [0.0] * 89
    assert budget.take(NOW) > 0


@both
@pytest.mark.django_db
def test_calls_of_somebody_else_with_the_same_key_count_too(budget_of):
    budget = budget_of()
    budget.take(NOW)
    budget.observe({"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "5"}, 200, NOW)
    assert budget.take(after(1)) == pytest.approx(9)


@both
@pytest.mark.django_db
def test_after_a_429_nothing_is_sent_before_its_time(budget_of):
    budget = budget_of()
    budget.take(NOW)
    budget.observe({"Retry-After": "30"}, 429, NOW)
    budget.observe({"Retry-After": "5"}, 429, NOW)
    assert budget.take(after(12)) == pytest.approx(18)
    assert budget.take(after(30)) == 0


def test_without_a_known_rate_only_the_vendor_is_heeded():
    budget = MemoryBudget()
    assert [budget.take(NOW) for _ in range(500)] == [0.0] * 500
    budget.observe({"Retry-After": "30"}, 429, NOW)
    assert budget.take(NOW) == 30


@pytest.mark.django_db
def test_two_workers_share_one_budget():
    first, second = shared(), shared()
    taken = [budget.take(NOW) for _ in range(30) for budget in (first, second)]
    assert taken.count(0.0) == 45
    first.observe({"Retry-After": "60"}, 429, NOW)
    assert second.take(after(20)) == pytest.approx(40)


@pytest.mark.django_db
def test_another_credential_has_a_budget_of_its_own():
    full = shared(Rate(1, 10))
    full.take(NOW)
    assert SharedBudget("e" * 64, Rate(1, 10)).take(NOW) == 0
    assert RateBudget.objects.count() == 2


@pytest.mark.django_db
def test_a_call_costs_one_update_and_its_answer_none():
    budget = shared()
    headers = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "40"}
    budget.take(NOW)
    budget.observe(headers, 200, NOW)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        budget.take(NOW)
        budget.observe(headers, 200, NOW)
    assert [it["sql"].split()[0] for it in queries] == ["UPDATE"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_never_take_more_than_there_is():
    shared().take(NOW)
    taken, lock = [], threading.Lock()

    def work():
        try:
            mine = [shared().take(NOW) for _ in range(12)]
        finally:
            connections.close_all()
        with lock:
            taken.extend(mine)

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert taken.count(0.0) == 44
    assert RateBudget.objects.get().used == 45
