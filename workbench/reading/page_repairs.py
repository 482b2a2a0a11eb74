"""What is mended in a web page before its main text is looked for: markup that hides who says what.

Pages say by looks what their markup does not: a table that only lays out, a list with its lead-in
inside, a quotation with its speaker in a footer. Each repair is one kind of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

Element = Any
"""An element of lxml, which has no types of its own."""

BLOCKS: Final = frozenset(
    {
        *("p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl"),
        *("table", "blockquote", "figure", "aside", "pre", "li"),
    }
)
CLOCK: Final = re.compile(r"(?i)\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?")
HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "p", "div", "span")
LEADS_AWAY: Final = re.compile(
    r"(?i)(?:related|read (?:more|next|also|this)|more (?:on|from|stories|news)|see also|also read"
    r"|most (?:read|popular|viewed)|recommended|you may (?:also )?like|don.t miss|trending|watch"
    r"|listen|sign up|newsletter|advertisement|story continues)\b[^.!?“\"]{0,40}"
)
"""A heading over what is not the story: boxes of links, videos, letters to subscribe to."""
LONGEST_HEADING: Final = 6
"""Words of such a heading."""
SHARED_ON: Final = frozenset(
    {
        *("whatsapp", "email", "e-mail", "telegram", "facebook", "twitter", "x", "linkedin"),
        *("reddit", "bluesky", "threads", "messenger", "pinterest", "sms", "print", "share"),
        *("copy link", "copy", "save", "tweet", "more", "share this", "link"),
    }
)
LONG_ENOUGH: Final = 40
"""Characters of a hidden paragraph that is text and no ornament."""
QUOTED: Final = re.compile(r"^\s*[“\"«‘']")
FROM_THE_SPEAKER: Final = re.compile(r"^[\s—–―-]+")


def repair(page: Element) -> None:
    """Mend a parsed page in place."""
    for mend in (
        unwrap_layout_tables,
        part_list_from_lead_in,
        give_quotations_their_speaker,
        show_hidden_paragraphs,
        drop_share_buttons,
        drop_headings_that_lead_away,
        drop_pull_quotes,
        keep_times_of_live_blogs,
        make_paragraphs_of_bare_text,
    ):
        mend(page)


def words_of(element: Element) -> str:
    """The text in an element, its blanks made single."""
    return " ".join(str(element.text_content()).split())


def unwrap_layout_tables(page: Element) -> None:
    """A table whose cells hold paragraphs or headings lays a page out; its cells become blocks."""
    for table in list(page.iter("table")):
        if any(True for _ in table.iter("th")):
            continue
        cells = list(table.iter("td"))
        if any(
            next(cell.iter("p", "h1", "h2", "h3", "article"), None) is not None for cell in cells
        ):
            for part in list(table.iter("table", "tbody", "thead", "tr", "td")):
                part.tag = "div"


def part_list_from_lead_in(page: Element) -> None:
    """Words that stand in a list before its first item become a paragraph before the list."""
    for items in list(page.iter("ul", "ol")):
        lead_in = (items.text or "").strip()
        if lead_in and items.getparent() is not None:
            items.text = None
            items.addprevious(_paragraph(items, lead_in))


def give_quotations_their_speaker(page: Element) -> None:
    """A block quotation with its speaker in a footer is printed in marks, its speaker behind it."""
    for quotation in list(page.iter("blockquote")):
        signed = next(iter([*quotation.iter("footer"), *quotation.iter("cite")]), None)
        if signed is None or quotation.getparent() is None:
            continue
        who = FROM_THE_SPEAKER.sub("", words_of(signed))
        _drop(signed)
        said = words_of(quotation)
        if who and said:
            marked = said if QUOTED.match(said) else f"“{said}”"
            quotation.addprevious(_paragraph(quotation, f"{marked} — {who}"))
            _drop(quotation)


def show_hidden_paragraphs(page: Element) -> None:
    """Paragraphs that a script hides from screen readers are read, unless they stand twice."""
    for hidden in list(page.iter("p", "div", "section")):
        if hidden.get("aria-hidden") != "true":
            continue
        said = words_of(hidden)
        twice = any(other is not hidden and words_of(other) == said for other in page.iter("p"))
        if len(said) >= LONG_ENOUGH and not twice:
            del hidden.attrib["aria-hidden"]


def drop_share_buttons(page: Element) -> None:
    """A row of nothing but names to share by."""
    for row in list(page.iter("div", "ul", "p", "nav", "section")):
        labels = [text.strip().lower() for text in row.itertext() if text.strip()]
        if labels and row.getparent() is not None and all(one in SHARED_ON for one in labels):
            _drop(row)


def drop_headings_that_lead_away(page: Element) -> None:
    """A heading such as "Related videos", with the list of links that stands under it."""
    for heading in list(page.iter(*HEADINGS)):
        words = words_of(heading)
        if heading.getparent() is None or len(words.split()) > LONGEST_HEADING:
            continue
        if not words or LEADS_AWAY.fullmatch(words) is None:
            continue
        under = heading.getnext()
        if under is not None and under.tag in ("ul", "ol") and _is_links(under):
            _drop(under)
        _drop(heading)


def drop_pull_quotes(page: Element) -> None:
    """Words set large that the story has in a paragraph anyway."""
    told = [words_of(paragraph) for paragraph in page.iter("p")]
    for pulled in list(page.iter("aside", "blockquote", "figure", "div")):
        kind = f"{pulled.get('class', '')} {pulled.get('role', '')}".lower()
        if pulled.tag == "div" and "pull" not in kind:
            continue
        words = words_of(pulled).strip("“”\"'‘’.,— ")
        own = sum(1 for paragraph in pulled.iter("p") if words in words_of(paragraph))
        if words and pulled.getparent() is not None and sum(words in one for one in told) > own:
            _drop(pulled)


def keep_times_of_live_blogs(page: Element) -> None:
    """The clock above each block of a live blog becomes a line of its own."""
    clocks = [
        time
        for time in page.iter("time")
        if CLOCK.fullmatch(words_of(time)) and next(time.getparent().iter("p"), None) is not None
    ]
    if len(clocks) > 1:
        for time in clocks:
            time.tag = "p"


def make_paragraphs_of_bare_text(page: Element) -> None:
    """A block that holds words and no other block is a paragraph, whatever it is called."""
    for block in list(page.iter("div")):
        if (block.text or "").strip() and not any(True for _ in _blocks_in(block)):
            block.tag = "p"


def _blocks_in(element: Element) -> Iterator[Element]:
    return (inner for inner in element.iterdescendants() if inner.tag in BLOCKS)


def _is_links(items: Element) -> bool:
    return all(next(item.iter("a"), None) is not None for item in items.iter("li"))


def _paragraph(beside: Element, words: str) -> Element:
    paragraph = beside.makeelement("p")
    paragraph.text = words
    return paragraph


def _drop(element: Element) -> None:
    element.drop_tree()
