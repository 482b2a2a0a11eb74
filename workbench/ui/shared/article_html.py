"""The article as a reader sees it, with its claims marked in place.

Claims may overlap or lie inside one another. The text is cut wherever a claim starts or ends; a
piece that several claims share belongs to the current claim, else to the shortest. Each paragraph
says at which character of the text it begins, so that a selection can be told in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from urllib.parse import urlencode

from workbench.app import ClaimOnDesk
from workbench.model.article import Article
from workbench.ui.words import FLAG_MARK, STATE_MARKS, STATE_WORDS, day

PARAGRAPH = re.compile(r"[^\n]+")


def claim_link(article_id: str, claim_id: str) -> str:
    """The deep link of a claim, as it stands in the address bar."""
    return "?" + urlencode({"article": article_id, "claim": claim_id})


def safe_url(url: str | None) -> str | None:
    """``url`` if following it can only open a web page."""
    return url if url is not None and url.lower().startswith(("https://", "http://")) else None


def article_html(
    article: Article, claims: Sequence[ClaimOnDesk], current_id: str | None, listed: Sequence[int]
) -> str:
    """The article's headline, byline, claim numbers and marked text; all text escaped.

    Args:
        claims: In the order of the text.
        current_id: The claim to outline.
        listed: Indices of the claims whose numbers stand above the text.
    """
    return (
        f'<article class="wb-article" aria-label="Article">{_headline(article)}'
        f"{_numbers(article, claims, current_id, listed)}"
        f"{marked_text(article, claims, current_id)}</article>"
    )


def _headline(article: Article) -> str:
    first_line = article.text.lstrip().split("\n", 1)[0].strip()
    heading = (
        ""
        if article.title is None or first_line == article.title
        else f"<h2>{escape(article.title)}</h2>"
    )
    parts = [escape(article.publisher)] if article.publisher else []
    parts.append(escape(day(article.published_on, missing="no date of publication")))
    url = safe_url(article.url)
    if url is not None:
        parts.append(
            f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">original</a>'
        )
    return f'{heading}<p class="wb-byline">{" · ".join(parts)}</p>'


def _numbers(
    article: Article, claims: Sequence[ClaimOnDesk], current_id: str | None, listed: Sequence[int]
) -> str:
    links = []
    for index in listed:
        item = claims[index]
        current = ' aria-current="true"' if item.claim.claim_id == current_id else ""
        links.append(
            f'<li><a class="wb-number wb-{item.state}" data-claim="{escape(item.claim.claim_id)}"'
            f' href="{escape(claim_link(article.article_id, item.claim.claim_id))}"{current}'
            f' aria-label="Claim {index + 1}, {_told(item)}">{index + 1}{_mark(item)}</a></li>'
        )
    if not links:
        return ""
    if len(links) < len(claims):
        first, last = listed[0], listed[-1]
        links.append(f"<li>{first + 1} to {last + 1} of {len(claims)}</li>")
        if first > 0:
            links.append(_page_link(article, claims[first - 1], "‹ Earlier claims"))
        if last + 1 < len(claims):
            links.append(_page_link(article, claims[last + 1], "Later claims ›"))
    return f'<nav aria-label="Claims"><ol class="wb-numbers">{"".join(links)}</ol></nav>'


def _page_link(article: Article, item: ClaimOnDesk, words: str) -> str:
    """The way to the nearest claim of another page of numbers."""
    claim_id = item.claim.claim_id
    link = claim_link(article.article_id, claim_id)
    return (
        f'<li><a class="wb-number" data-claim="{escape(claim_id)}" href="{escape(link)}">{words}'
        "</a></li>"
    )


def marked_text(article: Article, claims: Sequence[ClaimOnDesk], current_id: str | None) -> str:
    """The paragraphs of the article with every claim a link."""
    numbers = {item.claim.claim_id: number for number, item in enumerate(claims, start=1)}
    begun: set[str] = set()
    paragraphs = []
    for found in PARAGRAPH.finditer(article.text):
        if not found.group().strip():
            continue
        pieces = []
        for start, end, owner in _pieces(found.start(), found.end(), claims, current_id):
            words = escape(article.text[start:end])
            if owner is None:
                pieces.append(words)
                continue
            number = numbers[owner.claim.claim_id]
            mark = ""
            if owner.claim.claim_id not in begun:
                begun.add(owner.claim.claim_id)
                mark = f'<span class="wb-mark">{number}{_mark(owner)}</span>'
            current = ' aria-current="true"' if owner.claim.claim_id == current_id else ""
            link = claim_link(article.article_id, owner.claim.claim_id)
            pieces.append(
                f'<a class="wb-span wb-{owner.state}" draggable="false" href="{escape(link)}"'
                f' data-claim="{escape(owner.claim.claim_id)}"{current}'
                f' title="Claim {number}: {_told(owner)}">{mark}{words}</a>'
            )
        tag = "h2" if found.group().strip() == article.title else "p"
        paragraphs.append(f'<{tag} data-start="{found.start()}">{"".join(pieces)}</{tag}>')
    return "".join(paragraphs)


def _pieces(
    start: int, end: int, claims: Sequence[ClaimOnDesk], current_id: str | None
) -> Iterator[tuple[int, int, ClaimOnDesk | None]]:
    """Cut a paragraph at the edges of claims and say which claim each piece belongs to."""
    inside = [item for item in claims if item.claim.start < end and item.claim.end > start]
    edges = {start, end}
    for item in inside:
        edges.update(edge for edge in (item.claim.start, item.claim.end) if start < edge < end)
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        owners = [item for item in inside if item.claim.start <= left and item.claim.end >= right]
        yield left, right, min(owners, key=lambda item: _order(item, current_id), default=None)


def _order(item: ClaimOnDesk, current_id: str | None) -> tuple[bool, int]:
    return item.claim.claim_id != current_id, item.claim.end - item.claim.start


def _mark(item: ClaimOnDesk) -> str:
    return STATE_MARKS[item.state] + (FLAG_MARK if item.flags else "")


def _told(item: ClaimOnDesk) -> str:
    flagged = ", new evidence" if item.flags else ""
    return f"{STATE_WORDS[item.state]}{flagged}"
