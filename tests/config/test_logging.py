import logging

import pytest

from config.logging import OneRedactedLine, redact


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("Authorization: Basic YWJjOmRlZg==", "Authorization: [redacted]"),
        ("Authorization: Bearer abc.def-ghi_jkl", "Authorization: [redacted]"),
        ("sent 'Authorization': 'Token 0123456789abcdef'", "sent 'Authorization': '[redacted]'"),
        ("refused Bearer abcdefgh12345678", "refused Bearer [redacted]"),
        ('{"client_secret": "s3cret", "page": 2}', '{"client_secret": "[redacted]", "page": 2}'),
        ("GET /jobs?api_key=abc123&page=2", "GET /jobs?api_key=[redacted]&page=2"),
        ("GET /x?access_token=abc123", "GET /x?access_token=[redacted]"),
        ("postgresql://hub:s3cret@db:5432/hub", "postgresql://hub:[redacted]@db:5432/hub"),
        ("password=hunter2, user=alice", "password=[redacted], user=alice"),
        ("X-Api-Key: 123", "X-Api-Key: [redacted]"),
    ],
)
def test_what_looks_like_a_secret_is_taken_out(written, logged):
    assert redact(written) == logged


@pytest.mark.parametrize(
    "written",
    [
        "read 120 new 3 changed 2",
        "the token expired at 10:00",
        "basic settings are fine",
        "GET /unified/ats/interviews?next_cursor=abc HTTP/1.1 200",
        "https://hub.example.com:8000/path?x=1",
    ],
)
def test_plain_words_stay(written):
    assert redact(written) == written


def fail(message):
    raise ValueError(message)


def test_arguments_and_tracebacks_are_covered_and_a_record_is_one_line():
    with pytest.raises(ValueError, match="second line") as failure:
        fail("api_key=abc123\nsecond line")
    record = logging.LogRecord(
        "hub",
        logging.ERROR,
        __file__,
        1,
        "tried with %s",
        ("Bearer abcdefgh12345678",),
        (failure.type, failure.value, failure.tb),
    )

    line = OneRedactedLine("%(levelname)s %(message)s").format(record)

    assert line.startswith("ERROR tried with Bearer [redacted]\\nTraceback")
    assert "abc123" not in line
    assert "\n" not in line
