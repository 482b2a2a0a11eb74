"""An article in, claims out: a whole wire story, batches with a bad document."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from workbench.extraction.actors.actors import Actors
from workbench.extraction.claims.checkworthiness import CheckWorthiness
from workbench.extraction.extractor import Extractor
from workbench.extraction.parse.language import ParsedArticle
from workbench.model.article import Article, Span
from workbench.model.claim import Claim, Polarity, Quotation

STORY = """Home
Follow our new channel for all the latest updates!

Norland crews in Vesk 'directly involved' in drone attacks, White House says

Photo: Norland army press service

Norland soldiers are "directly involved" in the occupied port of Vesk, the White House said on \
October 20.

White House National Security Council spokesman John Kirby told reporters that Norland had sent \
a "small number" of men to Vesk to train the crews.

"Tehran knows what is being done there," he said.

"The United States has seen four such flights this month."

He said the United States had counted 46 drones.

There was no word from Tehran, which earlier denied selling drones to Moscow.

Russian President Vladimir Putin visited Tehran in July, and the United States said at the time \
that Russia was looking to buy aircraft.

The agreement was abandoned in 2018 by President Donald Trump.
"""


def article(text: str, article_id: str = "a", on: date | None = date(2022, 10, 21)) -> Article:
    return Article(article_id=article_id, text=text, sha256="", published_on=on)


@pytest.fixture(scope="module")
def extractor(data: Path) -> Extractor:
    return Extractor.load(data / "actors.csv")


@pytest.fixture(scope="module")
def story(extractor: Extractor) -> tuple[Claim, ...]:
    return extractor.claims(article(STORY))


def the(claims: tuple[Claim, ...], words: str) -> Claim:
    (found,) = [claim for claim in claims if words in claim.text]
    return found


def test_claims_are_numbered_in_text_order_and_exact(story: tuple[Claim, ...]) -> None:
    assert [claim.claim_id for claim in story] == [f"a-{n:03d}" for n in range(len(story))]
    assert [claim.start for claim in story] == sorted(claim.start for claim in story)
    assert all(STORY[claim.start : claim.end] == claim.text for claim in story)


def test_page_furniture_gives_no_claim(story: tuple[Claim, ...]) -> None:
    for words in ("Follow our new channel", "press service"):
        assert not [claim for claim in story if words in claim.text]


def test_the_headline_speaks_for_the_white_house(story: tuple[Claim, ...]) -> None:
    claim = the(story, "drone attacks")
    assert (claim.source_text, claim.actor) == ("White House", "United States")


def test_a_pronoun_and_a_quotation_that_runs_on_are_the_named_spokesman(
    story: tuple[Claim, ...],
) -> None:
    for words in ("small number", "Tehran knows", "four such flights", "46 drones"):
        claim = the(story, words)
        assert (claim.speaker, claim.actor) == ("John Kirby", "United States")


def test_an_earlier_denial_in_a_relative_clause_is_lifted_as_the_thing_denied(
    story: tuple[Claim, ...],
) -> None:
    claim = the(story, "selling drones to Moscow")
    assert claim.polarity is Polarity.DENIES
    assert claim.actor == "Iran"
    assert "denied" not in claim.proposition


def test_one_sentence_gives_the_bare_fact_and_the_reported_one(story: tuple[Claim, ...]) -> None:
    visit = the(story, "visited Tehran")
    assert visit.text == "Russian President Vladimir Putin visited Tehran in July"
    assert (visit.source, visit.cue, visit.speaker, visit.actor) == (None, None, None, None)
    assert the(story, "looking to buy aircraft").actor == "United States"


def test_an_unattributed_fact_is_the_whole_sentence_with_nobody_s_name(
    story: tuple[Claim, ...],
) -> None:
    claim = the(story, "abandoned in 2018")
    assert claim.text == "The agreement was abandoned in 2018 by President Donald Trump."
    assert claim.speaker is None
    assert claim.quotation is None
    assert claim.chain == ()


def test_a_claim_says_why(story: tuple[Claim, ...]) -> None:
    claim = the(story, "46 drones")
    assert {"claim", "polarity", "speaker"} <= {reason.of for reason in claim.reasons}


def test_nested_attribution_is_a_chain_from_the_outside_in(extractor: Extractor) -> None:
    text = "The White House says that Tehran told Moscow that the drones were ready."
    (claim,) = extractor.claims(article(text))
    assert [link.actor for link in claim.chain] == ["United States", "Iran"]
    assert claim.actor == "United States"


def test_a_nested_denial_is_a_claim_of_its_own(extractor: Extractor) -> None:
    text = "The minister said that Tehran denies sending the drones to Vesk."
    denial = [
        claim for claim in extractor.claims(article(text)) if claim.polarity is Polarity.DENIES
    ]
    assert [claim.text for claim in denial] == ["sending the drones to Vesk"]
    assert [link.polarity for link in denial[0].chain] == [Polarity.ASSERTS, Polarity.DENIES]


def test_a_wish_keeps_its_attribution_and_scores_low(extractor: Extractor) -> None:
    text = (
        "The mayor said she hoped everybody would have a lovely summer. "
        "The mayor said 46 people died in the fire on May 3, 2021."
    )
    wish, fact = extractor.claims(article(text))
    assert wish.source_text == "The mayor"
    assert wish.check_worthiness < 0.5 < fact.check_worthiness


class PoisonedWorthiness(CheckWorthiness):
    """Fails on one document, as a model may on an input nobody thought of."""

    def scores(self, parsed: ParsedArticle, spans: Sequence[Span]) -> list[float]:
        if "poison" in parsed.article.text:
            raise ValueError("broken document")
        return [1.0] * len(spans)


def test_a_failing_document_is_told_apart_from_one_without_claims_and_the_batch_goes_on(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fragile = Extractor(Actors.load(data / "actors.csv"), PoisonedWorthiness({}, 0.0))
    good = "The minister said that two trains had collided."
    batch = [article(good, "one"), article("The poison is rare.", "two"), article(good, "three")]
    with caplog.at_level(logging.ERROR):
        found = {one.article_id: claims for one, claims in fragile.claims_of_many(batch)}
    assert found["two"] is None
    assert len(found["one"] or ()) == len(found["three"] or ()) == 1
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["two"]


def test_many_articles_give_the_same_claims_as_one_by_one(extractor: Extractor) -> None:
    batch = [article(STORY, "one"), article("", "empty"), article("  \n", "blank")]
    together = [claims for _, claims in extractor.claims_of_many(batch)]
    assert together == [extractor.claims(one) for one in batch]
    assert together[1:] == [(), ()]


def test_each_sentence_of_a_transcript_s_turn_is_its_speaker_s(extractor: Extractor) -> None:
    text = (
        "PRESS BRIEFING BY SPOKESMAN JOHN KIRBY\n\nOctober 20, 2022\n\n"
        "MR. KIRBY: Iran sent 20 trainers to Vesk in September. Tehran says that they left.\n\n"
        "Q How many drones were sent?\n\n"
        "MR. KIRBY: We counted 46 drones in the port on Monday.\n"
    )
    claims = extractor.claims(article(text))
    trainers = the(claims, "20 trainers")
    assert trainers.speaker == "John Kirby"
    assert trainers.quotation is Quotation.DIRECT
    assert the(claims, "46 drones").speaker == "John Kirby"
    assert not [claim for claim in claims if "How many drones" in claim.text]


def test_a_very_long_document_keeps_exact_offsets(extractor: Extractor) -> None:
    line = "The minister said that two trains had collided near the border. "
    text = line * 400 + "\n\n" + "word " * 3000 + "\n\n" + line
    claims = extractor.claims(article(text))
    assert len(claims) >= 400
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert claims[-1].start > len(line) * 400 + 15000
