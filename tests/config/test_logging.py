"""Every line of the log is one line, says what it belongs to, and holds neither secret nor personal data."""

import json
import logging
import os
import subprocess
import sys

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from structlog.contextvars import bound_contextvars, clear_contextvars

from config.logging import line_formatter
from config.redaction import REDACTED, redact
from connectors.demo import gunicorn_options, is_healthy
from tests.connectors.processes import PATIENCE, free_port, until

TOKEN = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=8)
HEXADECIMAL = st.text("0123456789abcdef", min_size=16, max_size=64)
DIGITS = st.text("0123456789", min_size=9, max_size=12)
WORD = st.from_regex(r"[a-z][a-z0-9]{2,11}", fullmatch=True)
EMAIL = st.builds(lambda name, host: f"{name}.kim+x@{host}.example.com", WORD, WORD)


@pytest.fixture(autouse=True)
def nothing_bound() -> None:
    """A sync that another test ran in this process leaves its ids behind."""
    clear_contextvars()


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("Authorization: Basic YWJjOmRlZg==", "Authorization: [redacted]"),
        ("Authorization: Bearer abc.def-ghi_jkl", "Authorization: [redacted]"),
        ("sent 'Authorization': 'Token 0123456789abcdef'", "sent 'Authorization': '[redacted]'"),
        ("Authorization: ActivationKey 0123456789abcdef", "Authorization: [redacted]"),
        ("refused Bearer abcdefgh12345678", "refused Bearer [redacted]"),
        ('{"client_secret": "s3cret", "page": 2}', '{"client_secret": "[redacted]", "page": 2}'),
        ("GET /jobs?api_key=abc123&page=2", "GET /jobs?api_key=[redacted]&page=2"),
        ("GET /x?access_token=abc123", "GET /x?access_token=[redacted]"),
        ("GET /x?email=a%40b.example&page=2", "GET /x?email=[redacted]&page=2"),
        ("GET /x?of=a%40b.example&page=2", "GET /x?of=[redacted]&page=2"),
        ("postgresql://hub:s3cret@db:5432/hub", "postgresql://hub:[redacted]@db:5432/hub"),
        ("password=hunter2, user=alice", "password=[redacted], user=alice"),
        ("X-Api-Key: 123", "X-Api-Key: [redacted]"),
        ("Not Found: /c/0123456789abcdef/time/", "Not Found: /c/[redacted]/time/"),
        ("GET /feeds/aBcDeFgHiJkL.ics 200", "GET /feeds/[redacted].ics 200"),
        ("the key ihk_aBc-_123 is gone", "the key ihk_[redacted] is gone"),
        ("mail to Kim <minji.kim@example.org>: 550", "mail to Kim <[redacted]>: 550"),
        ("called +49 171 2345678.", "called [redacted]."),
        ("called 010-1234-5678, (555) 123-4567", "called [redacted], [redacted]"),
    ],
)
def test_what_looks_like_a_secret_or_a_person_is_taken_out(written, logged):
    assert redact(written) == logged


@pytest.mark.parametrize(
    "written",
    [
        "read 120 new 3 changed 2",
        "the token expired at 10:00",
        "basic settings are fine",
        "GET /unified/ats/interviews?next_cursor=abc HTTP/1.1 200",
        "https://hub.example.com:8000/path?x=1",
        "from 2026-03-02 09:00:00+0100 to 2026-03-02T10:00:00.000Z",
        "account 62f44730-dd91-461e-bd6a-aedd9e0ad79d run 4711 in 12.5 ms",
        "interview 40388883003 of 2026-03-02, 1 234 567 rows",
        "/candidates/12/ and /calendar/2026-03-02/",
    ],
)
def test_plain_words_stay(written):
    assert redact(written) == written


