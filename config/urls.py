"""Every door of the house on one page."""

from django.contrib import admin
from django.urls import include, path, re_path

from config import api_errors
from config.docs import DocsPage, SchemaView
from config.health import healthz

handler400 = api_errors.bad_request
handler403 = api_errors.forbidden
handler404 = api_errors.not_found
handler500 = api_errors.server_error

urlpatterns = [
    path("", include("interviews.urls")),
    path("", include("candidates.urls")),
    path("", include("connectors.urls")),
    path("unified/", include("connectors.unified.urls")),
    path("api/v1/", include("connectors.operations.urls")),
    path("api/schema/", SchemaView.as_view(), name="api-schema"),
    path("api/docs/", DocsPage.as_view(), name="api-docs"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    re_path(r"^(?:api|unified)(?:/.*)?$", api_errors.unmatched),  # last of all
]
