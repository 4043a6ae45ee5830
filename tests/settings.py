"""The project's settings, with a data folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

os.environ["WORKSHOP_DATA"] = tempfile.mkdtemp(prefix="workshop-tests-")
atexit.register(shutil.rmtree, os.environ["WORKSHOP_DATA"], ignore_errors=True)
os.environ["WORKSHOP_TIME_ZONE"] = "Europe/London"  # On whichever computer.
# Playwright's own loop runs in the tests' thread; the tests' queries are not under it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from workshop.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
