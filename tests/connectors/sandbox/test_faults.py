import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import requests

from connectors.sandbox import FAULTS, MISSING, BadFault, Sandbox, parse_fault
from tests.connectors.processes import until

LIST = "/v3/interviews"


@pytest.mark.parametrize("status", [401, 403, 404, 409, 429, 500, 503])
def test_statuses_bear_the_vendors_own_words(caller, sandbox, status):
    caller.mint()
    sandbox.fault(str(status))
    response = caller.v3(LIST)
    assert response.status_code == status
    assert set(response.json()) == {"message", "errors"}
    assert caller.v3(LIST).status_code == 200
    sandbox.fault(str(status))
    assert set(caller.v1("/v1/jobs").json()) == {"message"}


def test_a_fault_strikes_the_nth_request_of_its_path_alone(caller, sandbox):
    sandbox.fault("502-html", path=LIST, nth=2)
    assert caller.v3(LIST).status_code == 200
    assert caller.v3("/v3/jobs").status_code == 200
    struck = caller.v3(LIST)
    assert (struck.status_code, struck.headers["Content-Type"]) == (502, "text/html")
    assert struck.text.startswith("<html>")
    assert caller.v3(LIST).status_code == 200


def test_a_fault_can_last_until_it_is_healed(caller, sandbox):
    caller.mint()
    sandbox.fault("500", path="/v3/*", times=None)
    assert {caller.v3(LIST).status_code for _ in range(4)} == {500}
    sandbox.heal()
    assert caller.v3(LIST).status_code == 200


def test_429_tells_seconds_a_date_or_nothing(caller, sandbox):
    caller.mint()
    sandbox.fault("429", seconds=7)
    assert caller.v3(LIST).headers["Retry-After"] == "7"
    sandbox.fault("429-date", seconds=7)
    assert caller.v3(LIST).headers["Retry-After"] == "Wed, 04 Mar 2026 10:30:07 GMT"
    sandbox.fault("429-bare")
    assert "Retry-After" not in caller.v3(LIST).headers
    sandbox.fault("503-day")
    assert caller.v3(LIST).headers["Retry-After"] == "86400"


def test_a_stall_says_nothing_for_its_time(caller, sandbox):
    caller.mint()
    sandbox.fault("stall", seconds=0.4)
    started = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        caller.v3(LIST)
    assert time.monotonic() - started >= 0.4


def test_stopping_ends_a_stall(clock):
    with ThreadPoolExecutor(1) as pool, Sandbox(size=20, clock=clock) as sandbox:
        sandbox.fault("stall", seconds=60)
        waiting = pool.submit(requests.get, sandbox.base_url("greenhouse") + "/v1/jobs", timeout=50)
        while not sandbox.requests:
            time.sleep(0.01)
        sandbox.stop()
        assert isinstance(waiting.exception(timeout=60), requests.ConnectionError)


def test_a_reset_comes_in_mid_body(caller, sandbox):
    caller.mint()
    sandbox.fault("reset", path=LIST)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        caller.v3(LIST)
    assert caller.v3(LIST).status_code == 200


def test_closed_answers_nothing(caller, sandbox):
    caller.mint()
    sandbox.fault("closed", path=LIST)
    with pytest.raises(requests.ConnectionError):
        caller.v3(LIST)


def test_truncated_json_arrives_whole_as_http(caller, sandbox):
    caller.mint()
    sandbox.fault("truncated-json", path=LIST)
    response = caller.v3(LIST)
    assert response.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        response.json()


def test_empty_200_has_neither_rows_nor_a_next_page(caller, sandbox):
    caller.mint()
    sandbox.fault("empty-200", path=LIST)
    response = caller.v3(LIST)
    assert (response.status_code, response.json(), response.links) == (200, [], {})


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("wrong-types", lambda row: isinstance(row.get("starts_at"), dict)),
        ("missing-field", lambda row: "application_id" not in row),
        ("unknown-word", lambda row: row["status"] == "daydreaming"),
    ],
)
def test_one_record_of_the_page_is_broken(caller, sandbox, name, check):
    caller.mint()
    whole = caller.v3(LIST).json()
    sandbox.fault(name, path=LIST)
    broken = caller.v3(LIST).json()
    differing = [row for row, other in zip(broken, whole, strict=True) if row != other]
    assert len(differing) == 1
    assert check(differing[0])


def test_a_redirect_leads_elsewhere(caller, sandbox):
    caller.mint()
    sandbox.fault("redirect")
    response = caller.v3(LIST, allow_redirects=False)
    assert response.status_code == 302
    assert "elsewhere.example.net" in response.headers["Location"]


def test_rates_strike_their_share_and_the_same_ones_again(clock):
    def struck() -> list[str | None]:
        with Sandbox(size=20, seed=4, clock=clock, faults={"500": 0.3}) as sandbox:
            for _ in range(100):
                requests.get(sandbox.base_url("greenhouse") + "/v1/jobs", timeout=60)
            return [one.fault for one in sandbox.requests]

    first = struck()
    assert 15 <= Counter(first)["500"] <= 45
    assert struck() == first


