"""`make run` on ports of its own: everything starts, is reachable, and ends together."""

import os
import re
import signal
import socket

import pytest
import requests

from connectors.vendors import CONNECTORS
from tests.connectors.processes import PATIENCE, Command, alive_in, free_port, refused, rows_of

GREETING = "Ctrl-C ends all of it."


@pytest.fixture
def ports():
    return free_port(), free_port()


@pytest.fixture
def demo(tmp_path, ports):
    started = []

    def start() -> Command:
        port, sandbox_port = map(str, ports)
        started.append(
            Command(
                tmp_path, "demo", "--port", port, "--sandbox-port", sandbox_port, "--size", "40"
            )
        )
        return started[-1]

    yield start
    for command in started:
        command.kill()


def children_of(command: Command) -> list[int]:
    """Leaders of the groups that a running demo has started, the worker's three clusters among them."""
    worker_log = (command.log.parent / "demo" / "worker.log").read_text()
    web_log = (command.log.parent / "demo" / "web.log").read_text()
    return [
        *(int(found) for found in re.findall(r"\(cluster (\d+)\)", worker_log)),
        *(int(found) for found in re.findall(r"Starting gunicorn \S+ pid=(\d+)", web_log)),
    ]


def sign_in(address: str, said: str) -> requests.Response:
    [login] = re.findall(r"Login +(\S+)", said)
    [password] = re.findall(r"Password +(\S+)", said)
    with requests.Session() as browser:
        browser.get(f"{address}login/", timeout=PATIENCE).raise_for_status()
        form = {
            "username": login,
            "password": password,
            "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        }
        return browser.post(f"{address}login/", data=form, timeout=PATIENCE)


def test_the_demo_starts_twice_and_ends_with_all_it_started(tmp_path, ports, demo):
    address = f"http://127.0.0.1:{ports[0]}/"
    first = demo()
    first.until(lambda: GREETING in first.said or first.process.poll() is not None)
    assert f"Address   {address}" in first.said
    assert "Greenhouse interviews: read 40 new 40" in first.said

    [letters] = rows_of(tmp_path, "SELECT group_concat(text) FROM candidates_mail")[0]
    assert set(re.findall(r"http://[^/]+/", letters)) == {address}

    today = sign_in(address, first.said)
    style = requests.get(f"{address}static/hub/css/base.css", timeout=PATIENCE)
    assert (today.status_code, today.url) == (200, address)
    assert (style.status_code, style.headers["Content-Type"][:8]) == (200, "text/css")

    groups = children_of(first)
    os.kill(groups[-1], signal.SIGKILL)
    assert first.process.wait(PATIENCE) == 1
    assert "The web process ended by itself (signal SIGKILL), so everything is ended." in first.said
    first.until(lambda: not any(alive_in(group) for group in groups))

    second = demo()
    second.until(lambda: GREETING in second.said or second.process.poll() is not None)
    groups = children_of(second)
    assert "Greenhouse interviews: read 40 new 0" in second.said
    assert rows_of(tmp_path, "SELECT count(*) FROM connectors_integratedaccount") == [
        (len(CONNECTORS),)
    ]
    assert second.end(signal.SIGINT) == 0
    second.until(lambda: not any(alive_in(group) for group in groups))
    assert "Traceback" not in first.said + second.said


def test_a_taken_port_is_named_with_what_to_do(tmp_path, ports):
    with socket.create_server(("127.0.0.1", ports[0])):
        said = refused(tmp_path, "demo", "--port", str(ports[0]))

    assert f"Port {ports[0]} cannot be used" in said
    assert "make run PORT=8001" in said
