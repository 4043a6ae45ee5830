"""The same browser, rooms and people as in tests/browser."""

from tests.browser.conftest import collecting, jump, room, server

__all__ = ["collecting", "jump", "room", "server"]
