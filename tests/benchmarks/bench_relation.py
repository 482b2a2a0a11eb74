"""The relation labeller as it ships, on sets it was not fitted on, beside a plain cosine rule.

None of these has a floor yet: the labeller of this release is symbolic (decisions/006-relation.md).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.archive_of import rows, scorer
from tests.benchmarks.measurement import Measurement
from workbench.archive.relation import Relator, default_embedder
from workbench.extraction.extractor import Extractor
from workbench.settings import Settings

SUPPORTS_FROM = 0.6  # the cosine from which the plain rule calls a pair a support


def run(shared: Path) -> list[Measurement]:
    """Emergent, ProSeCCo and the parts of nli_dev."""
    folder = shared / "eval" / "relations"
    extractor = Extractor.load(Settings().actors)
    relator = Relator(lambda: extractor)
    judged = rows(folder / "nli_dev.jsonl")
    figures = [
        _figure(shared, relator, "Emergent train, macro-F1", rows(folder / "emergent_train.jsonl"),
                ("macro_F1",)),
        _figure(shared, relator, "ProSeCCo, F1 of contradicts", rows(folder / "prosecco.jsonl"),
                ("contradicts", "F1")),
    ]  # fmt: skip
    for part in sorted({row["pair_id"].rsplit("-", 1)[0] for row in judged}):
        mine = [row for row in judged if row["pair_id"].rsplit("-", 1)[0] == part]
        figures.append(_figure(shared, relator, f"nli_dev {part}, accuracy", mine, ("accuracy",)))
    return figures


def _figure(
    shared: Path, relator: Relator, name: str, gold: list[dict[str, Any]], key: tuple[str, ...]
) -> Measurement:
    labels = relator.relate([(row["claim"], row["statement"]) for row in gold])
    ours = _score(shared, gold, [label.relation.value for label in labels], key)
    embed = default_embedder().encode
    cosines = np.sum(
        embed([row["claim"] for row in gold]) * embed([row["statement"] for row in gold]), axis=1
    )
    plain = ["supports" if cosine >= SUPPORTS_FROM else "related" for cosine in cosines]
    return Measurement(
        name,
        ours,
        baseline=f"cosine from {SUPPORTS_FROM}",
        baseline_value=_score(shared, gold, plain, key),
        note=f"{len(gold):,} pairs",
    )


def _score(
    shared: Path, gold: list[dict[str, Any]], labels: list[str], key: tuple[str, ...]
) -> float:
    with tempfile.TemporaryDirectory() as folder:
        wanted, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        wanted.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
        said.write_text(
            "".join(
                json.dumps({"pair_id": row["pair_id"], "relation": label}) + "\n"
                for row, label in zip(gold, labels, strict=True)
            ),
            encoding="utf-8",
        )
        value: Any = scorer(shared, "score_relations").score(wanted, said)
    for one in key:
        value = value[one]
    return float(value)
