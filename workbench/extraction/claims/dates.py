"""When things happened and when they were said: date words resolved against the article's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from workbench.extraction.claims.date_words import (
    BESIDE,
    COUNTED,
    DATE_WORDS,
    TRIGGER,
    beside,
    count_from,
)
from workbench.model.article import DateMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from workbench.extraction.attribution.attribution import Attribution
    from workbench.extraction.parse.language import ParsedArticle

_PATTERNS: Final = tuple(
    (re.compile(rf"(?<!\w){words.pattern}", re.IGNORECASE), words.read) for words in DATE_WORDS
)
_LOOKS_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|due|scheduled|set (?:to|for)|expected|expires?|upcoming|until|till"
    r"|no later than|deadline|starting|plans? to|planned for|tak(?:e|es|ing) effect|hopes? to"
    r"|c(?:omes?|oming) into (?:force|effect)|intends? to|aims? to|(?:is|are|am) to|ready to"
    r"|begins?|opens?|starts?|closes?|ends?|retires?|resumes?|leaves?|agree[ds]? to)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "After it joins the court on June 1, it will press charges."
_CONDITION: Final = re.compile(r"\b(?:after|when|once|before|if|as soon as)\b[^.;]{0,80}$", re.I)
_WILL: Final = re.compile(r"[^.;]{0,60}\b(?:will|would|shall)\b", re.IGNORECASE)
_YEAR_BEFORE: Final = re.compile(r"\b((?:19|20)\d\d)\b(?![^.;]*\b(?:19|20)\d\d\b)[^.;]*$")
_THEN: Final = re.compile(r"\bat th(?:e|at) time\b", re.IGNORECASE)
# "Previously denied", "has long said": said before, on no day that is told.
_EARLIER: Final = re.compile(
    r"\b(?:previously|earlier|once|formerly|repeatedly|always|often|long|has|have|had|already"
    r"|consistently|in the past)\b|['’](?:s|ve|d)\s+(?:long|repeatedly|previously)\b",
    re.IGNORECASE,
)
# Clauses that say on what occasion the cue's verb happened.
_PASSED: Final = frozenset({"acl", "advcl", "xcomp", "pcomp", "aux", "auxpass"})
_BESIDE: Final = 4  # characters, as in "said on Tuesday"
_LOOK_BACK: Final = 300  # characters before a sentence in which its anchor is sought
_FARTHEST: Final = 70  # characters between a cue and the day it was said on


def date_mentions(text: str, span: Span, published_on: date | None) -> tuple[DateMention, ...]:
    """The date words inside a span with the days they cover.

    Args:
        text: The article's text.
        span: Where to look; offsets of the results are into ``text``.
        published_on: The article's date, against which "Tuesday" and "in July" are read. Without
            it only dates with a year are resolved.

    Returns:
        Mentions in order, none overlapping. Words that cannot be resolved are left out.
    """
    if TRIGGER.search(text, span.start, span.end) is None:
        return ()
    kept = _read_absolute(text, span, published_on)
    return _with_then(text, span, _with_counted(text, span, kept, published_on))


def _read_absolute(text: str, span: Span, published_on: date | None) -> list[DateMention]:
    """The date words that need no other date to be counted from."""
    found: list[DateMention] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text, span.start, span.end):
            ahead = _LOOKS_AHEAD.search(text, max(span.start, match.start() - 80), match.start())
            days = read(match, *_standpoint(text, span, match, published_on, ahead is not None))
            if days is not None:
                start, end = match.span("core" if "core" in pattern.groupindex else 0)
                found.append(DateMention(Span(start, end), text[start:end], *days))
    found.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _standpoint(
    text: str, span: Span, match: re.Match[str], published_on: date | None, ahead: bool
) -> tuple[date | None, bool]:
    """The day that date words are read from, and whether they look ahead of it.

    A month after a year in the same sentence is of that year: "in the spring of 2004 ... in May".
    """
    groups = match.groupdict()
    before = text[max(0, span.start - 120, match.start() - 200) : match.start()]
    if not ahead and published_on is not None:
        coming = _CONDITION.search(before) is not None
        ahead = coming and _WILL.match(text, match.end()) is not None
    if groups.get("month") and groups.get("year") is None and not ahead:
        year = _YEAR_BEFORE.search(before)
        if year is not None and (published_on is None or int(year[1]) < published_on.year):
            return date(int(year[1]), 12, 31), False
    return published_on, ahead


def _with_counted(
    text: str, span: Span, kept: Sequence[DateMention], published_on: date | None
) -> list[DateMention]:
    """Add "two days earlier", counted from the date before it or else from the article's."""
    mentions = list(kept)
    found = [(match, count_from) for match in COUNTED.finditer(text, span.start, span.end)]
    found += [(match, beside) for match in BESIDE.finditer(text, span.start, span.end)]
    for match, read in found:
        start, end = match.span()
        if any(mention.span.start < end and start < mention.span.end for mention in kept):
            continue
        before = [mention for mention in kept if mention.span.end <= start]
        if not before and span.start:
            earlier = Span(max(0, span.start - _LOOK_BACK), span.start)
            before = _read_absolute(text, earlier, published_on)
        if before:
            anchor = before[-1].earliest, before[-1].latest
        elif published_on is not None:
            anchor = published_on, published_on
        else:
            continue
        days = read(match, anchor)
        if days is not None:
            mentions.append(DateMention(Span(start, end), match.group(), *days))
    return sorted(mentions, key=lambda mention: mention.span.start)


