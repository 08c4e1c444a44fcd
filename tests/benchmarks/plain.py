"""The list as most would write it well: a ModelSerializer over joined and prefetched rows, paged by a cursor.

It shows the fields of the unified list but for `remote_data`, to holders of the same API keys.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import include, path
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.serializers import (
    CharField,
    DateTimeField,
    IntegerField,
    ModelSerializer,
    UUIDField,
)

from connectors.api.keys import BearerKey, MayRead
from interviews.models import Interview, Interviewer

SAME_NAMED = (
    *("title", "kind", "round", "location", "meeting_url", "start_at", "end_at", "all_day"),
    *("time_zone", "status", "vendor_status"),
)
REFERENCES = ("application", "candidate", "job", "job_interview_stage", "organizer")


class Reference(CharField):
    def to_representation(self, value: Any) -> Any:
        return {"id": value}


class PlainSeat(ModelSerializer[Interviewer]):
    id = CharField(source="user_remote_id")

    class Meta:
        model = Interviewer
        fields = ("id", "name", "email", "response_status")


class PlainInterview(ModelSerializer[Interview]):
    id = CharField(source="remote_id")
    hub_id = IntegerField(source="pk")
    integrated_account_id = UUIDField(source="account.uuid")
    vendor = CharField(source="account.vendor")
    application = Reference(source="application_remote_id")
    candidate = Reference(source="candidate_remote_id")
    job = Reference(source="job_remote_id")
    job_interview_stage = Reference(source="stage_remote_id")
    organizer = Reference(source="organizer_remote_id")
    interviewers = PlainSeat(many=True)
    created_at = DateTimeField(source="vendor_created_at")
    updated_at = DateTimeField(source="vendor_updated_at")

    class Meta:
        model = Interview
        fields = (
            *("id", "hub_id", "integrated_account_id", "vendor"),
            *(*SAME_NAMED, *REFERENCES, "interviewers", "created_at", "updated_at"),
        )


class ById(CursorPagination):
    ordering = "id"
    page_size = 100


class PlainList(ListAPIView[Interview]):
    authentication_classes = (BearerKey,)
    permission_classes = (MayRead,)
    serializer_class = PlainInterview
    pagination_class = ById

    def get_queryset(self) -> QuerySet[Interview]:
        panel = Prefetch("interviewers", Interviewer.objects.filter(deleted_at=None))
        rows: QuerySet[Interview] = Interview.objects.filter(
            account__uuid=self.request.query_params["account"],
            deleted_at=None,
            begins_at__isnull=False,
        )
        return rows.select_related("account").prefetch_related(panel)


urlpatterns = [
    path("plain/interviews", PlainList.as_view()),
    path("", include("config.urls")),
]
