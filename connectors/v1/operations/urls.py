from django.urls import path

from connectors.v1.operations import views

urlpatterns = [
    path("accounts", views.AccountList.as_view(), name="api-accounts"),
    path("accounts/<uuid:uuid>", views.AccountDetail.as_view(), name="api-account"),
    path("accounts/<uuid:uuid>/check", views.AccountCheck.as_view(), name="api-account-check"),
    path("sync-runs", views.RunList.as_view(), name="api-sync-runs"),
    path("sync-runs/<int:pk>", views.RunDetail.as_view(), name="api-sync-run"),
    path("changes", views.ChangeList.as_view(), name="api-changes"),
    path("issues", views.IssueList.as_view(), name="api-issues"),
    path("issues/<int:pk>", views.IssueDetail.as_view(), name="api-issue"),
    path(
        "interviews/<int:pk>/explain", views.InterviewExplanation.as_view(), name="api-explanation"
    ),
]
