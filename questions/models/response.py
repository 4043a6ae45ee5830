"""What is said in response, and by which phone."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from questions.models.question import Prompt, Question, Theme

MAX_TEXT_CHARACTERS = 600


class Delegate(models.Model):
    """A phone in a room: a random key in a signed cookie, and not a person.

    `sector` and `table` are what the delegate chose to say of themselves; both
    are optional, and blank means not said. `is_rehearsal` marks a simulated
    phone, whose responses are in no figure and no download unless asked for.
    """

    key = models.UUIDField(primary_key=True)
    room = models.CharField(max_length=16)
    sector = models.CharField(max_length=100, blank=True)
    table = models.CharField(max_length=10, blank=True)
    details_given = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    is_rehearsal = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["room", "is_rehearsal"], name="delegates_of_a_room")]

    def __str__(self) -> str:
        return str(self.key)


class Source(models.TextChoices):
    """How a response came in. The four are kept apart in every figure."""

    PHONE = "phone", "Phone"
    TABLE = "table", "Table"
    PAPER = "paper", "Paper"
    SPOKEN = "spoken", "Spoken"


class Response(models.Model):
    """What was said to one question, in the words of who said it.

    `key` is chosen by the phone, so a response sent twice is one row. `text` is
    changed by nobody but its delegate, and only the recorder writes it.
    `revision` counts the delegate's own changes, so that one that arrives late
    or twice cannot undo a later one. `turn` is the question's, as it was last
    written. `delegate` is null for what was keyed in at a console. `speaks_for`
    is how many people are behind it, for a table and for a show of hands.
    `held_for` has the concerns, comma-separated, that keep it off the screen
    until a facilitator has looked at this revision.
    """

    key = models.UUIDField(unique=True)
    # Each index is paid for by every response; these three are found by question and turn.
    question = models.ForeignKey(Question, models.PROTECT, related_name="responses", db_index=False)
    prompt = models.ForeignKey(Prompt, models.PROTECT, null=True, blank=True, db_index=False)
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="responses")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, db_index=False)
    text = models.TextField()
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.PHONE)
    table = models.CharField(max_length=10, blank=True)
    speaks_for = models.PositiveIntegerField(null=True, blank=True)
    held_for = models.CharField(max_length=100, blank=True)
    revision = models.PositiveIntegerField(default=0)
    late = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["question", "turn"], name="responses_since_a_turn")]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), MAX_TEXT_CHARACTERS),
                name="a_response_keeps_to_the_limit",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class HeldWords(models.Model):
    """The words that hold a response off the screen in one room, as its organiser keeps them."""

    room = models.CharField(max_length=16, primary_key=True)
    words = models.TextField(blank=True)
