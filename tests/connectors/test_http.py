"""The client against a vendor that misbehaves, over real sockets on loopback."""

import gzip
import json
import logging
import socket
import traceback
import tracemalloc
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.db import transaction

from connectors.auth import Basic, ClientCredentials, MemoryTokens
from connectors.errors import (
    EXCERPT_LENGTH,
    AddressRefused,
    BadCursor,
    GarbageAnswer,
    KeyRefused,
    NotFound,
    RequestRefused,
    SlowDown,
    VendorDown,
    VendorError,
)
from connectors.http import Client
from connectors.paging import LinkHeader, Request, Walked
from connectors.rates import MemoryBudget, Rate
from tests.connectors.processes import until
from tests.connectors.vendor_server import Reply, Vendor, running

KEY = "gh-key-5fd1c0ffee"
BASIC = Basic(username="api_key")
LIST = Request("/v1/scheduled_interviews", (("per_page", "500"),))
ASKING = Request("/v1/x", (("token", "query-secret"),))
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = NOW
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def start(time):
    """Start a vendor; gives it and a client for it."""
    with ExitStack() as stack:

        def begin(*replies, answers=None, auth=BASIC, credentials=None, **settings):
            vendor = stack.enter_context(running(Vendor(*replies, answers=answers)))
            settings = {
                "base_url": vendor.base_url,
                "credentials": credentials or {"api_key": KEY},
                "options": {},
                "tokens": MemoryTokens(),
                "budget": MemoryBudget(),
                "allow_private": True,
                "clock": lambda: time.now,
                "sleep": time.sleep,
            } | settings
            return vendor, stack.enter_context(Client(auth=auth, **settings))

        yield begin


def test_a_page_is_read_with_its_headers_and_big_integers_intact(start):
    link = '<{}/v1/scheduled_interviews?page=2>; rel="next"'
    vendor, client = start()
    vendor.replies = [
        Reply([{"id": 90071992547409931}], headers={"Link": link.format(vendor.base_url)})
    ]
    response = client.send(Request("/v1/scheduled_interviews", (("updated_at", "gte|2026-01-01"),)))
    assert response.body == [{"id": 90071992547409931}]
    assert vendor.calls[0].path == "/greenhouse/v1/scheduled_interviews?updated_at=gte%7C2026-01-01"
    assert "content-type" not in vendor.calls[0].headers
    assert vendor.calls[0].body == b""
    assert LinkHeader().next(response.request, response) == Request(
        "/v1/scheduled_interviews", (("page", "2"),)
    )


def test_all_pages_go_through_one_socket(start):
    vendor, client = start(Reply([{"id": 1}]))
    for _ in range(20):
        client.send(LIST)
    assert (len(vendor.calls), vendor.sockets) == (20, 1)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_fault_of_the_vendor_is_tried_again(start, time, status):
    vendor, client = start(Reply({"message": "Server timeout in API"}, status), Reply([1]))
    assert client.send(LIST).body == [1]
    assert len(vendor.calls) == 2
    assert sum(time.slept) < 5


def test_a_fault_that_stays_is_reported_after_three_tries(start, time):
    vendor, client = start(Reply({"message": "Server timeout in API"}, 500))
    with pytest.raises(VendorDown, match=r"fault of its own \(500\): Server timeout in API"):
        client.send(LIST)
    assert len(vendor.calls) == 3
    assert sum(time.slept) < 5


def test_a_write_is_never_sent_twice(start):
    vendor, client = start(Reply({}, 500))
    with pytest.raises(VendorDown):
        client.send(Request("/v2/scheduled_interviews", method="POST", body={"id": 1}))
    assert len(vendor.calls) == 1
    assert json.loads(vendor.calls[0].body) == {"id": 1}


