"""What is asked: a question, its parts, and the themes that its deck suggests."""

from __future__ import annotations

from django.db import models

from questions.clock import on_steady_clock, steady_now


class Phase(models.TextChoices):
    """Where a question stands, in the order a facilitator takes it through."""

    WAITING = "waiting", "Waiting"
    COLLECTING = "collecting", "Collecting"
    REVEALED = "revealed", "Revealed"
    PRIORITISING = "prioritising", "Prioritising"
    COMMITTING = "committing", "Committing"
    CLOSED = "closed", "Closed"


class Display(models.TextChoices):
    """What of a question the screen shows once its responses are in view."""

    WALL = "wall", "Wall"
    THEMES = "themes", "Themes"
    PHRASES = "phrases", "Phrases"
    RANKING = "ranking", "Ranking"
    SECTORS = "sectors", "Sectors"
    ACTIONS = "actions", "Actions"


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
    # A countdown that people see; it never cuts anything off.
    phase_ends_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # Set by the reveal, kept by closing, taken back by going back.
    is_revealed = models.BooleanField(default=False)
    # The screen shows responses while they are being collected.
    shows_live = models.BooleanField(default=False)
    # The screen shows where the dots are while they may still be moved.
    shows_ranking = models.BooleanField(default=False)
    # What the screen was told to show; blank is what suits the phase.
    display = models.CharField(max_length=12, choices=Display.choices, blank=True)
    # Which responses the wall was told to keep to, such as `theme/schools`; blank is all.
    display_of = models.CharField(max_length=200, blank=True)
    dot_budget = models.PositiveSmallIntegerField(default=5)
    most_dots_on_one = models.PositiveSmallIntegerField(default=3)
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
        return self.phase not in (Phase.WAITING, Phase.CLOSED)

    @property
    def is_on_screen(self) -> bool:
        """The screen may show what was said: it was revealed, or is collected in the open."""
        return self.is_revealed or (self.shows_live and self.phase == Phase.COLLECTING)

    @property
    def ends_on_clock(self) -> int | None:
        """When the countdown ends, in seconds on the server's steady clock."""
        return round(on_steady_clock(self.phase_ends_at)) if self.phase_ends_at else None

    @property
    def time_left(self) -> str:
        """What a countdown reads just now, such as `2:57`; empty without one."""
        if self.phase_ends_at is None:
            return ""
        left = round(on_steady_clock(self.phase_ends_at) - steady_now())
        return f"{left // 60}:{left % 60:02}" if left > 0 else "time is up"

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
