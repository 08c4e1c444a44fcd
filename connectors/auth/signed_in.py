"""Tokens that are got with credentials and run out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.addresses import origin
from connectors.auth.fixed import basic
from connectors.auth.secrecy import fingerprint, missing, secret
from connectors.auth.tokens import Access, LoginRequest, Token
from connectors.errors import GarbageAnswer, KeyRefused
from connectors.paging.messages import Response
from connectors.paths import dig
from connectors.words import vendor_words

REFUSALS_FROM = 400
MILLISECONDS = 1e11  # no epoch in seconds is as large before the year 5138
NO_SCOPES = (
    "The credential has no permissions: tick the scopes of this credential at the vendor, "
    "then connect again. The vendor says: "
)


@dataclass(frozen=True, kw_only=True)
class ClientCredentials:
    """OAuth 2 client credentials. The vendor gives the scopes to the credential; none are asked for.

    `home` is the vendor's own base URL. An account with another one gets its token from
    `<base URL>/token`, unless the option `token_url` says otherwise. The option `on_behalf_of` is
    sent as `sub`: the user in whose name the token reads.
    """

    url: str = "https://auth.greenhouse.io/token"
    home: str = "https://harvest.greenhouse.io"
    client_id: str = "client_id"
    client_secret: str = "client_secret"  # noqa: S105 (a name)
    lifetime: timedelta = timedelta(hours=1)
    renew_on: tuple[int, ...] = (401,)

    @property
    def required(self) -> tuple[str, ...]:
        return (self.client_id, self.client_secret)

    def missing(self, credentials: Mapping[str, str]) -> tuple[str, ...]:
        return missing(self.required, credentials)

    def headers(self, access: Access) -> dict[str, str]:
        made_with = self._made_with(access)
        token = access.tokens.get()
        if token is None or not token.good(now=access.now(), made_with=made_with):
            token = self._mint(access)
        return {"Authorization": f"Bearer {token.value}"}

    def renew(self, access: Access, refused: Mapping[str, str]) -> bool:
        kept = access.tokens.get()
        if kept is None or refused.get("Authorization") == f"Bearer {kept.value}":
            self._mint(access)
        return True

    def token_url(self, access: Access) -> str:
        chosen = access.options.get("token_url")
        if chosen:
            return str(chosen)
        if origin(access.base_url) == origin(self.home):
            return self.url
        return f"{access.base_url.rstrip('/')}/token"

    def _made_with(self, access: Access) -> str:
        who = [access.credentials.get(name) for name in self.required]
        return fingerprint(who, self.token_url(access), access.options.get("on_behalf_of"))

    def _mint(self, access: Access) -> Token:
        form = {"grant_type": "client_credentials"}
        if sub := access.options.get("on_behalf_of"):
            form["sub"] = str(sub)
        names = (secret(access.credentials, name) for name in self.required)
        asked = LoginRequest(self.token_url(access), basic(*names), form=form)
        response = access.login(asked)
        credential = ", ".join(self.required)
        check_signed_in(response, credential, "the option on_behalf_of" if sub else "")
        value = text_at(response, "access_token", credential)
        expires_at = expiry(response.body, now=access.now(), otherwise=self.lifetime)
        token = Token(value, expires_at, self._made_with(access))
        access.tokens.put(token)
        return token


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A user's own login, posted as JSON. `body` is `{field: credential name}`, put below `wrap` if set.

    `token` is where the answer holds the token: a dotted path, or `header:Authorization`. A credential
    that is not given is not sent; `required` are those that must be. With `refresh` a token that has run out
    is first shown at that path, in the header `shown_as`, to get the next one for it.
    """

    path: str
    body: Mapping[str, str]
    required: tuple[str, ...]
    wrap: str = ""
    token: str = "token"  # noqa: S105 (a path)
    scheme: str = "Bearer"
    lifetime: timedelta = timedelta(hours=1)
    renew_on: tuple[int, ...] = (401,)
    refresh: str = ""
    shown_as: str = "Token"

    def missing(self, credentials: Mapping[str, str]) -> tuple[str, ...]:
        return missing(self.required, credentials)

    def headers(self, access: Access) -> dict[str, str]:
        token = access.tokens.get()
        if token is None or not token.good(now=access.now(), made_with=self._made_with(access)):
            token = self._refreshed(access, token) or self._sign_in(access)
        return {"Authorization": f"{self.scheme} {token.value}"}

    def renew(self, access: Access, refused: Mapping[str, str]) -> bool:
        kept = access.tokens.get()
        if kept is None or refused.get("Authorization") == f"{self.scheme} {kept.value}":
            self._sign_in(access)
        return True

    def _made_with(self, access: Access) -> str:
        return fingerprint([access.credentials.get(name) for name in self.body.values()], self.path)

    def _refreshed(self, access: Access, old: Token | None) -> Token | None:
        """The next token for one that has run out; None where the vendor wants to see the password."""
        if not self.refresh or old is None or old.made_with != self._made_with(access):
            return None
        shown = {self.shown_as: f"{self.scheme} {old.value}"}
        url = access.base_url.rstrip("/") + self.refresh
        response = access.login(LoginRequest(url, shown, json={}))
        return self._kept(access, response) if response.status < REFUSALS_FROM else None

    def _sign_in(self, access: Access) -> Token:
        given = {
            field: access.credentials[name]
            for field, name in self.body.items()
            if access.credentials.get(name)
        }
        absolute = self.path.startswith(("http://", "https://"))
        url = self.path if absolute else access.base_url.rstrip("/") + self.path
        asked = LoginRequest(url, {}, json={self.wrap: given} if self.wrap else given)
        response = access.login(asked)
        check_signed_in(response, ", ".join(self.required))
        return self._kept(access, response)

    def _kept(self, access: Access, response: Response) -> Token:
        credential = ", ".join(self.required)
        value = text_at(response, self.token, credential).removeprefix(f"{self.scheme} ")
        expires_at = expiry(response.body, now=access.now(), otherwise=self.lifetime)
        token = Token(value, expires_at, self._made_with(access))
        access.tokens.put(token)
        return token


