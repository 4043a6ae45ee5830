"""Serve one peer's application exactly as `live` serves the workshop's."""

from __future__ import annotations

import os
import sys

from workshop import listening, serving


def main() -> None:
    serving.APPLICATION = sys.argv[1]
    with listening.bind("127.0.0.1", int(os.environ["PORT"])) as sock:
        serving.run_server(sock, lambda: print("Ready", flush=True))


if __name__ == "__main__":
    main()
