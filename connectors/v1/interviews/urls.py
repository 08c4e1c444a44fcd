from django.urls import path

from connectors.v1.interviews import views

urlpatterns = [
    path("interviews", views.InterviewList.as_view(), name="api-interviews"),
    path("interviews/<int:pk>", views.InterviewDetail.as_view(), name="api-interview"),
    path("interviews/<int:pk>/amend", views.Amend.as_view(), name="api-amend"),
    path("interviews/<int:pk>/accept", views.Accept.as_view(), name="api-accept"),
    path("interviews/<int:pk>/reject", views.Reject.as_view(), name="api-reject"),
    path("interviews/<int:pk>/cancel", views.Cancel.as_view(), name="api-cancel"),
    path("interviews/<int:pk>/coordinator", views.Coordinator.as_view(), name="api-coordinator"),
    path("writes/<int:pk>", views.WriteDetail.as_view(), name="api-write"),
]
