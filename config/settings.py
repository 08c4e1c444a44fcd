"""Every setting, in one file. The environment is read here and nowhere else; .env.example explains each variable."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment
from config.logging import FORMS, logging_to_stdout

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VERSION = "0.1.0"

environ.Env.read_env(BASE_DIR / ".env", overwrite=False)

# Secrets and hosts
DEBUG = environment.boolean("DEBUG", default=False)
if DEBUG:
    VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    SECRET_KEY = environment.text("SECRET_KEY") or environment.development_secret(
        VAR_DIR / "dev-keys/secret-key"
    )
    _keys = environment.text("CREDENTIALS_KEYS") or environment.development_secret(
        VAR_DIR / "dev-keys/credentials-key", fernet=True
    )
    ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS") or [
        "localhost",
        "127.0.0.1",
        "[::1]",
        ".localhost",
    ]
else:
    SECRET_KEY = environment.required(
        "SECRET_KEY",
        "Set it to a long random text (.env.example shows a command), or DEBUG=true to develop.",
    )
    _keys = environment.required(
        "CREDENTIALS_KEYS",
        "Set it to one or more Fernet keys, split by commas (.env.example shows a command).",
    )
    environment.required("ALLOWED_HOSTS", "Set it to the host names of the hub, split by commas.")
    ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS")
CREDENTIALS_KEYS = environment.fernet_keys("CREDENTIALS_KEYS", _keys)
CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS")
ALLOW_PRIVATE_ADDRESSES = environment.boolean("ALLOW_PRIVATE_ADDRESSES", default=False)
# An account with up to this many interviews is read whole at every sync, so that what was deleted at the
# vendor is seen at once; a larger one reads what changed, and whole lists once a day.
WHOLE_LISTS = 25_000
# Seconds that a vendor is waited for: to be connected to and to send the next bytes; to finish an answer.
VENDOR_TIMEOUT = (5.0, 30.0)
VENDOR_DEADLINE = 120.0
# The same of whoever receives our webhooks.
RECEIVER_TIMEOUT = (5.0, 15.0)
RECEIVER_DEADLINE = 20.0

# Applications
INSTALLED_APPS = [
    "candidates",
    "interviews",
    "connectors",
    "django_q",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "django.contrib.admin.apps.SimpleAdminConfig",  # config/urls.py finds the admins: no command needs them
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "config.calls.CallMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.compression.ApiGZip",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "candidates.middleware.PersonMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "connectors.context.frame",
            ],
        },
    },
]

# Database
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'hub.sqlite3'}")
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    if Path(_database["NAME"]).parent == VAR_DIR:
        VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    # With Django's defaults, two writers meet as “database is locked”: a write lock taken at once waits its turn.
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;"
        ),
    } | _database.get("OPTIONS", {})
    _database["CONN_MAX_AGE"] = 60  # to open one costs more than most requests
else:
    _database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # What every call of the API asks is planned once for each connection. A pgbouncer older than 1.21 cannot keep
    # that apart: ?prepare_threshold=1000000000 in DATABASE_URL turns it off.
    _database["OPTIONS"] = {"prepare_threshold": 5} | _database.get("OPTIONS", {})

# Background work: django-q2 only wakes our own tables up. Retries and results are theirs, so a task that
# fails is acknowledged, and one that dies is fetched again after timeout * (1 + queue_limit / workers) + 30.
Q_CLUSTER = {
    "name": "hub",
    "orm": "default",
    "broker_class": "connectors.broker.WatchedBroker",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "poll": 0.5,
    "timeout": 300,
    "retry": 660,
    "max_attempts": 1,
    "ack_failures": True,
    "catch_up": False,
    "recycle": 200,
    "max_rss": 400_000,
    "guard_cycle": 1,
    "save_limit": 500,
    "label": _("Background tasks"),
    # Urgent is what takes seconds and may not wait: webhooks, and the sweep that wakes what is due. Backfill is
    # what may take an hour and lets all else pass: first syncs, whole lists of large accounts, replays. Outbound
    # waits for the receivers of our webhooks, however slow they are.
    "ALT_CLUSTERS": {
        "urgent": {"workers": 1, "queue_limit": 1, "timeout": 120, "retry": 300},
        "backfill": {"workers": 1, "queue_limit": 1},
        "outbound": {"workers": 1, "queue_limit": 1, "timeout": 120, "retry": 300},
    },
}

# People
AUTH_USER_MODEL = "candidates.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "candidates.models.session"
SESSION_COOKIE_AGE = 60 * 60 * 24
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# Transport. Behind a proxy that ends TLS, BEHIND_PROXY=true believes its X-Forwarded-Proto.
HTTPS_ONLY = environment.boolean("HTTPS_ONLY", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = environment.boolean("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Languages and time
USE_I18N = USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "templates" / "locale"]
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")

# Static files: served by the hub itself, from its own origin
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
_manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _plain if DEBUG else _manifest},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = VAR_DIR / "media"
# What is sent beyond this is not taken in at all; each page says what it takes.
UPLOAD_CEILING = 24 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.Ceiling",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Where people reach the hub: links in mails begin with it. Unless it is said, the first of ALLOWED_HOSTS.
PUBLIC_ORIGIN = environment.origin(
    "PUBLIC_ORIGIN",
    "http://127.0.0.1:8000" if DEBUG else f"http{'s' if HTTPS_ONLY else ''}://{ALLOWED_HOSTS[0]}",
)

# Mail: each key of the parsed address is a setting of Django (EMAIL_HOST, EMAIL_PORT, …)
vars().update(environment.email("EMAIL_URL", "consolemail://" if DEBUG else "smtp://localhost:25"))
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "DEFAULT_FROM_EMAIL", "Interview Hub <hub@localhost>"
)

# API
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["candidates.api.renderers.AnyText"],
    "DEFAULT_PARSER_CLASSES": ["candidates.api.parsers.ShallowJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api_errors.answer",
    "NUM_PROXIES": int(BEHIND_PROXY),  # whose address is told by X-Forwarded-For
    "URL_FORMAT_OVERRIDE": None,  # ?format=… is an unknown parameter like any other
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Interview Hub",
    "VERSION": VERSION,
    "DESCRIPTION": "Interviews and candidates of every connected system, in one shape.",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.docs.add_components",
    ],
}

# How long what is over is kept: tokens that open nothing, sessions, imports with their rows, texts of mails
KEEP_DAYS = environment.days("KEEP_DAYS", 90)

# Figures for Prometheus: without a token there are none
METRICS_TOKEN = environment.text("METRICS_TOKEN")

# Logs
LOG_LEVEL = environment.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = environment.choice("LOG_FORMAT", "TEXT" if DEBUG else "JSON", FORMS)
LOGGING = logging_to_stdout(LOG_LEVEL, LOG_FORMAT)
