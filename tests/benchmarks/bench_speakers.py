"""Who said what on our own gold: speaker, actor, polarity and quotation of hand-checked claims.

A gold entry that the extractor finds no attribution for counts as wrong everywhere; the figures
"where found" leave those out and so measure the later stages alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.measurement import Measurement
from workbench.extraction.actors.actors import Actors
from workbench.extraction.actors.alias import words_of
from workbench.extraction.attribution.attribution import Attribution, attributions
from workbench.extraction.parse.language import ParsedArticle, parse_many
from workbench.extraction.speakers.speakers import Speaker, SpeakerResolver
from workbench.model.article import Span
from workbench.model.claim import Polarity
from workbench.reading.documents import read_file
from workbench.settings import Settings

GOLD = Path(__file__).resolve().parent.parent / "gold"
_COMMITTED = frozenset({Polarity.ASSERTS, Polarity.DENIES})  # a refusal to say is neither


@dataclass(frozen=True)
class Judged:
    """One gold entry beside what was found for it."""

    gold: Mapping[str, Any]
    found: Attribution | None
    speaker: Speaker | None
    source_words: str | None

    def right(self, part: str) -> bool:
        """Whether ``part`` of the entry is right; an entry that was not found is not."""
        if self.found is None or self.speaker is None:
            return False
        wanted = self.gold[part]
        if part == "speaker":
            named = same_name(self.speaker.name)
            if wanted is None:
                return named in ("", same_name(self.gold["source"]), same_name(self.source_words))
            return named == same_name(wanted)
        if part == "actor":
            return bool(self.speaker.actor == wanted)
        return bool(getattr(self.found, part).value == wanted)

    def unresolved(self) -> bool:
        """Whether the source's own words would do for the speaker."""
        wanted = self.gold["speaker"]
        return wanted is None or same_name(self.source_words) == same_name(wanted)


def same_name(name: str | None) -> str:
    """A name without case, articles, possessives and punctuation, for comparison."""
    words = [word.plain.casefold() for word in words_of(name or "")]
    return " ".join(word for word in words if word not in {"the", "a", "an", "s"})


@dataclass(frozen=True)
class Read:
    """One gold article with what was found in it."""

    parsed: ParsedArticle
    found: Sequence[Attribution]
    speakers: Sequence[Speaker]


@cache
def articles_read(gold: Path = GOLD) -> Mapping[str, Read]:
    """Every gold article, extracted, by file name."""
    names = sorted({entry["article"] for entry in entries("attributions", gold)})
    articles = [read_file(gold / name)[0] for name in names]
    resolver = SpeakerResolver(Actors.load(Settings().actors))
    read: dict[str, Read] = {}
    for name, parsed in zip(names, parse_many(articles), strict=True):
        found = attributions(parsed)
        read[name] = Read(parsed, found, resolver.resolve(parsed, found))
    return read


def entries(name: str, gold: Path = GOLD) -> list[Mapping[str, Any]]:
    """The entries of one file of the gold."""
    return [json.loads(line) for line in (gold / f"{name}.jsonl").open(encoding="utf-8")]


def judged(gold: Path = GOLD) -> tuple[Judged, ...]:
    """All entries of the gold, each with the attribution found for it."""
    read = articles_read(gold)
    return tuple(
        _judge(entry, part.parsed, part.found, part.speakers)
        for entry in entries("attributions", gold)
        for part in [read[entry["article"]]]
    )


def spoken_for(gold: Path = GOLD) -> list[tuple[Mapping[str, Any], bool]]:
    """Sentences in which an actor does not speak, and whether it was made to."""
    results = []
    for entry in entries("non_attributions", gold):
        part = articles_read(gold)[entry["article"]]
        start = part.parsed.article.text.index(entry["sentence"])
        end = start + len(entry["sentence"])
        wrong = any(
            speaker.actor == entry["not_actor"] and one.polarity in _COMMITTED
            for one, speaker in zip(part.found, part.speakers, strict=True)
            if any(start <= piece.start < end for piece in one.content)
        )
        results.append((entry, wrong))
    return results


def _judge(
    entry: Mapping[str, Any],
    parsed: ParsedArticle,
    found: Sequence[Attribution],
    speakers: Sequence[Speaker],
) -> Judged:
    text = parsed.article.text
    sentence = text.index(entry["sentence"])
    start = text.index(entry["content_contains"], sentence)
    wanted = Span(start, start + len(entry["content_contains"]))
    covering = [
        index
        for index, one in enumerate(found)
        if _covers(one, wanted) and _may_be(entry, _words(text, one.source))
    ]
    if not covering:
        return Judged(entry, None, None, None)

    def unlike(index: int) -> tuple[bool, bool, int]:
        same = same_name(_words(text, found[index].source)) == same_name(entry["source"])
        nested = (found[index].parent is not None) == bool(entry.get("nested"))
        return not same, not nested, sum(part.end - part.start for part in found[index].content)

    best = min(covering, key=unlike)
    return Judged(entry, found[best], speakers[best], _words(text, found[best].source))