def test_a_reading_post_may_be_sent_twice(start):
    vendor, client = start(Reply({}, 500), Reply({"success": True}))
    client.send(Request("/interview.list", method="POST", body={}, reads=True))
    assert len(vendor.calls) == 2


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": format_datetime(NOW + timedelta(seconds=9), usegmt=True)}, 9),
        ({"X-RateLimit-Reset": str(int(NOW.timestamp()) + 6)}, 6),
        ({"X-RateLimit-Reset": str(int(NOW.timestamp() * 1000) + 6000)}, 6),
        ({"X-RateLimit-Reset": "4"}, 4),
        ({"Retry-After": "0"}, 0),
    ],
)
def test_a_short_pause_is_kept(start, time, headers, waited):
    limited = Reply(
        {"message": "Rate limit exceeded"},
        429,
        headers | {"Date": format_datetime(NOW, usegmt=True)},
    )
    _vendor, client = start(limited, Reply([1]))
    assert client.send(LIST).body == [1]
    assert sum(time.slept) == pytest.approx(waited)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "120"}, 120),
        (503, {"Retry-After": "86400"}, 86400),
        (429, {}, 30),
        (429, {"Retry-After": "soon"}, 30),
        (429, {"Retry-After": "9" * 40}, 30),
        (429, {"Retry-After": "99999999"}, 7 * 86400),
    ],
)
def test_a_long_pause_is_handed_back_with_its_end(start, time, status, headers, seconds):
    vendor, client = start(Reply({"message": "Rate limit exceeded"}, status, headers))
    with pytest.raises(SlowDown, match="Rate limit exceeded") as caught:
        client.send(LIST)
    assert caught.value.retry_after == seconds
    assert caught.value.until == NOW + timedelta(seconds=seconds)
    assert (time.slept, len(vendor.calls)) == ([], 1)


def test_a_vendor_that_always_says_now_is_not_asked_for_ever(start):
    vendor, client = start(Reply({}, 429, {"Retry-After": "0"}))
    with pytest.raises(SlowDown):
        client.send(LIST)
    assert len(vendor.calls) == 6


def test_calls_stay_within_the_budget_and_wait_for_it(start, time):
    _vendor, client = start(budget=MemoryBudget(Rate(10, 10)))
    for _ in range(18):
        client.send(LIST)
    assert sum(time.slept) == pytest.approx(10)


def test_a_budget_that_is_empty_for_long_is_handed_back(start, time):
    vendor, client = start(budget=MemoryBudget(Rate(1, 60)))
    client.send(LIST)
    with pytest.raises(SlowDown, match="rate limit is used up") as caught:
        client.send(LIST)
    assert caught.value.until == NOW + timedelta(seconds=60)
    assert (time.slept, len(vendor.calls)) == ([], 1)


def test_silence_ends_at_the_time_out(start):
    vendor, client = start(Reply(stall=5), timeout=(1, 0.1))
    with pytest.raises(VendorDown, match=r"did not answer within 0\.1 seconds"):
        client.send(LIST)
    until(lambda: len(vendor.calls) == 3)


def test_a_body_that_drips_ends_at_the_deadline(start):
    _vendor, client = start(Reply("x" * 200, drip=0.02), deadline=0.1)
    with pytest.raises(VendorDown, match=r"did not finish its answer within 0\.1 seconds"):
        client.send(Request("/x", method="POST"))


def test_a_body_that_stops_ends_at_the_time_out(start):
    _vendor, client = start(Reply(b"[1,", claims=50, drip=5), timeout=(5, 1))
    with pytest.raises(VendorDown, match="fell silent"):
        client.send(Request("/x", method="POST"))


def test_a_connection_reset_in_the_middle_is_tried_again(start):
    vendor, client = start(Reply(b"[1,2", claims=5000, reset=True), Reply([1]))
    assert client.send(LIST).body == [1]
    assert len(vendor.calls) == 2


def test_half_an_answer_is_never_taken_for_a_whole_one(start):
    _vendor, client = start(Reply(b"[1,2]", claims=5000))
    with pytest.raises(VendorDown, match="broke off"):
        client.send(LIST)


def test_nobody_there_is_said_so(start):
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        _vendor, client = start(base_url=f"http://127.0.0.1:{unheard.getsockname()[1]}")
        with pytest.raises(VendorDown, match="connection to the vendor failed") as caught:
            client.send(LIST)
    assert caught.value.url.endswith("/v1/scheduled_interviews")


