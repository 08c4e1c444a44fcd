"""The ways to walk a list, against a plain list of what the vendor holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import (
    AddressRefused,
    BadCursor,
    GarbageAnswer,
    KeyRefused,
    LoopDetected,
    RequestRefused,
    SlowDown,
)
from connectors.paging import (
    LinkHeader,
    NextUrl,
    PageNumbers,
    PageTokens,
    Request,
    Response,
    ResumeTokens,
    SinglePage,
    Walked,
)

BASE = "https://vendor.example/api"
V1 = LinkHeader(largest=500)
V3 = LinkHeader(largest=500, alone="cursor")
ROUNDHR = PageTokens(
    records="collection", token="pagination.next_page_token", send_as="page_token", size="per"
)
NUMBERED = PageNumbers(records="results", pages="num_pages", size="limit", largest=50)
COUNTED = PageNumbers(records="rows", total="header:Total", size="per_page")
UNTOLD = PageNumbers(records="rows", size="per_page")


def answer(body, request=None, link="", base_url=BASE, **headers):
    headers = {**headers, "link": link} if link else headers
    return Response(200, headers, body, request or Request("/v1/things"), base_url)


def walk(paging, vendor, *, size=None, params=()):
    """Read a whole list; each request goes through JSON on the way, as a checkpoint does."""
    walked, found = Walked(), []
    request = paging.first("/v1/things", params, size)
    while request:
        request = Request.from_json(json.loads(json.dumps(request.as_json())))
        response = vendor(walked.step(request))
        found += paging.items(response)
        request = paging.next(request, response)
    return found


def linked(rows, *, alone=False):
    """A vendor that pages with Link headers, v3's cursor rule included."""

    def reply(request):
        params = dict(request.params)
        assert not (alone and "cursor" in params and len(params) > 1)
        start, size = (
            int(it) for it in params.get("cursor", f"0-{params.get('per_page', 2)}").split("-")
        )
        link = f'<{BASE}/v1/things?cursor={start + size}-{size}>; rel="next"'
        more = start + size < len(rows)
        return answer(rows[start : start + size], request, link=link if more else "")

    return reply


def tokened(rows):
    def reply(request):
        start, size = int(request.param("page_token") or 0), int(request.param("per") or 3)
        following = str(start + size) if start + size < len(rows) else None
        page = {
            "collection": rows[start : start + size],
            "pagination": {"next_page_token": following},
        }
        return answer(page, request)

    return reply


def numbered(rows, *, largest=4):
    """A vendor that silently gives smaller pages than were asked for."""

    def reply(request):
        size = min(int(request.param("per_page") or request.param("limit") or 3), largest)
        start = (int(request.param("page") or 1) - 1) * size
        page = rows[start : start + size]
        body = {"rows": page, "results": page, "num_pages": -(-len(rows) // size)}
        return answer(body, request, total=str(len(rows)))

    return reply


def urled(rows):
    def reply(request):
        page = int(request.param("page") or 1)
        following = (
            f"{BASE}/v1/things?page={page + 1}&page_size=2" if page * 2 < len(rows) else None
        )
        return answer(
            {"objects": rows[page * 2 - 2 : page * 2], "meta": {"next": following}}, request
        )

    return reply


def resumed(rows):
    def reply(request):
        start, size = int(request.body.get("cursor", 0)), request.body["limit"]
        more = start + size < len(rows)
        last = {"nextCursor": str(start + size)} if more else {"syncToken": "s1"}
        body = {"success": True, "results": rows[start : start + size], "moreDataAvailable": more}
        return answer(body | last, request)

    return reply


ROWS = st.integers(min_value=0, max_value=23).map(lambda count: list(range(count)))
SIZES = st.none() | st.integers(min_value=1, max_value=9)


@given(rows=ROWS, size=SIZES)
def test_every_way_reads_every_record_once_and_in_order(rows, size):
    assert walk(V1, linked(rows), size=size) == rows
    assert walk(V3, linked(rows, alone=True), size=size, params={"updated_at": "gte|2026"}) == rows
    assert walk(ROUNDHR, tokened(rows), size=size) == rows
    assert walk(NUMBERED, numbered(rows), size=size) == rows
    assert walk(COUNTED, numbered(rows), size=size) == rows
    assert walk(UNTOLD, numbered(rows), size=size) == rows
    assert walk(NextUrl(records="objects", link="meta.next"), urled(rows)) == rows
    assert walk(ResumeTokens(), resumed(rows), size=size) == rows
    assert walk(SinglePage(), lambda request: answer(rows, request)) == rows


def test_the_first_request_carries_filters_and_never_asks_for_more_than_there_is():
    request = V3.first("/v3/interviews", {"updated_at": "gte|2026-01-01", "ids": None}, 900)
    assert request.params == (("updated_at", "gte|2026-01-01"), ("per_page", "500"))


def test_a_link_is_followed_as_it_is():
    request = V1.first("/v1/things", {"skip_count": True})
    link = f'<{BASE}/v1/other?page=2&opaque=a%2Bb%3D&empty=>; rel="next",<{BASE}/x>; rel="last"'
    assert V1.next(request, answer([], request, link=link)) == Request(
        "/v1/other", (("page", "2"), ("opaque", "a+b="), ("empty", ""))
    )


def test_a_cursor_goes_alone_even_if_the_link_repeats_the_filters():
    link = f'<{BASE}/v3/things?per_page=5&cursor=abc>; rel="next"'
    assert V3.next(Request("/"), answer([], link=link)).params == (("cursor", "abc"),)


@pytest.mark.parametrize(
    "link",
    [
        "",
        f'<{BASE}/x?page=1>; rel="last"',
        f'<{BASE}/x>; rel="prev", <{BASE}/x>; title="next"',
        "garbage",
        "<>",
        f"<{BASE}/x; rel=next",
    ],
)
def test_without_a_next_link_the_list_is_over(link):
    assert V1.next(Request("/x"), answer([], link=link)) is None


@pytest.mark.parametrize(
    "rel", ['rel="next"', "rel=next", 'title="a, b"; rel="prev next"', 'REL="Next"']
)
def test_link_headers_are_read_as_the_standard_allows(rel):
    header = f'<{BASE}/a,b>; rel="first",<{BASE}/v1/x?page=2> ; {rel} , <{BASE}/z>; rel="last"'
    assert V1.next(Request("/"), answer([], link=header)) == Request("/v1/x", (("page", "2"),))


@pytest.mark.parametrize(
    ("link", "path"),
    [("?page=2", "/v1/things"), ("/v1/x?page=2", "/v1/x"), ("/api/v1/x?page=2", "/v1/x")],
)
def test_a_link_without_a_host_stays_on_the_account(link, path):
    request = Request("/v1/things")
    following = V1.next(request, answer([], request, link=f'<{link}>; rel="next"'))
    assert following == Request(path, (("page", "2"),))


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/api/v1/things?page=2",
        "http://vendor.example/api/v1/things",
        "https://vendor.example:8443/api/v1/things",
        "https://vendor.example/other/v1/things",
        "https://vendor.example.evil.example/api/v1",
        "https://vendor.example@evil.example/api/v1",
        "https://user@vendor.example/api/v1",
        "//evil.example/api/v1",
        "file:///etc/passwd",
    ],
)
def test_a_link_that_leaves_the_account_is_refused(link):
    for paging, response in (
        (V1, answer([], link=f'<{link}>; rel="next"')),
        (NextUrl(records="objects"), answer({"objects": [], "next": link})),
    ):
        with pytest.raises(AddressRefused, match="leaves"):
            paging.next(Request("/v1/things"), response)


