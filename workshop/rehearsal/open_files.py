"""As many open files as the phones need: each has a socket of its own."""

from __future__ import annotations

import sys

from workshop.rehearsal.place import CannotRehearse

# For the database, the pages that are loading, and Python itself.
BESIDES = 200


def allow_open_files(phones: int) -> None:
    """Raise this process's limit as far as needed. Raises CannotRehearse when it cannot."""
    if sys.platform == "win32":
        return  # Sockets are not bound by a limit of files there.
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = phones + BESIDES
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    except (ValueError, OSError):
        raise CannotRehearse(
            f"This computer lets one program open {hard} files, which is enough for "
            f"{max(0, hard - BESIDES)} phones: rehearse with fewer."
        ) from None
