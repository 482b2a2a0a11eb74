"""What tells that a claim lifted from some text was suggested before, and dismissed.

The same speaker with the same words in the same sentence is the same suggestion, as in a revised
text or in boilerplate. Elsewhere the words alone have to be enough of them: "an extension" in
another sentence is another claim. The proposition stands for words that mean the same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

from workbench.model.article import Article
from workbench.model.claim import Claim

ENOUGH_WORDS: Final = 5
"""From so many on, words are taken for the same suggestion whatever sentence they stand in."""


def suggestions_of(claim: Claim, article: Article) -> tuple[str, ...]:
    """Fingerprints of a suggestion; two that share one are the same suggestion."""
    who = claim.speaker or claim.source_text or claim.actor or ""
    sentence = article.text[claim.sentence.start : claim.sentence.end]
    told = [("sentence", f"{normal(claim.text)} | {normal(sentence)}")]
    for kind, words in (("words", claim.text), ("proposition", claim.proposition)):
        if len(normal(words).split()) >= ENOUGH_WORDS:
            told.append((kind, normal(words)))
    said_by = f"{normal(who)} {claim.polarity}"
    return tuple(sorted(_print(f"{kind}\n{said_by}\n{words}") for kind, words in told))


def normal(text: str) -> str:
    """``text`` in small letters, without marks and with single blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (character if character.isalnum() else " " for character in folded)
    return " ".join("".join(kept).split())


def _print(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
