"""The article as a reader sees it, with its claims marked in place.

Claims may overlap or lie inside one another. The text is cut wherever a claim starts or ends; a
piece that several claims share belongs to the current claim, else to the shortest. Each paragraph
says at which character of the text it begins, so that a selection can be told in characters.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlencode

from workbench import markup as h
from workbench.markup import Markup, Node
from workbench.model.article import Article
from workbench.model.desk import ClaimState
from workbench.model.on_desk import ClaimOnDesk
from workbench.ui.words import FLAG_MARK, STATE_MARKS, STATE_WORDS, day

PARAGRAPH = re.compile(r"[^\n]+")


@lru_cache(maxsize=4096)
def claim_link(article_id: str, claim_id: str) -> str:
    """The deep link of a claim, as it stands in the address bar."""
    return "?" + urlencode({"article": article_id, "claim": claim_id})


def safe_url(url: str | None) -> str | None:
    """``url`` if following it can only open a web page."""
    return url if url is not None and url.lower().startswith(("https://", "http://")) else None


def article_html(
    article: Article, claims: Sequence[ClaimOnDesk], current_id: str | None, listed: Sequence[int]
) -> Markup:
    """The article's headline, byline, claim numbers and marked text.

    Args:
        claims: In the order of the text.
        current_id: The claim to outline.
        listed: Indices of the claims whose numbers stand above the text.
    """
    return h.article(".wb-article", aria_label="Article")[
        _headline(article),
        _numbers(article, claims, current_id, listed),
        mark_text(article, claims, current_id),
    ]


def _headline(article: Article) -> Node:
    first_line = article.text.lstrip().split("\n", 1)[0].strip()
    is_in_text = article.title is None or first_line == article.title
    parts: list[str] = [article.publisher] if article.publisher else []
    parts.append(day(article.published_on, missing="no date of publication"))
    url = safe_url(article.url)
    if url is not None:
        parts.append(h.a(href=url, target="_blank", rel="noopener noreferrer")["original"])
    return (
        None if is_in_text else h.h2[article.title],
        h.p(".wb-byline")[h.join(" · ", parts)],
    )


def _numbers(
    article: Article, claims: Sequence[ClaimOnDesk], current_id: str | None, listed: Sequence[int]
) -> Markup | None:
    links = []
    for index in listed:
        item = claims[index]
        claim_id = item.claim.claim_id
        link = h.a(
            f".wb-number.wb-{item.state}",
            data_claim=claim_id,
            href=claim_link(article.article_id, claim_id),
            aria_current="true" if claim_id == current_id else None,
            aria_label=f"Claim {index + 1}, {_describe(item.state, bool(item.flags))}",
        )
        links.append(h.li[link[f"{index + 1}{_mark(item.state, bool(item.flags))}"]])
    if not links:
        return None
    if len(links) < len(claims):
        first, last = listed[0], listed[-1]
        links.append(h.li[f"{first + 1} to {last + 1} of {len(claims)}"])
        if first > 0:
            links.append(_page_link(article, claims[first - 1], "‹ Earlier claims"))
        if last + 1 < len(claims):
            links.append(_page_link(article, claims[last + 1], "Later claims ›"))
    return h.nav(aria_label="Claims")[h.ol(".wb-numbers")[links]]


def _page_link(article: Article, item: ClaimOnDesk, words: str) -> Markup:
    """The way to the nearest claim of another page of numbers."""
    claim_id = item.claim.claim_id
    link = claim_link(article.article_id, claim_id)
    return h.li[h.a(".wb-number", data_claim=claim_id, href=link)[words]]


def mark_text(article: Article, claims: Sequence[ClaimOnDesk], current_id: str | None) -> Markup:
    """The paragraphs of the article with every claim a link."""
    numbers = {item.claim.claim_id: number for number, item in enumerate(claims, start=1)}
    begun: set[str] = set()
    paragraphs = []
    by_start = deque(sorted(claims, key=lambda item: item.claim.start))
    inside: list[ClaimOnDesk] = []
    for found in PARAGRAPH.finditer(article.text):
        if not found.group().strip():
            continue
        # a claim is looked at from the paragraph it begins in to the one it ends in, and no further
        while by_start and by_start[0].claim.start < found.end():
            inside.append(by_start.popleft())
        inside = [item for item in inside if item.claim.end > found.start()]
        pieces = []
        for start, end, owner in _pieces(found.start(), found.end(), inside, current_id):
            words = article.text[start:end]
            if owner is None:
                pieces.append(words)
                continue
            claim_id = owner.claim.claim_id
            pieces.append(
                _claim_words(
                    claim_link(article.article_id, claim_id),
                    claim_id,
                    numbers[claim_id],
                    owner.state,
                    words,
                    is_flagged=bool(owner.flags),
                    is_current=claim_id == current_id,
                    begins=claim_id not in begun,
                )
            )
            begun.add(claim_id)
        element = h.h2 if found.group().strip() == article.title else h.p
        paragraphs.append(element(data_start=found.start())[pieces])
    return h.fragment(paragraphs)


@lru_cache(maxsize=4096)
def _claim_words(
    href: str,
    claim_id: str,
    number: int,
    state: ClaimState,
    words: str,
    *,
    is_flagged: bool,
    is_current: bool,
    begins: bool,
) -> Markup:
    """Words of a claim as a link to it, with its number where it begins.

    Kept, since of all the claims of an article only the current one changes from run to run.
    """
    mark = h.span(".wb-mark")[f"{number}{_mark(state, is_flagged)}"] if begins else None
    link = h.a(
        f".wb-span.wb-{state}",
        draggable="false",
        href=href,
        data_claim=claim_id,
        aria_current="true" if is_current else None,
        title=f"Claim {number}: {_describe(state, is_flagged)}",
    )
    return link[mark, words]


def _pieces(
    start: int, end: int, inside: Sequence[ClaimOnDesk], current_id: str | None
) -> Iterator[tuple[int, int, ClaimOnDesk | None]]:
    """Cut a paragraph at the edges of the claims in it and say which each piece belongs to."""
    edges = {start, end}
    for item in inside:
        edges.update(edge for edge in (item.claim.start, item.claim.end) if start < edge < end)
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        owners = [item for item in inside if item.claim.start <= left and item.claim.end >= right]
        yield left, right, min(owners, key=lambda item: _order(item, current_id), default=None)


def _order(item: ClaimOnDesk, current_id: str | None) -> tuple[bool, int]:
    return item.claim.claim_id != current_id, item.claim.end - item.claim.start


def _mark(state: ClaimState, is_flagged: bool) -> str:
    return STATE_MARKS[state] + (FLAG_MARK if is_flagged else "")


def _describe(state: ClaimState, is_flagged: bool) -> str:
    return STATE_WORDS[state] + (", new evidence" if is_flagged else "")