def test_a_record_can_be_spoiled_and_made_whole(caller, sandbox):
    row = caller.v3(f"{LIST}?per_page=1").json()[0]
    path = f"{LIST}?ids={row['id']}"
    sandbox.spoil("interviews", row["id"], starts_at="yesterday-ish", status=MISSING)
    spoiled = caller.v3(path).json()[0]
    assert spoiled["starts_at"] == "yesterday-ish"
    assert "status" not in spoiled
    sandbox.spoil("interviews", row["id"])
    assert caller.v3(path).json() == [row]


def test_v1_records_are_spoiled_under_their_own_name(caller, sandbox):
    row = caller.v1("/v1/scheduled_interviews").json()[0]
    sandbox.spoil("scheduled_interviews", row["id"], start={})
    assert caller.v1(f"/v1/scheduled_interviews/{row['id']}").json()["start"] == {}


def test_the_log_counts_calls(caller, sandbox):
    caller.mint()
    caller.v3(LIST)
    caller.v3(f"{LIST}?per_page=3")
    assert sandbox.calls(LIST) == 2
    assert sandbox.calls(method="POST") == 1
    assert sandbox.calls() == 3
    assert sandbox.requests[-1].query == [("per_page", "3")]


def test_unknown_names_and_bad_rates_list_the_valid_ones(sandbox):
    for text in ("teapot", "500=often", "500=0", "500=1.5", "500=nan"):
        with pytest.raises(BadFault) as refused:
            parse_fault(text)
        assert all(name in str(refused.value) for name in FAULTS)
    with pytest.raises(BadFault):
        sandbox.fault("teapot")


def test_a_bare_name_strikes_one_in_ten():
    assert parse_fault("502-html") == ("502-html", 0.1)
    assert parse_fault("502-html=0.25") == ("502-html", 0.25)


def test_nobody_listens_for_a_while_on_the_very_same_port(caller, sandbox):
    caller.mint()
    port = sandbox.port
    sandbox.fault("refused", seconds=60)
    for _ in range(3):
        with pytest.raises(requests.ConnectionError):
            caller.v3(LIST)
    assert len(sandbox.requests) == 2
    sandbox.heal()
    assert caller.v3(LIST).status_code == 200
    assert sandbox.port == port


def test_a_refusal_ends_by_itself(caller, sandbox):
    caller.mint()
    sandbox.fault("refused", seconds=0.1)
    with pytest.raises(requests.ConnectionError):
        caller.v3(LIST)
    until(lambda: answers(caller))


def answers(caller):
    with suppress(requests.ConnectionError):
        return caller.v3(LIST).status_code == 200
    return False


def test_a_slow_drip_takes_its_time_and_ends_whole(caller, sandbox):
    caller.mint()
    sandbox.fault("slow-drip", seconds=0.3)
    started = time.monotonic()
    assert caller.v3(LIST, params={"per_page": 1}).json()
    assert time.monotonic() - started >= 0.3


def test_a_gzip_bomb_is_small_until_unpacked(caller, sandbox):
    caller.mint()
    sandbox.fault("gzip-bomb")
    bomb = caller.v3(LIST, stream=True)
    assert int(bomb.headers["Content-Length"]) < 2**20
    assert sum(map(len, bomb.iter_content(2**20))) >= 64 * 2**20


def test_an_expired_cursor_is_told_as_the_vendor_tells_it(caller, sandbox):
    first = caller.v3(LIST, params={"per_page": 20})
    sandbox.fault("expired-cursor")
    assert caller.v3(LIST, params={"per_page": 20}).json() == first.json()
    sandbox.fault("expired-cursor")
    expired = caller.v3(first.links["next"]["url"])
    assert expired.status_code == 422
    assert expired.json()["errors"][0]["field"] == "cursor"
    assert caller.v3(first.links["next"]["url"]).status_code == 200


def test_a_looping_cursor_leads_back_to_itself(caller, sandbox):
    first = caller.v3(LIST, params={"per_page": 20})
    sandbox.fault("looping-cursor")
    second = caller.v3(first.links["next"]["url"])
    assert second.links["next"]["url"] == first.links["next"]["url"]


def test_pages_shift_by_a_record(caller, sandbox):
    first = caller.v3(LIST, params={"per_page": 20})
    true = caller.v3(first.links["next"]["url"]).json()
    sandbox.fault("shifted-deletion")
    assert caller.v3(first.links["next"]["url"]).json() == true[1:]
    caller.v3(LIST, params={"per_page": 20})
    sandbox.fault("shifted-insert")
    assert caller.v3(first.links["next"]["url"]).json() == [first.json()[-1], *true]


def test_something_happens_meanwhile(caller, sandbox):
    doomed = int(caller.v3(LIST).json()[0]["id"])
    sandbox.meanwhile(lambda: sandbox.greenhouse.world.delete_interview(doomed), path=LIST, nth=2)
    assert caller.v3(LIST).json()[0]["id"] == doomed
    assert caller.v3(LIST).json()[0]["id"] != doomed


def test_small_worlds_have_many_pages_where_asked_for(caller, sandbox):
    sandbox.greenhouse.world.switches.page_caps = {"interviews": 9, "scheduled_interviews": 7}
    assert len(caller.v3(LIST, params={"per_page": 500}).json()) == 9
    assert len(caller.walk_v3(LIST)) == 200
    assert len(caller.v1("/v1/scheduled_interviews").json()) == 7
