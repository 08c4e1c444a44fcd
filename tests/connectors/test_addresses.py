"""Private addresses and foreign hosts, without a single packet leaving the machine."""

import socket

import pytest

from connectors.addresses import check_base_url, is_public, path_below
from connectors.auth import Bearer, ClientCredentials, MemoryTokens
from connectors.errors import AddressRefused, VendorDown, VendorError, without_query
from connectors.http import Client
from connectors.paging import Request
from connectors.paths import dig
from connectors.rates import MemoryBudget
from tests.connectors.vendor_server import Vendor, running

LOOK_UP = socket.getaddrinfo  # before the tests' closed network takes its place
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "192.88.99.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:db8::1",
    "2001::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "5f00::1",
    "not an address",
]
HOSTS = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "169.254.169.254",
    "10.1.2.3",
    "100.100.100.200",
]


@pytest.fixture
def connects(monkeypatch):
    """Where sockets were opened to; none is opened."""
    opened = []

    def connect(_socket, address):
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return opened


@pytest.fixture
def names(monkeypatch):
    """What host names stand for: a list of answers for each, the last one stays."""
    known = {}

    def look_up(host, port, *_, **__):
        if host[0].isdigit() or ":" in host:
            known[host] = [[host]]
        if host not in known:
            raise socket.gaierror
        addresses = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        families = {False: socket.AF_INET, True: socket.AF_INET6}
        return [(families[":" in it], socket.SOCK_STREAM, 6, "", (it, port)) for it in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def client_for(base_url, *, allow_private=False, auth=None):
    return Client(
        base_url,
        auth or Bearer(),
        {"api_key": "a-made-up-key", "client_id": "an-id", "client_secret": "a-secret"},
        {"token_url": "https://169.254.169.254/token"},
        MemoryTokens(),
        MemoryBudget(),
        allow_private=allow_private,
        sleep=lambda _: None,
    )


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_of_the_open_internet_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_a_private_host_opens_a_socket(host, connects, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", LOOK_UP)
    with client_for(f"https://{host}/v1") as client, pytest.raises(AddressRefused, match="private"):
        client.send(Request("/x"))
    assert connects == []


def test_a_name_that_stands_for_a_private_address_opens_no_socket(names, connects):
    for addresses in (["10.0.0.5"], ["93.184.215.14", "127.0.0.1"], ["fd00::1"]):
        names["vendor.example"] = [addresses]
        with client_for("https://vendor.example") as client, pytest.raises(AddressRefused):
            client.send(Request("/x"))
    assert connects == []


def test_the_address_that_was_checked_is_the_one_connected_to(names, connects):
    names["vendor.example"] = [["93.184.215.14"], ["127.0.0.1"]]
    with client_for("https://vendor.example") as client, pytest.raises(VendorError):
        client.send(Request("/x"))
    assert {address[0] for address in connects} == {"93.184.215.14"}


def test_every_address_of_a_name_is_tried(names, connects):
    names["vendor.example"] = [["2606:4700::1111", "93.184.215.14"]]
    with client_for("https://vendor.example") as client, pytest.raises(VendorDown):
        client.send(Request("/x", method="POST"))
    assert [address[0] for address in connects] == ["2606:4700::1111", "93.184.215.14"]


def test_a_name_that_is_not_known_is_the_vendor_being_down(names):
    with (
        client_for("https://nowhere.example") as client,
        pytest.raises(VendorDown, match="nowhere"),
    ):
        client.send(Request("/x"))


def test_a_token_is_not_fetched_from_a_private_address_either(names, connects):
    names["169.254.169.254"] = [["169.254.169.254"]]
    client = client_for("https://vendor.example", auth=ClientCredentials())
    with client, pytest.raises(AddressRefused, match="private"):
        client.send(Request("/x"))
    assert connects == []


def test_where_private_addresses_are_allowed_they_are_called():
    with running(Vendor()) as vendor, client_for(vendor.base_url, allow_private=True) as client:
        assert client.send(Request("/x")).body == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://vendor.example", "must start with https"),
        ("ftp://vendor.example", "must look like"),
        ("vendor.example", "must look like"),
        ("https://", "must look like"),
        ("https://vendor.example:99999", "not a web address"),
        ("https://[::1", "not a web address"),
        ("https://user:pass@vendor.example", "no user name"),
        ("https://vendor.example/?key=1", "no user name, query"),
        ("https://vendor.example/#x", "no user name, query or fragment"),
        ("file:///etc/passwd", "must look like"),
    ],
)
def test_what_cannot_be_a_base_url_is_refused(url, said):
    with pytest.raises(AddressRefused, match=said):
        check_base_url(url, allow_private=False)


@pytest.mark.parametrize("port", ["", ":443"])
def test_the_usual_port_may_be_written_or_left_out(port):
    assert path_below("https://vendor.example/v1", f"https://VENDOR.example{port}/v1/x") == "/x"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://user:pass@vendor.example/v1/x?key=1#f", "https://vendor.example/v1/x"),
        ("/v1/x?key=1", "/v1/x"),
        ("http://[", ""),
    ],
)
def test_an_error_keeps_no_query_and_no_user_name(url, kept):
    assert without_query(url) == kept


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", 1),
        ("list.1.c", 2),
        ("list.9.c", None),
        ("list.-1", None),
        ("a.b.c", None),
        ("", {"a": {"b": 1}, "list": [0, {"c": 2}], "none": None}),
        ("none.x", None),
        ("list.²", None),
    ],
)
def test_dig_reads_what_is_there_and_never_raises(path, found):
    assert dig({"a": {"b": 1}, "list": [0, {"c": 2}], "none": None}, path) == found
