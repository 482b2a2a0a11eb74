"""Protects that any text at all can be resolved, dated and rendered without an error."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.extraction.actors.actors import Actors
from workbench.extraction.actors.alias import words_of
from workbench.extraction.attribution.attribution import attributions_and_facts
from workbench.extraction.candidates.page import Page
from workbench.extraction.claims.dates import date_mentions, said_on
from workbench.extraction.parse.language import parse
from workbench.extraction.propositions.propositions import Propositions
from workbench.extraction.speakers.speakers import SpeakerResolver
from workbench.model.article import Span
from workbench.reading.documents import article_from_text
from workbench.settings import Settings

TODAY = date(2022, 10, 20)
PIECES = st.sampled_from(
    [
        "Kremlin spokesman Dmitry Peskov said", "he said", "“We ", "” ", "Tehran denied selling it",
        "KYIV, Nov 25 - ", "on Tuesday", "its minister", ", who told ", "\n\n", "\r\n", "\u200b",
        "موسكو", "Москва", "U.S.", "’s", "'", "(", ")", "-", " ", ".", "Mr. ", "the ",
        "in 0000", "31 February", "MR. KIRBY: ", "Q ", "\ufeff", "e\u0301", "The company", "there",
        "said ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=80))


@cache
def resolver() -> SpeakerResolver:
    return SpeakerResolver(Actors.load(Settings().actors))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_resolved_dated_and_rendered(text: str) -> None:
    text = f"Iran {text}"  # reading refuses a text without a word
    parsed = parse(article_from_text(text, published_on=TODAY))
    page = Page(parsed)
    reported, facts = attributions_and_facts(page)
    everything = [*reported, *facts]
    reading = resolver().read(page, everything)
    propositions = Propositions(everything, reading)

    assert len(reading.speakers) == len(everything)
    for index, attribution in enumerate(everything):
        assert "\n" not in propositions.of(index)
        said = said_on(parsed, attribution, TODAY)
        assert said is None or said <= TODAY
        assert reading.speakers[index].name != ""


@given(st.text(max_size=200))
def test_words_and_dates_keep_their_places(text: str) -> None:
    for word in words_of(text):
        assert 0 <= word.start < word.end <= len(text)
    for mention in date_mentions(text, Span(0, len(text)), TODAY):
        assert text[mention.span.start : mention.span.end] == mention.words
        assert mention.earliest <= mention.latest
