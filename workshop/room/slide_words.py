"""A slide's words without its layout."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import strip_tags

from workshop.models import Slide

_BREAKS = re.compile(r"</(?:p|li|h\d|tr|div|blockquote)>|<br\s*/?>")


def words_of(slide: Slide) -> str:
    """What stands on the slide, in the order it is read, one paragraph or point a line."""
    content = slide.content
    parts = [slide.title, slide.question.words if slide.question else "", content.get("lead", "")]
    parts += _figures(content.get("figures", ()))
    for group in content.get("groups", ()):
        parts += [group["heading"], group["body"], *_figures(group.get("figures", ()))]
    picture = content.get("picture")
    parts += [picture["alt"] if picture else "", content.get("callout", "")]
    return "\n".join(line for part in parts for line in _lines(part))


def _figures(figures: list[dict[str, object]]) -> list[str]:
    return [f"{figure['label']}: {figure['value']:g}{figure['unit']}" for figure in figures]


def _lines(html: str) -> list[str]:
    text = unescape(strip_tags(_BREAKS.sub("\n", html)))
    return [line.strip() for line in text.splitlines() if line.strip()]
