"""Django's settings. What a deployment sets, it sets through the environment (docs/architecture.md lists the names)."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from nadwa import postgres
from nadwa.folders import folder_of_installation, folder_of_keys

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent.parent
SOURCE = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else PACKAGE
LOCALE_PATHS = [SOURCE / "locale"]
DATA = SOURCE / "data"

VAR = folder_of_installation()
KEYS = folder_of_keys(VAR).resolve()
DEMO = os.environ.get("NADWA_DEMO") == "1"
RECORD_NAME = os.environ.get("NADWA_RECORD_NAME", "nadwa.local")
SECRET_KEY = os.environ["NADWA_SECRET_KEY"]
ALLOWED_HOSTS = os.environ.get("NADWA_HOSTS", "127.0.0.1,localhost").split(",")
SECURE = os.environ.get("NADWA_HTTPS") == "1"
ADDRESS = os.environ.get("NADWA_ADDRESS", "http://127.0.0.1:8000")

DATABASE_ADDRESS = os.environ["DATABASE_URL"]
DATABASES = {"default": postgres.django_settings(DATABASE_ADDRESS)}
CACHES = {
    "default": {"BACKEND": "nadwa.accounts.remembered.SharedByAll"},
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 30_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "nadwa.web",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "rules",
    "django_tasks",
    "django_tasks_db",
    "nadwa.record",
    "nadwa.live",
    "nadwa.mail",
    "nadwa.accounts",
    "nadwa.editions",
    "nadwa.delegations",
    "nadwa.programme",
    "nadwa.floor",
    "nadwa.consultations",
    "nadwa.texts",
    "nadwa.cooperation",
    "nadwa.press",
    "nadwa.exchange",
    "nadwa.demo",
    "nadwa.rooms.Rooms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nadwa.exchange.tokens.KnowByToken",
    "nadwa.accounts.sessions.LimitSessions",
    "nadwa.once.ReadOnce",
    "nadwa.wall.BehindTheWall",
    "nadwa.web.uploads.LimitRequests",
    "nadwa.editions.page.FindEdition",
    "nadwa.accounts.second_factor.RequireSecondFactor",
    "nadwa.web.access.RequireRule",
]

ROOT_URLCONF = "nadwa.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nadwa.web.page.context",
                "nadwa.accounts.second_factor.context",
                "nadwa.accounts.sessions.context",
                "nadwa.editions.page.context",
            ],
            "builtins": [
                "nadwa.web.templatetags.nadwa",
                "nadwa.web.templatetags.acts",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "nadwa.web.forms.Renderer"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "nadwa.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "nadwa.accounts.passwords.NoWordsOfTheHouse"},
]
ACCOUNT_ADAPTER = "nadwa.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # a whole conference may share an address; accounts/adapter.py: key
    "login": "300/m/ip",
    "apply": "30/h/ip",
    "forgotten": "60/h/ip",
    "api": "600/m/key",
    "login_failed": "60/m/ip,5/5m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = int(SECURE)
MFA_FORMS = {
    "add_webauthn": "nadwa.accounts.forms.PasskeyForm",
    "edit_webauthn": "nadwa.accounts.forms.PasskeyNameForm",
}
MFA_ADAPTER = "nadwa.accounts.adapter.SecondFactor"
USERSESSIONS_ADAPTER = "nadwa.accounts.adapter.Sessions"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not os.environ.get("NADWA_HTTPS")  # browsers allow it on localhost alone
MFA_TOTP_ISSUER = "Nadwa"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 14 * 24 * 3600  # enrolment by mail, and mails take their time

METRICS_TOKEN = os.environ.get("NADWA_METRICS_TOKEN", "")

SMTP = urlsplit(os.environ.get("NADWA_SMTP", ""))
EMAIL_HOST = SMTP.hostname or ""
EMAIL_PORT = SMTP.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = SMTP.scheme == "smtps", SMTP.scheme == "smtp+starttls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("NADWA_MAIL_FROM", "nadwa@localhost")

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-sessionid", "__Host-csrftoken") if SECURE else ("sessionid", "csrftoken")
)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REDIRECT_EXEMPT = [
    "^api/"
]  # refused instead (exchange/tokens.py): a key that has travelled in the clear is lost
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_ENGINE = "nadwa.accounts.session_store"
SESSION_COOKIE_AGE = 4 * 3600  # idle, longer than a meeting; live/signed_in.py: longest
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "nadwa.web.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "nadwa.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"nadwa.security": {"level": "WARNING" if DEMO else "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
