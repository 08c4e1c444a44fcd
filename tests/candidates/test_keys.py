"""API keys at the doors: ended at once, from where, how often, and a new secret while the old one still works."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from candidates.models import ApiKey, KeyMinute
from candidates.services.access import AccessError, create_api_key, revoke_api_key
from candidates.services.rotation import rotate_api_key

DOORS = (
    "/unified/ats/interviews",
    "/api/v1/accounts",
    "/api/v1/interviews",
    "/api/v3/companies/{}/",
)
NOON = datetime(2026, 3, 2, 12, 0, 20, tzinfo=UTC)


@pytest.fixture
def made(acme):
    def make(**more):
        asked = {"scopes": ("read", "operations"), "now": timezone.now(), "name": "reporting"}
        return create_api_key(company=acme, **(asked | more))

    return make


def ask(secret, path="/api/v1/accounts", **extra):
    return Client(headers={"Authorization": f"Bearer {secret}"}, **extra).get(path)


@pytest.mark.parametrize("door", DOORS)
def test_a_revoked_key_is_refused_at_once(acme, made, door):
    key, secret = made()
    address = door.format(acme.pk)
    assert ask(secret, address).status_code in {200, 400}

    revoke_api_key(key=key, now=timezone.now())

    assert ask(secret, address).status_code == 401


def test_an_expired_key_is_refused(made, time_machine):
    time_machine.move_to(NOON, tick=False)
    _, secret = made(expires_at=NOON + timedelta(minutes=1))
    assert ask(secret).status_code == 200

    time_machine.move_to(NOON + timedelta(minutes=1), tick=False)

    assert ask(secret).status_code == 401


@pytest.mark.parametrize(
    ("networks", "address", "status"),
    [
        ([], "198.51.100.1", 200),
        (["203.0.113.7"], "203.0.113.7", 200),
        (["203.0.113.7"], "203.0.113.8", 403),
        (["203.0.113.0/24"], "203.0.113.255", 200),
        (["203.0.113.0/24"], "203.0.114.0", 403),
        (["203.0.113.0/24"], "::ffff:203.0.113.9", 200),
        (["2001:db8::/32"], "2001:db8:1::5", 200),
        (["2001:db8::/32"], "2001:db9::5", 403),
        (["2001:db8::/32", "203.0.113.7"], "203.0.113.7", 200),
        (["0.0.0.0/0"], "2001:db8::1", 403),
        (["203.0.113.7"], "", 403),
        (["203.0.113.7"], "nonsense", 403),
    ],
)
@pytest.mark.parametrize("door", DOORS[1:])
def test_a_key_with_a_list_of_addresses_opens_from_there_alone(
    acme, made, door, networks, address, status
):
    _, secret = made(networks=networks)

    response = ask(secret, door.format(acme.pk), REMOTE_ADDR=address)

    assert response.status_code == status
    if status == 403:
        assert response.json()["origin"] == "caller"


def test_a_forwarded_address_is_not_believed_without_a_proxy(made):
    _, secret = made(networks=["203.0.113.7"])
    head = {"REMOTE_ADDR": "198.51.100.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}

    assert ask(secret, **head).status_code == 403
    assert ask(secret, **(head | {"REMOTE_ADDR": "203.0.113.7"})).status_code == 200


@pytest.mark.parametrize(
    ("forwarded", "status"),
    [
        ("203.0.113.7", 200),
        ("198.51.100.9, 203.0.113.7", 200),
        ("203.0.113.7, 198.51.100.9", 403),
        ("203.0.113.7, nonsense", 403),
    ],
)
def test_behind_a_proxy_the_last_forwarded_address_counts(made, settings, forwarded, status):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    _, secret = made(networks=["203.0.113.7"])

    head = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}

    assert ask(secret, **head).status_code == status


def test_a_limit_is_told_kept_and_begins_anew_each_minute(made, time_machine):
    time_machine.move_to(NOON, tick=False)
    _, secret = made(rate_limit=2)

    first, second, third = (ask(secret) for _ in range(3))

    told = [
        tuple(each[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset"))
        for each in (first, second, third)
    ]
    assert told == [("2", "1", "40"), ("2", "0", "40"), ("2", "0", "40")]
    assert [each.status_code for each in (first, second, third)] == [200, 200, 429]
    body = third.json()
    assert third["Retry-After"] == "40"
    assert (body["origin"], body["retry"], body["retry_after"]) == ("caller", True, 40)
    time_machine.shift(timedelta(seconds=40))
    assert ask(secret).status_code == 200


def test_the_limit_is_that_of_all_doors_together(acme, made, time_machine):
    time_machine.move_to(NOON, tick=False)
    _, secret = made(rate_limit=len(DOORS) - 1)

    found = [ask(secret, door.format(acme.pk)).status_code for door in DOORS]

    assert found[-1] == 429
    assert 429 not in found[:-1]


def test_a_key_without_a_limit_costs_nothing_and_one_with_it_one_statement(
    made, django_assert_num_queries
):
    _, free = made(name="free")
    _, bound = made(name="bound", rate_limit=100)
    for secret in (free, bound):
        ask(secret)
    with django_assert_num_queries(2) as plain:
        assert "RateLimit-Limit" not in ask(free)
    with django_assert_num_queries(3):
        ask(bound)
    assert not [each for each in plain if "keyminute" in each["sql"]]


def test_a_process_whose_clock_is_behind_gives_no_calls_back(made, time_machine):
    time_machine.move_to(NOON, tick=False)
    _, secret = made(rate_limit=1)
    assert ask(secret).status_code == 200

    time_machine.move_to(NOON - timedelta(minutes=1), tick=False)

    assert ask(secret).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_the_limit_is_exact_however_many_call_at_once(made, time_machine):
    time_machine.move_to(NOON, tick=False)
    limit, callers = 15, 40
    _, secret = made(rate_limit=limit)

    def call(_number):
        try:
            return ask(secret).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(call, range(callers)))

    assert (found.count(200), found.count(429)) == (limit, callers - limit)
    assert KeyMinute.objects.get().used == callers


def test_a_rotated_key_works_beside_the_new_one_for_a_while(acme, made, time_machine):
    time_machine.move_to(NOON, tick=False)
    key, old = made(rate_limit=9, networks=["127.0.0.1"], scopes=("operations",))

    fresh, new = rotate_api_key(key=key, now=NOON, overlap=timedelta(days=2))

    assert ask(old).status_code == ask(new).status_code == 200
    assert (fresh.name, fresh.scopes, fresh.rate_limit, fresh.networks) == (
        "reporting",
        ["operations"],
        9,
        ["127.0.0.1/32"],
    )
    time_machine.move_to(NOON + timedelta(days=2), tick=False)
    assert ask(old).status_code == 401
    assert ask(new).status_code == 200


def test_a_rotated_key_lives_no_longer_than_it_would_have(made, time_machine):
    time_machine.move_to(NOON, tick=False)
    key, _ = made(expires_at=NOON + timedelta(hours=1))

    fresh, _ = rotate_api_key(key=key, now=NOON)

    assert {each.expires_at for each in ApiKey.objects.all()} == {NOON + timedelta(hours=1)}
    assert fresh.expires_at == NOON + timedelta(hours=1)


def test_an_ended_key_is_not_rotated(made):
    key, _ = made()
    revoke_api_key(key=key, now=timezone.now())

    with pytest.raises(AccessError):
        rotate_api_key(key=key, now=timezone.now())


@pytest.mark.parametrize(
    "more", [{"networks": ["203.0.113"]}, {"networks": ["x"]}, {"rate_limit": 0}]
)
def test_what_makes_no_sense_is_refused(made, more):
    with pytest.raises(AccessError):
        made(**more)
