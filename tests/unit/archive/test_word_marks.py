"""Where a statement's words and numbers meet a claim's."""

from __future__ import annotations

from dataclasses import replace

from tests import made
from tests.cases import each
from workbench.archive.priors.word_marks import word_marks
from workbench.model.claim import Claim, Polarity

STORY = made.article("Iran sent 30 attack drones to Russia. Iran sent no drones.")
CLAIM = made.claim(STORY, "Iran sent 30 attack drones to Russia")
DENYING = made.claim(STORY, "Iran sent no drones")


def marked(text: str, claim: Claim = CLAIM) -> tuple[list[str], list[str]]:
    marks = word_marks(claim, made.statement("s", text))
    agreeing, clashing = (
        [text[span.start : span.end] for span in spans]
        for spans in (marks.agreeing, marks.clashing)
    )
    return agreeing, clashing


def test_words_of_the_same_stem_agree() -> None:
    assert marked("The Russian army has a drone.") == (["drone"], [])
    assert marked("Iranian drones, attacking it") == (["drones", "attacking"], [])


@each(
    "text, clashing",
    [
        ("Iran sent 12 drones.", ["12"]),
        ("Iran sent twelve Iranian drones.", ["twelve"]),
        ("Iran sent 1,000 drones.", ["1,000"]),
        ("Iran sent two thousand drones.", ["two thousand"]),
        ("Iran sent 30 drones.", []),
        ("Iran sent thirty drones.", []),
        ("On 12 October Iran sent drones.", []),
        ("In October 12 drones were sent.", []),
        ("Iran has 12 ministers and sent drones.", []),
        ("Iran sent drones in 2022.", []),
    ],
)
def test_numbers_clash_only_where_the_same_thing_is_counted(text: str, clashing: list[str]) -> None:
    assert marked(text)[1] == clashing


def test_the_same_number_of_the_same_thing_agrees() -> None:
    assert "30" in marked("Some 30 of the attack drones fell.")[0]


def test_a_denial_clashes_with_a_claim_that_has_none() -> None:
    assert marked("Iran has never sent drones; it denied that, and didn't lie.")[1] == [
        "never",
        "denied",
        "didn't",
    ]
    assert marked("Iran has never sent drones.", DENYING)[1] == []
    denied = replace(CLAIM, polarity=Polarity.DENIES)
    assert marked("Iran has never sent drones.", denied)[1] == []
