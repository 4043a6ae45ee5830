"""What delegates make of each other's responses: endorsements, dots, proposed actions.

Only the recorder writes these. `revision` grows on the phone with each change of
mind, so that what arrives late or twice cannot undo what came after it; `turn`
is the question's, as with a response.
"""

from __future__ import annotations

from django.db import models

from questions.models.question import Question
from questions.models.response import Delegate, Response


class Endorsement(models.Model):
    """One delegate's "I agree" to another's response; taken back, `is_given` is false."""

    question = models.ForeignKey(Question, models.CASCADE, db_index=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="endorsements")
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="endorsements")
    is_given = models.BooleanField()
    revision = models.PositiveBigIntegerField()
    turn = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["question", "turn"], name="endorsements_since_a_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["delegate", "response"], name="one_endorsement_a_delegate"
            ),
        ]


class Allotment(models.Model):
    """Where one delegate has put the dots of their budget: `dots` is theme key to number."""

    question = models.ForeignKey(Question, models.CASCADE, db_index=False)
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="allotments")
    dots = models.JSONField()
    revision = models.PositiveBigIntegerField()
    turn = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["question", "turn"], name="allotments_since_a_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["delegate", "question"], name="one_allotment_a_delegate"
            ),
        ]


class Proposal(models.Model):
    """An action that a delegate proposed; it is nobody's until a facilitator accepts it."""

    key = models.UUIDField(unique=True)
    question = models.ForeignKey(Question, models.CASCADE, related_name="proposals")
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="proposals")
    theme = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=100, blank=True)
    by_when = models.CharField(max_length=60, blank=True)
    held_for = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
