from django.urls import path

from connectors.unified.views import InterviewDetail, InterviewList

urlpatterns = [
    path("ats/interviews", InterviewList.as_view(), name="unified-interviews"),
    path("ats/interviews/<str:remote_id>", InterviewDetail.as_view(), name="unified-interview"),
]
