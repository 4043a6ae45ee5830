"""One run of a deck in one room, its slides, and who may drive it."""

from __future__ import annotations

from django.db import models

from questions.clock import on_steady_clock
from questions.models import Phase, Question


class Layout(models.TextChoices):
    """How a slide is laid out; the names a deck's author may use."""

    COVER = "cover"
    SECTION = "section"
    LIST = "list"
    OUTCOMES = "outcomes"
    COLUMNS = "columns"
    TIMELINE = "timeline"
    CHART = "chart"
    QUESTIONS = "questions"
    QUESTION = "question"
    CLOSING = "closing"


class Workshop(models.Model):
    """One run of a deck in one room.

    `code` is the six-digit join code, and the name of the room towards
    `questions`. `position` is the slide the room is on, from 1; `furthest` the
    last one it has reached, which is as far as a phone may look. `deck_name` is
    the name of the deck's Markdown among its `deck_files`. `returning_to` is the
    slide that the room had been at before it went back; null when it did not.
    `steps_from` is the phase from which *next* and *back* step the slide's
    question; blank where there is no question, or the room only passes it on its
    way back (docs/presenting.md).
    """

    code = models.CharField(max_length=6, unique=True)
    title = models.CharField(max_length=200)
    deck_name = models.CharField(max_length=255)
    deck_digest = models.CharField(max_length=64)
    sectors = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=1)
    furthest = models.PositiveSmallIntegerField(default=1)
    returning_to = models.PositiveSmallIntegerField(null=True, blank=True)
    steps_from = models.CharField(max_length=16, choices=Phase.choices, blank=True)
    is_live = models.BooleanField(default=True)
    # The room is shown, and counted, with what rehearsals left in it.
    shows_rehearsal = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # When the room left the first slide, or the presenter said that it begins.
    begun_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.title} ({self.spaced_code})"

    @property
    def spaced_code(self) -> str:
        """The join code as it is shown: `482 916`."""
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def begun_on_clock(self) -> int | None:
        """When the workshop began, in seconds on the server's steady clock."""
        return round(on_steady_clock(self.begun_at)) if self.begun_at else None


class DeckFile(models.Model):
    """A file of a workshop's deck: its Markdown, or a picture that this names.

    Kept here, so that a copy of the database holds the whole workshop. `path` is
    relative to the deck's folder, with “/” between its parts.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="deck_files")
    path = models.CharField(max_length=1000)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "path"], name="one_file_a_path"),
        ]

    def __str__(self) -> str:
        return self.path


class Slide(models.Model):
    """One slide of a workshop, as its deck had it.

    `content` is `workshop.deck.outline.Content` as a dict: safe HTML, drawn by
    the template that `layout` names.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="slides")
    position = models.PositiveSmallIntegerField()
    layout = models.CharField(max_length=16, choices=Layout.choices)
    title = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    notes = models.TextField(blank=True)
    skipped = models.BooleanField(default=False)
    question = models.OneToOneField(Question, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["workshop", "position"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "position"], name="one_slide_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def template(self) -> str:
        """The template that draws this slide's layout."""
        return f"workshop/slides/_{self.layout}.html"


class ConsoleLink(models.Model):
    """A one-time link to a workshop's console, kept only as a digest of its token.

    Whoever follows it first gets a cookie that names this row by its digest, which
    no other row ever has; deleting the row ends what the cookie opens. With `helper`
    it is for somebody of that name who helps at the board, and does not move the room.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="console_links")
    digest = models.CharField(max_length=64, unique=True)
    helper = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)


class PressKind(models.TextChoices):
    """What was pressed: one of the two buttons that a thumb presses twice, or anything else."""

    NEXT = "next"
    BACK = "back"
    OTHER = "other"


class Press(models.Model):
    """A press of the presenter's that changed something, kept so that it can be undone.

    `page` is the random name of the page that it was made on. `before` and `after`
    hold what it changed and nothing else, as `workshop.room.presses` reads and
    writes it.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="presses")
    kind = models.CharField(max_length=8, choices=PressKind.choices)
    page = models.CharField(max_length=16, blank=True)
    before = models.JSONField()
    after = models.JSONField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"

    @property
    def moved_a_phase(self) -> bool:
        before, after = self.before["questions"], self.after["questions"]
        return any(before[key]["phase"] != after[key]["phase"] for key in after)
