"""The README leads where it says, and sends no room to a network that cannot carry it."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")


def anchor(heading: str) -> str:
    """What a heading is called in a link, as hosts of Git make it."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


def test_every_link_leads_somewhere() -> None:
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", README, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert target[1:] in anchors if target.startswith("#") else (TOP / target).exists(), target


def test_how_many_phones_a_network_carries_is_said_before_the_doors_open() -> None:
    before = README.split("## Ten minutes before doors open")[1].split("\n## ")[0]
    for row in (r"Windows' own hotspot \| 8\b", r"access point, .* \| 50 \|", "client isolation"):
        assert re.search(row, before), row
    assert "share the laptop's own hotspot" not in before
