"""The presenter of a rehearsal: drives the console's doors by a link of its own."""

from __future__ import annotations

from types import TracebackType

from workshop.access import end_console_link, make_console_link
from workshop.models import Workshop
from workshop.rehearsal.place import CannotRehearse, Place


class Presenter:
    """May present from `with` to its end. Entering raises CannotRehearse."""

    def __init__(self, workshop: Workshop, place: Place) -> None:
        self._workshop, self._place = workshop, place
        self._token = ""
        self._cookies: dict[str, str] = {}

    def __enter__(self) -> Presenter:
        self._token = make_console_link(self._workshop)
        try:
            answer = self._place.fetch(f"console/?token={self._token}")
        except OSError:
            self._leave()
            raise CannotRehearse(
                f"Start the workshop first: nothing answers at {self._place.authority}. "
                "(“python3 manage.py live” starts it; --host and --port say where it is.)"
            ) from None
        self._cookies = answer.cookies
        if not self._cookies:
            self._leave()
            raise CannotRehearse(
                f"What answers at {self._place.authority} is not this workshop: "
                "name its folder with --data, or its port with --port."
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def jump_to(self, position: int) -> None:
        """Go to a slide. Raises OSError."""
        self._press("jump", position=str(position))

    def move(self, question: str, phase: str) -> None:
        """Put a question into a phase. Raises OSError."""
        self._press("phase", question=question, phase=phase)

    def show_rehearsal(self) -> None:
        """Let the room's screens show and count what is simulated. Raises OSError."""
        self._press("rehearsal/show", show="1")

    def _press(self, door: str, **form: str) -> None:
        self._place.fetch(f"console/{door}/", self._cookies, form)

    def _leave(self) -> None:
        end_console_link(self._token)
