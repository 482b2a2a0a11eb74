"""Inference pairs that may be learned from and shipped, by the licences in SHARED/eval/README.md.

Each pass over our own stories takes a fresh share of each source, so that no pass is without any
kind, and no kind outweighs the rest for being large.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tools.relation.examples import Example, labelled

SHARES: Final[Mapping[str, int]] = {
    "mnlidev": 5_200,  # MultiNLI, permissive
    "cadnli": 2_000,  # counterfactual SNLI, CC BY-SA 4.0
    "snlidev": 1_000,  # SNLI, CC BY-SA 4.0
    "negMNLI": 1_000,  # negation pairs on MultiNLI
    "negSNLI": 800,  # the same on SNLI, CC BY-SA 4.0
    "feversym_dev": 700,  # FEVER, CC BY-SA 3.0
    "scitail": 500,  # Apache-2.0
    "help": 300,  # CC BY-SA 4.0
    "breaking": 250,  # CC BY-SA 4.0
    "cb": 250,  # CommitmentBank, CC BY-SA
    "scone": 600,  # scope of negation, CC0
    "semantoneg": 700,  # antonyms and double negation, CC BY-SA 4.0
    "wikifactcheck": 700,  # a sentence and its negation, CC BY-SA 4.0
    "perspectrum": 500,  # a perspective for or against a claim, CC BY-SA 4.0
    "factcg": 300,  # a document and what it grounds, MIT
}
"""How many pairs of each source a pass shows; a source with fewer shows all it has."""

FOLDERS: Final = (
    "train_scone",
    "train_antonym_negation_semantoneg",
    "train_negated_wikifactcheck",
    "train_perspectrum",
    "train_factcg_cg2c_doc",
)
LONGEST: Final = 420
"""Characters of both texts: what is longer is read slowly and mostly cut off."""


def inference_pairs(shared: Path, passes: int, chosen: random.Random) -> list[list[Example]]:
    """The inference pairs of each pass."""
    by_source: dict[str, list[Example]] = {source: [] for source in SHARES}
    for source, row in _rows(shared / "eval" / "relations"):
        if source in by_source and len(row["claim"]) + len(row["statement"]) <= LONGEST:
            by_source[source].append(labelled(row["claim"], row["statement"], row["relation"]))
    shown: list[list[Example]] = [[] for _ in range(passes)]
    for source, examples in by_source.items():
        chosen.shuffle(examples)
        wanted = min(SHARES[source], len(examples))
        for number, one in enumerate(shown):
            first = number * wanted % max(1, len(examples))
            one += (examples + examples)[first : first + wanted]
    return shown


def _rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with gzip.open(folder / "nli_train.jsonl.gz", "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            yield row["source"], row
    for name in FOLDERS:
        with gzip.open(folder / "english" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            for row in map(json.loads, stream):
                yield row["pair_id"].split("-")[0], row
