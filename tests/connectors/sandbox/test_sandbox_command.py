import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from connectors.sandbox.registry import VENDORS

ROOT = Path(__file__).resolve().parents[3]


def command(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "sandbox", *arguments],
        cwd=ROOT,
        env={**os.environ, "DEBUG": "true"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refused(*arguments: str) -> tuple[int, str]:
    process = command(*arguments)
    _, errors = process.communicate(timeout=600)
    return process.returncode, errors


@pytest.fixture
def serving() -> Iterator[subprocess.Popen]:
    process = command("--port", "0", "--size", "30", "--seed", "5")
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_what_connect_takes_serves_and_ends_cleanly(serving, ending):
    line, *others = [json.loads(serving.stdout.readline()) for _ in VENDORS]
    assert [other["vendor"] for other in others] == list(VENDORS)[1:]
    assert set(line) == {"vendor", "base_url", "credentials", "options"}
    assert line["vendor"] == "greenhouse"
    assert line["options"] == {}
    keys = line["credentials"]
    assert set(keys) == {"client_id", "client_secret", "api_key", "webhook_secret"}
    assert all(value.startswith("sandbox-") for value in keys.values())
    url = f"{line['base_url']}/v1/scheduled_interviews?per_page=500"
    rows = requests.get(url, auth=(keys["api_key"], ""), timeout=60).json()
    assert 20 < len(rows) <= 30
    serving.send_signal(ending)
    output, errors = serving.communicate(timeout=600)
    assert (serving.returncode, output, errors) == (0, "", "")


def test_a_port_in_use_is_a_sentence_and_exit_1():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refused("--port", str(port), "--size", "5") == (
            1,
            f"CommandError: Port {port} on 127.0.0.1 is in use. Choose another with --port.\n",
        )


@pytest.mark.parametrize("fault", ["teapot", "500=often", "500=2"])
def test_a_bad_fault_is_exit_2_with_the_valid_names(fault):
    status, errors = refused("--fault", fault)
    assert status == 2
    assert "502-html" in errors
    assert "truncated-json" in errors


@pytest.mark.parametrize("arguments", [("--size", "0"), ("--port", "70000"), ("--seed", "x")])
def test_bad_numbers_are_exit_2(arguments):
    assert refused(*arguments)[0] == 2
