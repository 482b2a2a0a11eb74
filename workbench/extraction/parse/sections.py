"""Which parts of a text are headline, body, a speaker's turn, or the page's furniture.

One section is one paragraph, or a stretch of one: in a transcript the label ("MR. KIRBY:") and
stage directions ("(Laughter.)") are furniture and what is said between them is the turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from workbench.extraction.parse.boilerplate import (
    furniture_reason,
    opens_link_list,
    reads_as_sentence,
)
from workbench.extraction.parse.paragraphs import ends_sentence, paragraphs
from workbench.extraction.parse.transcripts import Piece, pieces
from workbench.model.article import Span


class SectionKind(StrEnum):
    """What a stretch of text is. Claims come from all but furniture."""

    HEADLINE = "headline"
    BODY = "body"
    TURN = "turn"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph or part of one.

    Attributes:
        span: Its place; sections never overlap and leave out only blanks.
        speaker: For a turn, who speaks, by full name where the document gives it.
        speaker_span: The words that name them at the head of the turn, which may lie in an
            earlier section; none where only the title names them.
        speaker_role: Their office, where the document gives it.
        reason: Why it is furniture.
    """

    span: Span
    kind: SectionKind
    speaker: str | None = None
    speaker_span: Span | None = None
    speaker_role: str | None = None
    reason: str | None = None


def sections(text: str, title: str | None = None) -> tuple[Section, ...]:
    """Classify the whole text. Never raises; time grows with the length of the text.

    Args:
        text: An article's text.
        title: Its headline, if known.

    Returns:
        Sections in order. Everything except blanks is covered.
    """
    spans = paragraphs(text)
    spoken = pieces(text, spans, title)
    if spoken is None:
        return _article_sections(text, spans, title)
    return tuple(_spoken_section(text, piece) for piece in spoken)


def _spoken_section(text: str, piece: Piece) -> Section:
    if piece.identity is not None:
        return Section(
            piece.span,
            SectionKind.TURN,
            speaker=piece.identity.name,
            speaker_span=piece.label,
            speaker_role=piece.identity.role,
        )
    reason = piece.reason or furniture_reason(text[piece.span.start : piece.span.end])
    kind = SectionKind.BODY if reason is None else SectionKind.FURNITURE
    return Section(piece.span, kind, reason=reason)


def _article_sections(text: str, spans: tuple[Span, ...], title: str | None) -> tuple[Section, ...]:
    wanted = _fold(title) if title else None
    labels = [_is_label(text, span) for span in spans]
    found: list[Section] = []
    running = False  # whether the article proper has begun
    in_link_list = False
    for index, span in enumerate(spans):
        paragraph = text[span.start : span.end]
        repeats = wanted is not None and len(paragraph) < 2 * len(wanted)
        quoted = running and paragraph[0] in "“\"‘'"  # spoken, and only taken for the title
        if repeats and not quoted and _fold(paragraph) == wanted:
            found.append(Section(span, SectionKind.HEADLINE))
            continue
        reason = furniture_reason(paragraph)
        sentence = reads_as_sentence(paragraph)
        if sentence:
            in_link_list = False
        if reason is None and in_link_list:
            reason = "a link to another article"
        if reason is None and not sentence and _in_menu(labels, index):
            reason = "part of a menu"
        if opens_link_list(paragraph):
            in_link_list = True
        if reason is not None:
            found.append(Section(span, SectionKind.FURNITURE, reason=reason))
            continue
        kind, reason = _own_words(paragraph, sentence=sentence, running=running)
        running = running or (sentence and kind is SectionKind.BODY)
        found.append(Section(span, kind, reason=reason))
    return tuple(found)


def _own_words(paragraph: str, *, sentence: bool, running: bool) -> tuple[SectionKind, str | None]:
    """Tell headline, body and label apart among what no furniture rule took."""
    words = paragraph.split()
    if not running and 4 <= len(words) <= 30 and _in_title_case(words):
        return SectionKind.HEADLINE, None
    if sentence or len(paragraph) > 300:
        return SectionKind.BODY, None
    if paragraph.startswith("#") or (4 <= len(words) <= 30 and not running):
        return SectionKind.HEADLINE, None
    if re.match(r"[-*•·▪–—]\s|\(?\d{1,2}[.)]\s", paragraph) and len(words) > 2:
        return SectionKind.BODY, None  # an item of a list
    if ends_sentence(paragraph) or paragraph.endswith((":", ",", ";", "—", "–", "-")):
        return SectionKind.BODY, None  # "Yes," or the lead to a quotation
    if len(words) <= 2:
        return SectionKind.FURNITURE, "a label and no sentence"
    return (SectionKind.HEADLINE if len(words) <= 14 else SectionKind.BODY), None


def _in_title_case(words: list[str]) -> bool:
    """Whether most of the longer words are capitalised, as in a headline and in no sentence."""
    longer = [word.lstrip("‘“'\"(") for word in words if len(word) > 3]
    return len(longer) >= 3 and sum(word[:1].isupper() for word in longer) >= 0.8 * len(longer)


def _is_label(text: str, span: Span) -> bool:
    if span.end - span.start > 40:
        return False
    paragraph = text[span.start : span.end]
    return len(paragraph.split()) <= 3 and not ends_sentence(paragraph)


def _in_menu(labels: list[bool], index: int) -> bool:
    """Whether the paragraph stands in a run of at least four labels, as the links of a menu do."""
    if not labels[index]:
        return False
    first = last = index
    while first > 0 and labels[first - 1] and index - first < 4:
        first -= 1
    while last + 1 < len(labels) and labels[last + 1] and last - index < 4:
        last += 1
    return last - first >= 3


def _fold(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
