"""The doors of the unified API: read the question, find the rows, write the answer."""

from hashlib import blake2b
from typing import cast

from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.views import APIView

from connectors.unified.authentication import BearerKey, MayRead, key_of
from connectors.unified.render import one_text, page_text
from connectors.unified.schema import LIST_INTERVIEWS, READ_INTERVIEW
from connectors.unified.selection import find_one, find_page


class UnifiedView(APIView):
    authentication_classes = (BearerKey,)
    permission_classes = (MayRead,)
    http_method_names = ["get", "head"]


class InterviewList(UnifiedView):
    @LIST_INTERVIEWS
    def get(self, request: Request) -> HttpResponseBase:
        return answer(request, page_text(find_page(key_of(request), request.query_params)))


class InterviewDetail(UnifiedView):
    @READ_INTERVIEW
    def get(self, request: Request, remote_id: str) -> HttpResponseBase:
        return answer(request, one_text(find_one(key_of(request), request.query_params, remote_id)))


def answer(request: Request, text: bytes) -> HttpResponseBase:
    """JSON with a tag of its content: whoever has the same already is told 304."""
    tag = f'"{blake2b(text, digest_size=12).hexdigest()}"'
    response = HttpResponse(
        b"" if request.method == "HEAD" else text,
        content_type="application/json",
        headers={"ETag": tag, "Cache-Control": "private, no-cache", "Content-Length": len(text)},
    )
    return cast("HttpResponseBase", get_conditional_response(request, etag=tag, response=response))
