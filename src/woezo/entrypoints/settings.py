"""Django settings. Everything that differs between installations comes from the environment or the data directory.

WOEZO_DATA_DIR (default var/data), WOEZO_DATABASE_URL (default SQLite in the data directory), WOEZO_HOSTS (comma
separated), WOEZO_SECURE=1 behind TLS. `woezo up` sets them; nothing else reads the environment.
"""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from woezo.entrypoints.database import database_settings

DATA_DIR = Path(os.environ.get("WOEZO_DATA_DIR", "var/data")).resolve()
DEMO = (DATA_DIR / "demo").exists()
"""Written when the directory was created as a demo, never later: a real directory cannot become one."""


def _secret_key() -> str:
    """The installation's key, made at the first start and readable by its owner only."""
    path = DATA_DIR / "secret.key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
        return key


SECRET_KEY = _secret_key()
DEBUG = False
SECURE = os.environ.get("WOEZO_SECURE") == "1"
ALLOWED_HOSTS = os.environ.get("WOEZO_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "woezo.trail",
    "woezo.accounts",
    "woezo.people",
    "woezo.programmes",
    "woezo.interactions",
    "woezo.operations",
    "woezo.planning",
    "woezo.channels.chat",
    "woezo.desk",
    "woezo.wallboard",
    "woezo.portal",
    "woezo.entrypoints",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "woezo.portal.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "woezo.accounts.remembered.SignedIn",
    "woezo.accounts.middleware.UserLanguage",
    "woezo.accounts.middleware.ApiErrors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "woezo.entrypoints.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "woezo.portal.context.product",
            ]
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("WOEZO_DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a full cache forgets a third of what it counts
    }
    for name in ("default", "sign_in")
}
"""Counters only. Those of failed sign-ins stand apart, where no visitor's request can push them out."""

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
FORMAT_MODULE_PATH = "woezo.locale"  # woezo.locale.en; Django's own for French
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "woezo.portal.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # a request's body; files have their own way in
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000


def _without_trace(record: logging.LogRecord) -> bool:
    """A refusal is an answer, not a fault: one line says it. What failed on our side keeps its trace."""
    if record.levelno < logging.ERROR:
        record.exc_info = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_trace": {"()": "django.utils.log.CallbackFilter", "callback": _without_trace}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"filters": ["without_trace"]}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("WOEZO_LOG_LEVEL", "WARNING")},
}
