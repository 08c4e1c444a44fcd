from django.urls import path

from connectors import changing, files, meanings, moving, troubles, views, webhooks

urlpatterns = [
    path("hooks/<uuid:uuid>/", webhooks.hook, name="hook"),
    path("connections/", views.connection_list, name="connections"),
    path("connections/issues/", troubles.issue_list, name="issues"),
    path("connections/issues/<int:pk>/", troubles.issue_page, name="issue"),
    path("connections/issues/<int:pk>/snooze/", troubles.snooze, name="snooze_issue"),
    path("connections/issues/<int:pk>/wake/", troubles.wake, name="wake_issue"),
    path("connections/issues/<int:pk>/decide/", troubles.decide, name="decide_issue"),
    path("connections/issues/<int:pk>/accept/", troubles.accept, name="accept_issue"),
    path("connections/<uuid:uuid>/", views.connection_page, name="connection"),
    path("connections/<uuid:uuid>/sync/", views.sync_now, name="sync_now"),
    path("connections/<uuid:uuid>/pause/", views.pause, name="pause"),
    path("connections/<uuid:uuid>/resume/", views.resume, name="resume"),
    path("connections/<uuid:uuid>/runs/<int:run_id>/", views.run_page, name="run"),
    path("connections/<uuid:uuid>/words/", meanings.words, name="words"),
    path("connections/<uuid:uuid>/words/apply/", meanings.apply_words, name="apply_words"),
    path("candidates/<int:pk>/vendor/<slug:name>/", moving.move_at_vendor, name="move_at_vendor"),
    path("candidates/<int:pk>/files/<slug:name>/", files.candidate_file, name="candidate_file"),
    path("interviews/<int:pk>/explain/", meanings.explanation, name="explanation"),
    path("interviews/<int:pk>/reschedule/", changing.reschedule, name="reschedule"),
    path("interviews/<int:pk>/cancel/", changing.cancel, name="cancel"),
    path("connections/<uuid:uuid>/interviews/new/", changing.create, name="new_interview"),
]
