"""Who said what on PolNeAR, and what attribution costs beside the bare parse.

``python -m tests.benchmarks.bench_attribution SHARED [train]`` prints the error analysis: which
constructions are found and falsely found, and which are missed and why. It prints counts only.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.measurement import Measurement
from workbench.extraction.attribution.assembly import assemble
from workbench.extraction.candidates.page import Candidate, Page
from workbench.extraction.claims.claims import content_span
from workbench.extraction.extractor import Extractor
from workbench.extraction.parse.language import load_pipeline, parse_many
from workbench.model.article import Article, Span
from workbench.model.claim import Claim
from workbench.settings import Settings

EXPECTED = {0.3: (0.66, 0.76, 0.539), 0.5: (0.60, 0.70, 0.477), 0.8: (0.50, 0.60, 0.353)}
PARTS = {"source": (0.88, 0.93), "cue": (0.90, 0.95)}
BASELINE = "SFU quote extractor"


def documents(shared: Path, name: str = "dev") -> list[dict[str, Any]]:
    """The articles of one part of PolNeAR with their gold attributions."""
    path = shared / "eval" / "attribution" / f"polnear_{name}.jsonl"
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def articles(rows: Sequence[Mapping[str, Any]]) -> list[Article]:
    return [Article(article_id=row["id"], text=row["text"], sha256="") for row in rows]


def row_of(doc_id: str, claim: Claim) -> dict[str, object]:
    """A claim as ``workbench extract`` prints the parts that are scored."""
    return {
        "doc_id": doc_id,
        "content_start": claim.content.start,
        "content_end": claim.content.end,
        "source_start": None if claim.source is None else claim.source.start,
        "source_end": None if claim.source is None else claim.source.end,
        "cue_start": None if claim.cue is None else claim.cue.start,
        "cue_end": None if claim.cue is None else claim.cue.end,
    }


def run(shared: Path) -> list[Measurement]:
    """F1 by overlap, source and cue accuracy, and time against the bare parse."""
    rows = documents(shared)
    extractor = Extractor.load(Settings().actors)
    load_pipeline()("Warm up.")
    texts = [row["text"] for row in rows]
    bare = min(_bare_parse(texts) for _ in range(2))
    whole, found = _timed(extractor, rows)
    whole = min(whole, _timed(extractor, rows)[0])
    scores = _scores(shared, found)
    figures = [
        Measurement(
            f"PolNeAR dev, F1 at overlap >= {overlap}",
            scores[overlap]["F1"],
            floor=floor,
            aim=aim,
            baseline=BASELINE,
            baseline_value=baseline,
            note=f"P {scores[overlap]['P']:.3f} R {scores[overlap]['R']:.3f}",
        )
        for overlap, (floor, aim, baseline) in EXPECTED.items()
    ]
    figures += [
        Measurement(
            f"PolNeAR dev, {part} right on pairs at >= 0.5",
            scores[0.5][f"{part}_acc"],
            floor=floor,
            aim=aim,
            baseline=BASELINE if part == "source" else None,
            baseline_value=0.82 if part == "source" else None,
        )
        for part, (floor, aim) in PARTS.items()
    ]
    words = sum(len(text.split()) for text in texts)
    figures.append(
        Measurement(
            "extraction / bare spaCy parse, same texts and process",
            whole / bare,
            unit="x",
            floor=1.5,
            aim=1.2,
            higher_is_better=False,
            note=f"{words / whole:,.0f} words a second",
        )
    )
    return figures


def _bare_parse(texts: Sequence[str]) -> float:
    """Processor seconds, which other work on the machine does not change."""
    start = time.process_time()
    for _ in load_pipeline().pipe(texts):
        pass
    return time.process_time() - start


def _timed(
    extractor: Extractor, rows: Sequence[Mapping[str, Any]]
) -> tuple[float, list[dict[str, object]]]:
    start = time.process_time()
    claims = list(extractor.claims_of_many(articles(rows)))
    spent = time.process_time() - start
    return spent, [
        row_of(article.article_id, one) for article, ones in claims for one in ones or ()
    ]


def _scorer(shared: Path) -> ModuleType:
    path = shared / "eval" / "score_attribution.py"
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scores(shared: Path, found: Sequence[Mapping[str, object]]) -> Mapping[float, Any]:
    gold = shared / "eval" / "attribution" / "polnear_dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "claims.jsonl"
        predicted.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
        scores: Mapping[float, Any] = _scorer(shared).score(str(gold), str(predicted))
    return scores


# -- error analysis ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Comparison:
    """One article's gold and outermost attributions, paired at an overlap of .5."""

    page: Page
    gold: Sequence[Mapping[str, Any]]
    found: Sequence[Candidate]
    everything: Sequence[Candidate]
    pairs: Mapping[int, int]