def _words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def _may_be(entry: Mapping[str, Any], source: str | None) -> bool:
    """Whether an attribution can be the entry's and is not that of somebody else around it."""
    if entry["source"] is None or source is None or entry.get("continues"):
        return True
    return bool(set(same_name(source).split()) & set(same_name(entry["source"]).split()))


def _covers(one: Attribution, wanted: Span) -> bool:
    shared = sum(
        max(0, min(part.end, wanted.end) - max(part.start, wanted.start)) for part in one.content
    )
    return shared >= 0.5 * (wanted.end - wanted.start)


def run(shared: Path) -> list[Measurement]:
    """Accuracy of each part over the whole gold, and where an attribution was found."""
    return [*measurements("gold", GOLD), _bank(shared / "bank")]


def _bank(folder: Path) -> Measurement:
    """The bank's speakers, named or described, against the actors its annotators gave them."""
    actors = Actors.load(Settings().actors)
    right = asked = 0
    for name, day in (("statements", "said_on"), ("claims", "article_date")):
        for line in (folder / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            if row["actor"] in ("independent", "unattributed"):
                continue
            asked += 1
            on = date.fromisoformat(row[day]) if row[day] else None
            right += actors.resolve(row["speaker"], on) == row["actor"]
    return Measurement("bank: actor behind the speaker", right / asked, note=f"of {asked}")


def measurements(name: str, gold: Path) -> Iterator[Measurement]:
    """The figures of one folder of gold; ``name`` begins the name of each."""
    results = judged(gold)
    found = [one for one in results if one.found is not None]
    yield Measurement(
        f"{name} attributions found", len(found) / len(results), note=f"{len(results)} entries"
    )
    floors = {"speaker": (0.88, 0.95), "polarity": (0.92, 0.97)}
    for part in ("speaker", "actor", "polarity", "quotation"):
        floor, aim = floors.get(part, (None, None))
        asked = [one for one in results if part != "actor" or one.gold["actor"] is not None]
        right = sum(one.right(part) for one in asked)
        reached = [one for one in asked if one.found is not None]
        unresolved = sum(one.unresolved() for one in reached) / len(reached)
        yield Measurement(
            f"{name} {part} right where found",
            right / len(reached),
            floor=floor,
            aim=aim,
            baseline="the source's words" if part == "speaker" else None,
            baseline_value=unresolved if part == "speaker" else None,
            note=f"of {len(reached)}",
        )
        yield Measurement(
            f"{name} {part} right of all", right / len(asked), note=f"of {len(asked)}"
        )
    silent = spoken_for(gold)
    yield Measurement(
        f"{name} places and hearers kept silent",
        sum(not wrong for _, wrong in silent) / len(silent),
        note=f"{len(silent)} sentences",
    )
    kinds = Counter(one.gold["kind"] for one in found)
    for kind, count in sorted(kinds.items()):
        right = sum(one.right("speaker") for one in found if one.gold["kind"] == kind)
        yield Measurement(f"{name} speaker where found: {kind}", right / count, note=f"of {count}")


def main() -> None:
    """Print what is wrong, for error analysis: python -m tests.benchmarks.bench_speakers."""
    for one in judged():
        wrong = [
            part
            for part in ("speaker", "actor", "polarity", "quotation")
            if not one.right(part) and (part != "actor" or one.gold["actor"] is not None)
        ]
        if not wrong:
            continue
        gold = one.gold
        got = (
            "not found"
            if one.found is None or one.speaker is None
            else f"{one.source_words!r} → {one.speaker.name} / {one.speaker.actor} "
            f"/ {one.found.polarity.value} / {one.found.quotation.value}"
        )
        print(
            f"{gold['article'][:7]} {','.join(wrong)}: {gold['source']!r} → {gold['speaker']} "
            f"/ {gold['actor']} / {gold['polarity']} / {gold['quotation']} | {got}"
            f"\n      {gold['sentence'][:160]}"
        )
    for entry, wrong in spoken_for():
        if wrong:
            print(
                f"{entry['article'][:7]} made to speak: {entry['not_actor']}: {entry['sentence']}"
            )


if __name__ == "__main__":
    main()
