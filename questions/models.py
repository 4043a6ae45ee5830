"""What is asked, and what delegates say in response.

Nothing here knows of slides or workshops: a `room` is an opaque name that
keeps the questions of one workshop apart from those of another.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

MAX_TEXT_CHARACTERS = 600


class Phase(models.TextChoices):
    """Where a question stands, in the order a facilitator takes it through."""

    WAITING = "waiting", "Waiting"
    COLLECTING = "collecting", "Collecting"
    REVEALED = "revealed", "Revealed"
    CLOSED = "closed", "Closed"


class Question(models.Model):
    """One open-text question put to a room."""

    room = models.CharField(max_length=16)
    key = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField()
    guidance = models.TextField(blank=True)
    phase = models.CharField(max_length=16, choices=Phase.choices, default=Phase.WAITING)
    # When it came into this phase; null while it has not been touched.
    phase_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # Set by the reveal, kept by closing, taken back by going back.
    is_revealed = models.BooleanField(default=False)
    # Goes up with each transaction that writes responses to it, which get its number:
    # whoever has seen a turn finds what came since, however much there was before.
    turn = models.PositiveIntegerField(default=0)
    # Goes up when responses of a rehearsal are deleted: what was counted, count anew.
    clearings = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["room", "number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "key"], name="one_question_per_key_in_a_room"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Delegates may respond, and change or withdraw what they said."""
        return self.phase in (Phase.COLLECTING, Phase.REVEALED)

    @property
    def has_been_opened(self) -> bool:
        return self.opened_at is not None


class Prompt(models.Model):
    """One part of a question that is asked in parts; each takes its own responses."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="prompts")
    key = models.SlugField(max_length=40)
    number = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="one_prompt_per_key"),
        ]

    def __str__(self) -> str:
        return self.words


class Theme(models.Model):
    """A heading that responses may be gathered under. `family` heads a set of themes."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="themes")
    key = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    family = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="one_theme_per_key"),
        ]

    def __str__(self) -> str:
        return self.name


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


class Response(models.Model):
    """What one delegate said to one question, in their own words.

    `key` is chosen by the phone, so a response sent twice is one row. `text` is
    changed by nobody but its delegate, and only the recorder writes it.
    `revision` counts the delegate's own changes, so that one that arrives late
    or twice cannot undo a later one. `turn` is the question's, as it was last
    written.
    """

    key = models.UUIDField(unique=True)
    # Each index is paid for by every response; these three are found by question and turn.
    question = models.ForeignKey(Question, models.PROTECT, related_name="responses", db_index=False)
    prompt = models.ForeignKey(Prompt, models.PROTECT, null=True, blank=True, db_index=False)
    delegate = models.ForeignKey(Delegate, models.PROTECT, related_name="responses")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, db_index=False)
    text = models.TextField()
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
