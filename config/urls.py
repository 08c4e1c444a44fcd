"""Every door of the house on one page."""

from django.contrib import admin
from django.urls import include, path, re_path

from config import api_errors
from config.docs import DocsPage, SchemaView
from config.health import healthz, readyz
from config.metrics import metrics

admin.autodiscover()

urlpatterns = [
    path("unified/", include("connectors.unified.urls")),
    path("", include("interviews.urls")),
    path("", include("candidates.urls")),
    path("", include("connectors.urls")),
    path("", include("candidates.api.urls")),
    path("api/v1/", include("connectors.v1.operations.urls")),
    path("api/v1/", include("connectors.v1.words.urls")),
    path("api/v1/", include("connectors.v1.interviews.urls")),
    path("api/v1/", include("connectors.v1.webhooks.urls")),
    path("api/v1/", include("connectors.v1.interviewers.urls")),
    path("api/v1/", include("connectors.v1.moves.urls")),
    path("api/v1/", include("connectors.v1.candidates.urls")),
    path("api/schema/", SchemaView.as_view(), name="api-schema"),
    path("api/docs/", DocsPage.as_view(), name="api-docs"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    re_path(
        r"^(?:api|unified|hooks|api-token-auth|whoami)(?:/.*)?$", api_errors.unmatched
    ),  # last of all
]