def test_a_cursor_that_leads_back_is_noticed():
    vendor = {None: "a", "a": "b", "b": "a"}

    def reply(request):
        page = {
            "collection": [1],
            "pagination": {"next_page_token": vendor[request.param("page_token")]},
        }
        return answer(page, request)

    with pytest.raises(LoopDetected):
        walk(ROUNDHR, reply)


@pytest.mark.parametrize("body", [{"message": "no"}, None, "text", 7, {"collection": {}}])
def test_another_shape_than_a_list_says_what_came_instead(body):
    for paging in (V1, ROUNDHR):
        with pytest.raises(GarbageAnswer, match=r"Expected a list of records .*got"):
            paging.items(answer(body))


def test_a_token_that_is_no_token_is_garbage():
    body = {"collection": [], "pagination": {"next_page_token": {"a": 1}}}
    with pytest.raises(GarbageAnswer, match=r"Expected a page token .* but got an object"):
        ROUNDHR.next(Request("/"), answer(body))


@pytest.mark.parametrize("token", [None, ""])
def test_an_empty_token_is_the_end(token):
    body = {"collection": [1], "pagination": {"next_page_token": token}}
    assert ROUNDHR.next(Request("/"), answer(body)) is None


def test_a_token_on_the_last_page_too_ends_with_an_empty_page():
    paging = PageTokens(records="rows", token="next", send_as="cursor", until_empty=True)
    assert paging.next(Request("/"), answer({"rows": [], "next": "c"})) is None
    assert paging.next(Request("/"), answer({"rows": [1], "next": "c"})).param("cursor") == "c"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("sync_token_expired", BadCursor),
        ("invalid_next_cursor", BadCursor),
        ("incremental_sync_too_large", BadCursor),
        ("missing_endpoint_permission", KeyRefused),
        ("rate_limit_exceeded", SlowDown),
        ("invalid_input", RequestRefused),
    ],
)
def test_a_failure_under_http_200_is_sorted_by_its_code(code, error):
    shapes = [
        {"errors": [code], "errorInfo": {"code": code, "message": "Said so"}},
        {"errors": [code]},
        {"errors": [{"code": code, "message": "Said so"}]},
    ]
    for shape in shapes:
        with pytest.raises(error):
            ResumeTokens().items(answer({"success": False, **shape}))


def test_more_without_a_cursor_is_garbage():
    body = {"success": True, "results": [], "moreDataAvailable": True}
    with pytest.raises(GarbageAnswer, match="nextCursor is nothing"):
        ResumeTokens().next(Request("/"), answer(body))


def test_the_resume_token_comes_with_the_last_page_only():
    paging = ResumeTokens()
    request = paging.first("/interviewSchedule.list", {"syncToken": "s0"}, 500)
    assert request == Request(
        "/interviewSchedule.list", method="POST", body={"limit": 100, "syncToken": "s0"}, reads=True
    )
    assert paging.resume_token(answer({"nextCursor": "c"})) is None
    assert paging.resume_token(answer({"syncToken": "s1"})) == "s1"
