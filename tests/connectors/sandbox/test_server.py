import json
import socket

import requests


def test_a_connection_serves_many_requests(sandbox):
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=60) as connection:
        for _ in range(3):
            connection.sendall(b"GET /greenhouse/v1/jobs HTTP/1.1\r\nHost: here:1\r\n\r\n")
            head, _, body = connection.recv(65536).partition(b"\r\n\r\n")  # it is sent in one piece
            assert head.startswith(b"HTTP/1.1 401 ")
            assert json.loads(body) == {"message": "Invalid Basic Auth credentials"}


def test_links_lead_back_to_the_address_that_was_called(sandbox, caller):
    url = f"http://localhost:{sandbox.port}/greenhouse/v1/jobs?per_page=2"
    response = requests.get(url, auth=caller.v1_auth, timeout=60)
    base = f"http://localhost:{sandbox.port}/greenhouse/v1/jobs?"
    assert response.links["next"]["url"].startswith(base)


def test_an_unknown_vendor_is_told_which_there_are(sandbox):
    response = requests.get(f"http://127.0.0.1:{sandbox.port}/somebody/v1", timeout=60)
    assert response.status_code == 404
    assert "greenhouse" in response.json()["message"]


def test_responses_are_dated_by_the_sandboxs_clock(caller):
    assert caller.v1("/v1/jobs").headers["Date"] == "Wed, 04 Mar 2026 10:30:00 GMT"


def test_stopping_closes_idle_connections_and_the_port(sandbox, caller):
    caller.v1("/v1/jobs")
    port = sandbox.port
    sandbox.stop()
    try:
        requests.get(f"http://127.0.0.1:{port}/greenhouse/v1/jobs", timeout=60)
    except requests.ConnectionError:
        return
    raise AssertionError("the port is still served")
