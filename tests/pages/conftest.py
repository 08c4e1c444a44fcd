"""A coordinator of one company, signed in, and what their pages say."""

import csv
import re
from dataclasses import dataclass
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from tests import make

DAY = "2026-11-05"


@dataclass
class Page:
    status: int
    html: str

    @property
    def text(self) -> str:
        """What is to be read, in one line."""
        bare = re.sub(r"<(style|script|datalist)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@dataclass
class Reader:
    client: Client

    def open(self, path: str, /, **params: Any) -> Page:
        return page(self.client.get(path, params))

    def send(self, path: str, /, **fields: Any) -> Page:
        return page(self.client.post(path, fields, follow=True))


def page(response: Any) -> Page:
    """Words are whole in it, wherever a narrow line may break them."""
    return Page(response.status_code, response.content.decode().replace("<wbr>", ""))


def reader(user: Any) -> Reader:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return Reader(client)


def heads(page: Page) -> list[str]:
    """The heads of a list's columns, but for the one that chooses."""
    found = page.html.split("<thead", 1)[1].split("</thead>", 1)[0]
    parts = [part.split("</th>")[0] for part in found.split("<th ")[1:]]
    return [part for part in parts if ">Choose<" not in part]


def exported(reader: Reader, path: str, **asked: Any) -> tuple[str, list[dict[str, str]]]:
    """The file that a list gives, as text and as rows."""
    answer: Any = reader.client.get(path, asked)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    return text, list(csv.DictReader(StringIO(text.lstrip("\ufeff"))))


def warm(reader: Reader) -> None:
    """The queue's count in the frame is kept for less than a minute, and then costs nothing."""
    reader.open("/settings/")


@pytest.fixture
def greenhouse(acme):
    return make.account(acme)


@pytest.fixture
def coordinator(alice):
    return reader(alice)


@pytest.fixture
def admin(bob):
    return reader(bob)


@pytest.fixture
def stranger(charlie):
    return reader(charlie)
