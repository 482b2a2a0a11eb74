"""HTML of elements: text never becomes markup, and a page takes nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_layers import PACKAGE, modules
from workbench import markup as h
from workbench.markup import Markup
from workbench.ui.shared.show import check, show

HOSTILE = "<script>alert(\"x\" & 'y')</script>"
ESCAPED = "&lt;script&gt;alert(&quot;x&quot; &amp; &#x27;y&#x27;)&lt;/script&gt;"


def test_text_is_escaped_wherever_it_stands() -> None:
    assert h.p[HOSTILE] == f"<p>{ESCAPED}</p>"
    assert h.p(title=HOSTILE)[None] == f'<p title="{ESCAPED}"></p>'
    assert h.p(f".{HOSTILE}")[None] == f'<p class="{ESCAPED}"></p>'
    assert h.fragment(HOSTILE, [HOSTILE]) == ESCAPED * 2
    assert h.join(" < ", [HOSTILE, h.b["x"]]) == f"{ESCAPED} &lt; <b>x</b>"
    assert h.input_(value=HOSTILE) == f'<input value="{ESCAPED}">'


@given(st.text())
def test_no_text_can_open_or_close_anything(text: str) -> None:
    made = h.p(title=text)[text]
    assert made.count("<") == made.count(">") == 2
    assert made.count('"') == 2
    assert "'" not in made


def test_elements_go_into_elements_as_they_are() -> None:
    assert h.ul[(h.li[each] for each in "a&")] == "<ul><li>a</li><li>&amp;</li></ul>"
    assert h.p["1 ", h.strong["&"], None, 2, ()] == "<p>1 <strong>&amp;</strong>2</p>"


def test_what_was_put_together_outside_elements_is_text_again() -> None:
    assert h.p[f"{h.b['x']}"] == "<p>&lt;b&gt;x&lt;/b&gt;</p>"
    assert h.p["".join([h.b["x"]])] == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_attributes_are_named_as_in_python_and_left_out_for_nothing() -> None:
    label = h.label(".a.b", for_="x", data_claim="1", aria_current=None, hidden=False)
    assert label["y"] == '<label class="a b" for="x" data-claim="1">y</label>'
    assert h.input_(required=True, size=0) == '<input required size="0">'


def test_words_in_the_place_of_class_names_are_refused() -> None:
    with pytest.raises(ValueError, match="dot"):
        h.p("words")


def test_a_style_sheet_that_could_end_itself_is_refused() -> None:
    assert h.style_element("a > b {}") == "<style>a > b {}</style>"
    with pytest.raises(ValueError, match="style sheet"):
        h.style_element("</style><script>")


def test_a_plain_string_does_not_reach_a_page() -> None:
    assert type(check(h.p["x"])) is str
    plain = cast("Markup", "<p>x</p>")
    for door in (check, show):
        with pytest.raises(TypeError):
            door(plain)


ELEMENTS = "|".join(
    name.rstrip("_") for name, one in vars(h).items() if isinstance(one, h.Element | h.Void)
)
TAG = re.compile(rf"(?<!\?P)</?(?:{ELEMENTS})(?:>|\s[^<]*>|\s+[\w-]+=)")


def breaches(source: str) -> Iterator[str]:
    """What makes HTML of strings, or lets a string onto a page, line by line."""
    tree = ast.parse(source)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in prose and TAG.search(node.value):
                yield f"{node.lineno}: HTML in a string: {node.value!r}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("html", "markupsafe"):
            if {alias.name for alias in node.names} & {"escape", "Markup"}:
                yield f"{node.lineno}: an escape by hand"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("html.escape", "markupsafe.escape") or called.endswith("Markup"):
                yield f"{node.lineno}: {called} by hand"
            elif called.endswith(".html"):
                yield f"{node.lineno}: {called} beside show()"
            if any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords):
                yield f"{node.lineno}: HTML in Markdown"


@pytest.mark.parametrize(
    "source",
    [
        'told = f"<p>{words}</p>"',
        'told = f"<p class=wb>{words}"',
        "told = f'<a href=\"{words}\">'",
        "from html import escape",
        "html.escape(words)",
        "Markup(words)",
        "st.html(words)",
        "left.html(words)",
        "st.markdown(words, unsafe_allow_html=True)",
    ],
)
def test_the_ways_around_the_elements_are_known(source: str) -> None:
    assert list(breaches(source))


def test_no_module_goes_around_the_elements() -> None:
    allowed = {Path("markup.py"), Path("ui/shared/show.py")}
    for path in modules():
        if path.relative_to(PACKAGE) not in allowed:
            assert not list(breaches(path.read_text(encoding="utf-8"))), path
