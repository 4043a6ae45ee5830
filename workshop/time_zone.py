"""The zone that times are shown in: the one that is named, else this computer's own."""

from __future__ import annotations

import os
import time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal import get_localzone_name

NAMED_BY = "WORKSHOP_TIME_ZONE"
OTHERWISE = "Europe/London"
SYSTEMS_ZONES = Path("/usr/share/zoneinfo")


class UnknownZone(Exception):
    """A zone is named that nobody knows: one sentence for whoever named it."""


def choose_zone() -> tuple[str, str]:
    """The zone's name, and a sentence for the presenter where it is only a guess.

    Raises UnknownZone.
    """
    named = os.environ.get(NAMED_BY, "").strip()
    if named and not is_known(named):
        raise UnknownZone(
            f"{NAMED_BY} is “{named}”, which is no time zone that is known here: "
            "give it a name such as Europe/London, or leave it out for this computer's own."
        )
    if named:
        return named, ""
    wanted = os.environ.get("TZ", "").removeprefix(":")
    if is_known(wanted):
        return wanted, ""
    # A file's name may lead to a zone; a rule such as “<+03>-3”, or nonsense, does not.
    is_guess = bool(wanted) and not (Path(wanted).is_absolute() and Path(wanted).exists())
    if (found := _own_zone()) and not is_guess:
        return found, ""
    zone = found or OTHERWISE
    return zone, (
        f"This computer's time zone has no name that is known here, so times are those of {zone}: "
        f"{NAMED_BY}=Asia/Tokyo, say, sets another."
    )


def is_known(name: str) -> bool:
    """Whether `zoneinfo` has this zone, and Django will take it.

    Django asks the system's own folder as well, which may have fewer zones than
    the package that is installed here.
    """
    if not name:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # The last for a folder, “Europe”.
        return False
    asks_system = hasattr(time, "tzset") and SYSTEMS_ZONES.exists()
    return not asks_system or SYSTEMS_ZONES.joinpath(*name.split("/")).exists()


def _own_zone() -> str:
    """This computer's zone as TZ's file, its own files or the registry name it; empty if none."""
    try:
        found = get_localzone_name() or ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return found if is_known(found) else ""
