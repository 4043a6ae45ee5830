"""What of a question the room has made use of, so that no edited deck takes it away."""

from __future__ import annotations

from collections.abc import Iterator

from questions.models import Allotment, Endorsement, Proposal, Question, Response, Step


def is_in_use(question: Question) -> bool:
    """Whether anybody has responded to it, or made anything of it on a phone or on the board."""
    models = (Response, Step, Allotment, Proposal, Endorsement)
    return any(model._default_manager.filter(question=question).exists() for model in models)


def theme_keys_in_use(question: Question) -> set[str]:
    """The keys of themes that a response, a step, a dot, a proposal or the screen refers to."""
    return set(_theme_keys(question)) - {""}


def _theme_keys(question: Question) -> Iterator[str]:
    responses = Response.objects.filter(question=question, theme__isnull=False)
    yield from responses.values_list("theme__key", flat=True).distinct()
    yield from Proposal.objects.filter(question=question).values_list("theme", flat=True)
    for dots in Allotment.objects.filter(question=question).values_list("dots", flat=True):
        yield from dots
    # Whatever field of a payload names a theme, for whichever verb.
    for payload in Step.objects.filter(question=question).values_list("payload", flat=True):
        yield from (value for value in payload.values() if isinstance(value, str))
    yield question.display_of.removeprefix("theme/")
