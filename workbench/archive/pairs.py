"""A claim beside a statement: what about the two tells their relation."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.archive.embedding import TITLE_SHARE, Embedder, Vectors
from workbench.archive.stance import Clause, Stance, stances
from workbench.archive.words import stems

SHARPNESS: Final = 12.0  # how strongly the nearest clause decides the sign
KEPT_VECTORS: Final = 40_000
_NARROWING: Final = frozenset(
    {
        "small",
        "limited",
        "few",
        "handful",
        "only",
        "some",
        "partial",
        "partially",
        "before",
        "prior",
    }
)
_OPPOSITES: Final = (
    ("rise", "fall"), ("increase", "decrease"), ("grow", "shrink"), ("gain", "lose"),
    ("win", "lose"), ("more", "less"), ("more", "fewer"), ("higher", "lower"), ("up", "down"),
    ("before", "after"), ("alive", "dead"), ("live", "die"), ("accept", "reject"),
    ("support", "oppose"), ("allow", "ban"), ("legal", "illegal"), ("safe", "dangerous"),
    ("arrive", "leave"), ("open", "close"), ("start", "end"), ("begin", "stop"), ("buy", "sell"),
    ("true", "false"), ("first", "last"), ("best", "worst"), ("good", "bad"), ("all", "none"),
    ("always", "never"), ("everyone", "nobody"), ("present", "absent"), ("raise", "cut"),
    ("strengthen", "weaken"), ("succeed", "fail"), ("attack", "defend"), ("release", "detain"),
    ("free", "jail"), ("expand", "reduce"), ("create", "destroy"), ("remember", "forget"),
    ("love", "hate"), ("old", "young"), ("early", "late"), ("inside", "outside"), ("man", "woman"),
    ("hot", "cold"), ("rich", "poor"), ("empty", "full"), ("asleep", "awake"),
    ("foreign", "domestic"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair.

    Attributes:
        title: The headline of the statement's source, which often names the topic.
        denied: Whether the speaker denies the text, which then reads as the thing denied.
    """

    text: str
    actor: str | None = None
    title: str | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides read, and the statement's clause that comes nearest to the claim."""

    claim: Side
    statement: Side
    claim_stance: Stance
    statement_stance: Stance
    claim_clause: Clause | None
    nearest: Clause | None


def features(
    sides: Sequence[tuple[Side, Side]],
    embedder: Embedder,
    mentioned: Callable[[str], frozenset[str]],
) -> list[tuple[Pair, dict[str, float]]]:
    """Each pair read, with its named features."""
    claims = stances([claim.text for claim, _ in sides])
    statements = stances([statement.text for _, statement in sides])
    vectors = _vectors(
        embedder,
        [text for claim, statement in sides for text in (claim.text, statement.text)]
        + [clause.text for read in statements for clause in read.clauses]
        + [statement.title for _, statement in sides if statement.title is not None],
    )
    actors = lru_cache(maxsize=None)(mentioned)
    return [
        _pair(claim, statement, claim_stance, statement_stance, vectors, actors)
        for (claim, statement), claim_stance, statement_stance in zip(
            sides, claims, statements, strict=True
        )
    ]


