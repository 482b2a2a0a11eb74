"""What a transcript's speakers say becomes their claims; what reporters ask does not."""

from __future__ import annotations

from pathlib import Path

from tests.unit.extraction.test_transcripts import BRIEFING, BRIEFING_TITLE
from workbench.extraction.extractor import Extractor
from workbench.model.claim import Polarity, Quotation
from workbench.reading.documents import article_from_text


def test_a_reporters_question_is_no_claim_and_the_answer_is_the_speakers(data: Path) -> None:
    article = article_from_text(BRIEFING, title=BRIEFING_TITLE)
    claims = Extractor.load(data / "actors.csv").claims(article)
    assert "Reporter" not in {claim.speaker for claim in claims}
    assert "There were ten last year." not in {claim.text for claim in claims}
    counted = next(claim for claim in claims if "counted (inaudible) six drones" in claim.text)
    assert counted.speaker == "Tom Kerr"
    assert counted.source_text == "MR. KERR"
    assert counted.quotation is Quotation.DIRECT


def test_what_a_turn_only_points_at_counts_off_or_cries_is_no_claim(data: Path) -> None:
    text = (
        "MR. DUNN:  We cut the deficit.  Fifteen percent.  You all think I’m kidding.  "
        "That’s 22 barges.\n\n"
        "AUDIENCE:  Booo —\n\n"
        "MR. DUNN:  No, no.  The mill closed in 1998.\n\n"
        "Q    Did the mill pay its taxes?\n\n"
        "MR. DUNN:  No.\n"
    )
    claims = Extractor.load(data / "actors.csv").claims(article_from_text(text, title="Briefing"))
    assert [(claim.text, claim.polarity) for claim in claims if claim.speaker == "Dunn"] == [
        ("We cut the deficit.", Polarity.ASSERTS),
        ("That’s 22 barges.", Polarity.ASSERTS),
        ("The mill closed in 1998.", Polarity.ASSERTS),
        ("the mill pay its taxes", Polarity.DENIES),
    ]
