from django.urls import include, path

from connectors import webhooks
from connectors.views import (
    api_keys,
    bulk_actions,
    connect,
    connections,
    create_interview,
    documents,
    erasure,
    field_mapping,
    first_steps,
    interview_actions,
    issues,
    panel,
    removing,
    writebacks,
)

urlpatterns = [
    path("hooks/<uuid:uuid>/", webhooks.hook, name="hook"),
    path("welcome/", first_steps.welcome, name="welcome"),
    path("welcome/skip/", first_steps.skip, name="skip_steps"),
    path("connections/", connections.connection_list, name="connections"),
    path("connections/keys/", api_keys.api_keys, name="api_keys"),
    path("connections/keys/<int:pk>/rotate/", api_keys.rotate, name="rotate_api_key"),
    path("connections/keys/<int:pk>/revoke/", api_keys.revoke, name="revoke_api_key"),
    path("connections/webhooks/", include("connectors.outbound.pages.urls")),
    path("connections/issues/", issues.issue_list, name="issues"),
    path("connections/issues/<int:pk>/", issues.issue_page, name="issue"),
    path("connections/issues/<int:pk>/snooze/", issues.snooze, name="snooze_issue"),
    path("connections/issues/<int:pk>/wake/", issues.wake, name="wake_issue"),
    path("connections/issues/<int:pk>/decide/", issues.decide, name="decide_issue"),
    path("connections/issues/<int:pk>/accept/", issues.accept, name="accept_issue"),
    path("connections/new/", connect.choose, name="connect"),
    path("connections/new/<slug:vendor>/", connect.connect_one, name="connect_one"),
    path("connections/<uuid:uuid>/credentials/", connect.reconnect, name="reconnect"),
    path("connections/<uuid:uuid>/", connections.connection_page, name="connection"),
    path("connections/<uuid:uuid>/sync/", connections.sync_now, name="sync_now"),
    path("connections/<uuid:uuid>/pause/", connections.pause, name="pause"),
    path("connections/<uuid:uuid>/remove/", removing.remove_connection, name="remove_connection"),
    path("connections/<uuid:uuid>/resume/", connections.resume, name="resume"),
    path("connections/<uuid:uuid>/runs/<int:run_id>/", connections.run_page, name="run"),
    path("connections/<uuid:uuid>/words/", field_mapping.words, name="words"),
    path("connections/<uuid:uuid>/words/apply/", field_mapping.apply_words, name="apply_words"),
    path("candidates/<int:pk>/erase/", erasure.erase_candidate, name="erase_candidate"),
    path("candidates/<int:pk>/files/<slug:name>/", documents.candidate_file, name="candidate_file"),
    path("interviews/<int:pk>/explain/", field_mapping.explanation, name="explanation"),
    *(
        path(f"interviews/<int:pk>/{action}/", door, {"action": action}, name=action)
        for door, actions in (
            (interview_actions.move, ("reschedule", "amend")),
            (interview_actions.decide, ("accept", "reject", "cancel")),
        )
        for action in actions
    ),
    path("interviews/<int:pk>/panel/", panel.panel, name="panel"),
    path("interviews/bulk/", bulk_actions.bulk, name="bulk_interviews"),
    path("interviews/bulk/<slug:key>/", bulk_actions.progress, name="bulk_progress"),
    path("wishes/<int:pk>/", writebacks.wish, name="wish"),
    path("wishes/<int:pk>/give-up/", writebacks.give_up, name="give_up"),
    path("connections/<uuid:uuid>/interviews/new/", create_interview.create, name="new_interview"),
]
