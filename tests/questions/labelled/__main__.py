"""`python3 -m tests.questions.labelled`: the figures on the held-out responses."""

from __future__ import annotations

from tests.questions.labelled.table import draw, measure

print(draw(measure()))
