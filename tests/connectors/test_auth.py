"""Showing vendors who is calling."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from connectors.auth import (
    Access,
    AnyOf,
    ApiKeyHeader,
    Basic,
    Bearer,
    ClientCredentials,
    MemoryTokens,
    SignIn,
    Token,
    TokenHeader,
    budget_key,
    hide,
    secrets_of,
)
from connectors.errors import (
    AddressRefused,
    GarbageAnswer,
    KeyRefused,
    NotFound,
    SlowDown,
    VendorDown,
)
from connectors.http import Client
from connectors.paging import Request, Response
from connectors.rates import MemoryBudget
from tests.connectors.vendor_server import Reply, Vendor, running

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAIR = {"client_id": "made-up-id", "client_secret": "made-up-secret"}
GREENHOUSE = "https://harvest.greenhouse.io"
DRVN = SignIn(
    path="/api/v1/users/sign_in",
    body={"login": "login", "password": "password"},
    required=("login", "password"),
    wrap="user",
    token="header:Authorization",
    lifetime=timedelta(days=30),
)
VIASTO = SignIn(
    path="/api-token-auth/",
    body={"username": "username", "password": "password", "company": "company"},
    required=("username", "password"),
    scheme="Token",
)


class Desk:
    """The vendor's sign-in: notes what was posted and gives one answer after the other."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, asked):
        self.asked.append(asked)
        status, body, headers = (*self.answers.pop(0), {})[:3]
        return Response(status, headers, body, Request(asked.url, method="POST"))


def access(credentials=None, *, base_url=GREENHOUSE, desk=None, now=NOW, tokens=None, **options):
    return Access(
        base_url,
        credentials or PAIR,
        options,
        tokens or MemoryTokens(),
        desk or Desk(),
        lambda: now,
    )


@pytest.mark.parametrize(
    ("auth", "credentials", "headers"),
    [
        (Bearer(), {"api_key": " k-1 "}, {"Authorization": "Bearer k-1"}),
        (Bearer(secret="api_token"), {"api_token": "k-1"}, {"Authorization": "Bearer k-1"}),
        (TokenHeader(), {"token": "t-1"}, {"Authorization": "Token t-1"}),
        (ApiKeyHeader("X-ACCESS-TOKEN", "api_token"), {"api_token": "t"}, {"X-ACCESS-TOKEN": "t"}),
        (Basic("api_key"), {"api_key": "sim-key"}, {"Authorization": "Basic c2ltLWtleTo="}),
        (Basic("a", "b"), {"a": "u", "b": "p"}, {"Authorization": "Basic dTpw"}),
    ],
)
def test_a_fixed_key_goes_where_the_vendor_wants_it(auth, credentials, headers):
    assert auth.headers(access(credentials)) == headers
    assert auth.missing(credentials) == ()
    assert not auth.renew(access(credentials), headers)


@pytest.mark.parametrize("auth", [Bearer(), Basic("api_key"), ApiKeyHeader()])
@pytest.mark.parametrize("value", ["", "  ", None, "k\r\nX-Evil: 1", "schlüssel"])
def test_a_key_that_cannot_be_one_is_refused_before_it_is_sent(auth, value):
    with pytest.raises(KeyRefused, match="api_key") as caught:
        auth.headers(access({"api_key": value}))
    assert caught.value.credential == "api_key"


def test_missing_credentials_are_named():
    assert ClientCredentials().missing({"client_id": " "}) == ("client_id", "client_secret")
    assert VIASTO.missing({"username": "u"}) == ("password",)


def test_whichever_way_the_credentials_allow_is_taken():
    either = AnyOf((TokenHeader(), VIASTO))
    assert either.missing({}) == ("token",)
    assert either.missing({"username": "u", "password": "p"}) == ()
    assert either.headers(access({"token": "t-1"})) == {"Authorization": "Token t-1"}
    signed_in = access({"username": "u", "password": "p"}, desk=Desk((200, {"token": "t-2"})))
    assert either.headers(signed_in) == {"Authorization": "Token t-2"}
    assert 401 in either.renew_on


def test_client_credentials_are_posted_as_a_form_behind_basic_auth():
    desk = Desk((200, {"access_token": "t-1", "expires_at": "2026-03-02T16:00:00.000Z"}))
    given = access(desk=desk, on_behalf_of="4212")
    assert ClientCredentials().headers(given) == {"Authorization": "Bearer t-1"}
    (asked,) = desk.asked
    pair = b64encode(b"made-up-id:made-up-secret").decode()
    assert asked.url == "https://auth.greenhouse.io/token"
    assert asked.headers == {"Authorization": f"Basic {pair}"}
    assert asked.form == {"grant_type": "client_credentials", "sub": "4212"}


