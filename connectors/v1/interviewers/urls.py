from django.urls import path

from connectors.v1.interviewers import views

urlpatterns = [
    path("interviewers", views.InterviewerList.as_view(), name="api-interviewers"),
    path("interviewers/<int:pk>", views.InterviewerDetail.as_view(), name="api-interviewer"),
    path("conflicts", views.ConflictList.as_view(), name="api-conflicts"),
    path("conflicts/<int:pk>", views.ConflictDetail.as_view(), name="api-conflict"),
    path("conflicts/<int:pk>/override", views.ConflictOverride.as_view(), name="api-override"),
]