def compare(shared: Path, name: str) -> Iterator[Comparison]:
    scorer = _scorer(shared)
    rows = documents(shared, name)
    for row, parsed in zip(rows, parse_many(articles(rows)), strict=True):
        page = Page(parsed)
        everything = assemble(page)
        found = [candidate for candidate in everything if candidate.parent is None]
        gold = [one for one in row["attributions"] if one["content"]]
        pairs = scorer.match(
            [scorer.chars(one["content"]) for one in gold],
            [scorer.chars([_whole(candidate)]) for candidate in found],
            0.5,
        )
        yield Comparison(page, gold, found, everything, dict(pairs))


def _whole(candidate: Candidate) -> tuple[int, int]:
    span = content_span(tuple(Span(start, end) for start, end in candidate.pieces))
    return span.start, span.end


def analyse(shared: Path, name: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Counts of what was found rightly, found falsely and missed, by class."""
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for one in compare(shared, name):
        paired = set(one.pairs.values())
        for number, candidate in enumerate(one.found):
            label = f"{candidate.pattern}, {candidate.cue.kind.value}"
            (right if number in paired else false)[label] += 1
        for number, gold in enumerate(one.gold):
            if number not in one.pairs:
                missed[_why_missed(one, gold)] += 1
    return right, false, missed


def _why_missed(one: Comparison, gold: Mapping[str, Any]) -> str:
    inside = [
        candidate
        for candidate in one.everything
        if any(start <= one.page.tree.start[candidate.head] < end for start, end in gold["cue"])
    ]
    if inside:
        candidate = inside[0]
        if candidate.parent is not None:
            return "cue found, but taken for part of another's content"
        return f"cue found, content too different: {candidate.pattern}"
    tree = one.page.tree
    tokens = [one.page.token_at(start) for start, _ in gold["cue"]]
    parts = {
        tree.part[token] for start, end in gold["cue"] for token in _tokens(one.page, start, end)
    }
    if not tokens:
        return "no cue in the gold"
    for part, label in (
        ("VERB", "verb"),
        ("ADJ", "adjective"),
        ("NOUN", "noun"),
        ("AUX", "form of be or have"),
        ("ADP", "preposition"),
    ):
        if part in parts:
            return f"no attribution seen: {label} {_listed(one.page, gold)}"
    return "no attribution seen: other words or punctuation"


def _tokens(page: Page, start: int, end: int) -> range:
    return range(page.token_at(start), page.token_at(end - 1) + 1)


def _listed(page: Page, gold: Mapping[str, Any]) -> str:
    from workbench.extraction.candidates import cues

    lemmas = {
        page.tree.lemma[token] for start, end in gold["cue"] for token in _tokens(page, start, end)
    }
    known = lemmas & (set(cues.VERBS) | set(cues.NOUNS) | set(cues.ADJECTIVES))
    return "in the lexicon" if known else "outside the lexicon"


def main() -> None:
    shared = Path(sys.argv[1])
    name = sys.argv[2] if len(sys.argv) > 2 else "dev"
    for title, counts in zip(
        ("found", "falsely found", "missed"), analyse(shared, name), strict=True
    ):
        print(f"\n{title}: {sum(counts.values())}")
        for label, count in counts.most_common(14):
            print(f"{count:6d}  {label}")


if __name__ == "__main__":
    main()
