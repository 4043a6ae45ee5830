"""A small workshop: a cover, a list, a question and a closing slide."""

from __future__ import annotations

import pytest
from django.test import Client

from questions.models import Question
from tests.people import ROOM
from workshop.access import make_console_link
from workshop.models import Slide, Workshop


@pytest.fixture
def workshop(drained: None) -> Workshop:
    workshop = Workshop.objects.create(
        code=ROOM, title="Moving on", deck_name="deck.md", sectors=["Health", "School"]
    )
    question = Question.objects.create(
        room=ROOM, key="early-intervention", number=1, title="Early Intervention", words="How?"
    )
    question.themes.create(key="assessment", number=1, name="Shared assessment")
    for position, layout in enumerate(("cover", "list", "chart", "question", "closing"), start=1):
        Slide.objects.create(
            workshop=workshop,
            position=position,
            layout=layout,
            title=f"Slide {position}",
            skipped=layout == "chart",
            notes="Speak slowly",
            question=question if layout == "question" else None,
        )
    return workshop


@pytest.fixture
def amina(workshop: Workshop) -> Client:
    """A browser that followed a console link."""
    client = Client()
    client.get(f"/{ROOM}/console/", {"token": make_console_link(workshop)})
    return client


@pytest.fixture
def carys(workshop: Workshop) -> Client:
    """A phone that has loaded the page."""
    client = Client()
    client.get(f"/{ROOM}/")
    return client