@pytest.mark.parametrize(
    ("base_url", "options", "url"),
    [
        (GREENHOUSE, {}, "https://auth.greenhouse.io/token"),
        ("http://127.0.0.1:9100/greenhouse", {}, "http://127.0.0.1:9100/greenhouse/token"),
        ("http://127.0.0.1:9100", {"token_url": "http://127.0.0.1:1/t"}, "http://127.0.0.1:1/t"),
        (GREENHOUSE, {"token_url": "https://x.example/t"}, "https://x.example/t"),
    ],
)
def test_the_token_comes_from_where_the_account_lives(base_url, options, url):
    assert ClientCredentials().token_url(access(base_url=base_url, **options)) == url


@pytest.mark.parametrize(
    ("told", "lasts"),
    [
        ({"expires_at": "2026-03-02T16:30:00.000Z"}, 1.5 * HOUR),
        ({"expires_at": "2026-03-02T16:30:00+0000"}, 1.5 * HOUR),
        ({"expires_at": "2026-03-02T17:30:00+01:00"}, 1.5 * HOUR),
        ({"expires_at": "2026-03-02T16:30:00"}, 1.5 * HOUR),
        ({"expires_at": int((NOW + HOUR / 2).timestamp())}, HOUR / 2),
        ({"expires_at": int((NOW + HOUR / 2).timestamp() * 1000)}, HOUR / 2),
        ({"expires": "2026-03-02T15:20:00Z"}, HOUR / 3),
        ({"expires_in": 7200}, 2 * HOUR),
        ({"expires_in": "7200"}, 2 * HOUR),
        ({"expires_in": -5}, HOUR),
        ({"expires_at": "soon"}, HOUR),
        ({"expires_at": 1e300, "expires_in": None}, HOUR),
        ({}, HOUR),
    ],
)
def test_the_end_of_a_token_is_read_from_every_documented_shape(told, lasts):
    tokens = MemoryTokens()
    given = access(desk=Desk((200, {"access_token": "t-1"} | told)), tokens=tokens)
    ClientCredentials().headers(given)
    assert tokens.get().expires_at == NOW + lasts


def test_a_token_is_used_until_a_minute_before_its_end():
    tokens = MemoryTokens()
    desk = Desk(*((200, {"access_token": f"t-{n}", "expires_in": 3600}) for n in (1, 2)))
    used = [
        ClientCredentials().headers(
            access(desk=desk, tokens=tokens, now=NOW + timedelta(seconds=s))
        )
        for s in (0, 3539, 3540)
    ]
    assert [it["Authorization"][-3:] for it in used] == ["t-1", "t-1", "t-2"]


def test_a_changed_secret_or_user_makes_the_token_stale():
    tokens = MemoryTokens()
    desk = Desk(*((200, {"access_token": f"t-{n}"}) for n in (1, 2, 3)))
    for given in (
        access(desk=desk, tokens=tokens),
        access(PAIR | {"client_secret": "another"}, desk=desk, tokens=tokens),
        access(PAIR | {"client_secret": "another"}, desk=desk, tokens=tokens, on_behalf_of="7"),
    ):
        ClientCredentials().headers(given)
    assert desk.answers == []


def test_a_token_that_another_worker_renewed_is_used_and_not_got_again():
    tokens, desk = MemoryTokens(Token("t-new")), Desk()
    given = access(desk=desk, tokens=tokens)
    assert ClientCredentials().renew(given, {"Authorization": "Bearer t-old"})
    assert desk.asked == []


def test_a_token_survives_being_kept_and_shows_nothing():
    for token in (Token("t-1", NOW, "f"), Token("t-1")):
        assert Token.from_json(json.loads(json.dumps(token.as_json()))) == token
        assert "t-1" not in repr(token)
    assert "secret" not in repr(access())


@pytest.mark.parametrize("status", [400, 401, 403, 422])
def test_a_refused_client_is_named_with_the_vendors_reason(status):
    body = {"error": "invalid_client", "error_description": "Client authentication failed"}
    with pytest.raises(
        KeyRefused, match=r"client_id, client_secret .*Client authentication"
    ) as caught:
        ClientCredentials().headers(access(desk=Desk((status, body))))
    assert caught.value.credential == "client_id, client_secret"
    assert caught.value.vendor_status == status


def test_a_client_without_scopes_is_told_to_tick_them():
    said = {"error_description": "Client application is not requesting any scopes"}
    with pytest.raises(KeyRefused, match=r"tick the scopes .*not requesting any scopes"):
        ClientCredentials().headers(access(desk=Desk((400, said))))


def test_a_refusal_with_a_user_of_its_own_names_the_option_too():
    with pytest.raises(KeyRefused, match="on_behalf_of"):
        ClientCredentials().headers(access(desk=Desk((400, {})), on_behalf_of="7"))


