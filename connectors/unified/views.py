"""The doors of the unified API: read the question, find the rows, write the answer."""

from typing import Any

from django.http import HttpResponseBase
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from candidates.api.parsers import ShallowJSON
from connectors.api.answers import answer
from connectors.api.keys import BearerKey, MayRead, MayWrite, key_of
from connectors.unified import records, writing
from connectors.unified import write_schema as schema
from connectors.unified.render import one_text, page_text
from connectors.unified.resources import Resource
from connectors.unified.schema import LIST_INTERVIEWS, READ_INTERVIEW, listing, reading
from connectors.unified.selection import find_one, find_page
from interviews.selectors.as_of import version_of

AS_JSON = ("*/*", "application/json")


class JsonAlone(DefaultContentNegotiation):
    """There is one way to answer: most callers leave it open or ask for just that, and nothing is weighed."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        if request.headers.get("Accept", "*/*") in AS_JSON:
            return renderers[0], "application/json"
        chosen: tuple[Any, str] = super().select_renderer(request, renderers, format_suffix)
        return chosen


class UnifiedView(APIView):
    authentication_classes = (BearerKey,)
    content_negotiation_class = JsonAlone
    permission_classes = (MayRead,)
    http_method_names = ["get", "head"]


class WrittenView(UnifiedView):
    parser_classes = (ShallowJSON,)

    def get_permissions(self) -> list[Any]:
        reads = self.request.method in ("GET", "HEAD", "OPTIONS")
        return [MayRead()] if reads else [MayWrite()]


class InterviewList(WrittenView):
    http_method_names = ["get", "head", "post"]

    @LIST_INTERVIEWS
    def get(self, request: Request) -> HttpResponseBase:
        found = find_page(key_of(request), request.query_params)
        return answer(request, page_text(found), accounts=[found.account])

    @schema.MAKE_INTERVIEW
    def post(self, request: Request) -> HttpResponseBase:
        return writing.make(request)


class InterviewDetail(WrittenView):
    http_method_names = ["get", "head", "patch", "delete"]

    @READ_INTERVIEW
    def get(self, request: Request, remote_id: str) -> HttpResponseBase:
        found = find_one(key_of(request), request.query_params, remote_id)
        version = None if found.past else version_of(found.page.rows[0].id)
        return answer(request, one_text(found), version=version, accounts=[found.account])

    @schema.CHANGE_INTERVIEW
    def patch(self, request: Request, remote_id: str) -> HttpResponseBase:
        return writing.change(request, remote_id)

    @schema.CANCEL_INTERVIEW
    def delete(self, request: Request, remote_id: str) -> HttpResponseBase:
        return writing.cancel(request, remote_id)


class InterviewActions(UnifiedView):
    @schema.ACTIONS
    def get(self, request: Request, remote_id: str) -> HttpResponseBase:
        text, version = writing.possible_text(request, remote_id)
        return answer(request, text, version=version)


def list_of(resource: Resource) -> type[APIView]:
    class RecordList(UnifiedView):
        @listing(resource)
        def get(self, request: Request) -> HttpResponseBase:
            key = key_of(request)
            account, text = records.page_text(resource, key, request.query_params)
            return answer(request, text, accounts=[account])

    return RecordList


def one_of(resource: Resource) -> type[APIView]:
    class RecordDetail(UnifiedView):
        @reading(resource)
        def get(self, request: Request, remote_id: str) -> HttpResponseBase:
            key = key_of(request)
            account, text = records.one_text(resource, key, request.query_params, remote_id)
            return answer(request, text, accounts=[account])

    return RecordDetail