def _pair(
    claim: Side,
    statement: Side,
    claim_stance: Stance,
    statement_stance: Stance,
    vectors: Callable[[str], NDArray[np.float32]],
    actors: Callable[[str], frozenset[str]],
) -> tuple[Pair, dict[str, float]]:
    about = vectors(claim.text)
    whole = float(about @ vectors(statement.text))
    main = claim_stance.clauses[0] if claim_stance.clauses else None
    claim_sign = (1 if main is None or main.sign >= 0 else -1) * (-1 if claim.denied else 1)
    clauses = statement_stance.clauses
    cosines = [float(about @ vectors(clause.text)) for clause in clauses]
    nearest = clauses[int(np.argmax(cosines))] if clauses else None
    best = max([whole, *cosines])
    shares = _shares(clauses, cosines, claim_sign)
    wanted, held = set(stems(claim.text)), set(stems(statement.text))
    covered = len(wanted & held) / max(1, len(wanted))
    covering = len(wanted & held) / max(1, len(held))
    denying = float(bool(statement_stance.denying))
    negating = float(bool(statement_stance.negating))
    claim_negative = float(claim_sign < 0)
    other = abs(denying - claim_negative)  # denial on one side only
    named, theirs = actors(claim.text), actors(statement.text)
    if statement.actor is not None:
        theirs = theirs | {statement.actor}
    accused = float(statement.actor is not None and statement.actor in named)
    numbers = _numbers_clash(claim_stance, statement_stance)
    topic = _squash(best)
    values = {
        "cosine": whole,
        "headed": whole if statement.title is None else _headed(about, vectors, statement),
        "nearest": best,
        "topic": topic,
        "covered": covered,
        "covering": covering,
        "against": shares.against,
        "unsaid": shares.unsaid,
        "unreal": shares.unreal,
        "against_topic": shares.against * topic,
        "along_topic": shares.along * topic,
        "unsaid_topic": shares.unsaid * topic,
        "unreal_topic": shares.unreal * topic,
        "against_covered": shares.against * covered,
        "along_covered": shares.along * covered,
        "denying": other,
        "denying_topic": other * topic,
        "negating": abs(negating - claim_negative),
        "negating_topic": abs(negating - claim_negative) * topic,
        "claim_negative": claim_negative,
        "claim_negative_topic": claim_negative * topic,
        "accused": accused,
        "accused_against": accused * shares.against,
        "accused_denying": accused * other,
        "actors_shared": len(named & theirs) / len(named) if named else 0.5,
        "actors_missing": len(named - theirs) / len(named) if named else 0.0,
        "actors_other": float(bool(theirs - named)),
        "rival": _rival(main, nearest, named, actors) * topic,
        "swapped": _swapped(main, nearest),
        "same_agent": _meets(main.agents, nearest.agents) if main and nearest else 0.0,
        "same_deed": float(main is not None and nearest is not None and main.deed == nearest.deed),
        "opposites": _opposite(claim.text, statement.text),
        "numbers_clash": numbers[0],
        "numbers_agree": numbers[1],
        "admitting": float(bool(statement_stance.admitting)) * topic,
        "narrowing": float(
            bool(
                _NARROWING & (set(statement.text.lower().split()) - set(claim.text.lower().split()))
            )
        )
        * topic,
    }
    return Pair(claim, statement, claim_stance, statement_stance, main, nearest), values


@dataclass(frozen=True, slots=True)
class _Shares:
    """How much of a statement, weighed by nearness to the claim, speaks which way; 0 to 1 each."""

    against: float
    along: float
    unsaid: float
    unreal: float


def _shares(clauses: Sequence[Clause], cosines: Sequence[float], claim_sign: int) -> _Shares:
    """The shares of the clauses, of which the nearest to the claim weigh by far the most."""
    weights = np.exp(SHARPNESS * (np.asarray(cosines) - max(cosines, default=0.0)))

    def share(counts: Callable[[Clause], bool]) -> float:
        chosen = np.array([counts(clause) for clause in clauses], dtype=bool)
        return float(weights[chosen].sum() / weights.sum()) if clauses else 0.0

    return _Shares(
        against=share(lambda clause: clause.sign * claim_sign < 0),
        along=share(lambda clause: clause.sign * claim_sign > 0),
        unsaid=share(lambda clause: clause.sign == 0),
        unreal=share(lambda clause: clause.unreal),
    )


def reasons(pair: Pair, values: dict[str, float]) -> tuple[str, ...]:
    """The label's reasons in plain words, the strongest first."""
    found: list[str] = []
    nearest = pair.nearest
    if nearest is not None and nearest.because:
        words = ", ".join(dict.fromkeys(nearest.because))
        if nearest.sign < 0:
            found.append(f"the statement denies or negates it: “{words}”")
        elif nearest.sign == 0:
            found.append(f"the statement leaves it open: “{words}”")
    elif pair.statement_stance.denying:
        words = ", ".join(dict.fromkeys(pair.statement_stance.denying))
        found.append(f"words of denial in the statement: “{words}”")
    main = pair.claim_clause
    if pair.claim.denied:
        found.append("the claim's speaker denies this, so what affirms it contradicts the speaker")
    elif main is not None and main.sign < 0:
        words = ", ".join(dict.fromkeys(main.because))
        found.append(f"the claim itself is negative: “{words}”")
    if values["numbers_clash"]:
        found.append("the same thing is counted differently")
    if values["swapped"]:
        found.append("who acts on whom is the other way round")
    if values["rival"]:
        found.append("the same act is put down to someone else")
    if values["opposites"]:
        found.append("opposite words")
    if pair.statement_stance.admitting:
        found.append(f"a concession: “{pair.statement_stance.admitting[0]}”")
    if values["narrowing"]:
        found.append("the statement narrows what it grants")
    if values["accused"]:
        found.append(f"{pair.statement.actor}, whom the claim names, speaks for itself")
    found.append(f"nearness of meaning {values['nearest']:.2f}")
    return tuple(found)


