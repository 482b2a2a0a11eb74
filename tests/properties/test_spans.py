"""Whatever the text, extraction never raises and every offset points at the words it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.extraction.extractor import Extractor
from workbench.model.article import Article, Span
from workbench.model.claim import Claim

SENTENCES = st.sampled_from(
    [
        "The minister said that the dam had cracked.",
        "“We were told nothing,” said Ana Ruiz, “and nobody asked.”",
        "''It is over,'' he said.",
        'The Kremlin denied it: "No drones."',
        "\u202bהשר אמר שהגשר נסגר\u202c",
        "قال الوزير إن الجسر مغلق.",
        "Он сказал: «Моста нет».",
        "Q Does the ministry deny it?",
        "MR. KIRBY: I would not say that.",
        "KYIV, June 27 - The army said a bridge was mined.",
        "6'2\" tall, the '90s, rock 'n' roll",
        "zero\u200bwidth\u200djoiner\ufeffmark said the\u00a0man.",
        "According to \U0001f6a2 the port, 𝕥𝕙𝕣𝕖𝕖 ships sank.",
        "e\u0301tude said so’’",
        ";;; — “ ‘ ' \" « ( [ ,",
    ]
)
BREAKS = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\u2028", "\x85", "", "  "])
ANYTHING = st.text(max_size=60)


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(st.one_of(SENTENCES, ANYTHING), BREAKS), max_size=6))
    return "".join(text + gap for text, gap in parts)


@pytest.fixture(scope="module")
def extractor(data: Path) -> Extractor:
    return Extractor.load(data / "actors.csv")


def assert_spans(text: str, claim: Claim) -> None:
    def holds(span: Span) -> bool:
        return 0 <= span.start < span.end <= len(text)

    assert text[claim.start : claim.end] == claim.text
    assert claim.content == Span(claim.start, claim.end)
    assert holds(claim.content)
    assert holds(claim.sentence)
    for span, words in ((claim.source, claim.source_text), (claim.cue, claim.cue_text)):
        assert (span is None) == (words is None)
        if span is not None:
            assert holds(span)
            assert text[span.start : span.end] == words
    for mention in claim.dates:
        assert text[mention.span.start : mention.span.end] == mention.words
    assert 0.0 <= claim.check_worthiness <= 1.0


@given(text=documents())
@example(text="\x80 ")
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_offset_points_at_its_words_in_any_text(extractor: Extractor, text: str) -> None:
    for claim in extractor.claims(Article(article_id="a", text=text, sha256="")):
        assert_spans(text, claim)


def test_windows_line_ends_leave_offsets_exact(extractor: Extractor) -> None:
    text = "Ministry speaks\r\n\r\n“The dam leaks,” the minister said.\r\n“It always has.”\r\n"
    claims = extractor.claims(Article(article_id="a", text=text, sha256=""))
    assert any(claim.source_text == "the minister" for claim in claims)
    for claim in claims:
        assert_spans(text, claim)
