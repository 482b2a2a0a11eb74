"""Claims of months of White House documents: exact places, and how many say next to nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from workbench.extraction.extractor import Extractor
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.statement import Rejection
from workbench.reading.documents import articles_in_file
from workbench.settings import Settings

WANTED = 10_000
"""Claims whose places are looked at."""
SHORT = 3
"""Words up to which a claim is counted as short."""
UNLIKELY = 0.1
"""Check-worthiness below which nobody is asked to look at a claim."""


def run(shared: Path) -> list[Measurement]:
    """Places that hold the claim's words, short claims, and claims hardly worth checking."""
    found: list[tuple[Article, Claim]] = []
    read = failed = 0
    for article, claims in _extracted(shared):
        read += 1
        failed += claims is None
        found += [(article, claim) for claim in claims or ()]
        if len(found) >= WANTED:
            break
    exact = sum(article.text[one.start : one.end] == one.text for article, one in found)
    short = sum(_words(one) <= SHORT for _, one in found)
    unlikely = sum(one.check_worthiness < UNLIKELY for _, one in found)
    return [
        Measurement("White House documents whose claims are read", read),
        Measurement("of these, failed", failed, floor=0, aim=0, higher_is_better=False),
        Measurement("claims lifted", len(found), floor=WANTED, aim=WANTED),
        Measurement("claims whose place holds their words", exact, floor=len(found)),
        Measurement(
            f"claims of at most {SHORT} words",
            short / len(found),
            floor=0.005,
            aim=0.005,
            higher_is_better=False,
            note=f"{short} of {len(found):,}",
        ),
        Measurement("claims hardly worth checking, below .10", unlikely / len(found)),
    ]


def _words(claim: Claim) -> int:
    """Words with a letter or a digit; a bare denial is counted by what it denies."""
    return sum(any(map(str.isalnum, word)) for word in claim.text.split())


def _extracted(shared: Path) -> Iterator[tuple[Article, tuple[Claim, ...] | None]]:
    logging.getLogger("workbench.extraction.extractor").setLevel(logging.CRITICAL)
    path = shared / "archive" / "whitehouse_2022h2.jsonl.gz"
    articles = (one for one in articles_in_file(path) if not isinstance(one, Rejection))
    return Extractor.load(Settings().actors).claims_of_many(articles)
