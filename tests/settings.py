"""The product's own settings, started as in production with throwaway secrets; a developer's .env changes nothing here."""

import os
import secrets

from cryptography.fernet import Fernet

# Set before the settings are read; processes that a test starts inherit them.
os.environ.setdefault("DATABASE_URL", "sqlite:///var/tests.sqlite3")
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("CREDENTIALS_KEYS", Fernet.generate_key().decode())
os.environ.update(
    DEBUG="false",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    ALLOW_PRIVATE_ADDRESSES="false",
    HTTPS_ONLY="false",
    BEHIND_PROXY="false",
    EMAIL_URL="memorymail://",
    TIME_ZONE="UTC",
    LOG_LEVEL="INFO",
)

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
