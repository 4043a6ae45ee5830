"""Put the files under static/ where the server has them, hashed and compressed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from workshop.listening import CannotServe


def collect_static_files() -> None:
    """Collect the static files if any changed since the last run. Raises CannotServe."""
    digest = hashlib.sha256()
    for folder in map(Path, settings.STATICFILES_DIRS):
        if not folder.is_dir():
            raise CannotServe(
                f"There is no folder {folder}, which has the pages' own files: get the whole "
                "program again; the data folder may stay as it is."
            )
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{file.relative_to(folder)} {file.stat().st_size} ".encode())
            digest.update(file.read_bytes())
    stamp = settings.DATA_DIR / "static.sha256"
    is_whole = was_collected_whole()
    is_same = stamp.is_file() and stamp.read_bytes() == digest.hexdigest().encode()
    if is_whole and is_same:
        return
    try:
        if not is_whole:
            shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest.hexdigest())
    except OSError as error:
        raise CannotServe(
            f"The pages' own files cannot be put in {settings.STATIC_ROOT} ({error.strerror}): "
            "remove that folder, or name another with --data."
        ) from error


def was_collected_whole() -> bool:
    """Whether all is there that was collected last, as its manifest has it."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    try:
        names = json.loads(manifest.read_text())["paths"].values()
    except (OSError, ValueError, KeyError):
        return False
    return all((settings.STATIC_ROOT / name).is_file() for name in names)
