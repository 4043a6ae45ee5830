"""The tables of the questions.

Nothing here knows of slides or workshops: a `room` is an opaque name that
keeps the questions of one workshop apart from those of another.
"""

from questions.models.agreeing import Allotment, Endorsement, Proposal
from questions.models.ledger import Step, StepIsWritten, Verb
from questions.models.question import Display, Phase, Prompt, Question, Theme
from questions.models.response import MAX_TEXT_CHARACTERS, Delegate, HeldWords, Response, Source

__all__ = [
    "MAX_TEXT_CHARACTERS",
    "Allotment",
    "Delegate",
    "Display",
    "Endorsement",
    "HeldWords",
    "Phase",
    "Prompt",
    "Proposal",
    "Question",
    "Response",
    "Source",
    "Step",
    "StepIsWritten",
    "Theme",
    "Verb",
]
