from django.urls import path

from interviews import people, views

urlpatterns = [
    path("", views.today, name="today"),
    path("seen/", views.seen, name="seen"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<int:pk>/", views.interview, name="interview"),
    path("candidates/", people.candidates, name="candidates"),
    path("candidates/<int:pk>/", people.candidate, name="candidate"),
    path("candidates/<int:pk>/<slug:name>/", people.move_candidate, name="move_candidate"),
]
