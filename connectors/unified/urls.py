from django.urls import path
from drf_spectacular.utils import extend_schema

from connectors.unified.resources import RESOURCES
from connectors.unified.views import (
    InterviewActions,
    InterviewDetail,
    InterviewList,
    list_of,
    one_of,
)

urlpatterns = [
    path("ats/interviews", InterviewList.as_view(), name="unified-interviews"),
    path("ats/interviews/<str:remote_id>", InterviewDetail.as_view(), name="unified-interview"),
    path(
        "ats/interviews/<str:remote_id>/actions",
        InterviewActions.as_view(),
        name="unified-interview-actions",
    ),
]
for resource in RESOURCES:
    whole, single = list_of(resource), one_of(resource)
    urlpatterns += [
        path(f"ats/{resource.path}", whole.as_view(), name=f"unified-{resource.path}"),
        path(
            f"ats/{resource.path}/<str:remote_id>",
            single.as_view(),
            name=f"unified-{resource.kind}",
        ),
    ]
    for alias in resource.aliases:
        hidden = extend_schema(exclude=True)
        urlpatterns += [
            path(f"ats/{alias}", hidden(list_of(resource)).as_view()),
            path(f"ats/{alias}/<str:remote_id>", hidden(one_of(resource)).as_view()),
        ]
