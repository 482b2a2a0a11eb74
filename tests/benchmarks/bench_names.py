"""Names from public lists: none of their bearers may be made into somebody of the actors file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.measurement import Measurement
from workbench.extraction.actors.actors_file import read_aliases
from workbench.extraction.actors.alias import AliasKind
from workbench.extraction.extractor import Extractor
from workbench.reading.documents import article_from_text
from workbench.settings import Settings

NAMES = Path(__file__).with_name("public_names.txt")
FULL, TITLED = 800, 60
SENTENCES = (
    "{} said the bridge would close on Friday.",
    "“The bridge is closed,” said {}.",
    "According to {}, the bridge was closed in May.",
    "The hearing was told the bridge was closed. {} denied that it was unsafe.",
)
TITLES = ("Mrs", "Ms", "Dr", "Mr", "Professor", "")
DAY = date(2022, 10, 20)


def run(_: Path) -> list[Measurement]:
    lines = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    given, surnames, shared = (line.split() for line in lines)
    full = [
        f"{given[number % len(given)]} {surnames[(7 * number) % len(surnames)]}"
        for number in range(FULL)
    ]
    titled = [
        f"{title} {surname}".strip()
        for title, surname in islice(zip(cycle(TITLES), shared, strict=False), TITLED)
    ]
    extractor = Extractor.load(Settings().actors)
    return [
        Measurement(
            f"{len(names)} {kind}, made into somebody of the actors file",
            len(list(taken_for_others(extractor, names))),
            floor=0,
            aim=0,
            higher_is_better=False,
        )
        for kind, names in (("full names", full), ("surnames with titles", titled))
    ]


def taken_for_others(extractor: Extractor, names: Sequence[str]) -> Iterator[str]:
    """The names that a claim gives to somebody, or to an actor, of the actors file."""
    rows = list(read_aliases(Settings().actors))
    actors = {row.actor for row in rows}
    people = {row.text for row in rows if row.alias_kind is AliasKind.PERSON}
    articles = [
        article_from_text(sentence.format(name), published_on=DAY)
        for name, sentence in zip(names, cycle(SENTENCES), strict=False)
    ]
    for name, (_, claims) in zip(names, extractor.claims_of_many(articles), strict=True):
        for claim in claims or ():
            renamed = claim.speaker in people and claim.speaker != name
            if claim.actor in actors or renamed:
                yield name
                break