SECRET_PLACES = (
    "Authorization: Bearer {}",
    'sent {{"client_secret": "{}"}}',
    "GET /x?api_key={}&page=2",
    "/c/{}/time/",
    "GET /feeds/{}.ics HTTP/1.1",
    "the key ihk_{} was tried",
    "activation_key={}",
    "password: {}",
)
PERSONAL_PLACES = ("to {}", "Kim <{}>", "refused “{}”: no such", '["{}"]', "of={}&page=2")


def lines_of(text, form):
    record = logging.LogRecord("hub", logging.INFO, __file__, 1, "%s", (text,), None)
    record.path = text
    return line_formatter(form).format(record)


def assert_hidden(secret, text):
    for form in ("TEXT", "JSON"):
        line = lines_of(text, form)
        assert secret not in line
        assert REDACTED in line


@given(TOKEN | HEXADECIMAL, st.sampled_from(SECRET_PLACES))
def test_no_secret_gets_through(secret, place):
    assert_hidden(secret, place.format(secret))


@given(EMAIL, st.sampled_from(PERSONAL_PLACES))
def test_no_e_mail_address_gets_through(email, place):
    assert_hidden(email, place.format(email))


@given(DIGITS, st.sampled_from(["", " ", "-", "."]), st.sampled_from(PERSONAL_PLACES))
def test_no_phone_gets_through(digits, between, place):
    phone = "+" + between.join((digits[:2], digits[2:5], digits[5:]))

    assert_hidden(phone, place.format(phone))


@given(st.text())
def test_any_text_is_one_line_and_what_is_redacted_stays_so(text):
    line = lines_of(text, "TEXT")

    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(lines_of(text, "JSON"))["event"] == redact(text)


def fail(message):
    raise ValueError(message)


def a_failure():
    try:
        fail("api_key=abc123\nsecond line")
    except ValueError:
        return logging.LogRecord(
            "hub",
            logging.ERROR,
            __file__,
            1,
            "tried with %s",
            ("Bearer abcdefgh12345678",),
            sys.exc_info(),
        )


def test_arguments_and_tracebacks_are_covered_and_a_record_is_one_line():
    line = line_formatter("TEXT").format(a_failure())

    assert " ERROR hub tried with Bearer [redacted]" in line
    assert "\\nTraceback" in line
    assert "second line" in line
    assert "abc123" not in line
    assert "\n" not in line


def test_json_has_a_key_for_everything():
    with bound_contextvars(request_id="abc", run=4711, account=None):
        told = json.loads(line_formatter("JSON").format(a_failure()))

    assert (told["level"], told["logger"]) == ("error", "hub")
    assert told["event"] == "tried with Bearer [redacted]"
    assert (told["request_id"], told["run"]) == ("abc", 4711)
    assert told["exception"].startswith("Traceback")
    assert told["time"].endswith("+00:00")
    assert "account" not in told
    assert "abc123" not in str(told)


def test_text_has_the_ids_behind_the_message():
    with bound_contextvars(request_id="abc", run=4711, account=None):
        line = line_formatter("TEXT").format(a_failure())

    assert " request_id=abc run=4711" in line
    assert "account" not in line


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_web_server_tells_calls_without_their_keys_and_queries(form, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "true",
        "LOG_FORMAT": form,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'hub.sqlite3'}",
    }
    port = free_port()
    log = tmp_path / "web.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *gunicorn_options(port)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        told = list(answers(port, "/healthz?email=kim@example.org", "/c/0123456789abcdef/x/"))
    finally:
        server.terminate()
        server.wait(PATIENCE)

    lines = log.read_text()
    assert "0123456789abcdef" not in lines
    assert "kim@example.org" not in lines
    for path, status, request_id in told:
        [line] = [each for each in lines.splitlines() if request_id in each and "access" in each]
        assert "/healthz" in line or "/c/[redacted]/" in line, path
        if form == "json":
            assert json.loads(line)["status"] == status
        else:
            assert line.endswith(f" status={status}")


def answers(port, *paths):
    until(lambda: is_healthy(port))
    for path in paths:
        answer = requests.get(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE)
        yield path, answer.status_code, answer.headers["X-Request-Id"]
