import base64
import json

import pytest


def claims(token: str) -> dict:
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def client(caller):
    return (caller.credentials["client_id"], caller.credentials["client_secret"])


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"grant_type": "client_credentials"}},
        {"params": {"grant_type": "client_credentials"}},
        {"json": {"grant_type": "client_credentials"}},
        {"params": {"grant_type": "client_credentials"}, "json": {}},
    ],
)
def test_the_grant_comes_as_form_query_or_json(caller, sent):
    url = f"{caller.base_url}/token"
    response = caller.session.post(url, auth=client(caller), timeout=60, **sent)
    assert response.status_code == 200
    assert set(response.json()) == {"token_type", "access_token", "expires_at"}
    assert response.json()["token_type"] == "Bearer"
    assert response.json()["expires_at"] == "2026-03-04T11:30:00.000Z"


def test_a_wrong_client_gets_400(caller):
    url = f"{caller.base_url}/token"
    data = {"grant_type": "client_credentials"}
    response = caller.session.post(url, data=data, auth=("someone", "else"), timeout=60)
    assert response.status_code == 400
    assert response.json()["error"] == "invalid_client"


def test_another_grant_gets_400(caller):
    assert caller.mint(grant_type="password").status_code == 400


def test_the_token_is_a_jwt_of_the_user_asked_for(caller, sandbox):
    admin = next(user for user in sandbox.greenhouse.world.users if user.site_admin)
    token = caller.mint(sub=str(admin.id)).json()["access_token"]
    assert len(token.split(".")) == 3
    assert claims(token)["sub"] == str(admin.id)
    assert caller.v3("/v3/jobs").status_code == 200


def test_without_sub_the_service_account_acts(caller, sandbox):
    sub = claims(caller.mint().json()["access_token"])["sub"]
    assert sandbox.greenhouse.world.users[int(sub)].service_account


def test_an_unknown_user_gets_no_token(caller):
    assert caller.mint(sub="12").status_code == 400


def test_a_token_of_somebody_who_is_no_site_admin_reads_nothing(caller, sandbox):
    user = next(user for user in sandbox.greenhouse.world.users if not user.site_admin)
    caller.mint(sub=str(user.id))
    assert caller.v3("/v3/interviews").status_code == 403


def test_a_token_lives_an_hour(caller, clock):
    caller.mint()
    clock.forward(minutes=59, seconds=59)
    assert caller.v3("/v3/jobs").status_code == 200
    clock.forward(seconds=1)
    response = caller.v3("/v3/jobs")
    assert response.status_code == 401
    assert set(response.json()) == {"message", "errors"}


def test_no_token_and_a_wrong_one_are_told_so(caller):
    url = f"{caller.base_url}/v3/jobs"
    assert caller.session.get(url, timeout=60).status_code == 401
    caller.token = "a.b.c"
    assert caller.v3("/v3/jobs").status_code == 401


def test_older_tokens_stay_valid_unless_switched(caller, sandbox):
    caller.mint()
    first = caller.token
    caller.mint()
    caller.token, second = first, caller.token
    assert caller.v3("/v3/jobs").status_code == 200
    assert second != first
    sandbox.greenhouse.world.switches.revoke_older_tokens = True
    caller.mint()
    caller.token = first
    assert caller.v3("/v3/jobs").status_code == 401


def test_introspection_tells_what_a_token_is_worth(caller):
    caller.mint()
    url = f"{caller.base_url}/introspect"
    active = caller.session.post(url, data={"token": caller.token}, timeout=60).json()
    assert active["active"] is True
    assert caller.session.post(url, data={"token": "x"}, timeout=60).json() == {"active": False}
