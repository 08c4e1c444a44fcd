from django.urls import path

from connectors.v1.webhooks import views

urlpatterns = [
    path("webhook-endpoints", views.EndpointList.as_view(), name="api-webhook-endpoints"),
    path("webhook-endpoints/<int:pk>", views.EndpointDetail.as_view(), name="api-webhook-endpoint"),
    path("webhook-endpoints/<int:pk>/rotate", views.EndpointRotate.as_view()),
    path("webhook-endpoints/<int:pk>/test", views.EndpointTest.as_view()),
    path("webhook-endpoints/<int:pk>/replay", views.EndpointReplay.as_view()),
    path("webhook-deliveries", views.DeliveryList.as_view(), name="api-webhook-deliveries"),
    path(
        "webhook-deliveries/<int:pk>", views.DeliveryDetail.as_view(), name="api-webhook-delivery"
    ),
    path("webhook-deliveries/<int:pk>/replay", views.DeliveryReplay.as_view()),
]
