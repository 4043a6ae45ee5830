"""Filters for somebody's words, which stand in an element with `dir="auto"` or in <bdi>."""

from __future__ import annotations

import re

from django import template
from django.template.defaultfilters import stringfilter

from questions.visible import fold, isolate

register = template.Library()
_QUOTED = re.compile("“(.*?)”")


@register.filter
@stringfilter
def folded(text: str) -> str:
    """The words as an element shows them."""
    return fold(text)


@register.filter
@stringfilter
def isolated(text: str) -> str:
    """The words for a title, an attribute or plain text."""
    return isolate(text)


@register.filter
@stringfilter
def isolated_quotes(sentence: str) -> str:
    """A sentence of ours, with what it quotes kept apart."""
    return _QUOTED.sub(lambda quoted: f"“{isolate(quoted[1])}”", sentence)
