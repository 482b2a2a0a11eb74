"""Protects for whom somebody is said to speak: employers, owners and clients the text tells."""

from __future__ import annotations

import pytest

from tests.cases import each
from workbench.extraction.extractor import Extractor
from workbench.reading.documents import article_from_text
from workbench.settings import Settings


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(Settings().actors)


def said(extractor: Extractor, text: str, words: str) -> tuple[str | None, str | None]:
    """Who says the claim that holds some words, and for whom."""
    claims = extractor.claims(article_from_text(text))
    return next((one.speaker, one.actor) for one in claims if words in one.text)


@each(
    "text, actor",
    [
        ("Jo Lane, chief executive of Tarn Foods, said the kiln had cracked.", "Tarn Foods"),
        ("Tarn Foods chairman Jo Lane said the kiln had cracked.", "Tarn Foods"),
        ("Tarn Foods’ finance director, Jo Lane, said the kiln had cracked.", "Tarn Foods"),
        (
            "Jo Lane, dean of law at Marlow University, said the kiln had cracked.",
            "Marlow University",
        ),
        ("Professor Jo Lane of Marlow University said the kiln had cracked.", "Marlow University"),
        ("Jo Lane of the Rivers Trust said the kiln had cracked.", "Rivers Trust"),
        ("Major Jo Lane of the border guard said the kiln had cracked.", "border guard"),
        ("Jo Lane, who leads the nurses’ union, said the kiln had cracked.", "nurses’ union"),
        ("The union’s lawyer, Jo Lane, said the kiln had cracked.", "union"),
        ("A lawyer for the bakery, Jo Lane, said the kiln had cracked.", "bakery"),
        ("A spokesman for the club said the kiln had cracked.", "club"),
        ("A police spokeswoman said the kiln had cracked.", "police"),
        ("A senior coast guard official said the kiln had cracked.", "coast guard"),
        ("An official at the justice ministry said the kiln had cracked.", "justice ministry"),
        ("A manager at the refinery said the kiln had cracked.", "refinery"),
        ("The aid agency’s head in Sudan, Jo Lane, said the kiln had cracked.", "aid agency"),
        ("The council said the kiln had cracked.", "council"),
        ("The health board said the kiln had cracked.", "health board"),
        ("The German metalworkers’ union said the kiln had cracked.", "German metalworkers’ union"),
        ("A critic of the council said the kiln had cracked.", None),
        ("A former chairman of Tarn Foods, Jo Lane, said the kiln had cracked.", "Jo Lane"),
    ],
)
def test_the_actor_is_the_employer_the_text_tells(
    extractor: Extractor, text: str, actor: str | None
) -> None:
    assert said(extractor, text, "the kiln had cracked")[1] == actor


@each(
    "before, source, actor",
    [
        ("Tarn Foods shut a plant.", "Its founder, Jo Lane,", "Tarn Foods"),
        ("Tarn Foods shut a plant.", "The company’s barrister", "Tarn Foods"),
        ("Torquay Rangers lost.", "Manager Rob Tully", "Torquay Rangers"),
        ("The navy said a frigate had left.", "Its commander, Admiral Sten Dahl,", "navy"),
        ("Marlow Hospital was full.", "A hospital spokeswoman", "Marlow Hospital"),
        ("The airline said a flight was late.", "A spokesman", "airline"),
        ("Wildlife group Otterwatch met.", "Its founder, Kit Brand,", "Otterwatch"),
    ],
)
def test_the_employer_may_be_told_before(
    extractor: Extractor, before: str, source: str, actor: str
) -> None:
    text = f"{before} {source} said the kiln had cracked."
    assert said(extractor, text, "the kiln had cracked")[1] == actor


@each(
    "source, name",
    [
        ("The authority’s planning officer, Gwen Price,", "Gwen Price"),
        ("Ana Lima, who leads the nurses’ union,", "Ana Lima"),
        ("Bluefin Software", "Bluefin Software"),
    ],
)
def test_people_are_no_bodies_and_bodies_no_people(
    extractor: Extractor, source: str, name: str
) -> None:
    text = f"{source} said the kiln had cracked. Its owner slept."
    assert said(extractor, text, "the kiln had cracked")[0] == name


def test_a_witness_speaks_for_the_body_that_the_record_lists(extractor: Extractor) -> None:
    text = (
        "Oral evidence: kilns\n\n"
        "Witnesses: Jo Lane, Chief Executive, Tarn Foods; Dr Otto Lamb, Institute of Kilns\n\n"
        "Q1 Naz Iqbal: Was the kiln sound when you bought it?\n\n"
        "Jo Lane: The kiln had cracked in May of that year.\n\n"
        "Q2 Naz Iqbal: Who saw it, and what did they say?\n\n"
        "Dr Lamb: Our surveyors saw it in June of that year.\n\n"
        "Jo Lane: The kiln was mended in July of that year.\n"
    )
    assert said(extractor, text, "cracked in May") == ("Jo Lane", "Tarn Foods")
    assert said(extractor, text, "surveyors saw it") == ("Otto Lamb", "Institute of Kilns")
