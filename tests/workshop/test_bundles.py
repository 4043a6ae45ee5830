"""The phone's modules joined into one do what they did apart."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from workshop.bundles import CannotBundle, bundle_modules, make_bundles

MODULES = {
    "js/page.js": 'import "./kept.js";\nimport { add } from "./sum.js";\nlog(add(1));\n',
    "js/sum.js": 'import { one } from "./kept.js";\nconst secret = one;\n'
    "export function add(n) {\n  return n + secret;\n}\n",
    "js/kept.js": 'export const one = 1;\nconst secret = "apart";\nlog(secret);\n',
}


def read_source(name: str) -> str:
    return (settings.BASE_DIR / "static" / name).read_text()


def test_modules_run_in_order_once_and_apart() -> None:
    joined = bundle_modules("page", MODULES.__getitem__)
    assert joined.index("const kept") < joined.index("const sum") < joined.index("const page")
    assert joined.count("const kept") == 1
    assert "import " not in joined and "export " not in joined


@pytest.mark.parametrize(
    "line", ["export default 1;", 'export { one } from "./kept.js";', 'import * as kept from "x";']
)
def test_a_form_of_module_that_is_not_known_is_refused_and_named(line: str) -> None:
    sources = MODULES | {"js/page.js": f"{line}\n"}
    with pytest.raises(CannotBundle, match=r"page\.js"):
        bundle_modules("page", sources.__getitem__)


def test_the_phones_bundles_have_all_of_their_sources() -> None:
    bundles = make_bundles(read_source)
    for name in ("answer", "chip", "link", "cookie", "keeping", "drafts", "outbox", "polling"):
        assert f"const {name} = (() => {{" in bundles["js/phone.bundle.js"]
    for name in ("tokens", "base", "slides", "phone"):
        source = read_source(f"css/{name}.css")
        rules = [line for line in source.splitlines() if line.endswith("}") and "*/" not in line]
        assert rules and all(line in bundles["css/phone.bundle.css"] for line in rules)
    for line in bundles["js/phone.bundle.js"].splitlines():
        assert not re.match(r"\s*//|.*[;,{}]\s*//", line), line
    assert "/*" not in bundles["css/phone.bundle.css"]
