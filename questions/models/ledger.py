"""What facilitators did, step by step."""

from __future__ import annotations

from typing import Any

from django.db import models

from questions.models.question import Question


class Verb(models.TextChoices):
    """What a step does, in the words of the list of steps."""

    ADD = "add", "added a theme"
    GROUP = "group", "grouped"
    MOVE = "move", "moved"
    SPLIT = "split", "split"
    MERGE = "merge", "merged"
    RENAME = "rename", "renamed"
    HIDE = "hide", "hid"
    RESTORE = "restore", "showed as written"
    REDACT = "redact", "redacted"
    SPOTLIGHT = "spotlight", "put in the spotlight"
    QUOTE = "quote", "chose a quotation"
    DISMISS = "dismiss", "dismissed a suggestion"
    AGREE = "agree", "agreed an action"
    AMEND = "amend", "changed an action"
    DROP = "drop", "took back an action"
    DECLINE = "decline", "declined a proposed action"
    RESTART = "restart", "started the board afresh"
    UNDO = "undo", "undid a step"
    REDO = "redo", "redid a step"


class StepIsWritten(Exception):
    """Somebody tried to change or delete a step: the ledger only grows."""


class Step(models.Model):
    """One step of facilitation; `number` counts from 1 within its question.

    `payload` is what the verb needs, as `questions.steps` made it: keys of
    responses and themes, names, and words to show; never a delegate.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=12, choices=Verb.choices)
    payload: models.JSONField[Any, Any] = models.JSONField(default=dict)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_step_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.by} {self.get_verb_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise StepIsWritten
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise StepIsWritten
