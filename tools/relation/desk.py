"""Our own pairs, pass by pass: stories and loose pairs, frames, turned charges and echoes."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tools.relation.examples import Example, as_example, labelled
from tools.relation_frames import Written, written
from tools.relation_stories import StoryPair, files, is_rumour, on_one_happening, pairs_of
from workbench.archive.index.bm25 import stems
from workbench.model.prior import Relation

FRAMED: Final = 2_000  # pairs from frames in each pass
UNRELATED: Final = 800  # pairs of different stories in each pass
ECHOED: Final = 500  # claims beside themselves in each pass
RELATED_SHOWN: Final = 0.08  # of a story's related pairs that share few words, in each pass
OTHER_HAPPENING_SHOWN: Final = 0.02  # of the headlines on other rumours
TURNED_SHOWN: Final = 0.4  # of the charges that can be turned on somebody else


def desk_pairs(passes: int, chosen: random.Random) -> list[list[Example]]:
    """The pairs of each pass; every pair with a side is in every pass, told in another way."""
    ours = [pair for path in files(held_out=False) for pair in pairs_of(path)]
    claimed = list({pair.claim.text: pair for pair in ours}.values())
    framed = written(FRAMED * passes, chosen.randrange(1 << 30))
    shown = []
    for number in range(passes):
        pairs = [pair for pair in ours if chosen.random() < _share(pair)]
        turned = [_of_another(pair, chosen) for pair in pairs if chosen.random() < TURNED_SHOWN]
        pairs += [pair for pair in turned if pair is not None]
        pairs += [_unrelated(ours, chosen) for _ in range(UNRELATED)]
        pairs += [_echoed(one, chosen) for one in chosen.sample(claimed, ECHOED)]
        shown.append(
            [as_example(pair, chosen.random()) for pair in pairs]
            + [labelled(*_texts(one)) for one in framed[number::passes]]
        )
    return shown


def _texts(one: Written) -> tuple[str, str, str]:
    return one.claim, one.statement, one.relation.value


def _share(pair: StoryPair) -> float:
    """How likely a pair is shown in a pass: what is hard to tell, always."""
    if pair.relation is not Relation.RELATED or pair.story.startswith("pairs"):
        return 1.0
    if on_one_happening(pair):
        return 1.0
    return OTHER_HAPPENING_SHOWN if is_rumour(pair.story) else RELATED_SHOWN


def _echoed(pair: StoryPair, chosen: random.Random) -> StoryPair:
    """A claim beside itself, said again by its speaker or by somebody of its story.

    The same words are the same point whoever says them: a reader must not find a contradiction
    between a sentence and itself.
    """
    again = pair.claim if chosen.random() < 0.5 else replace(pair.statement, text=pair.claim.text)
    held = replace(pair.claim, denied=False)
    return replace(
        pair,
        claim=held,
        statement=replace(again, title=None, denied=False),
        relation=Relation.SUPPORTS,
    )


def _unrelated(ours: Sequence[StoryPair], chosen: random.Random) -> StoryPair:
    """A claim beside a statement of another story, the nearest in words of a few."""
    claim = chosen.choice(ours)
    wanted = set(stems(claim.claim.text))
    others = [other for other in chosen.choices(ours, k=6) if other.story != claim.story]
    if not others:
        return _unrelated(ours, chosen)
    nearest = max(others, key=lambda other: len(wanted & set(stems(other.statement.text))))
    return replace(claim, statement=nearest.statement, relation=Relation.RELATED)


def _of_another(pair: StoryPair, chosen: random.Random) -> StoryPair | None:
    """The same denial beside the same charge against somebody else, which it leaves open.

    Who is accused is what a small model overlooks first: "we did not do it" answers a charge
    against the speaker, not one against a third party.
    """
    accused = pair.statement.actor
    if pair.relation is not Relation.CONTRADICTS or accused not in pair.mentioned(pair.claim.text):
        return None
    known = pair.mentioned(f"{pair.claim.text} {pair.statement.text}")
    others = sorted(set(pair.actors) - known - {accused, pair.claim.actor})
    if not others:
        return None
    other = chosen.choice(others)
    names, theirs = (accused, *pair.actors[accused]), (other, *pair.actors[other])
    text = pair.claim.text
    for number, name in enumerate(names):
        new = theirs[number] if number < len(theirs) else other
        text = re.sub(rf"\b{re.escape(name)}\b", new, text)
    return replace(pair, claim=replace(pair.claim, text=text), relation=Relation.RELATED)
