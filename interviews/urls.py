from django.urls import path

from interviews import views

urlpatterns = [
    path("", views.today, name="today"),
    path("seen/", views.seen, name="seen"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<int:pk>/", views.interview, name="interview"),
]
