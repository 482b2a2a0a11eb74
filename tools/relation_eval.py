"""Judge a cross-encoder on its own, on sets it did not learn from.

    python -m tools.relation_eval SHARED [--model FOLDER] [--most 700] [--only bank,cases]

Reads with the graph that ships, or that of ``FOLDER`` (a checkpoint's ``model/``), exported once to
``--cache``. Every set is cut to ``--most`` pairs, always the same ones, so that two models can be
set side by side. With ``--to`` the figures are appended to a file, a line a set.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tools.relation.judged import Judged, sets, some
from tools.relation.scores import chances_of, scored
from workbench.archive.relation.cross_encoder import LABELS, load_cross_encoder

MOST = 700


def main() -> None:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--model", type=Path, help="folder of a classifier; else the shipped one")
    parser.add_argument("--most", type=int, default=MOST, help="pairs of a set")
    parser.add_argument("--only", help="names of sets, with commas between")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "relation-eval")
    parser.add_argument("--to", type=Path, help="file to append the figures to")
    options = parser.parse_args()
    reader = load_cross_encoder(
        None if options.model is None else str(options.model), cache=options.cache
    )
    found = sets(options.shared)
    names = list(found) if options.only is None else options.only.split(",")
    for name in names:
        judged = some(found[name], options.most)
        began = time.perf_counter()
        chances = chances_of(judged, reader.logits([(one.claim, one.statement) for one in judged]))
        figures = scored(judged, chances)
        figures["pairs a second"] = len(judged) / (time.perf_counter() - began)
        print(name + "".join(f"\n  {key}: {value:.4g}" for key, value in figures.items()))
        for kind, share in _by_kind(judged, chances.argmax(axis=1).tolist()).items():
            print(f"    {kind}: {share}")
        if options.to is not None:
            with options.to.open("a", encoding="utf-8") as stream:
                model = None if options.model is None else str(options.model)
                stream.write(json.dumps({"set": name, "model": model} | figures) + "\n")


def _by_kind(judged: list[Judged], said: list[int]) -> dict[str, str]:
    """How many of each kind were right, for sets of many kinds."""
    right: dict[str, list[bool]] = defaultdict(list)
    for one, label in zip(judged, said, strict=True):
        right[one.kind].append(LABELS[label] is one.relation)
    if len(right) < 2:
        return {}
    return {kind: f"{sum(each)} of {len(each)}" for kind, each in sorted(right.items())}


if __name__ == "__main__":
    main()
