"""Cards: exact words, every source, and nothing unescaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.made import article, claim_on_desk, prior, version
from workbench.archive.priors.ranking import PARTS
from workbench.archive.priors.reranking import PART
from workbench.model.article import Span
from workbench.model.claim import Polarity, Quotation, Reason
from workbench.model.prior import Lane, Relation, RelationLabel, WordMarks
from workbench.model.verdict import Verdict
from workbench.ui.shared.cards import (
    PART_WORDS,
    claim_card,
    prior_card,
    verdict_card,
    with_marks,
    with_shared,
)
from workbench.ui.words import counted, days_before, percent, shorten

HOSTILE = "<script>alert('x')</script>"


def test_a_claim_card_says_in_words_what_the_speaker_does() -> None:
    item = claim_on_desk("a-000", 0, 4, text="Iran sent drones")
    claim = replace(
        item.claim,
        speaker="Nasser Kanaani",
        actor="Iran",
        cue_text="denied",
        polarity=Polarity.DENIES,
        quotation=Quotation.INDIRECT,
        said_on=date(2022, 10, 18),
        reasons=(Reason("polarity", "denied", "a denying verb"),),
    )
    html = claim_card(replace(item, claim=claim), article("x"), number=3, of=9)
    for words in (
        "Claim 3 of 9",
        "not reviewed yet",
        "Iran sent drones",
        "Nasser Kanaani",
        "speaking for <strong>Iran</strong>",
        "denies it",
        "“denied”",
        "in the reporter's words".replace("'", "&#x27;"),
        "18 October 2022",
        "a denying verb",
    ):
        assert words in html


def test_an_unattributed_fact_is_said_to_be_one() -> None:
    html = claim_card(claim_on_desk("a-000", 0, 4), article("x"), number=1, of=1)
    assert "nobody named" in html


def test_words_from_outside_never_become_markup() -> None:
    item = claim_on_desk("a-000", 0, 4, text=HOSTILE)
    hostile = replace(item, claim=replace(item.claim, speaker=HOSTILE, cue_text=HOSTILE))
    shown = prior("s", Relation.SUPPORTS, text=HOSTILE, source_url="javascript:alert(1)")
    shown = replace(
        shown,
        statement=replace(shown.statement, title=HOSTILE, publisher=HOSTILE, speaker=HOSTILE),
        shared_words=("script", "<script>"),
    )
    decided = replace(version("a", Verdict.CONTESTED), rationale=HOSTILE, outside_evidence=HOSTILE)
    for html in (
        claim_card(hostile, article("x"), number=1, of=1),
        prior_card(shown, number=1),
        verdict_card(decided, HOSTILE, note=HOSTILE),
    ):
        assert "<script" not in html
        assert 'href="javascript' not in html


def test_a_prior_shows_its_source_its_day_and_why_it_matches() -> None:
    shown = prior(
        "s",
        Relation.CONTRADICTS,
        source_url="https://example.org/denial",
        shared_words=("drones",),
        text="Iran sent no drones.",
        days_before=2,
    )
    html = prior_card(shown, number=4)
    for words in (
        "contradicts 90 %",
        "2 days before",
        'href="https://example.org/denial"',
        "<mark>drones</mark>",
        "Why this match",
        ">4</span>",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (RelationLabel(Relation.CONTRADICTS, 0.28, 0.1, 0.62), "on the topic"),  # an old record's
        (RelationLabel(Relation.RELATED, 0.35, 0.3, 0.35), "on the same point"),
        (RelationLabel(Relation.RELATED, 0.03, 0.04, 0.93), "on the topic"),
    ],
)
def test_where_no_side_is_likelier_than_not_none_is_named_and_nothing_coloured(
    label: RelationLabel, words: str
) -> None:
    html = prior_card(replace(prior("s", Relation.CONTRADICTS), label=label), number=4)
    assert f'<span class="wb-relation">~ {words}</span>' in html
    assert f'aria-label="Statement 4: {words}, ' in html
    assert "wb-related" in html
    assert "wb-contradicts" not in html
    assert "93 %" not in html


def test_who_contradicts_their_own_claim_has_changed_position() -> None:
    label = RelationLabel(Relation.CONTRADICTS, 0.83, 0.1, 0.07, same_speaker=True)
    against = prior_card(replace(prior("s", Relation.CONTRADICTS), label=label))
    assert "≠ contradicts 83 %, a change of position" in against
    along = replace(label, relation=Relation.SUPPORTS, contradicts=0.1, supports=0.83)
    assert "position" not in prior_card(replace(prior("s", Relation.SUPPORTS), label=along))


def test_a_later_statement_is_told_apart() -> None:
    html = prior_card(prior("s", Relation.SUPPORTS, lane=Lane.SINCE, days_before=-16))
    assert "16 days after" in html
    assert "wb-lane-since" in html


def test_shared_words_are_marked_whole_and_whatever_their_case() -> None:
    assert with_shared("Drones & a drone", ("drones",)) == "<mark>Drones</mark> &amp; a drone"


def test_what_clashes_is_told_by_a_sign_and_not_by_colour_alone() -> None:
    text = "No drones went <there>."
    marks = WordMarks(agreeing=(Span(3, 9),), clashing=(Span(0, 2),))
    html = with_marks(text, marks)
    assert html.startswith('<mark class="wb-clashes">No<sup aria-label="differs from the claim"')
    assert '<mark class="wb-agrees">drones</mark> went &lt;there&gt;.' in html


def test_numbers_read_as_people_write_them() -> None:
    assert [counted(1, "claim"), counted(0, "claim"), counted(2, "story", "stories")] == [
        "1 claim",
        "0 claims",
        "2 stories",
    ]
    assert [percent(0.994), percent(0.999), percent(1.0), percent(0.0)] == [
        "99 %",
        "99 %",
        "100 %",
        "0 %",
    ]
    assert [days_before(0), days_before(1), days_before(None)] == [
        "the same day",
        "1 day before",
        "date unknown",
    ]
    assert [shorten(each, 10) for each in ("ten places", "eleven letters", "unbreakable")] == [
        "ten places",
        "eleven…",
        "unbreakab…",
    ]


def test_every_part_of_a_score_has_words_for_people() -> None:
    assert set(PART_WORDS) == {*PARTS, PART}
