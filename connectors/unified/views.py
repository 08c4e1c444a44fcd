"""The doors of the unified API: read the question, find the rows, write the answer."""

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from connectors.api.answers import answer
from connectors.api.keys import BearerKey, MayRead, key_of
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
