"""What a press did, in a few words, as its undo button continues: `reveal the responses`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questions.models import Display, Phase
from questions.phases import ORDER

# Taking a question on to a phase; the button of the next step says the same.
OPENS = {
    Phase.COLLECTING: "open the question",
    Phase.REVEALED: "reveal the responses",
    Phase.PRIORITISING: "let the room prioritise",
    Phase.COMMITTING: "agree what to do",
    Phase.CLOSED: "close the question",
}


def words_of_press(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What leads from `before` to `after`, which hold what a press changed, and nothing else."""
    for key, now in after["questions"].items():
        was = before["questions"][key]
        if now["phase"] != was["phase"]:
            return _words_of_phase(Phase(was["phase"]), Phase(now["phase"]))
        if now["shows_live"] != was["shows_live"]:
            return "show responses live"
        if now["shows_ranking"] != was["shows_ranking"]:
            return "show the ranking" if now["shows_ranking"] else "hide the ranking"
        if now["phase_ends_at"] != was["phase_ends_at"]:
            return "start the countdown" if now["phase_ends_at"] else "stop the countdown"
        if (now["display"], now["display_of"]) != (was["display"], was["display_of"]):
            return (
                f"show {Display(now['display']).label}"
                if now["display"]
                else "show what suits the phase"
            )
    if "position" in after and after["position"] != before["position"]:
        return f"go to slide {after['position']}"
    return "go on from here"


def _words_of_phase(was: Phase, now: Phase) -> str:
    if ORDER.index(now) > ORDER.index(was):
        return OPENS[now]
    return f"go back to {now.label}"
