"""What a WSGI server imports: config.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# Whoever calls first need not wait for the views to be imported.
resolve("/healthz")
