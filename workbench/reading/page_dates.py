"""The day a web page was published: by what it declares, then by what it prints above the story.

Never by its address, by when it was changed, or by a post or comment inside it; a day that can be
read two ways is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from workbench.reading.first_lines import full_date, parse_day

Element = Any
"""An element of lxml, which has no types of its own."""

DECLARED: Final = (
    *("article:published_time", "og:article:published_time", "article:published"),
    *("datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate"),
    *("publish-date", "publication_date", "pubdate", "date"),
)
"""What metadata calls the day of publication, the surest first."""
IN_SCRIPT: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
STORY: Final = re.compile(r"(?i)(article|posting|report|webpage)$")
CHANGED: Final = re.compile(r"(?i)\b(updated?|modified|edited|corrected|revised)\b")
ELSEWHERE: Final = frozenset({"blockquote", "aside", "nav", "footer"})
ELSEWHERE_KINDS: Final = re.compile(
    r"(?i)\b(comments?|related|sidebar|embed|instagram|twitter|tweet|tiktok|promo|teaser)"
)
STORY_BEGINS: Final = 15
"""Words of a paragraph that belongs to the story; what is printed above it tells of the page."""
LONGEST_LINE: Final = 20
"""Words of a line that prints a date and a name and no story."""


def find_day(page: Element) -> date | None:
    """The day on which a parsed page says that it was published, if it says so."""
    for said in (*_in_json(page), *_in_metadata(page), *_in_times(page)):
        day = parse_day(said)
        if day is not None:
            return day
    return _above_the_story(page)


def _in_json(page: Element) -> Iterator[str]:
    """Of JSON-LD: stories first, whatever else it describes after them."""
    others = []
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        try:
            described = list(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            yield from IN_SCRIPT.findall(text)
            continue
        for one in described:
            said = one.get("datePublished")
            if isinstance(said, str):
                kinds = one.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(name, str) and STORY.search(name) for name in names):
                    yield said
                else:
                    others.append(said)
    yield from others


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Objects of a page's own description: at its top, in a list, in a graph."""
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))
        yield from _objects(value.get("mainEntity"))


def _in_metadata(page: Element) -> Iterator[str]:
    named: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        named.setdefault(name.lower(), meta.get("content") or "")
    return (named[name] for name in DECLARED if name in named)


def _in_times(page: Element) -> Iterator[str]:
    """Days that an element marks as the day of publication."""
    for element in page.iter():
        if not isinstance(element.tag, str) or _is_elsewhere(element):
            continue
        marked = element.get("itemprop") == "datePublished" or (
            element.tag == "time" and ("pubdate" in element.attrib or _is_published(element))
        )
        if marked:
            yield element.get("datetime") or element.get("content") or ""


def _is_published(time: Element) -> bool:
    return "publish" in (time.get("class") or "").lower()


def _above_the_story(page: Element) -> date | None:
    """A full date on a short line between the page's top and its first paragraph."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title", "head"):
            continue
        words = " ".join(str(element.text_content()).split())
        if element.tag == "p" and len(words.split()) >= STORY_BEGINS:
            return None
        if not words or len(words.split()) > LONGEST_LINE or _is_elsewhere(element):
            continue
        changed = CHANGED.search(words)
        if changed is not None:
            if full_date(words[changed.start() :]) is None:
                continue
            words = words[: changed.start()]  # "4 March 2022, updated 6 March 2022"
        day = full_date(words)
        if day is None and changed is None and element.tag == "time":
            day = parse_day(element.get("datetime") or "")
        if day is not None:
            return day
    return None


def _is_elsewhere(element: Element) -> bool:
    """Whether an element belongs to a post, a comment or a box inside the page."""
    return any(
        around.tag in ELSEWHERE
        or ELSEWHERE_KINDS.search(f"{around.get('class', '')} {around.get('id', '')}")
        for around in (element, *element.iterancestors())
        if isinstance(around.tag, str)
    )
