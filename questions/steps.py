"""Read what a facilitator asks for into a step's payload, checked against the board as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from questions.board import Action, Board, BoardTheme, Standing
from questions.models import MAX_TEXT_CHARACTERS, Proposal, Question, Response, Verb
from questions.visible import is_blank

MAX_NAME_CHARACTERS = 80
MAX_ACTION_CHARACTERS = {"what": 300, "who": 100, "by_when": 60}
MOST_RESPONSES = 500

Payload = dict[str, Any]


class StepRefused(Exception):
    """A step that cannot be taken, with the reason in one sentence."""


def read_step(
    question: Question, board: Board, verb: str, said: Mapping[str, Any], number: int
) -> Payload:
    """The payload of a step `verb` that will be `number`. Raises StepRefused."""
    reader = _READERS.get(verb)
    if reader is None:
        raise StepRefused("This step is not known here; nothing was changed.")
    return reader(Asking(question, board, said, number))


@dataclass(frozen=True)
class Asking:
    """What was asked for, and of which question and board."""

    question: Question
    board: Board
    said: Mapping[str, Any]
    number: int

    def words(self, field: str, limit: int, what: str) -> str:
        """Some words that must be there, on one line."""
        text = " ".join(str(self.said.get(field) or "").split())
        if is_blank(text):
            raise StepRefused(f"{what} needs some words; nothing was changed.")
        if len(text) > limit:
            raise StepRefused(f"{what} is longer than {limit} characters; please shorten it.")
        if "\x00" in text:
            raise StepRefused(f"{what} has a character that cannot be stored.")
        return text

    def name(self) -> str:
        """The name of a theme, which no other theme has."""
        name = self.words("name", MAX_NAME_CHARACTERS, "A theme’s name")
        own = self.board.root(str(self.said.get("theme") or ""))
        for theme in self.board.themes:
            if theme.name.casefold() == name.casefold() and theme.key != own:
                raise StepRefused(f"There is a theme “{theme.name}” already.")
        return name

    def theme(self, field: str = "theme") -> BoardTheme:
        theme = self.board.theme(str(self.said.get(field) or ""))
        if theme is None:
            raise StepRefused("There is no such theme on the board any more; nothing was changed.")
        return theme

    def theme_or_none(self) -> tuple[str, str]:
        """The key and name of a theme, both empty for none."""
        if not self.said.get("theme"):
            return "", ""
        theme = self.theme()
        return theme.key, theme.name

    def response(self) -> Response:
        (response,) = self.responses([self.said.get("response")])
        return response

    def responses(self, given: Sequence[object]) -> list[Response]:
        """The responses with these keys, each once and in this order."""
        keys = list(dict.fromkeys(_read_key(key) for key in given))
        if not keys or len(keys) > MOST_RESPONSES:
            raise StepRefused("Choose one response or more first; nothing was changed.")
        found = {
            r.key: r
            for r in Response.objects.filter(
                question=self.question, key__in=keys, withdrawn_at__isnull=True
            )
        }
        if len(found) < len(keys):
            raise StepRefused("A response that you chose was withdrawn; nothing was changed.")
        return [found[key] for key in keys]

    def chosen(self) -> list[str]:
        given = self.said.get("responses") or []
        return [str(response.key) for response in self.responses(given)]

    def standing(self, response: Response) -> Standing:
        return self.board.standing(response)

    def shown(self) -> Response:
        response = self.response()
        if self.standing(response) != Standing.SHOWN:
            raise StepRefused("This response is held or hidden, so it cannot be put up.")
        return response

    def action(self) -> Action:
        number = str(self.said.get("action") or "")
        for action in self.board.actions:
            if str(action.number) == number:
                return action
        raise StepRefused("This action was taken back already; nothing was changed.")


def _read_key(given: object) -> UUID:
    try:
        return UUID(str(given))
    except ValueError:
        raise StepRefused("A response is named by its key; nothing was changed.") from None


def _read_add(asking: Asking) -> Payload:
    return {"theme": _new_key(asking), "name": asking.name()}


def _read_group(asking: Asking) -> Payload:
    return _read_add(asking) | {"responses": asking.chosen()}


def _read_split(asking: Asking) -> Payload:
    """As a group, of what stands under one theme."""
    return _read_group(asking) | {"from": asking.theme().key}


def _new_key(asking: Asking) -> str:
    return f"+{asking.number}"  # No deck's key has a plus.


def _read_move(asking: Asking) -> Payload:
    key, name = asking.theme_or_none()
    return {"theme": key, "name": name, "responses": asking.chosen()}


def _read_merge(asking: Asking) -> Payload:
    theme, into = asking.theme(), asking.theme("into")
    if theme.key == into.key:
        raise StepRefused("A theme cannot be merged into itself.")
    return {"theme": theme.key, "into": into.key, "name": theme.name, "into_name": into.name}


def _read_rename(asking: Asking) -> Payload:
    theme = asking.theme()
    return {"theme": theme.key, "name": asking.name(), "before": theme.name}


def _read_hide(asking: Asking) -> Payload:
    response = asking.response()
    if asking.standing(response) == Standing.HIDDEN:
        raise StepRefused("This response is hidden already.")
    return {"response": str(response.key)}


def _read_restore(asking: Asking) -> Payload:
    response = asking.response()
    is_as_written = (
        asking.standing(response) == Standing.SHOWN and response.key not in asking.board.redacted
    )
    if is_as_written:
        raise StepRefused("This response is shown as written already.")
    _check_revision(asking, response)
    return {"response": str(response.key), "revision": response.revision}


def _read_redact(asking: Asking) -> Payload:
    response = asking.response()
    _check_revision(asking, response)
    text = str(asking.said.get("text") or "").strip().replace("\r\n", "\n")
    if is_blank(text) or "\x00" in text:
        raise StepRefused("A redaction leaves some words to show; to show none, hide it.")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise StepRefused(f"A redaction has at most {MAX_TEXT_CHARACTERS} characters.")
    if text == response.text:
        raise StepRefused("These are the words as they were written; nothing was redacted.")
    return {"response": str(response.key), "revision": response.revision, "text": text}


def _check_revision(asking: Asking, response: Response) -> None:
    """What somebody looked at is what they release or redact."""
    if str(asking.said.get("revision", response.revision)) != str(response.revision):
        raise StepRefused("Its delegate has changed it in the meantime; look at it again.")


def _read_spotlight(asking: Asking) -> Payload:
    if not asking.said.get("response"):
        return {"response": ""}
    return {"response": str(asking.shown().key)}


def _read_quote(asking: Asking) -> Payload:
    theme, response = asking.theme(), asking.shown()
    return {"theme": theme.key, "name": theme.name, "response": str(response.key)}


def _read_dismiss(asking: Asking) -> Payload:
    others = [str(other)[:64] for other in asking.said.get("others") or [] if other]
    if not others:
        raise StepRefused("There is nothing to dismiss.")
    return {"response": str(asking.response().key), "others": others[:MOST_RESPONSES]}


def _read_action(asking: Asking) -> Payload:
    key, _ = asking.theme_or_none()
    what = asking.words("what", MAX_ACTION_CHARACTERS["what"], "What to do")
    optional = {
        field: asking.words(field, MAX_ACTION_CHARACTERS[field], label)
        if not is_blank(str(asking.said.get(field) or ""))
        else ""
        for field, label in (("who", "Who will do it"), ("by_when", "By when"))
    }
    return {"theme": key, "what": what} | optional


def _read_agree(asking: Asking) -> Payload:
    payload = _read_action(asking)
    if asking.said.get("proposal"):
        payload["proposal"] = str(_proposal(asking).key)
    return payload


def _read_amend(asking: Asking) -> Payload:
    return {"action": asking.action().number} | _read_action(asking)


def _read_drop(asking: Asking) -> Payload:
    action = asking.action()
    return {"action": action.number, "what": action.what}


def _read_decline(asking: Asking) -> Payload:
    return {"proposal": str(_proposal(asking).key)}


def _proposal(asking: Asking) -> Proposal:
    key = _read_key(asking.said.get("proposal"))
    proposal = Proposal.objects.filter(question=asking.question, key=key).first()
    is_settled = key in asking.board.declined or any(
        action.proposal == key for action in asking.board.actions
    )
    if proposal is None or is_settled:
        raise StepRefused("This proposal was dealt with already.")
    return proposal


def _read_restart(asking: Asking) -> Payload:
    return {}


_READERS: dict[str, Callable[[Asking], Payload]] = {
    Verb.ADD: _read_add,
    Verb.GROUP: _read_group,
    Verb.SPLIT: _read_split,
    Verb.MOVE: _read_move,
    Verb.MERGE: _read_merge,
    Verb.RENAME: _read_rename,
    Verb.HIDE: _read_hide,
    Verb.RESTORE: _read_restore,
    Verb.REDACT: _read_redact,
    Verb.SPOTLIGHT: _read_spotlight,
    Verb.QUOTE: _read_quote,
    Verb.DISMISS: _read_dismiss,
    Verb.AGREE: _read_agree,
    Verb.AMEND: _read_amend,
    Verb.DROP: _read_drop,
    Verb.DECLINE: _read_decline,
    Verb.RESTART: _read_restart,
}
