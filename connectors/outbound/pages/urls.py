from django.urls import path

from connectors.outbound.pages import deliveries, views

urlpatterns = [
    path("", views.endpoint_list, name="webhooks"),
    path("new/", views.new_endpoint, name="new_webhook"),
    path("<int:pk>/", views.endpoint_page, name="webhook"),
    path("<int:pk>/edit/", views.edit_endpoint, name="edit_webhook"),
    path("<int:pk>/pause/", views.pause, name="pause_webhook"),
    path("<int:pk>/resume/", views.resume, name="resume_webhook"),
    path("<int:pk>/rotate/", views.rotate, name="rotate_webhook"),
    path("<int:pk>/test/", views.send_test, name="test_webhook"),
    path("<int:pk>/delete/", views.delete, name="delete_webhook"),
    path("log/", deliveries.log_page, name="webhook_log"),
    path("log/replay/", deliveries.replay_many, name="replay_webhooks"),
    path("log/<int:pk>/", deliveries.delivery_page, name="webhook_delivery"),
    path("log/<int:pk>/replay/", deliveries.replay_one, name="replay_webhook"),
]
