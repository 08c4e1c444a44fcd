from django.urls import path

from connectors.v1.moves.views import Moves

urlpatterns = [path("candidates/<int:pk>/moves", Moves.as_view(), name="api-moves")]
