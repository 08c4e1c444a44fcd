"""The product's own settings, started as in production with throwaway secrets.

A developer's .env changes nothing here; DATABASE_URL chooses the database. On SQLite the test database
is a file, so that threads, processes and the write-ahead log behave as they do in the product.
"""

import os
import secrets
import tempfile

from cryptography.fernet import Fernet

# Set before the settings are read; processes that a test starts inherit them.
os.environ.setdefault("DATABASE_URL", "sqlite:///var/hub.sqlite3")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("CREDENTIALS_KEYS", Fernet.generate_key().decode())
os.environ.update(
    DEBUG="false",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    ALLOW_PRIVATE_ADDRESSES="false",
    CSRF_TRUSTED_ORIGINS="",
    HTTPS_ONLY="false",
    BEHIND_PROXY="false",
    EMAIL_URL="memorymail://",
    PUBLIC_ORIGIN="",
    TIME_ZONE="UTC",
    LOG_LEVEL="INFO",
    LOG_FORMAT="text",
)

from config.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    scratch = tempfile.TemporaryDirectory(prefix="hub-tests-", ignore_cleanup_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": f"{scratch.name}/hub.sqlite3"}  # noqa: F405

# What a browser keeps alive would keep a connection, and so the test database, open.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

# Both cost time in every test and are tried on their own.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
