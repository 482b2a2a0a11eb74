"""What holds of the relation whatever is claimed: of itself, of its negation, of other wrapping."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbench.archive.relation.features import Side, says_the_opposite
from workbench.archive.relation.relation import Relator
from workbench.extraction.extractor import Extractor
from workbench.model.prior import Relation, RelationLabel
from workbench.settings import Settings

CLAIMS = [
    ("The ministry paid the rebels.", "The ministry did not pay the rebels."),
    ("Seven prisoners were exchanged at the border.", "No prisoners were exchanged at the border."),
    ("The mayor ordered the evacuation.", "The mayor did not order the evacuation."),
    ("Tarn Water poisoned the lake.", "Tarn Water never poisoned the lake."),
    ("The bank froze the party's accounts.", "The bank has not frozen the party's accounts."),
    ("Our soldiers shelled the hospital.", "Our soldiers did not shell the hospital."),
    ("The vaccine was tested on children.", "The vaccine was never tested on children."),
    ("The president signed the decree in May.", "The president did not sign the decree in May."),
    ("The airline will cut 400 jobs.", "The airline will not cut any jobs."),
    ("Foreign troops are training in the valley.", "No foreign troops are training in the valley."),
]
ELSEWHERE = "The orchestra opens its season with a new violin concerto."


@pytest.fixture(scope="module")
def relator() -> Relator:
    extractor = Extractor.load(Settings().actors)
    return Relator(lambda: extractor)


def _related(relator: Relator, pairs: Sequence[tuple[Side, Side]]) -> list[RelationLabel]:
    return relator.relate_sides(pairs)


def _wrappings(text: str) -> list[str]:
    """The same statement as others would print it."""
    bare = text.rstrip(".")
    return [
        f"“{bare},” the spokeswoman said.",
        f"“{text}”",
        f"The agency's correspondent reports: {text}",
        f"{bare}, a spokesman told reporters on Monday.",
    ]


def test_a_claim_supports_itself_whoever_says_it(relator: Relator) -> None:
    same = [(Side(claim, "Ana Reyes"), Side(claim, who)) for claim, _ in CLAIMS
            for who in ("Ana Reyes", "Tom Berg", None)]  # fmt: skip
    assert {label.named for label in _related(relator, same)} == {Relation.SUPPORTS}


def test_a_claim_and_its_negation_contradict_each_other(relator: Relator) -> None:
    ways = [(Side(one, "Ana Reyes"), Side(other, "Tom Berg")) for pair in CLAIMS
            for one, other in (pair, pair[::-1])]  # fmt: skip
    named = [label.named for label in _related(relator, ways)]
    assert named.count(Relation.CONTRADICTS) == len(ways)


def test_a_denial_in_fewer_circumstances_denies_the_whole_and_one_in_more_does_not() -> None:
    extractor = Extractor.load(Settings().actors)
    told = "The ministry paid the rebels with money that came from the lottery."
    answers = [
        "The ministry has not paid the rebels any money, the minister said.",
        "The ministry has not knowingly paid the rebels.",
        "The ministry has not paid the rebels since May.",
        "The ministry may not have paid the rebels.",
        "The ministry did not pay the pensioners.",
    ]
    sides = [(Side(told, "Ana Reyes"), Side(answer, "Tom Berg")) for answer in answers]
    pairs = [pair for pair, _ in Relator(lambda: extractor).features(sides)]
    assert [says_the_opposite(pair) for pair in pairs] == [True, False, False, False, False]


def test_what_a_speaker_denies_turns_the_relation_round(relator: Relator) -> None:
    denied = [
        (Side(claim, "Ana Reyes", denied=True), Side(text, "Tom Berg"))
        for claim, negation in CLAIMS
        for text in (claim, negation)
    ]
    named = [label.named for label in _related(relator, denied)]
    assert named == [Relation.CONTRADICTS, Relation.SUPPORTS] * len(CLAIMS)


def test_what_has_nothing_to_do_with_a_claim_takes_no_side(relator: Relator) -> None:
    far = [(Side(claim, "Ana Reyes"), Side(ELSEWHERE, "Tom Berg")) for claim, _ in CLAIMS]
    assert {label.named for label in _related(relator, far)} == {Relation.RELATED}


def test_neither_quotation_marks_nor_reporting_words_turn_a_side(relator: Relator) -> None:
    for claim, negation in CLAIMS:
        for text, side in ((claim, Relation.SUPPORTS), (negation, Relation.CONTRADICTS)):
            wrapped = [
                (Side(claim, "Ana Reyes"), Side(one, "Tom Berg")) for one in _wrappings(text)
            ]
            named = [label.named for label in _related(relator, wrapped)]
            assert set(named) <= {side, Relation.RELATED}, (text, named)
            assert named.count(side) >= len(named) - 1, (text, named)


def test_only_a_changed_position_stands_against_the_speaker_of_the_claim(relator: Relator) -> None:
    pairs = [
        (Side(claim, "Ana Reyes"), Side(text, "Ana Reyes"))
        for claim, negation in CLAIMS
        for text in (*_wrappings(claim), negation)
    ]
    labels = _related(relator, pairs)
    changed = [label.same_speaker for label in labels if label.named is Relation.CONTRADICTS]
    assert len(changed) >= len(CLAIMS) - 1
    assert len(changed) <= len(CLAIMS)
    assert all(changed)
