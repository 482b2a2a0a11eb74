"""A claim beside a statement: what about the two tells their relation."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from workbench.archive.index.bm25 import stems
from workbench.archive.relation.clauses import Clause, Stance, stances
from workbench.archive.relation.cross_encoder import Logits
from workbench.archive.relation.hearsay import asks, hearsay

FAR: Final = 0.3  # below this cosine two texts hardly speak of one thing
CERTAINLY: Final = 4.0  # log-odds of what the words themselves leave no doubt about
ALIKE: Final = 0.8  # share of either text's words that the other has, from which it says the same
SHARPNESS: Final = 6.0  # how strongly the nearest clause decides the sign
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
_SAYING_NO: Final = frozenset(
    stems(
        "not no never none neither nor any ever a an the at all "
        "do does did has have had is are was were be been being will would"
    )
)
"""What a denial has that the deed as it is told has not."""
_NUMBER: Final = re.compile(r"\d[\d.,]*\d|\d")
_NAME: Final = re.compile(r"[^\W\d_a-z]\w+")
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
    speaker: str | None = None
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


Mentioned = Callable[[str], frozenset[str]]


PARTS: Final[Mapping[str, frozenset[str]]] = {
    "both read together": frozenset({"read_on_point", "read_against"}),
    "nearness of meaning": frozenset({"near"}),
    "denial and negation": frozenset(
        {"against", "along", "unsaid", "unreal", "denying", "negating"}
    ),
    "who speaks and acts": frozenset(
        {
            "accused",
            "accused_denies",
            "deed_opposed",
            "other_doer_denied",
            "rival",
            "swapped",
            "same_speaker",
            "bare",
        }
    ),
    "words and numbers": frozenset(
        {"covered", "covering", "opposites", "numbers_clash", "narrowing", "hearsay", "asked"}
    ),
}
"""The features by what a person is shown of them."""


def features(
    sides: Sequence[tuple[Side, Side]],
    logits: Logits,
    nearness: Sequence[float],
    mentioned: Mentioned,
) -> list[tuple[Pair, dict[str, float]]]:
    """Each pair read, with its named features.

    Args:
        logits: What the cross-encoder makes of each pair, shape (pairs, 3).
        nearness: The cosine of the claim's vector with the statement's, drawn to its headline.
        mentioned: The actors a text names.
    """
    claims = stances([claim.text for claim, _ in sides])
    statements = stances([statement.text for _, statement in sides])
    named = lru_cache(maxsize=None)(mentioned)
    return [
        _pair(claim, statement, claim_stance, statement_stance, row, near, named)
        for (claim, statement), claim_stance, statement_stance, row, near in zip(
            sides, claims, statements, logits.tolist(), nearness, strict=True
        )
    ]


def _pair(
    claim: Side,
    statement: Side,
    claim_stance: Stance,
    statement_stance: Stance,
    logits: Sequence[float],
    near: float,
    mentioned: Mentioned,
) -> tuple[Pair, dict[str, float]]:
    wanted, clauses = set(stems(claim.text)), statement_stance.clauses
    shared = [_overlap(wanted, set(stems(clause.text))) for clause in clauses]
    pair = Pair(
        claim,
        statement,
        claim_stance,
        statement_stance,
        claim_clause=claim_stance.clauses[0] if claim_stance.clauses else None,
        nearest=clauses[int(np.argmax(shared))] if clauses else None,
    )
    values = _read_together(pair, logits, near)
    held = set(stems(statement.text))
    values |= _signs(pair, shared, len(wanted & held) / max(1, len(wanted)))
    values |= _parties(pair, values, mentioned)
    values |= _words(pair, wanted, held)
    # what grammar shows plainly, a small model must not talk away: the same words with the roles
    # changed are another matter, and the same deed of the same doer, denied, is the point
    if values["swapped"]:
        values["read_on_point"] = min(-1.0, values["read_on_point"])
    if values["deed_opposed"]:
        values["read_on_point"] = max(0.0, values["read_on_point"])
    again = says_again(pair)
    if again or says_the_opposite(pair):
        side = 1.0 if again == claim.denied else -1.0
        values["read_on_point"] = max(CERTAINLY, values["read_on_point"])
        values["read_against"] = side * max(CERTAINLY, side * values["read_against"])
    return pair, values


def _read_together(pair: Pair, logits: Sequence[float], near: float) -> dict[str, float]:
    """The cross-encoder's log-odds: on the point, and against the claim's speaker.

    Texts that have nothing to do with each other seem contradictory to a model that was taught
    with pairs of captions, so its "on the point" counts by how near the two are in meaning.
    """
    against, along, beside = logits
    if pair.claim.denied:
        against, along = along, against
    on_point = float(np.logaddexp(against, along)) - beside
    return {
        "read_on_point": on_point * min(1.0, max(0.0, near / FAR)) if on_point > 0 else on_point,
        "read_against": against - along,
        "near": near,
    }


def _signs(pair: Pair, shared: Sequence[float], covered: float) -> dict[str, float]:
    """How much of the statement, weighed by words shared with the claim, speaks which way.

    What a clause denies says little of a claim it shares no words with, so each share counts by
    how much of the claim's words the statement has.
    """
    stance = pair.statement_stance
    clauses = stance.clauses
    sign = -1 if _is_negative(pair) else 1
    weights = np.exp(SHARPNESS * (np.asarray(shared) - max(shared, default=0.0)))

    def share(counts: Callable[[Clause], bool]) -> float:
        chosen = np.array([counts(clause) for clause in clauses], dtype=bool)
        return float(weights[chosen].sum() / weights.sum()) * covered if clauses else 0.0

    return {
        "against": share(lambda clause: clause.sign * sign < 0),
        "along": share(lambda clause: clause.sign * sign > 0),
        "unsaid": share(lambda clause: clause.sign == 0),
        "unreal": share(lambda clause: clause.unreal),
        "denying": abs(float(bool(stance.denying)) - float(sign < 0)),
        "negating": abs(float(bool(stance.negating)) - float(sign < 0)),
    }


def _is_negative(pair: Pair) -> bool:
    """Whether the claim's speaker holds that something is not so."""
    negated = pair.claim_clause is not None and pair.claim_clause.sign < 0
    return negated != pair.claim.denied


