from connectors.sandbox import Sandbox


def test_v3_takes_75_requests_in_30_seconds(limited, clock):
    limited.mint()
    first = limited.v3("/v3/jobs?per_page=1")
    window_end = int(clock().timestamp()) // 30 * 30 + 30
    assert first.headers["X-RateLimit-Limit"] == "75"
    assert first.headers["X-RateLimit-Remaining"] == "74"
    assert first.headers["X-RateLimit-Reset"] == str(window_end)
    statuses = {limited.v3("/v3/jobs?per_page=1").status_code for _ in range(74)}
    assert statuses == {200}
    refused = limited.v3("/v3/jobs?per_page=1")
    assert refused.status_code == 429
    assert refused.json()["message"] == "Rate limit exceeded"
    assert refused.headers["Retry-After"] == str(window_end - int(clock().timestamp()))
    assert refused.headers["X-RateLimit-Remaining"] == "0"


def test_v3_opens_again_with_the_next_window(limited, clock):
    limited.mint()
    for _ in range(76):
        limited.v3("/v3/jobs?per_page=1")
    refused = limited.v3("/v3/jobs?per_page=1")
    clock.forward(seconds=int(refused.headers["Retry-After"]))
    assert limited.v3("/v3/jobs?per_page=1").status_code == 200


def test_v1_takes_50_requests_in_10_seconds(limited, clock):
    first = limited.v1("/v1/jobs?per_page=1")
    assert first.headers["X-RateLimit-Limit"] == "50"
    assert first.headers["X-RateLimit-Remaining"] == "49"
    assert "X-RateLimit-Reset" not in first.headers
    for _ in range(49):
        assert limited.v1("/v1/jobs?per_page=1").status_code == 200
    refused = limited.v1("/v1/jobs?per_page=1")
    assert refused.status_code == 429
    assert refused.json() == {"message": "Rate limit exceeded"}
    assert 1 <= int(refused.headers["Retry-After"]) <= 10
    clock.forward(seconds=int(refused.headers["Retry-After"]))
    assert limited.v1("/v1/jobs?per_page=1").status_code == 200


def test_both_versions_count_apart(limited):
    for _ in range(51):
        last = limited.v1("/v1/jobs?per_page=1")
    assert last.status_code == 429
    assert limited.v3("/v3/jobs").status_code == 200


def test_refused_credentials_are_not_counted(limited):
    for _ in range(60):
        limited.v1("/v1/jobs?per_page=1", auth=("wrong", ""))
    assert limited.v1("/v1/jobs?per_page=1").status_code == 200


def test_limits_can_be_switched_off(caller):
    for _ in range(80):
        response = caller.v3("/v3/jobs?per_page=1")
    assert response.status_code == 200
    assert int(response.headers["X-RateLimit-Remaining"]) > 10_000


def test_limits_are_a_matter_of_the_world_not_of_the_class(clock):
    sandbox = Sandbox(size=10, clock=clock)
    sandbox.greenhouse.v3.window.limit = 3
    assert Sandbox(size=10, clock=clock).greenhouse.v3.window.limit == 75
