"""`python3 -m tests.scale PROGRAM`: measure one thing, print its tables, keep its figures."""

from __future__ import annotations

import sys
from pathlib import Path

from workshop.bootstrap import CannotPrepare, enter


def main() -> None:
    requirements = Path(__file__).with_name("requirements.txt")
    try:
        enter(requirements, ["-m", "tests.scale", *sys.argv[1:]])
    except CannotPrepare as sentence:
        sys.exit(str(sentence))
    # Only now: what it imports may just have been installed.
    from tests.scale.command import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
