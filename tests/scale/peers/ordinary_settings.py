"""The workshop's settings, with what an ordinary Django project has in them."""

from workshop.settings import *  # noqa: F403
from workshop.settings import DATABASES
from workshop.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    *OURS,
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ROOT_URLCONF = "tests.scale.peers.ordinary_urls"

# With the product's ten seconds a storm's sessions meet "database is locked", and phones
# are turned away with 500: let it be slow instead, so that its time can be compared.
DATABASES["default"]["OPTIONS"]["timeout"] = 120  # type: ignore[index]
