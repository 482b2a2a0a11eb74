"""The relation labeller on sets it was not fitted on, beside a plain rule on the cosine.

Nothing of these sets is learned from as the labeller ships (``tools.train_relation`` and
``tools.fit_relation`` use other pairs), but for the one figure that says so: "fitted" keeps the
cross-encoder and the features and fits only the last coefficients, on other claims of the set.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.measurement import Measurement
from tests.benchmarks.scoring import scorer
from tools.archive_of import rows
from tools.fit_relation import (
    AGAINST,
    ON_POINT,
    PENALTY,
    calibration_error,
    folded,
    of_bank,
    of_stories,
)
from workbench.archive.embedding.embedding import default_embedder, models_folder
from workbench.archive.relation.cross_encoder import load_cross_encoder
from workbench.archive.relation.features import Side
from workbench.archive.relation.relation import Relator
from workbench.extraction.extractor import Extractor
from workbench.settings import Settings

SUPPORTS_FROM = 0.6  # the cosine from which the plain rule calls a pair a support
FOLDS = 10
FLOORS = {"mnli": (0.68, 0.78), "neg": (0.64, 0.74)}


def run(shared: Path) -> list[Measurement]:
    """Emergent, ProSeCCo, the parts of nli_dev, calibration on the bank, and speed."""
    folder = shared / "eval" / "relations"
    extractor = Extractor.load(Settings().actors)
    relator = Relator(lambda: extractor)
    emergent = rows(folder / "emergent_train.jsonl")
    figures = [
        _figure(shared, relator, "Emergent train, macro-F1", emergent, ("macro_F1",),
                floor=0.50, aim=0.65),
        _fitted(shared, relator, emergent),
        _figure(shared, relator, "ProSeCCo, F1 of contradicts", rows(folder / "prosecco.jsonl"),
                ("contradicts", "F1"), floor=0.48, aim=0.60),
    ]  # fmt: skip
    judged = rows(folder / "nli_dev.jsonl")
    for part in sorted({row["pair_id"].rsplit("-", 1)[0] for row in judged}):
        mine = [row for row in judged if row["pair_id"].rsplit("-", 1)[0] == part]
        floor, aim = FLOORS.get(part, (None, None))
        figures.append(
            _figure(
                shared, relator, f"nli_dev {part}, accuracy", mine, ("accuracy",),
                floor=floor, aim=aim,
            )
        )  # fmt: skip
    return [*figures, _calibration(shared, relator), _speed(extractor, emergent)]


def _figure(
    shared: Path,
    relator: Relator,
    name: str,
    gold: list[dict[str, Any]],
    key: tuple[str, ...],
    *,
    floor: float | None,
    aim: float | None,
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
        floor=floor,
        aim=aim,
        baseline=f"cosine from {SUPPORTS_FROM}",
        baseline_value=_score(shared, gold, plain, key),
        note=f"{len(gold):,} pairs",
    )


def _fitted(shared: Path, relator: Relator, gold: list[dict[str, Any]]) -> Measurement:
    """The last coefficients fitted to Emergent's own idea of support, folds by claim."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    names = dict.fromkeys((*ON_POINT, *AGAINST))
    read = relator.features([(Side(row["claim"]), Side(row["statement"])) for row in gold])
    table = np.array([[values[name] for name in names] for _, values in read])
    table /= table.std(axis=0) + 1e-6
    wanted = np.array([row["relation"] for row in gold])
    said = np.empty(len(gold), dtype=object)
    claims = [row["claim"] for row in gold]
    for known, tested in GroupKFold(FOLDS).split(table, wanted, claims):
        model = LogisticRegression(C=PENALTY, max_iter=5_000, class_weight="balanced")
        said[tested] = model.fit(table[known], wanted[known]).predict(table[tested])
    return Measurement(
        "Emergent train, coefficients fitted, macro-F1",
        _score(shared, gold, said.tolist(), ("macro_F1",)),
        floor=0.62,
        aim=0.74,
        note=f"{len(names)} features, {FOLDS} folds by claim",
    )


def _calibration(shared: Path, relator: Relator) -> Measurement:
    """How far the named probability is from how often it is right, folds by story."""
    bank = of_bank(shared / "bank", relator)
    labels = folded(of_stories(relator), bank)
    return Measurement(
        "bank, calibration error of the named relation, folds by story",
        calibration_error(labels, [one.relation for one in bank]),
        floor=0.10,
        aim=0.05,
        higher_is_better=False,
        note=f"{len(bank):,} pairs",
    )


def _speed(extractor: Extractor, gold: Sequence[dict[str, Any]]) -> Measurement:
    """Pairs a second of the whole labeller, as a share of the bare cross-encoder's."""
    some = [(row["claim"], row["statement"]) for row in gold[:600]]
    bare = load_cross_encoder(None, cache=models_folder())
    start = time.perf_counter()
    bare.logits(some)
    alone = time.perf_counter() - start
    relator = Relator(lambda: extractor, reader=lambda: bare)
    start = time.perf_counter()
    relator.relate(some)
    whole = time.perf_counter() - start
    return Measurement(
        "labeller's speed, bare cross-encoder = 1",
        alone / whole,
        note=f"{len(some) / whole:.0f} pairs a second; parses remembered",
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
