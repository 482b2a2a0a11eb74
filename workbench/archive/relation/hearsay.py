"""Words that hand a thing on without standing by it: reports, rumours, unnamed sources, questions.

A headline that says "reportedly" or asks "Dead?" takes no side on the claim it repeats, however
many of its words it shares. Headlines are seldom whole sentences, so this looks at words and not
at the parse.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.extraction.candidates import cues

_ROUND: Final = r"(?:rumou?r|report|source|speculation|gossip|whisper)s?"
_SAYING: Final = r"(?:says?|said|claim(?:s|ed)?|suggests?|hints?|alleges?)"
_HEARSAY: Final = re.compile(
    "|".join(
        (
            rf"\b(?:{'|'.join(sorted(cues.ADVERBS))})\b",
            r"\b(?:rumou?red|alleged|tipped to|slated to)\b",
            r"\b(?:said|believed|thought|understood|reported|feared|suspected|claimed) (?:to|of) "
            r"(?:be|have|being|having|\w+ing)\b",
            rf"\b{_ROUND} (?:that|{_SAYING})\b",
            rf"\baccording to (?:\w+ ){{0,3}}{_ROUND}\b",
            rf"^{_ROUND}:",
            rf"[:,–—-] {_ROUND}\W*$",
        )
    ),
    re.IGNORECASE,
)


def hearsay(text: str) -> str | None:
    """The first words that leave it to others whether the text is so; None where there are none."""
    found = _HEARSAY.search(text)
    return None if found is None else found.group()


def asks(text: str) -> bool:
    """Whether the text ends in a question."""
    return text.rstrip(" \"'”’)").endswith("?")
