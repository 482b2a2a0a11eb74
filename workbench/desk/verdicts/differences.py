"""What a new version of a verdict changes in the one that was decided last, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from workbench.model.on_desk import Difference, HistoryEntry, Kept, Piece

WORD: Final = re.compile(r"\w+(?:[’'\-]\w+)*|\s+|[^\w\s]")
"""A word, a blank or one sign of punctuation; joined, they are the text again."""

MOST_WORDS: Final = 4000
"""Together; beyond it comparing would take seconds, so the old text is shown as replaced."""


def since_last_decision(history: list[HistoryEntry]) -> Difference | None:
    """What the latest version changes; none for a first version."""
    if len(history) < 2:
        return None
    *earlier, latest = history
    decided = [entry for entry in earlier if entry.sign_off is not None]
    base = decided[-1] if decided else earlier[-1]
    before, now = base.verdict, latest.verdict
    return Difference(
        base=before,
        now=now,
        sign_off=base.sign_off,
        correction=base.reopening,
        rationale=word_changes(before.rationale, now.rationale),
        cited_anew=tuple(one for one in now.cited if one not in before.cited),
        no_longer_cited=tuple(one for one in before.cited if one not in now.cited),
    )


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as pieces that stayed, went and came, in the order of reading.

    What stayed and what went give ``before``, what stayed and what came give ``after``.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        if old == new:
            return _pieces([(Kept.SAME, after)])
        return _pieces([(Kept.REMOVED, before), (Kept.ADDED, after)])
    told: list[tuple[Kept, str]] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for how, start, end, from_new, to_new in matcher.get_opcodes():
        if how == "equal":
            told.append((Kept.SAME, "".join(old[start:end])))
            continue
        told.append((Kept.REMOVED, "".join(old[start:end])))
        told.append((Kept.ADDED, "".join(new[from_new:to_new])))
    return _pieces(_without_islands(told))


def _without_islands(told: list[tuple[Kept, str]]) -> list[tuple[Kept, str]]:
    """The same with a blank between two changes counted to both: words replaced word by word read
    as one change, not as many."""
    made: list[tuple[Kept, str]] = []
    for place, (kept, text) in enumerate(told):
        between = 0 < place < len(told) - 1
        if kept is Kept.SAME and between and text.isspace():
            made += [(Kept.REMOVED, text), (Kept.ADDED, text)]
        else:
            made.append((kept, text))
    return made


def _pieces(told: list[tuple[Kept, str]]) -> tuple[Piece, ...]:
    """Neighbouring changes gathered: all that went, then all that came."""
    found: list[Piece] = []
    for changed, group in groupby(told, key=lambda one: one[0] is not Kept.SAME):
        parts = list(group)
        for kept in (Kept.REMOVED, Kept.ADDED) if changed else (Kept.SAME,):
            text = "".join(words for how, words in parts if how is kept)
            if text:
                found.append(Piece(kept, text))
    return tuple(found)
