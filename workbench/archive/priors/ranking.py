"""The first step of the order: a few features of claim and statement, weighed by a linear model.

The weights lie in ``ranking.json``; ``python -m tools.fit_ranking SHARED`` makes them. Features
tell topic, actors and time. Whether a statement agrees or denies plays no part: a denial must not
sink because it is negated. The best are then read beside the claim (``reranking``).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from workbench.archive.index.bm25 import stems
from workbench.archive.index.search_index import SearchIndex
from workbench.archive.priors.candidates import Sought
from workbench.model.statement import Statement

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")
MONTH = 30.0
YEAR = 365.0
RELEVANT_FROM = 0.05
"""Relevance below which a statement has nothing to do with the claim and is not shown, unless it
contradicts the claim (docs/decisions/005-search.md)."""
_NUMBER = re.compile(r"\d[\d.,]*")
_SURNAME = re.compile(r"[^\W\d_]{3,}")

Mentioned = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate with its score and the parts that add up to it."""

    row_id: int
    statement: Statement
    score: float
    parts: tuple[tuple[str, float], ...]


# Which features make up each part of the score that a person is shown.
PARTS: Mapping[str, tuple[str, ...]] = {
    "meaning": ("cosine", "part_cosine"),
    "words": ("bm25", "covered", "covering", "numbers"),
    "actors": ("accused_speaks", "same_actor", "shared_actors", "names_speaker", "names_side"),
    "time": ("weeks", "months"),
}


def rank(
    index: SearchIndex,
    sought: Sought,
    found: Mapping[int, Statement],
    mentioned: Mentioned,
) -> list[Ranked]:
    """Candidates in order, best first; ties go to the older row.

    Args:
        found: The candidate statements by row.
        mentioned: The actors a text names.
    """
    weights = load_shipped_weights()
    ranked = []
    for (row_id, statement), values in zip(
        found.items(), features(index, sought, found, mentioned), strict=True
    ):
        parts = tuple(
            (part, sum(weights.get(name, 0.0) * values[name] for name in names))
            for part, names in PARTS.items()
        )
        score = sum(value for _, value in parts)
        ranked.append(Ranked(row_id, statement, score, parts))
    return sorted(ranked, key=lambda one: (-one.score, one.row_id))


def features(
    index: SearchIndex, sought: Sought, found: Mapping[int, Statement], mentioned: Mentioned
) -> list[dict[str, float]]:
    """The named features of each candidate, in the order of ``found``."""
    row_ids = list(found)
    cosines = index.cosines(np.vstack([sought.vector, sought.parts]), row_ids)
    word_scores = index.word_scores(sought.text, row_ids)
    wanted = set(stems(sought.text))
    stemmed = [
        (set(stems(one.text)), set(stems(one.title)) if one.title is not None else set())
        for one in found.values()
    ]
    rarity = index.rarity(sorted(wanted.union(*(text | title for text, title in stemmed))))
    weight = sum(rarity[stem] for stem in wanted)
    numbers = set(_NUMBER.findall(sought.text))
    rows = []
    for position, (row_id, statement) in enumerate(found.items()):
        text, title = stemmed[position]
        own = sum(rarity[stem] for stem in text)
        rows.append(
            {
                "cosine": float(cosines[position, 0]),
                "part_cosine": float(cosines[position, 1:].max()),
                "bm25": word_scores.get(row_id, 0.0) / max(weight, 1.0),
                "covered": _share(sum(rarity[s] for s in wanted & (text | title)), weight),
                "covering": _share(sum(rarity[s] for s in wanted & text), own),
                "numbers": _share(
                    len(numbers & set(_NUMBER.findall(statement.text))), len(numbers)
                ),
                **_actor_features(sought, statement, mentioned),
                **_time_features(sought, statement),
            }
        )
    return rows


def _actor_features(sought: Sought, statement: Statement, mentioned: Mentioned) -> dict[str, float]:
    speaks, side = statement.actor, sought.query.actor
    words = _with_title(statement)
    named: frozenset[str] = frozenset()
    # reading a text for actors takes time, so it is left where it would tell nothing
    if sought.named or side not in (None, speaks):
        named = mentioned(words)
    theirs = named if speaks is None else named | {speaks}
    return {
        "accused_speaks": float(speaks is not None and speaks in sought.named),
        "same_actor": float(speaks is not None and speaks == side),
        "shared_actors": _share(len(sought.named & theirs), len(sought.named)),
        "names_speaker": float(_answers(words, statement.speaker, sought.query.speaker)),
        "names_side": float(side is not None and side != speaks and side in named),
    }


def _answers(words: str, speaker: str | None, claimant: str | None) -> bool:
    """Whether somebody else's statement names the claim's speaker, as an answer does."""
    surname = _surname(claimant)
    return surname is not None and surname in words and surname != _surname(speaker)


@lru_cache(maxsize=4096)
def _surname(name: str | None) -> str | None:
    words = _SURNAME.findall(name) if name is not None else []
    return words[-1] if words and words[-1][0].isupper() else None


def _time_features(sought: Sought, statement: Statement) -> dict[str, float]:
    if sought.query.article_date is None or statement.dated is None:
        return {"weeks": 0.0, "months": 0.0}
    apart = abs((sought.query.article_date - statement.dated).days)
    return {"weeks": math.exp(-apart / MONTH), "months": math.exp(-apart / YEAR)}


def _with_title(statement: Statement) -> str:
    return statement.text if statement.title is None else f"{statement.title}. {statement.text}"


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def relevance(score: float) -> float:
    """How surely a statement with this score has to do with the claim at all, 0 to 1.

    Fitted with the weights: the chance that a statement of the first ten is of the claim's story.
    """
    fitted = _load_shipped()["relevance"]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, fitted["bias"] + fitted["slope"] * score))))


def load_shipped_weights() -> Mapping[str, float]:
    """The weights that come with the project, of both steps."""
    return _load_shipped()["weights"]


@lru_cache(maxsize=1)
def _load_shipped() -> Mapping[str, Mapping[str, float]]:
    fitted: dict[str, Mapping[str, float]] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return fitted


def feature_names() -> Sequence[str]:
    """All features of the first step, in the order of the parts."""
    return [name for names in PARTS.values() for name in names]