def _with_then(text: str, span: Span, kept: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Add "at the time", which means the date before it in the same words."""
    mentions = list(kept)
    for match in _THEN.finditer(text, span.start, span.end):
        before = [mention for mention in kept if mention.span.end <= match.start()]
        if before:
            where = Span(match.start(), match.end())
            last = before[-1]
            mentions.append(DateMention(where, match.group(), last.earliest, last.latest))
    return tuple(sorted(mentions, key=lambda mention: mention.span.start))


def said_on(
    parsed: ParsedArticle, attribution: Attribution, published_on: date | None
) -> date | None:
    """The day on which something was said, from the words on the cue's side.

    "The White House said on October 20" is that day; "said at the time" the last day of the date
    it points back to; a plain "said" the article's own day. What was said "previously", or "has
    been" said, has no day.

    Returns:
        One day, the last that the words allow and never after the article's date; None if the
        article does not tell.
    """
    cue = attribution.cue
    if cue is None:
        return published_on
    text, sentence = parsed.article.text, attribution.sentence
    mentions = date_mentions(text, sentence, published_on)
    best: tuple[int, DateMention] | None = None
    for mention in mentions:
        if not _on_the_cue_s_side(text, attribution, mention.span):
            continue
        if not _belongs_to(parsed.doc, mention.span, cue):
            continue
        after = mention.span.start - cue.end
        distance = after if after >= 0 else (cue.start - mention.span.end) * 2
        if distance <= _FARTHEST and (best is None or distance < best[0]):
            best = distance, mention
    if best is not None:
        latest = best[1].latest
        if published_on is not None and latest > published_on:
            return published_on if best[1].earliest <= published_on else None
        return latest
    start = cue.start if attribution.source is None else min(cue.start, attribution.source.end)
    around = text[max(start, cue.start - _FARTHEST) : cue.end]
    return None if _EARLIER.search(around) else published_on


def _belongs_to(doc: Doc, words: Span, cue: Span) -> bool:
    """Whether the parse hangs date words on the cue and not on another verb of the sentence.

    Beside the cue nothing else is asked; participles on the way count as the cue's ("speaking on
    Tuesday", "in a statement released Tuesday").
    """
    if 0 <= words.start - cue.end <= _BESIDE:
        return True
    span = doc.char_span(words.start, words.end, alignment_mode="expand")
    if span is None:
        return False
    token = span.root
    while token.head.i != token.i:
        token = token.head
        if cue.start <= token.idx < cue.end:
            return True
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in _PASSED:
            return False
    return False


def _on_the_cue_s_side(text: str, attribution: Attribution, words: Span) -> bool:
    """Whether date words tell when it was said and not what was said."""
    cue = attribution.cue
    for piece in attribution.content:
        if piece.start <= words.start < piece.end:
            # "said Tuesday that": the day right after the cue is the cue's.
            between = text[cue.end : words.start].strip() if cue is not None else "x"
            rest = text[words.end : piece.end].lstrip()
            if between not in ("", "on", "in", ",", "late", "early") or not rest:
                return False
            return rest.startswith(("that ", ",", "the ", "it ", "he ", "she ", "they "))
    return True
