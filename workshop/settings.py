"""Settings: a laptop in a hall by default, the same code on servers.

`WORKSHOP_DATA` is the folder for everything that is kept (database, key,
collected static files); `WORKSHOP_HOSTS` the host names to answer to, divided
by commas; `WORKSHOP_TIME_ZONE` the zone that times are shown in, this computer's
own when not given.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from workshop.secret import read_or_make_secret
from workshop.time_zone import UnknownZone, choose_zone

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("WORKSHOP_DATA") or BASE_DIR / "data").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = read_or_make_secret(DATA_DIR / "secret.key")
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("WORKSHOP_HOSTS", "").split(",") if host] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = ["django.contrib.staticfiles", "channels", "questions", "workshop"]
MIDDLEWARE = [
    "workshop.policy.security_headers",
    "workshop.policy.same_origin",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "workshop.urls"
ASGI_APPLICATION = "workshop.asgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["django.templatetags.static", "questions.templatetags.words"],
        },
    }
]

# FULL: a receipt means stored, also when the laptop loses its power. IMMEDIATE:
# a transaction that will write takes its place in the queue at its start.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "workshop.sqlite3",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;"
                "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;"
                "PRAGMA cache_size=-20000;PRAGMA wal_autocheckpoint=8000;"
            ),
        },
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }
}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "workshop.storage.HashedStaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LANGUAGE_CODE = "en-gb"
try:
    TIME_ZONE, TIME_ZONE_GUESSED = choose_zone()
except UnknownZone as sentence:
    sys.exit(str(sentence))
USE_TZ = True
USE_I18N = False
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING"},
        "workshop": {"handlers": ["console"], "level": "INFO"},
        "questions": {"handlers": ["console"], "level": "INFO"},
    },
}
