from django.urls import path

from connectors.v1.words.views import Words

urlpatterns = [
    path("accounts/<uuid:uuid>/words", Words.as_view(), name="api-words"),
]
