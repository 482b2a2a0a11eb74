"""Claims that people add and correct, with the installed parser and embedding model."""

from __future__ import annotations

import pytest

from tests import made
from workbench.app import App
from workbench.model.article import Article, Span
from workbench.model.claim import Attributed, Claim, Polarity

REPORT = made.article(
    "The White House said Iranian trainers in Crimea were helping Russia fly drones.\n\n"
    "Iran's foreign ministry spokesman Nasser Kanaani denied that his country had sent drones to "
    "Moscow. He said the charges were baseless.\n",
    title="White House on drones",
)
LATER = made.article(
    "Ukraine's president Volodymyr Zelensky said Iran had sent drones to Russia.\n",
    title="Zelensky on drones",
)


def span_of(words: str) -> Span:
    start = REPORT.text.index(words)
    return Span(start, start + len(words))


def the(app: App, article: Article, words: str) -> Claim:
    on_desk = [item.claim for item in app.page_queries.claims_of(article.article_id, reader=None)]
    return next(claim for claim in on_desk if words in claim.text)


def speakers(app: App, claim_id: str) -> set[str | None]:
    return {prior.statement.speaker for prior in app.priors.of(claim_id)}


@pytest.fixture
def app(app: App) -> App:
    app.articles.add(REPORT, by=made.ADA)
    app.articles.add(LATER, by=made.ADA)
    return app


def test_chosen_words_are_read_with_who_says_them(app: App) -> None:
    part = app.claims.reading(REPORT.article_id, span_of("had sent drones to Moscow"))
    assert (part.speaker, part.actor, part.polarity) == ("Nasser Kanaani", "Iran", Polarity.DENIES)
    assert part.text == "had sent drones to Moscow"
    with_source = app.claims.reading(
        REPORT.article_id, span_of("He said the charges were baseless")
    )
    assert with_source.speaker == "Nasser Kanaani"
    nobody = app.claims.reading(REPORT.article_id, span_of("foreign ministry spokesman"))
    assert nobody.speaker is None


def test_what_was_corrected_is_a_prior_of_others_only_as_it_is_now(app: App) -> None:
    denial = the(app, REPORT, "had sent drones")
    beside = the(app, LATER, "had sent drones")
    assert "Nasser Kanaani" in speakers(app, beside.claim_id)
    app.claims.correct(
        denial.claim_id,
        Attributed("Hossein Amir-Abdollahian", None, Polarity.DENIES, denial.said_on),
        by=made.CHRIS,
        seen=0,
    )
    found = {
        prior.statement.speaker: prior.statement
        for prior in app.priors.of(beside.claim_id)
        if "had sent drones" in prior.statement.text
    }
    assert found["Hossein Amir-Abdollahian"].actor == "Iran"
    assert not any(
        statement.claim_id == denial.claim_id and speaker == "Nasser Kanaani"
        for speaker, statement in found.items()
    )
    app.ledger.verify(by=made.ADA)
