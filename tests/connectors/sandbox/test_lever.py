import pytest

from tests.connectors.sandbox.vendor_caller import calling


@pytest.fixture
def lever(clock):
    with calling("lever", clock) as caller:
        caller.session.auth = (caller.credentials["api_key"], "")
        yield caller


def test_opportunities_come_by_pages_and_their_interviews_below_them(lever):
    first = lever.get("/v1/opportunities", limit=10).json()
    assert (len(first["data"]), first["hasNext"]) == (10, True)
    rows, body = first["data"], first
    while body["hasNext"]:
        body = lever.get("/v1/opportunities", limit=10, offset=body["next"]).json()
        rows += body["data"]
    assert "next" not in body
    paths = [f"/v1/opportunities/{row['id']}/interviews" for row in rows]
    interviews = [one for path in paths for one in lever.get(path).json()["data"]]
    assert len({one["id"] for one in interviews}) == 60
    one = interviews[0]
    alone = lever.get(f"/v1/opportunities/{one['opportunityId']}/interviews/{one['id']}").json()
    assert alone == {"data": one}
    assert any(one["canceledAt"] for one in interviews)
    assert any(one["feedbackForms"] for one in interviews)


def test_ten_calls_a_second_and_no_more(clock):
    with calling("lever", clock, rate_limits=True) as lever:
        lever.session.auth = (lever.credentials["api_key"], "")
        answers = [lever.get("/v1/opportunities").status_code for _ in range(11)]
        assert answers == [200] * 10 + [429]
        clock.forward(seconds=1)
        assert lever.get("/v1/opportunities").status_code == 200


def test_no_key_no_such_record_and_no_such_place(lever):
    assert lever.get("/v1/opportunities", offset="x").status_code == 400
    assert lever.get("/v1/opportunities/x/interviews").status_code == 404
    lever.session.auth = ("nonsense", "")
    assert lever.get("/v1/opportunities").status_code == 401
