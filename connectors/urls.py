from django.urls import include, path

from connectors import (
    apikeys,
    bulk,
    changing,
    connecting,
    erasing,
    files,
    making,
    meanings,
    seating,
    troubles,
    views,
    webhooks,
    welcome,
    wishes,
)

urlpatterns = [
    path("hooks/<uuid:uuid>/", webhooks.hook, name="hook"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/skip/", welcome.skip, name="skip_steps"),
    path("connections/", views.connection_list, name="connections"),
    path("connections/keys/", apikeys.api_keys, name="api_keys"),
    path("connections/keys/<int:pk>/rotate/", apikeys.rotate, name="rotate_api_key"),
    path("connections/keys/<int:pk>/revoke/", apikeys.revoke, name="revoke_api_key"),
    path("connections/webhooks/", include("connectors.outbound.pages.urls")),
    path("connections/issues/", troubles.issue_list, name="issues"),
    path("connections/issues/<int:pk>/", troubles.issue_page, name="issue"),
    path("connections/issues/<int:pk>/snooze/", troubles.snooze, name="snooze_issue"),
    path("connections/issues/<int:pk>/wake/", troubles.wake, name="wake_issue"),
    path("connections/issues/<int:pk>/decide/", troubles.decide, name="decide_issue"),
    path("connections/issues/<int:pk>/accept/", troubles.accept, name="accept_issue"),
    path("connections/new/", connecting.choose, name="connect"),
    path("connections/new/<slug:vendor>/", connecting.connect_one, name="connect_one"),
    path("connections/<uuid:uuid>/credentials/", connecting.reconnect, name="reconnect"),
    path("connections/<uuid:uuid>/", views.connection_page, name="connection"),
    path("connections/<uuid:uuid>/sync/", views.sync_now, name="sync_now"),
    path("connections/<uuid:uuid>/pause/", views.pause, name="pause"),
    path("connections/<uuid:uuid>/resume/", views.resume, name="resume"),
    path("connections/<uuid:uuid>/runs/<int:run_id>/", views.run_page, name="run"),
    path("connections/<uuid:uuid>/words/", meanings.words, name="words"),
    path("connections/<uuid:uuid>/words/apply/", meanings.apply_words, name="apply_words"),
    path("candidates/<int:pk>/erase/", erasing.erase_candidate, name="erase_candidate"),
    path("candidates/<int:pk>/files/<slug:name>/", files.candidate_file, name="candidate_file"),
    path("interviews/<int:pk>/explain/", meanings.explanation, name="explanation"),
    *(
        path(f"interviews/<int:pk>/{action}/", door, {"action": action}, name=action)
        for door, actions in (
            (changing.move, ("reschedule", "amend")),
            (changing.decide, ("accept", "reject", "cancel")),
        )
        for action in actions
    ),
    path("interviews/<int:pk>/panel/", seating.panel, name="panel"),
    path("interviews/bulk/", bulk.bulk, name="bulk_interviews"),
    path("interviews/bulk/<slug:key>/", bulk.progress, name="bulk_progress"),
    path("wishes/<int:pk>/", wishes.wish, name="wish"),
    path("wishes/<int:pk>/give-up/", wishes.give_up, name="give_up"),
    path("connections/<uuid:uuid>/interviews/new/", making.create, name="new_interview"),
]