_held_vectors: dict[tuple[str, str], NDArray[np.float32]] = {}
_holding = Lock()


def _vectors(embedder: Embedder, texts: Sequence[str]) -> Callable[[str], NDArray[np.float32]]:
    """The vector of each of the texts; those made before, by the same model, are not made again."""
    model = f"{embedder.name} {embedder.revision}"
    wanted = list(dict.fromkeys(texts))
    with _holding:
        mine = {
            text: _held_vectors[model, text] for text in wanted if (model, text) in _held_vectors
        }
    fresh = [text for text in wanted if text not in mine]
    made: Vectors = embedder.encode(fresh)
    mine.update(zip(fresh, made, strict=True))
    with _holding:
        _held_vectors.update(((model, text), mine[text]) for text in fresh)
        for key in list(islice(_held_vectors, max(0, len(_held_vectors) - KEPT_VECTORS))):
            del _held_vectors[key]
    return mine.__getitem__


def _headed(
    about: NDArray[np.float32],
    vectors: Callable[[str], NDArray[np.float32]],
    statement: Side,
) -> float:
    """The cosine of the claim with the statement drawn towards its headline."""
    assert statement.title is not None
    drawn = vectors(statement.text) + TITLE_SHARE * vectors(statement.title)
    return float(about @ drawn / np.linalg.norm(drawn))


def _squash(cosine: float) -> float:
    """How surely two texts with this cosine speak of one thing, 0 to 1."""
    return 1 / (1 + math.exp(-10 * (cosine - 0.55)))


def _meets(one: frozenset[str], other: frozenset[str]) -> float:
    return float(bool(one & other))


def _rival(
    main: Clause | None,
    nearest: Clause | None,
    named: frozenset[str],
    actors: Callable[[str], frozenset[str]],
) -> float:
    """Whether the statement puts the deed down to an actor the claim does not name."""
    if main is None or nearest is None or nearest.sign <= 0 or main.sign <= 0:
        return 0.0
    doers, blamed = actors(nearest.doer), actors(main.doer)
    return float(bool(doers) and bool(blamed) and not doers & (named | blamed))


def _swapped(main: Clause | None, nearest: Clause | None) -> float:
    """Whether who acts and who is acted on have changed places."""
    if main is None or nearest is None:
        return 0.0
    return float(
        bool(main.agents & nearest.objects)
        and bool(main.objects & nearest.agents)
        and not main.agents & nearest.agents
    )


def _opposite(claim: str, statement: str) -> float:
    one, other = set(stems(claim)), set(stems(statement))
    return float(
        any(
            (a in one and b in other and a not in other and b not in one)
            or (b in one and a in other and b not in other and a not in one)
            for a, b in _opposite_stems()
        )
    )


@lru_cache(maxsize=1)
def _opposite_stems() -> tuple[tuple[str, str], ...]:
    pairs = ((stems(a), stems(b)) for a, b in _OPPOSITES)
    return tuple((a[0], b[0]) for a, b in pairs if a and b)


def _numbers_clash(claim: Stance, statement: Stance) -> tuple[float, float]:
    """Whether the same noun is counted differently, and whether alike."""
    theirs: dict[str, set[str]] = {}
    for number, noun in statement.numbers:
        theirs.setdefault(noun, set()).add(number)
    clash = any(noun in theirs and number not in theirs[noun] for number, noun in claim.numbers)
    agree = any(number in theirs.get(noun, ()) for number, noun in claim.numbers)
    return float(clash and not agree), float(agree)
