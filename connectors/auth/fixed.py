"""Keys that go with every request as they are."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.auth.secrecy import missing, secret
from connectors.auth.tokens import Access, Auth


@dataclass(frozen=True)
class Fixed:
    """Nothing to renew: a refused key needs a person."""

    @property
    def required(self) -> tuple[str, ...]:
        return ()

    @property
    def renew_on(self) -> tuple[int, ...]:
        return ()

    def missing(self, credentials: Mapping[str, str]) -> tuple[str, ...]:
        return missing(self.required, credentials)

    def renew(self, access: Access, refused: Mapping[str, str]) -> bool:
        return False


@dataclass(frozen=True)
class TokenHeader(Fixed):
    """`Authorization: <scheme> <key>`."""

    scheme: str = "Token"
    secret: str = "token"  # noqa: S105 (a name)

    @property
    def required(self) -> tuple[str, ...]:
        return (self.secret,)

    def headers(self, access: Access) -> dict[str, str]:
        return {"Authorization": f"{self.scheme} {secret(access.credentials, self.secret)}"}


@dataclass(frozen=True)
class Bearer(TokenHeader):
    """`Authorization: Bearer <key>`."""

    scheme: str = "Bearer"
    secret: str = "api_key"  # noqa: S105 (a name)


@dataclass(frozen=True)
class ApiKeyHeader(Fixed):
    """A header of the vendor's own that holds nothing but the key."""

    header: str = "X-API-Key"
    secret: str = "api_key"  # noqa: S105 (a name)

    @property
    def required(self) -> tuple[str, ...]:
        return (self.secret,)

    def headers(self, access: Access) -> dict[str, str]:
        return {self.header: secret(access.credentials, self.secret)}


@dataclass(frozen=True)
class Basic(Fixed):
    """HTTP Basic. `username` and `password` name credentials; "" stands for an empty one, and the colon
    is sent all the same (Greenhouse v1 and Ashby take the key as username and no password)."""

    username: str = ""
    password: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(name for name in (self.username, self.password) if name)

    def headers(self, access: Access) -> dict[str, str]:
        names = (self.username, self.password)
        return basic(*(secret(access.credentials, name) if name else "" for name in names))


@dataclass(frozen=True)
class AnyOf:
    """Whichever of these the credentials at hand allow; the first one otherwise."""

    ways: tuple[Auth, ...]

    @property
    def required(self) -> tuple[str, ...]:
        return self.ways[0].required

    @property
    def renew_on(self) -> tuple[int, ...]:
        return tuple({status for way in self.ways for status in way.renew_on})

    def missing(self, credentials: Mapping[str, str]) -> tuple[str, ...]:
        return self.fitting(credentials).missing(credentials)

    def fitting(self, credentials: Mapping[str, str]) -> Auth:
        return next((way for way in self.ways if not way.missing(credentials)), self.ways[0])

    def headers(self, access: Access) -> dict[str, str]:
        return self.fitting(access.credentials).headers(access)

    def renew(self, access: Access, refused: Mapping[str, str]) -> bool:
        return self.fitting(access.credentials).renew(access, refused)


def basic(username: str, password: str) -> dict[str, str]:
    pair = b64encode(f"{username}:{password}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}