def _parties(pair: Pair, signs: Mapping[str, float], mentioned: Mentioned) -> dict[str, float]:
    """Who speaks, who is named, who is said to act; who is named and denies, whatever the words."""
    actor, main, nearest = pair.statement.actor, pair.claim_clause, pair.nearest
    blamed = mentioned(main.doer) if main is not None else frozenset()
    doers = mentioned(nearest.doer) if nearest is not None else frozenset()
    other_doer = bool(blamed and doers and not blamed & doers)
    same_deed = (
        main is not None
        and nearest is not None
        and main.deed == nearest.deed
        and bool(main.agents & nearest.agents)
    )
    opposed = main is not None and nearest is not None and main.sign * nearest.sign < 0
    accused = float(actor is not None and actor in mentioned(pair.claim.text))
    return {
        "deed_opposed": float(same_deed and opposed),
        "accused": accused,
        "accused_denies": accused * max(signs["denying"], signs["negating"]),
        "other_doer_denied": float(other_doer and nearest is not None and nearest.sign < 0),
        "rival": float(other_doer and nearest is not None and nearest.sign > 0),
        "swapped": _role_swap(main, nearest),
        "same_speaker": float(is_same_speaker(pair.claim, pair.statement)),
        "bare": float(_is_bare(pair.claim) and _is_bare(pair.statement)),
    }


def is_same_speaker(one: Side, other: Side) -> bool:
    """Whether one person, or one body, says both: by the same name, or by the end of a longer one.

    The last word alone would make one speaker of two ministries and of two people of one family.
    """
    if not one.speaker or not other.speaker:
        return False
    if one.actor and other.actor and one.actor != other.actor:
        return False
    names = (name.casefold().split() for name in (one.speaker, other.speaker))
    shorter, longer = sorted(names, key=len)
    return longer[-len(shorter) :] == shorter


def _is_bare(side: Side) -> bool:
    """Whether nothing is known of who says it."""
    return side.speaker is None and side.actor is None