@pytest.mark.parametrize(
    "body", [{}, {"access_token": None}, {"access_token": "a\nb"}, "<html>", []]
)
def test_an_answer_without_a_token_is_garbage(body):
    with pytest.raises(GarbageAnswer, match="no token at access_token"):
        ClientCredentials().headers(access(desk=Desk((200, body))))


def test_a_user_signs_in_and_finds_the_token_in_a_header():
    desk = Desk((200, {"user": {}}, {"authorization": "Bearer a.jwt.token"}))
    given = access(
        {"login": "a@b.example", "password": "pw"}, base_url="https://d.example/", desk=desk
    )
    assert DRVN.headers(given) == {"Authorization": "Bearer a.jwt.token"}
    assert desk.asked[0].url == "https://d.example/api/v1/users/sign_in"
    assert desk.asked[0].json == {"user": {"login": "a@b.example", "password": "pw"}}
    assert given.tokens.get().expires_at == NOW + timedelta(days=30)


def test_a_credential_that_is_not_given_is_not_sent():
    desk = Desk((200, {"token": "t"}), (200, {"token": "t"}))
    for company in ({}, {"company": "acme"}):
        VIASTO.headers(access({"username": "u", "password": "p"} | company, desk=desk))
    assert [it.json.get("company") for it in desk.asked] == [None, "acme"]


def test_a_token_in_xml_is_read_where_a_vendor_answers_so():
    ceipal = SignIn(
        path="/v1/createAuthtoken",
        body={"email": "email"},
        required=("email",),
        token="access_token",
    )
    desk = Desk((200, "<root><access_token>abc.def</access_token></root>"))
    given = access({"email": "a@b.example"}, desk=desk)
    assert ceipal.headers(given) == {"Authorization": "Bearer abc.def"}


def test_a_refused_login_names_what_was_sent_and_not_its_values():
    desk = Desk((400, {"non_field_errors": ["Unable to log in with provided credentials."]}))
    with pytest.raises(KeyRefused, match=r"username, password \(400\): Unable to log in"):
        VIASTO.headers(access({"username": "u", "password": "p"}, desk=desk))


def test_every_spelling_of_a_secret_is_hidden():
    credentials = {"id": "name", "secret": 'p"s s/w+rd=', "short": "ab"}
    pair = b64encode(b'name:p"s s/w+rd=').decode()
    alone = b64encode(b'p"s s/w+rd=:').decode()
    text = f'p"s s/w+rd= {json.dumps(credentials)} p%22s%20s%2Fw%2Brd%3D p%22s+s%2Fw%2Brd%3D {pair} {alone} tok-en'
    hidden = hide(text, secrets_of(credentials, "tok-en"))
    for spelling in ("s s/w", "s%20s", "s+s", pair[:12], alone[:12], "tok-en"):
        assert spelling not in hidden


def test_a_budget_is_named_by_its_caller_and_tells_nothing_of_it():
    first = budget_key("greenhouse", {"api_key": "k-1", "webhook_secret": "a"})
    assert first == budget_key("greenhouse", {"webhook_secret": "b", "api_key": "k-1"})
    assert first != budget_key("greenhouse", {"api_key": "k-2"})
    assert first != budget_key("ashby", {"api_key": "k-1"})
    assert len(first) == 64


def sign_in_at(reply, **options):
    """Send one request to a vendor whose sign-in gives this reply; what it was posted comes back."""
    with running(Vendor(reply)) as vendor:
        client = Client(
            vendor.base_url,
            ClientCredentials(),
            PAIR,
            options,
            MemoryTokens(),
            MemoryBudget(),
            allow_private=True,
            sleep=lambda _: None,
        )
        with client:
            try:
                client.send(Request("/x", method="POST"))
            finally:
                sign_in_at.calls = vendor.calls


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply({"error": "invalid_client"}, 400), KeyRefused),
        (Reply(b"Client application is not requesting any scopes", 400), KeyRefused),
        (Reply({}, 404), NotFound),
        (Reply({}, 500), VendorDown),
        (Reply({}, 429, {"Retry-After": "60"}), SlowDown),
        (Reply(b"<html>hello</html>"), GarbageAnswer),
        (Reply({}, 302, {"Location": "https://evil.example/token"}), AddressRefused),
    ],
)
def test_over_the_wire_a_failed_sign_in_is_sorted_like_any_other_call(reply, error):
    with pytest.raises(error) as caught:
        sign_in_at(reply)
    assert "made-up-secret" not in repr(vars(caught.value)) + str(caught.value)
    (asked,) = sign_in_at.calls
    assert (asked.method, asked.path) == ("POST", "/greenhouse/token")
    assert parse_qs(asked.body.decode()) == {"grant_type": ["client_credentials"]}
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
