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
    of_different_stories,
    of_stories,
    side,
)
from tools.relation.judged import sets, some
from tools.relation.scores import chances_of, macro_f1, scored
from tools.relation_stories import files, loose_pair, pairs_of
from workbench.archive.embedding.embedding import default_embedder, models_folder
from workbench.archive.relation.cross_encoder import load_cross_encoder
from workbench.archive.relation.features import Side
from workbench.archive.relation.pair_texts import default_reader
from workbench.archive.relation.relation import Relator
from workbench.extraction.extractor import Extractor
from workbench.model.prior import Relation
from workbench.settings import Settings

SUPPORTS_FROM = 0.6  # the cosine from which the plain rule calls a pair a support
FOLDS = 10
REPETITIONS = 200
MOST = 1_000  # pairs of a set, always the same ones: a pair takes a tenth of a second
FLOORS = {"mnli": (0.78, 0.84), "neg": (0.72, 0.80), "feversym2": (0.85, 0.90)}


def run(shared: Path) -> list[Measurement]:
    """Emergent, ProSeCCo, the parts of nli_dev, calibration on the bank, and speed."""
    folder = shared / "eval" / "relations"
    extractor = Extractor.load(Settings().actors)
    relator = Relator(lambda: extractor)
    emergent = some(rows(folder / "emergent_train.jsonl"), MOST)
    prosecco = some(rows(folder / "prosecco.jsonl"), MOST)
    figures = [
        _figure(shared, relator, "Emergent train, macro-F1", emergent, ("macro_F1",),
                floor=0.64, aim=0.74),
        _fitted(shared, relator, emergent),
        _figure(shared, relator, "ProSeCCo, F1 of contradicts", prosecco,
                ("contradicts", "F1"), floor=0.55, aim=0.65),
    ]  # fmt: skip
    judged = rows(folder / "nli_dev.jsonl")
    for part in sorted({row["pair_id"].rsplit("-", 1)[0] for row in judged}):
        mine = some([row for row in judged if row["pair_id"].rsplit("-", 1)[0] == part], MOST)
        floor, aim = FLOORS.get(part, (None, None))
        figures.append(
            _figure(
                shared, relator, f"nli_dev {part}, accuracy", mine, ("accuracy",),
                floor=floor, aim=aim,
            )
        )  # fmt: skip
    return [
        *figures,
        *_alone(shared),
        *_together(shared, relator),
        _repetitions(relator),
        _speed(extractor, emergent),
    ]


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


def _alone(shared: Path) -> list[Measurement]:
    """The cross-encoder without the signs, on all pairs of one story of the bank."""
    bank = sets(shared)["bank"]
    figures = scored(
        bank,
        chances_of(bank, default_reader().logits([(one.claim, one.statement) for one in bank])),
    )
    return [
        Measurement(
            "bank, cross-encoder alone, average precision of contradicts",
            figures["average precision of contradicts"],
            floor=0.45,
            aim=0.65,
            note=f"base rate {figures['base rate']:.3f}",
        ),
        Measurement("the same, on the point, AUC", figures["on the point, AUC"]),
    ]


def _together(shared: Path, relator: Relator) -> list[Measurement]:
    """The bank, in folds by story, and the cases, which nothing is fitted on."""
    bank = of_bank(shared / "bank", relator)
    on_bank = folded([*of_stories(relator), *of_different_stories(relator)], bank)
    held_bank = [one.relation for one in bank]
    cases = [loose_pair(row["kind"], row) for row in rows(shared / "cases" / "relations.jsonl")]
    on_cases = relator.relate_sides([(side(pair.claim), side(pair.statement)) for pair in cases])
    held_cases = [pair.relation for pair in cases]
    said = [label.named for label in on_cases]
    right = {
        named: np.mean([held is named for held, one in zip(held_cases, said, strict=True)
                        if one is named])
        for named in (Relation.CONTRADICTS, Relation.SUPPORTS)
    }  # fmt: skip
    hits = [
        label.named is held
        for label, held in zip([*on_bank, *on_cases], [*held_bank, *held_cases], strict=True)
        if label.named is not Relation.RELATED
    ]
    return [
        Measurement("cases, macro-F1", macro_f1(held_cases, said), floor=0.78, aim=0.90),
        Measurement("cases, contradicts right", float(right[Relation.CONTRADICTS]), floor=0.80),
        Measurement("cases, supports right", float(right[Relation.SUPPORTS]), floor=0.75),
        Measurement(
            "bank and cases, named sides that are right",
            float(np.mean(hits)),
            floor=0.65,
            aim=0.90,
            note=f"{len(hits)} named; bank in folds by story",
        ),
        Measurement(
            "bank, calibration error of the named relation, folds by story",
            calibration_error(on_bank, held_bank),
            floor=0.08,
            aim=0.04,
            higher_is_better=False,
            note=f"{len(bank):,} pairs",
        ),
    ]


def _repetitions(relator: Relator) -> Measurement:
    """Statements of the claim's own speaker to the same effect, of stories that nothing learned."""
    pairs = [
        pair
        for path in files(held_out=True)
        for pair in pairs_of(path)
        if pair.relation is Relation.SUPPORTS
        and pair.claim.speaker is not None
        and pair.claim.speaker == pair.statement.speaker
    ][:REPETITIONS]
    labels = relator.relate_sides([(side(pair.claim), side(pair.statement)) for pair in pairs])
    against = sum(label.named is Relation.CONTRADICTS for label in labels)
    return Measurement(
        "a claim beside its speaker's own paraphrase: called contradictions",
        against,
        floor=0,
        aim=0,
        higher_is_better=False,
        note=f"of {len(pairs)}",
    )


def _speed(extractor: Extractor, gold: Sequence[dict[str, Any]]) -> Measurement:
    """Pairs a second of the whole labeller, as a share of the bare cross-encoder's."""
    read = [(row["claim"], row["statement"]) for row in gold[:150]]
    bare = load_cross_encoder(None, cache=models_folder())
    start = time.perf_counter()
    bare.logits(read)
    alone = time.perf_counter() - start
    relator = Relator(lambda: extractor, reader=lambda: bare)
    start = time.perf_counter()
    relator.relate(read)
    whole = time.perf_counter() - start
    return Measurement(
        "labeller's speed, bare cross-encoder = 1",
        alone / whole,
        note=f"{len(read) / whole:.0f} pairs a second; parses remembered",
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