def _words(pair: Pair, wanted: AbstractSet[str], held: AbstractSet[str]) -> dict[str, float]:
    """Words opposed, counted differently and narrowing."""
    return {
        "covered": len(wanted & held) / max(1, len(wanted)),
        "covering": len(wanted & held) / max(1, len(held)),
        "opposites": _opposite(wanted, held),
        "numbers_clash": _numbers_clash(pair.claim_stance, pair.statement_stance),
        "narrowing": float(bool(_narrowing(pair))),
        "hearsay": _only(hearsay, pair),
        "asked": _only(asks, pair),
    }


def says_again(pair: Pair) -> bool:
    """Whether the statement has the claim's words, or but a few more or fewer, and no sign, number,
    name or role is changed.

    Nothing contradicts its own words, whoever says them and however sure a model is of it.
    """
    claim, statement = pair.claim.text, pair.statement.text
    wanted, held = set(stems(claim)), set(stems(statement))
    return (
        (wanted <= held or held <= wanted)
        and len(wanted & held) >= ALIKE * max(1, len(wanted), len(held))
        and _NUMBER.findall(claim) == _NUMBER.findall(statement)
        and _names(claim) == _names(statement)
        and _negations(pair.claim_stance) == _negations(pair.statement_stance)
        and not _role_swap(pair.claim_clause, pair.nearest)
    )


def says_the_opposite(pair: Pair) -> bool:
    """Whether one of the two says in earnest that what the other tells was not done.

    Who denies a deed denies it in each of its circumstances, so the side that denies may tell less
    of them and must not tell more: "not on purpose" leaves the deed as it was (downward
    monotonicity, as MacCartney and Manning 2009 use it).
    """
    main, nearest, statement = pair.claim_clause, pair.nearest, pair.statement.text
    if main is None or nearest is None or nearest.unreal or main.sign * nearest.sign >= 0:
        return False
    denied, told = (main, nearest) if main.sign < 0 else (nearest, main)
    parties = denied.agents | denied.objects
    more = set(stems(denied.text)) - set(stems(told.text)) - _SAYING_NO
    return (
        bool(parties)
        and denied.deed == told.deed
        and parties <= told.agents | told.objects
        and all(word.startswith(denied.deed[:2]) for word in more)
        and not _role_swap(main, nearest)
        and not hearsay(statement)
        and not asks(statement)
    )


def _names(text: str) -> list[str]:
    """The first word, which may be one, and the words with a capital in their order."""
    first, *others = re.findall(r"\w+", text) or [""]
    return [first.casefold(), *(word for word in others if _NAME.fullmatch(word))]


def _negations(stance: Stance) -> int:
    return len(stance.negating) + len(stance.denying)


def _only(tells: Callable[[str], object], pair: Pair) -> float:
    """1 where it is told of the statement and not of the claim."""
    return float(bool(tells(pair.statement.text)) and not tells(pair.claim.text))


def _narrowing(pair: Pair) -> frozenset[str]:
    claimed = set(pair.claim.text.lower().split())
    return _NARROWING & (set(pair.statement.text.lower().split()) - claimed)


def _overlap(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Words in common, 0 to 1: the cosine of two sets."""
    return len(one & other) / math.sqrt(max(1, len(one) * len(other)))


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
    if values["read_on_point"] <= 0:
        found.append("read together, they seem to be on different points")
    elif values["read_against"] > 0:
        found.append("read together, they seem to exclude each other")
    else:
        found.append("read together, the statement seems to bear the claim out")
    found.append(f"nearness of meaning {values['near']:.2f}")
    return tuple(found)


def _role_swap(main: Clause | None, nearest: Clause | None) -> float:
    """Whether who acts and who is acted on have changed places in the same deed."""
    if main is None or nearest is None or main.deed != nearest.deed:
        return 0.0
    return float(
        bool(main.agents & nearest.objects)
        and bool(main.objects & nearest.agents)
        and not main.agents & nearest.agents
    )


def _opposite(one: AbstractSet[str], other: AbstractSet[str]) -> float:
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


def _numbers_clash(claim: Stance, statement: Stance) -> float:
    """Whether the same noun is counted differently, and nothing is counted alike."""
    theirs: dict[str, set[str]] = {}
    for number, noun in statement.numbers:
        theirs.setdefault(noun, set()).add(number)
    clash = any(noun in theirs and number not in theirs[noun] for number, noun in claim.numbers)
    agree = any(number in theirs.get(noun, ()) for number, noun in claim.numbers)
    return float(clash and not agree)
