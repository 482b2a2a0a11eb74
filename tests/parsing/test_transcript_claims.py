"""What a transcript's speakers say becomes their claims; what reporters ask does not."""

from __future__ import annotations

from pathlib import Path

from tests.unit.extraction.test_transcripts import BRIEFING, BRIEFING_TITLE
from workbench.extraction.extractor import Extractor
from workbench.model.claim import Quotation
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
