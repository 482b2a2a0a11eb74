"""New statements against a verdict with the real models: the near ones flag it, others do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import made
from workbench.desk_app import DeskApp, Flags
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings

CLAIM = "Iran has sent drones to Russia"
STORY = f"{CLAIM}, the White House said on Thursday. The weather was fine."


@pytest.fixture
def desk(settings: Settings) -> Iterator[DeskApp]:
    desk = DeskApp(settings)
    yield desk
    desk.close()


def test_a_later_denial_flags_the_verdict_after_a_kill_too(desk: DeskApp, tmp_path: Path) -> None:
    article = made.article(STORY, published_on=date(2022, 10, 20))
    made.store_article(desk.database, article, [made.claim(article, CLAIM)])
    [claim] = desk.screens.claims_of(article.article_id)
    desk.decide(
        claim.claim.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        by=made.CHRIS,
        seen_version=0,
    )
    file = tmp_path / "later.jsonl"
    said = {
        "denied": "Iran has not sent drones to Russia.",
        "elsewhere": "The city council will repair the roof of the school in March.",
    }
    rows = [
        {"id": name, "text": text, "actor": "Iran", "said_on": "2022-11-03"}
        for name, text in said.items()
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    desk.import_statements(file, by=made.LEE, flags=Flags.LATER)  # and then it was killed
    assert desk.screens.claim(claim.claim.claim_id).flags == ()
    desk.complete_pending()
    [flag] = desk.screens.claim(claim.claim.claim_id).flags
    assert (flag.statement_id, flag.relation) == ("denied", Relation.CONTRADICTS)
    desk.complete_pending()
    assert len(desk.screens.claim(claim.claim.claim_id).flags) == 1
