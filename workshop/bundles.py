"""Join the phone's files into one of each kind, so that a full hall asks for little.

The sources stay small modules and sheets, and nothing needs to be built by hand:
this happens when the static files are collected. Comments stay behind: they were
a sixth of what a phone loads of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Read = Callable[[str], str]

_STYLES = (
    *("css/tokens.css", "css/base.css", "css/forced-colours.css"),
    *("css/slides.css", "css/phone.css"),
)
_IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
# On a line of its own, or after the end of a statement or of what stands in a list.
_SCRIPT_COMMENT = re.compile(r"^[ \t]*//.*\n|(?<=[;,{}])[ \t]+//.*", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"[ \t]*/\*.*?\*/\n?", re.DOTALL)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class CannotBundle(Exception):
    """What a module says that cannot be joined with others, in one sentence."""


def make_bundles(read: Read) -> dict[str, str]:
    """The joined files by name, from the sources that `read` gives by theirs."""
    return {
        "css/phone.bundle.css": _STYLE_COMMENT.sub("", "\n".join(map(read, _STYLES))),
        "js/phone.bundle.js": bundle_modules("phone", read),
    }


def bundle_modules(entry: str, read: Read) -> str:
    """The module `entry` and all that it imports, in the order in which they would run.

    Each becomes a function of its own, whose exports the later ones take: names
    that are not exported stay apart, as they do in modules. Raises CannotBundle.
    """
    made: dict[str, str] = {}

    def add(name: str) -> None:
        source = _SCRIPT_COMMENT.sub("", read(f"js/{name}.js"))
        for _, imported in _IMPORT.findall(source):
            if imported not in made:
                add(imported)
        made[name] = _wrap(name, source)

    add(entry)
    return "".join(made.values())


def _wrap(name: str, source: str) -> str:
    exported = [found for _, found in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda found: _take(found[1], found[2]), source)
    body = _EXPORT.sub(r"\1 \2", body)
    if left := _LEFT.search(body):
        raise CannotBundle(f"{name}.js has a form of import or export not known here: {left[0]}")
    return f"const {name} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"


def _take(names: str, module: str) -> str:
    return f"const {names} = {module};\n" if names else ""
