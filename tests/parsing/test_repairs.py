"""Protects sentences that the parser reads as they cannot be meant."""

from __future__ import annotations

import pytest

from tests.cases import each
from workbench.extraction.extractor import Extractor
from workbench.model.claim import Polarity
from workbench.reading.documents import article_from_text
from workbench.settings import Settings

Told = tuple[str, str | None, Polarity]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(Settings().actors)


def claims(extractor: Extractor, text: str) -> list[Told]:
    return [
        (one.text, one.speaker, one.polarity) for one in extractor.claims(article_from_text(text))
    ]


@each(
    "text, report",
    [
        ("The minister said claims that the port was sold were nonsense.", "the port was sold"),
        ("The minister said rumours that the bank was closing were false.", "bank was closing"),
        ("The minister said reports that the ferry had sunk were simply not true.", "had sunk"),
        ("The minister said the story that the ship turned back was a fabrication.", "turned back"),
    ],
)
def test_what_is_called_false_is_denied_and_whole(
    extractor: Extractor, text: str, report: str
) -> None:
    [(words, speaker, polarity)] = claims(extractor, text)
    assert words.endswith(report)
    assert (speaker, polarity) == ("minister", Polarity.DENIES)


@each(
    "text, denied",
    [
        ("The firm denied dumping acid.", ["dumping acid"]),
        (
            "The firm denied dumping acid, bribing an inspector and burning its books.",
            ["dumping acid", "bribing an inspector", "burning its books"],
        ),
        ("Carla Voss denied racing horses.", ["racing horses"]),
    ],
)
def test_a_deed_that_is_denied_is_no_sort_of_thing(
    extractor: Extractor, text: str, denied: list[str]
) -> None:
    told = claims(extractor, text)
    assert [words for words, _, _ in told] == denied
    assert {polarity for _, _, polarity in told} == {Polarity.DENIES}


@each(
    "text",
    [
        "The council denied planning permission in May.",
        "The town denied housing benefits to migrants.",
        "The airline was denied landing rights in Oslo.",
    ],
)
def test_what_is_refused_is_not_denied(extractor: Extractor, text: str) -> None:
    assert Polarity.DENIES not in {polarity for _, _, polarity in claims(extractor, text)}


@each("text", ["Piet Haas admits poisoning a well.", "Piet Haas admitted poisoning a well."])
def test_who_admits_a_deed_says_it(extractor: Extractor, text: str) -> None:
    assert claims(extractor, text) == [("poisoning a well", "Piet Haas", Polarity.ASSERTS)]


def test_a_title_that_is_a_verb_as_well_is_no_claim(extractor: Extractor) -> None:
    text = "Was the bridge closed? “Absolutely not,” said engineer Tomas Reyes."
    assert not any("engineer" in words for words, _, _ in claims(extractor, text))
    [(_, speaker, _)] = claims(extractor, "“The pump failed twice,” said guard Bo Lind.")
    assert speaker == "Bo Lind"


@each(
    "text, actor",
    [
        (
            "“It is safe in all weathers,” said the chief executive of Tarn Water, Luis Ode.",
            "Tarn Water",
        ),
        (
            "“He was on the field for nine minutes,” said the club doctor at Real Oviedo, "
            "Marta Gil.",
            "Real Oviedo",
        ),
        ("“The road is shut,” said the curator of the Holm Museum, Ada Lee.", "Holm Museum"),
    ],
)  # fmt: skip
def test_who_holds_an_office_speaks_for_its_body(
    extractor: Extractor, text: str, actor: str
) -> None:
    [claim] = extractor.claims(article_from_text(text))
    assert claim.actor == actor


def test_two_who_say_nothing_are_named_as_two(extractor: Extractor) -> None:
    text = "Neither the ministry nor the bank would confirm that the loan was repaid."
    [(_, speaker, polarity)] = claims(extractor, text)
    assert (speaker, polarity) == ("ministry and the bank", Polarity.UNCOMMITTED)


def test_what_holds_on_a_condition_keeps_it(extractor: Extractor) -> None:
    text = "If the firm denies dumping acid, the agency will test the river, officials said."
    [claim] = extractor.claims(article_from_text(text))
    assert claim.proposition == ("If the firm denies dumping acid, the agency will test the river.")
    [asked] = extractor.claims(article_from_text("Lena Roth asked if the firm had dumped acid."))
    assert asked.proposition == "The firm had dumped acid."
