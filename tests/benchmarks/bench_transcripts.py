"""White House transcripts: all are processed, and turns are given to who spoke them.

The sample was drawn with a fixed seed from the documents' own paragraphs, whatever we make of them,
and checked by hand against the labels in the documents and their titles; the file beside this one
holds document ids, offsets, the speakers found right and no text.
"""

from __future__ import annotations

import json
import logging
import random
import re
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from workbench.extraction.extractor import Extractor
from workbench.extraction.parse.paragraphs import BLANK
from workbench.extraction.parse.sections import Section, SectionKind, sections
from workbench.model.article import Article
from workbench.model.statement import Rejection
from workbench.reading.documents import articles_in_file
from workbench.settings import Settings

CHECKED = Path(__file__).with_name("transcript_turns.jsonl")
ARCHIVE = "whitehouse_2022h2.jsonl.gz"
STAGE_DIRECTION = "a stage direction"
SAMPLE, SEED = 100, 7
SPOKEN = re.compile(
    r"(?i)remarks|press (briefing|gaggle|call|conference)|conversation|statement by"
)
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![ \t\xa0]*\n)[^\n]+)*")


def run(shared: Path) -> list[Measurement]:
    articles, failures = _read(shared / "archive" / ARCHIVE)
    found: dict[str, tuple[Section, ...]] = {}
    uncovered = 0
    for article in articles:
        try:
            found[article.article_id] = sections(article.text, article.title)
        except Exception:  # what is counted here is that there is none
            failures += 1
            continue
        uncovered += not _covered(article.text, found[article.article_id])
    with_claims, broken = _extracted(articles)
    turns = sum(section.kind is SectionKind.TURN for part in found.values() for section in part)
    return [
        Measurement("White House documents processed", len(found), floor=1347, aim=1347),
        Measurement(
            "White House documents, errors", failures, floor=0, aim=0, higher_is_better=False
        ),
        Measurement(
            "White House documents with words left out of every section",
            uncovered,
            floor=0,
            aim=0,
            higher_is_better=False,
        ),
        Measurement("stretches of speech found", turns),
        Measurement("White House documents read for claims", with_claims, floor=1347, aim=1347),
        Measurement(
            "White House documents whose claims could not be read",
            broken,
            floor=0,
            aim=0,
            higher_is_better=False,
        ),
        Measurement(
            "turns given to who spoke them, of a hand-checked sample of 100",
            _right(found) / SAMPLE,
            floor=0.95,
            aim=0.95,
        ),
    ]


def sample(articles: list[Article]) -> list[tuple[Article, int]]:
    """The places as they were drawn, whatever we make of them.

    Paragraphs of at least eight words of documents whose titles promise speech; a place is the
    paragraph's middle, so that neither a label nor a stage direction is hit.
    """
    places = []
    for article in sorted(articles, key=lambda one: one.article_id):
        if SPOKEN.search(article.title or ""):
            for paragraph in PARAGRAPH.finditer(article.text):
                if len(paragraph[0].split()) >= 8:
                    places.append((article, (paragraph.start() + paragraph.end()) // 2))
    return random.Random(SEED).sample(places, SAMPLE)


def _read(path: Path) -> tuple[list[Article], int]:
    articles, failures = [], 0
    for item in articles_in_file(path):
        if isinstance(item, Rejection):
            failures += 1
        else:
            articles.append(item)
    return articles, failures


def _extracted(articles: list[Article]) -> tuple[int, int]:
    """How many documents the whole extractor gave back, and how many it gave up on."""
    failed: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: failed.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("workbench.extraction.extractor")
    log.addHandler(handler)
    try:
        extractor = Extractor.load(Settings().actors)
        done = sum(1 for _ in extractor.claims_of_many(articles))
    finally:
        log.removeHandler(handler)
    return done, len(failed)


def _covered(text: str, parts: tuple[Section, ...]) -> bool:
    end = 0
    for part in parts:
        if text[end : part.span.start].strip(BLANK):
            return False
        end = part.span.end
    return not text[end:].strip(BLANK)


def _right(found: dict[str, tuple[Section, ...]]) -> int:
    """How many of the checked places are given to a speaker that the check found right.

    A place on a blank or a stage direction counts for what follows it; None is right where nobody
    speaks.
    """
    right = 0
    for line in CHECKED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for section in found.get(row["id"], ()):
            if row["offset"] < section.span.end and section.reason != STAGE_DIRECTION:
                right += section.speaker in row["speakers"]
                break
    return right
