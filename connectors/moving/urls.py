from django.urls import path

from connectors.moving.views import Moves

urlpatterns = [path("candidates/<int:pk>/moves", Moves.as_view(), name="api-moves")]
