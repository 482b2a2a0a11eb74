"""How far two annotators agree on what the claims of an article are.

    python -m tools.gold_agreement

The second, blind reading of ten of the forty gold articles lies in ``tests/gold/claims/second``.
Claims are paired one to one, best overlap first, from half of the characters that either has on;
what the first annotator accepts as well counts as theirs. Cohen's kappa (1960) beside each share.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

GOLD: Final = Path(__file__).resolve().parent.parent / "tests" / "gold" / "claims"
OVERLAP: Final = 0.5

Mark = dict[str, Any]
Pair = tuple[Mark, Mark]


def main() -> None:
    """Print the agreement over all ten, and of each half."""
    read: dict[str, list[tuple[list[Mark], list[Mark]]]] = {"development": [], "held out": []}
    for path in sorted((GOLD / "second").glob("*.jsonl")):
        name = f"{path.stem}.gold.jsonl"
        kept = GOLD / "held_out" / name
        half, first = ("held out", kept) if kept.exists() else ("development", GOLD / name)
        claims = [mark for mark in marks_of(first) if mark["kind"] == "claim"]
        read[half].append((claims, marks_of(path)))
    for title, articles in {"all": [*read["development"], *read["held out"]], **read}.items():
        print(f"{title}: {len(articles)} articles")
        for line in agreement(articles):
            print(f"  {line}")


def marks_of(path: Path) -> list[Mark]:
    """The lines of a file of marks."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def agreement(articles: Sequence[tuple[Sequence[Mark], Sequence[Mark]]]) -> list[str]:
    """The figures in words."""
    pairs = [pair for first, second in articles for pair in paired(first, second)]
    firsts = [mark for first, _ in articles for mark in first]
    seconds = [mark for _, second in articles for mark in second]
    polarities = [
        (one["polarity"], one["polarity"] if other["polarity"] in accepted else other["polarity"])
        for one, other in pairs
        for accepted in [one["polarity_accepted"]]
    ]
    named = [(one, other) for one, other in pairs if _is_scored(one)]
    weights = [(one["importance"], other["importance"]) for one, other in pairs]
    return [
        f"claims {len(firsts)} and {len(seconds)}, "
        f"F1 {2 * len(pairs) / (len(firsts) + len(seconds)):.3f}",
        f"must of the first found by the second {_found([one for one, _ in pairs], firsts):.3f}",
        f"must of the second found by the first {_found([one for _, one in pairs], seconds):.3f}",
        f"polarity {_alike(polarities):.3f}, kappa {kappa(polarities):.3f}",
        f"speaker {sum(_same_speaker(*pair) for pair in named) / len(named):.3f}",
        f"must or may {_alike(weights):.3f}, kappa {kappa(weights):.3f}",
    ]


def paired(first: Sequence[Mark], second: Sequence[Mark]) -> list[Pair]:
    """One to one, the greatest overlap first; of equal ones, those of one speaker."""
    candidates = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = max(_overlap(span, other) for span in (one, *one["alternatives"]))
            if shared >= OVERLAP:
                candidates.append((-shared, not _same_speaker(one, other), i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(first[i], second[j]) for i, j in pairs.items()]


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Agreement beyond what chance gives."""
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    chance = sum(ones.count(label) * others.count(label) for label in set(ones)) / len(pairs) ** 2
    return (_alike(pairs) - chance) / (1 - chance) if chance < 1 else 1.0


def _alike(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(one == other for one, other in pairs) / len(pairs)


def _found(found: Sequence[Mark], every: Sequence[Mark]) -> float:
    wanted = sum(mark["importance"] == "must" for mark in every)
    return sum(mark["importance"] == "must" for mark in found) / wanted


def _overlap(one: Mark, other: Mark) -> float:
    """Of two spans, what both have over what either has."""
    both = max(0, min(one["end"], other["end"]) - max(one["start"], other["start"]))
    return float(both / (one["end"] - one["start"] + other["end"] - other["start"] - both))


def _is_scored(mark: Mark) -> bool:
    """Whether the first annotator says who speaks: attributed to nobody in particular is open."""
    return not mark["attributed"] or bool(mark["speaker_accepted"])


def _same_speaker(one: Mark, other: Mark) -> bool:
    names = [_name(name) for name in (one["speaker"], *one["speaker_accepted"])]
    said = _name(other["speaker"])
    if not said:
        return not names[0]
    return any(name and name.split()[-1] == said.split()[-1] for name in names)


def _name(name: str | None) -> str:
    return (name or "").casefold().strip(" .")


if __name__ == "__main__":
    main()