@pytest.mark.parametrize(
    ("body", "got"),
    [
        (b'[{"id": 1', "broken JSON"),
        (b"<!DOCTYPE html><html>Bad gateway</html>", "an HTML page"),
        (b"<xml/>", "XML or HTML"),
        (b"", "nothing"),
        (b"[NaN]", "broken JSON"),
        (b"[" * 100_000, "broken JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "broken JSON"),
    ],
)
def test_what_is_not_json_is_called_garbage(start, body, got):
    vendor, client = start(Reply(body))
    with pytest.raises(GarbageAnswer, match=f"Expected JSON but got {got}") as caught:
        client.send(LIST)
    assert len(caught.value.excerpt) <= EXCERPT_LENGTH
    assert len(vendor.calls) == 1


def test_an_html_page_with_502_is_the_vendor_being_down(start):
    _vendor, client = start(Reply(b"<html>Bad gateway</html>", 502))
    with pytest.raises(VendorDown, match=r"fault of its own \(502\)\.") as caught:
        client.send(LIST)
    assert caught.value.vendor_status == 502


@pytest.mark.parametrize("claims", [None, 10])
def test_an_answer_that_is_too_large_is_not_read(start, claims):
    headers = {"Transfer-Encoding": "chunked"} if claims else {}
    body = b"[" + b" " * 3_000_000 + b"]"
    if claims:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    _vendor, client = start(Reply(body, headers=headers), max_body=1_000_000)
    with pytest.raises(GarbageAnswer, match="larger than"):
        client.send(LIST)


def test_a_gzip_bomb_is_not_unpacked(start):
    bomb = gzip.compress(b" " * 50_000_000)
    _vendor, client = start(Reply(bomb, headers={"Content-Encoding": "gzip"}), max_body=1_000_000)
    tracemalloc.start()
    with pytest.raises(GarbageAnswer, match="larger than"):
        client.send(LIST)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_gzip_is_understood_and_false_gzip_is_garbage(start):
    packed = {"Content-Encoding": "gzip"}
    _vendor, client = start(
        Reply(gzip.compress(b"[1]"), headers=packed), Reply(b"[1]", headers=packed)
    )
    assert client.send(LIST).body == [1]
    with pytest.raises(GarbageAnswer, match="not compressed"):
        client.send(LIST)


def test_text_that_no_database_takes_is_mended(start):
    body = rb'{"a\u0000": "x\u0000y", "b": ["\ud83d", "\ud83d\ude00"], "c": "caf' + b'\xe9"}'
    _vendor, client = start(Reply(body))
    assert client.send(LIST).body == {"a": "xy", "b": ["\ufffd", "😀"], "c": "caf\ufffd"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(start, status):
    with running(Vendor()) as other:
        _vendor, client = start(Reply({}, status, {"Location": f"{other.base_url}/v1/stolen"}))
        with pytest.raises(AddressRefused, match="redirects to 127"):
            client.send(LIST)
        assert other.calls == []


def test_a_redirect_on_the_host_is_followed_once(start):
    moved = Reply({}, 302, {"Location": "/greenhouse/v1/there?a=1"})
    vendor, client = start(moved, Reply([1]), moved)
    assert client.send(LIST).body == [1]
    assert vendor.calls[1].path == "/greenhouse/v1/there?a=1"
    with pytest.raises(AddressRefused, match="circle"):
        client.send(LIST)


@pytest.mark.parametrize("location", ["", "http://[", "//", "file:///etc/passwd", "gopher://x"])
def test_a_redirect_to_nowhere_is_refused(start, location):
    _vendor, client = start(Reply({}, 302, {"Location": location} if location else {}))
    with pytest.raises(AddressRefused):
        client.send(Request("/x", method="POST"))


@pytest.mark.parametrize(
    "path", ["https://evil.example/v1/x", "//evil.example/x", "http://127.0.0.1:1/x"]
)
def test_a_request_off_the_host_is_not_sent(start, path):
    vendor, client = start()
    with pytest.raises(AddressRefused, match="leaves"):
        client.send(Request(path))
    assert vendor.calls == []


@pytest.mark.parametrize(
    ("status", "body", "error", "said"),
    [
        (
            401,
            {"message": "Invalid Basic Auth credentials"},
            KeyRefused,
            r"refused api_key \(401\): Invalid",
        ),
        (
            403,
            {"message": "This API Key does not have permission"},
            KeyRefused,
            "does not allow GET /v1/sch",
        ),
        (404, {"message": "Resource not found"}, NotFound, r"\(404\): Resource not found"),
        (410, {}, NotFound, r"\(410\)\."),
        (
            422,
            {"errors": [{"message": "Must be one of", "field": "type"}]},
            RequestRefused,
            "type: Must be",
        ),
        (
            400,
            {"name": ["This field is required."]},
            RequestRefused,
            "name: This field is required",
        ),
        (400, {"error": {"msg": "Nope", "name": "n"}}, RequestRefused, "Nope"),
        (
            400,
            {"success": False, "errorInfo": {"message": "Malformed"}},
            RequestRefused,
            "Malformed",
        ),
        (409, [], RequestRefused, r"\(409\)\."),
        (304, b"", RequestRefused, r"\(304\)\."),
    ],
)
def test_a_refusal_is_sorted_and_carries_the_vendors_words(start, status, body, error, said):
    vendor, client = start(Reply(body, status))
    with pytest.raises(error, match=said) as caught:
        client.send(LIST)
    assert caught.value.vendor_status == status
    assert len(vendor.calls) == 1


def test_a_refused_cursor_restarts_the_list(start):
    _vendor, client = start(Reply({"message": "Validation error"}, 422))
    with pytest.raises(BadCursor):
        client.send(Request("/v3/interviews", (("cursor", "old"),)))


def test_no_secret_is_in_an_error_or_a_log(start, caplog):
    caplog.set_level(logging.DEBUG)
    vendor, client = start(
        answers=lambda call: Reply(
            {"message": f"{'x' * 280} {call.authorization} {KEY} is not welcome"}, 401
        )
    )
    with pytest.raises(KeyRefused) as caught:
        client.send(ASKING)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.excerpt + caplog.text
    told += repr(vars(caught.value)) + repr(client) + caught.value.url
    assert "GET" in caplog.text
    for hidden in (KEY, KEY[:8], vendor.calls[0].authorization[6:], "query-secret"):
        assert hidden not in told


@pytest.mark.parametrize(
    "reply", [Reply(b"[", claims=50, reset=True), Reply(stall=5), Reply(b"<", 500), Reply(b"<")]
)
def test_no_query_is_in_the_traceback_of_a_failure(start, caplog, reply):
    caplog.set_level(logging.DEBUG)
    _vendor, client = start(reply, timeout=(1, 0.05))
    with pytest.raises(VendorError) as caught:
        client.send(ASKING)
    told = "".join(traceback.format_exception(caught.value)) + caplog.text + caught.value.url
    assert "query-secret" not in told
    assert KEY not in told


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(start):
    vendor, client = start()
    with transaction.atomic(), pytest.raises(RuntimeError, match="inside a database transaction"):
        client.send(LIST)
    assert vendor.calls == []
    client.send(LIST)


@pytest.mark.django_db
def test_the_transaction_around_a_test_does_not_count(start):
    _vendor, client = start()
    client.send(LIST)
    with transaction.atomic(), pytest.raises(RuntimeError):
        client.send(LIST)


def test_a_token_that_ran_out_is_renewed_once_and_the_page_read(start):
    tokens = iter(["t-first-token", "t-second-token"])

    def answers(call):
        if call.path.endswith("/token"):
            return Reply({"access_token": next(tokens), "expires_in": 3600})
        good = call.authorization == "Bearer t-second-token"
        return Reply([1]) if good else Reply({"message": "Expired"}, 401)

    keys = {"client_id": "an-id", "client_secret": "a-secret"}
    vendor, client = start(answers=answers, auth=ClientCredentials(), credentials=keys)
    assert client.send(LIST).body == [1]
    assert client.send(LIST).body == [1]
    paths = [call.path.split("?")[0].rpartition("/")[2] for call in vendor.calls]
    assert paths == ["token", "scheduled_interviews"] * 2 + ["scheduled_interviews"]


def test_a_fresh_token_that_is_refused_too_needs_a_person(start):
    def answers(call):
        if call.path.endswith("/token"):
            return Reply({"access_token": "t-refused-token"})
        return Reply({"message": f"No {call.authorization}"}, 401)

    keys = {"client_id": "an-id", "client_secret": "a-secret"}
    vendor, client = start(answers=answers, auth=ClientCredentials(), credentials=keys)
    with pytest.raises(KeyRefused, match="refused client_id, client_secret") as caught:
        client.send(LIST)
    assert len(vendor.calls) == 4
    assert "t-refused-token" not in str(caught.value) + caught.value.excerpt


def test_a_checkpoint_goes_on_where_the_walk_stopped(start):
    vendor, client = start()

    def answers(call):
        page = int(call.path.partition("page=")[2] or 1)
        link = f'<{vendor.base_url}/v1/x?page={page + 1}>; rel="next"'
        return Reply([page], headers={"Link": link} if page < 4 else {})

    vendor.answers = answers
    paging, walked, seen = LinkHeader(), Walked(), []
    request = paging.first("/v1/x")
    while request:
        response = client.send(walked.step(Request.from_json(request.as_json())))
        seen += paging.items(response)
        request = paging.next(request, response)
    assert seen == [1, 2, 3, 4]
