"""A coordinator of one company, signed in, and what their pages say."""

import re
from dataclasses import dataclass
from html import unescape
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
    return Page(response.status_code, response.content.decode())


def reader(user: Any) -> Reader:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return Reader(client)


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
