"""Interviews printed without labels: a question, the answer, a question, told by their turns.

Also whom the introduction of an interview names, and the name of a statement's maker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from workbench.extraction.parse.boilerplate import furniture_reason
from workbench.extraction.parse.paragraphs import ends_sentence
from workbench.extraction.parse.speaker_labels import Identity
from workbench.model.article import Span

_FEWEST_QUESTIONS: Final = 4
_LONGEST_QUESTION: Final = 240
_SHARE: Final = 0.25
_NAME: Final = r"[A-Z][\w'’\-]+(?:\s+(?:[A-Z][\w'’\-.]*|de|van|von|der|al|bin|la|del|di|el)){1,4}"
_FIRST: Final = re.compile(rf"(?P<name>{_NAME})(?=,|\s+(?:is|was|has|had|[a-z]+ed|[a-z]+s)\b)")
_SPOKEN_TO: Final = re.compile(
    rf"\b(?:spoke (?:to|with)|talk(?:s|ed) (?:to|with)|interviewed|sat down with|met|asked"
    rf"|interview with|conversation with)\s+(?P<name>{_NAME})"
)
_NO_NAME: Final = frozenset(
    {"The", "A", "An", "In", "On", "At", "This", "That", "When", "For", "By", "It", "After", "Last"}
)
_RUNS: Final = re.compile(
    r"^,?\s+(?:has\s+|have\s+)?(?:run|ran|runs|led|leads|headed|heads|chairs|chaired|manages|managed"
    r"|directs|directed|commands|commanded|founded|owns|owned)\s+(?P<role>[^.;]{3,80}?)"
    r"(?=\s+(?:since|for|until|from|in\s+\d)|[.,;])"
)
_IS: Final = re.compile(
    r"^,?\s+(?:is|was|became|the)\s+(?:the\s+|a\s+|an\s+)?(?P<role>[^.;,]{3,80})"
)


def interviewee(text: str, introduction: Sequence[Span]) -> Identity | None:
    """Whom the paragraphs before the first question introduce.

    Args:
        text: The document.
        introduction: The paragraphs before the first turn.
    """
    told = [span for span in introduction if ends_sentence(text[span.start : span.end])]
    for pattern in (_FIRST, _SPOKEN_TO):
        for span in told:
            paragraph = text[span.start : span.end]
            match = pattern.match(paragraph) if pattern is _FIRST else pattern.search(paragraph)
            if match is None or match["name"].split()[0] in _NO_NAME:
                continue
            return Identity(match["name"], _role(paragraph[match.end("name") :]))
    return None


def _role(after: str) -> str | None:
    for pattern, before in ((_RUNS, "head of "), (_IS, "")):
        match = pattern.match(after)
        if match is not None:
            return f"{before}{match['role']}".strip()
    return None


def unlabelled_questions(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """The numbers of the paragraphs in which an interviewer speaks; none if it is no interview.

    Questions and answers take turns; a prompt without a question mark ("The union says ...") is
    told from its place. What comes after the last answer is nobody's turn.
    """
    asked = [number for number, span in enumerate(spans) if _is_question(text, span)]
    if len(asked) < _FEWEST_QUESTIONS or len(asked) < _SHARE * len(spans):
        return frozenset()
    first = asked[0]
    own = [n for n in range(first, len(spans)) if not _is_furniture(text, spans[n])]
    places = {number: place for place, number in enumerate(own)}
    if all(places[number] % 2 == 0 for number in asked if number in places):
        return frozenset(own[::2])
    return frozenset(asked)


def end_of_turns(text: str, spans: Sequence[Span], questions: frozenset[int]) -> int:
    """The number of the first paragraph after the last answer."""
    last = max(questions)
    own = [n for n in range(last, len(spans)) if not _is_furniture(text, spans[n])]
    if len(own) == 1:
        return last  # a paragraph in a question's place that nothing answers: the writer's
    return own[1] + 1


def _is_question(text: str, span: Span) -> bool:
    paragraph = text[span.start : span.end].rstrip("*_ ")
    short = span.end - span.start <= _LONGEST_QUESTION
    return short and paragraph.endswith("?") and paragraph[0] not in "“\"‘'"


def _is_furniture(text: str, span: Span) -> bool:
    return furniture_reason(text[span.start : span.end]) is not None
