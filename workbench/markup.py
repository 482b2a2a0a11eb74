"""HTML built from elements: text is escaped, only what an element made goes in as it is.

``h.p(".wb-source")["Said by ", h.strong[name]]`` is ``Markup``, MarkupSafe's type for a string
that is HTML already; any other string among the children or attributes is escaped. Import it as
``from workbench import markup as h``. The syntax is htpy's; decision 015 says why it is not htpy.
No other module makes HTML of a string, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from typing import Final, TypeAlias

from markupsafe import Markup as Markup

Node: TypeAlias = "str | int | Iterable[Node] | None"
"""What may stand in an element; nothing for ``None``."""

Attribute: TypeAlias = str | int | None
"""``True`` is an attribute without a value; ``False`` and ``None`` leave it out."""

NOTHING: Final = Markup("")
DOCTYPE: Final = Markup("<!doctype html>\n")


class Element:
    """An opening tag that waits for what stands in it."""

    __slots__ = ("_attributes", "_name")

    def __init__(self, name: str, attributes: str = "") -> None:
        self._name = name
        self._attributes = attributes

    def __call__(self, classes: str = "", /, **attributes: Attribute) -> Element:
        """The element with attributes.

        Args:
            classes: Each after a dot, as in a style sheet: ``".wb-card.wb-claim"``.
            attributes: A ``_`` in a name stands for ``-``; one at its end is for Python only.
        """
        return Element(self._name, _attributes(classes, attributes))

    def __getitem__(self, children: Node) -> Markup:
        return _made(f"<{self._name}{self._attributes}>{_inside(children)}</{self._name}>")


class Void:
    """An element that nothing stands in."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, classes: str = "", /, **attributes: Attribute) -> Markup:
        """The element; see ``Element`` for what it takes."""
        return _made(f"<{self._name}{_attributes(classes, attributes)}>")


def fragment(*children: Node) -> Markup:
    """The children one after the other."""
    return _made(_inside(children))


def join(between: str, children: Iterable[Node]) -> Markup:
    """The children with ``between`` them."""
    return _made(_inside(between).join(map(_inside, children)))


def document(title_words: str, sheet: str, content: Node, *, policy: str | None = None) -> Markup:
    """A whole page in English.

    Args:
        sheet: Its style sheet.
        content: What stands in its ``main``.
        policy: A content security policy that the page brings along.
    """
    policy_meta = meta(http_equiv="Content-Security-Policy", content=policy) if policy else None
    return fragment(
        DOCTYPE,
        html(lang="en")[
            head[
                meta(charset="utf-8"),
                policy_meta,
                meta(name="viewport", content="width=device-width, initial-scale=1"),
                title[title_words],
                style_element(sheet),
            ],
            body[main[content]],
        ],
        "\n",
    )


def style_element(sheet: str) -> Markup:
    """A style sheet of ours as an element.

    Raises:
        ValueError: the sheet holds a ``<``, which could end the element.
    """
    if "<" in sheet:
        raise ValueError("a style sheet on a page holds no <")
    return _made(f"<style>{sheet}</style>")


def _made(html: str) -> Markup:
    """A string that is HTML; what ``Markup`` would ask it first is known and takes a third."""
    return str.__new__(Markup, html)


def _inside(children: Node) -> str:
    if isinstance(children, str):
        return children if type(children) is Markup else escape(children)
    if children is None:
        return ""
    if isinstance(children, int):
        return str(children)
    return "".join(map(_inside, children))


def _attributes(classes: str, attributes: dict[str, Attribute]) -> str:
    told = _class_attribute(classes) if classes else ""
    for name, value in attributes.items():
        if isinstance(value, str):
            told += f'{_begun(name)}="{escape(value)}"'
        elif value is True:
            told += _begun(name)
        elif value is not None and value is not False:
            told += f'{_begun(name)}="{value}"'
    return told


@cache
def _begun(name: str) -> str:
    return f" {name.rstrip('_').replace('_', '-')}"


@lru_cache
def _class_attribute(classes: str) -> str:
    if not classes.startswith("."):
        raise ValueError(f"class names begin with a dot: {classes!r}")
    return f' class="{escape(classes[1:].replace(".", " "))}"'


a = Element("a")
article = Element("article")
b = Element("b")
blockquote = Element("blockquote")
body = Element("body")
button = Element("button")
caption = Element("caption")
code = Element("code")
dd = Element("dd")
dialog = Element("dialog")
details = Element("details")
div = Element("div")
dl = Element("dl")
dt = Element("dt")
em = Element("em")
figcaption = Element("figcaption")
figure = Element("figure")
footer = Element("footer")
form = Element("form")
g = Element("g")
h1 = Element("h1")
h2 = Element("h2")
h3 = Element("h3")
head = Element("head")
header = Element("header")
html = Element("html")
ins = Element("ins")
kbd = Element("kbd")
label = Element("label")
li = Element("li")
line = Element("line")
main = Element("main")
mark = Element("mark")
nav = Element("nav")
ol = Element("ol")
p = Element("p")
path = Element("path")
rect = Element("rect")
section = Element("section")
small = Element("small")
span = Element("span")
strong = Element("strong")
summary = Element("summary")
sup = Element("sup")
svg = Element("svg")
table = Element("table")
tbody = Element("tbody")
td = Element("td")
text = Element("text")
th = Element("th")
thead = Element("thead")
time = Element("time")
title = Element("title")
tr = Element("tr")
ul = Element("ul")
del_ = Element("del")
br = Void("br")
hr = Void("hr")
input_ = Void("input")
meta = Void("meta")
