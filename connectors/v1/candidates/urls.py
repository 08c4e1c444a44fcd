from django.urls import path

from connectors.v1.candidates.views import Coordinator

urlpatterns = [
    path(
        "candidates/<int:pk>/coordinator", Coordinator.as_view(), name="api-candidate-coordinator"
    ),
]
