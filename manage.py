#!/usr/bin/env python3
"""Every command of the workshop; `live` and `test` also set up what they need.

A Python that is too old must still be able to read this file, to say so.
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The workshop needs Python 3.11 or newer, and this is Python %d.%d: "
        "install a newer one and name it, as in: python3.12 manage.py live" % sys.version_info[:2]
    )


def main() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    if here not in sys.path:  # PYTHONSAFEPATH keeps it out.
        sys.path.insert(0, here)

    from workshop.bootstrap import prepare

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workshop.settings")
    arguments = prepare(sys.argv)

    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped.")