def check_signed_in(response: Response, credential: str, also: str = "") -> None:
    """`KeyRefused` with the vendor's reason. Bad clients are told so with 400 as often as with 401."""
    if response.status < REFUSALS_FROM:
        return
    said = vendor_words(response.body)
    if "not requesting any scopes" in said:
        message = f"{NO_SCOPES}{said}"
    else:
        what = f"{credential} or {also}" if also else credential
        message = f"The vendor refused {what} ({response.status}): {said or 'no reason given'}"
    raise KeyRefused(
        message,
        credential=credential,
        vendor_status=response.status,
        url=response.request.path,
        excerpt=str(response.body)[:2000],
    )


def text_at(response: Response, where: str, credential: str) -> str:
    """The token in an answer. Ceipal answers in XML where it is not persuaded to speak JSON."""
    value = response.says(where)
    if isinstance(response.body, str) and not value:
        found = re.search(rf"<{where}>([^<\s]+)</{where}>", response.body)
        value = found[1] if found else None
    if isinstance(value, str) and value.strip() and value.isascii() and value.isprintable():
        return value.strip()
    raise GarbageAnswer(
        f"The vendor took {credential}, but its answer holds no token at {where}.",
        vendor_status=response.status,
        url=response.request.path,
    )


def expiry(body: Any, *, now: datetime, otherwise: timedelta) -> datetime:
    """When a token ends: `expires_at` or `expires` (ISO 8601 or epoch), or `expires_in` seconds."""
    for name in ("expires_at", "expires"):
        if (instant := moment(dig(body, name))) is not None:
            return instant
    seconds = number(dig(body, "expires_in"))
    return now + (timedelta(seconds=seconds) if seconds and seconds > 0 else otherwise)


def moment(value: Any) -> datetime | None:
    """An instant from ISO 8601 (UTC where it names no zone) or from an epoch in seconds or milliseconds."""
    epoch = number(value)
    try:
        if epoch is not None:
            return datetime.fromtimestamp(epoch / 1000 if epoch > MILLISECONDS else epoch, UTC)
        parsed = datetime.fromisoformat(value) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
    return parsed.replace(tzinfo=UTC) if parsed and parsed.tzinfo is None else parsed


def number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool | None) else float(value)
    except (TypeError, ValueError):
        return None
