"""Claims from attributions: spans, nesting as a chain, explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.extraction.attribution.attribution import Attribution
from workbench.extraction.speakers.speakers import Speaker
from workbench.model.article import Span
from workbench.model.claim import AttributionLink, Polarity, Quotation, Reason

_MOSTLY = 0.6
"""A nested attribution that fills this share of its outer content is the gist of it."""


@dataclass(frozen=True)
class Sayings:
    """The attributions of an article with who each belongs to, index by index."""

    attributions: Sequence[Attribution]
    speakers: Sequence[Speaker]

    def link(self, index: int) -> AttributionLink:
        """One level of a chain."""
        attribution, speaker = self.attributions[index], self.speakers[index]
        return AttributionLink(
            source=attribution.source,
            cue=attribution.cue,
            speaker=speaker.name,
            actor=speaker.actor,
            polarity=attribution.polarity,
        )

    def chain(self, index: int) -> tuple[AttributionLink, ...]:
        """Outermost first: who reports whom, down to whose words the content mostly is."""
        levels = [index]
        while (outer := self.attributions[levels[0]].parent) is not None:
            levels.insert(0, outer)
        while (inner := self._gist(levels[-1])) is not None:
            levels.append(inner)
        return tuple(self.link(level) for level in levels)

    def reasons(self, index: int) -> tuple[Reason, ...]:
        """Why it is a claim, whose it is, and why it asserts or denies."""
        return (*self.attributions[index].reasons, *self.speakers[index].reasons)

    def is_claim(self, index: int) -> bool:
        """Outermost attributions that tell something, and nested denials.

        A denial must never be lost in another's words.
        """
        attribution = self.attributions[index]
        if not attribution.claimed:
            return False
        if attribution.parent is None:
            return not self._only_reports(index)
        return attribution.polarity is Polarity.DENIES or self._is_reported_in_a_turn(index)

    def _only_reports(self, index: int) -> bool:
        """Whether a spoken sentence is only what somebody else says: "The firm says that P"."""
        if self.attributions[index].cue is not None:
            return False
        inner = self._gist(index)
        return inner is not None and self._is_reported_in_a_turn(inner)

    def _is_reported_in_a_turn(self, index: int) -> bool:
        attribution = self.attributions[index]
        if attribution.parent is None or attribution.source is None or not attribution.claimed:
            return False
        outer = attribution.parent
        name = self.speakers[index].name
        return (
            self.attributions[outer].cue is None
            and self.attributions[outer].parent is None
            and name is not None
            and name != self.speakers[outer].name
            and self._gist(outer) == index
        )

    def is_reported(self, index: int) -> bool:
        """Whether the article reports it: a cue, or a quotation that runs on from one with a cue.

        Sentences of a transcript's turn and of the writer's own are claims only if factual.
        """
        attribution = self.attributions[index]
        if attribution.cue is not None or attribution.answers is not None:
            return True
        return attribution.source is None and self.speakers[index].name is not None

    def is_spoken(self, index: int) -> bool:
        """Whether it is a sentence of a turn, which is a claim unless nothing in it is factual."""
        attribution = self.attributions[index]
        return attribution.cue is None and attribution.quotation is Quotation.DIRECT

    def _gist(self, index: int) -> int | None:
        outer = content_span(self.attributions[index].content)
        for number in self._children.get(index, ()):
            nested = self.attributions[number]
            spans = [span for span in (nested.source, nested.cue, *nested.content) if span]
            start = max(outer.start, min(span.start for span in spans))
            end = min(outer.end, max(span.end for span in spans))
            if end - start >= _MOSTLY * (outer.end - outer.start):
                return number
        return None

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        nested: dict[int, list[int]] = {}
        for number, attribution in enumerate(self.attributions):
            if attribution.parent is not None:
                nested.setdefault(attribution.parent, []).append(number)
        return nested


def content_span(pieces: Sequence[Span]) -> Span:
    """One span for the content, from its first to its last piece: subject and predicate stay in.

    "The mill, Dunn said, closed in 1998" is read as one.
    """
    return Span(pieces[0].start, max(piece.end for piece in pieces))
