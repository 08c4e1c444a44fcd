from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from connectors.sandbox import Sandbox

WEDNESDAY = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)


class FakeClock:
    def __init__(self, now: datetime = WEDNESDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def greenhouse_alone(clock: FakeClock, *, rate_limits: bool) -> Sandbox:
    return Sandbox(seed=1, size=200, vendors=("greenhouse",), clock=clock, rate_limits=rate_limits)


class Caller:
    """Speaks plain HTTP with the sandbox, as any client of Greenhouse would."""

    def __init__(self, sandbox: Sandbox) -> None:
        connection = sandbox.connection("greenhouse")
        self.base_url = connection["base_url"]
        self.credentials = connection["credentials"]
        self.session = requests.Session()
        self.v1_auth = (self.credentials["api_key"], "")
        self.token: str | None = None

    def mint(self, **grant) -> requests.Response:
        client = (self.credentials["client_id"], self.credentials["client_secret"])
        data = {"grant_type": "client_credentials", **grant}
        response = self.session.post(f"{self.base_url}/token", data=data, auth=client, timeout=60)
        if response.ok:
            self.token = response.json()["access_token"]
        return response

    def v1(self, path: str, method: str = "GET", **options) -> requests.Response:
        options.setdefault("auth", self.v1_auth)
        return self.session.request(method, self.base_url + path, timeout=60, **options)

    def v3(self, path: str, method: str = "GET", **options) -> requests.Response:
        if self.token is None:
            self.mint()
        headers = {"Authorization": f"Bearer {self.token}"}
        url = path if path.startswith("http") else self.base_url + path
        return self.session.request(method, url, headers=headers, timeout=60, **options)

    def walk_v3(self, path: str, **params) -> list[dict]:
        page = self.v3(path, params={"per_page": 500, **params})
        rows = page.json()
        while "next" in page.links:
            page = self.v3(page.links["next"]["url"])
            rows += page.json()
        return rows

    def walk_v1(self, path: str, **params) -> list[dict]:
        page = self.v1(path, params={"per_page": 500, **params})
        rows = page.json()
        while "next" in page.links:
            page = self.session.get(page.links["next"]["url"], auth=self.v1_auth, timeout=60)
            rows += page.json()
        return rows


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sandbox(clock: FakeClock) -> Iterator[Sandbox]:
    with greenhouse_alone(clock, rate_limits=False) as running:
        yield running


@pytest.fixture
def caller(sandbox: Sandbox) -> Iterator[Caller]:
    one = Caller(sandbox)
    yield one
    one.session.close()


@pytest.fixture
def limited(clock: FakeClock) -> Iterator[Caller]:
    """A caller of a sandbox that counts requests."""
    with greenhouse_alone(clock, rate_limits=True) as running:
        one = Caller(running)
        yield one
        one.session.close()
