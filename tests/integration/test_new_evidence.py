"""New statements against a verdict with the real models: the near ones flag it, others do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import made
from tests.databases import database_of
from workbench.app import App
from workbench.model.intake import Flags
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings

CLAIM = "Iran has sent drones to Russia"
STORY = f"{CLAIM}, the White House said on Thursday. The weather was fine."


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = App(settings)
    yield app
    app.close()


def test_a_later_denial_flags_the_verdict_after_a_kill_too(app: App, tmp_path: Path) -> None:
    article = made.article(STORY, published_on=date(2022, 10, 20))
    made.store_article(database_of(app), article, [made.claim(article, CLAIM)])
    [claim] = app.page_queries.claims_of(article.article_id, reader=None)
    app.verdicts.submit(
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
    app.statements.import_file(file, by=made.LEE, flags=Flags.LATER)  # and then it was killed
    assert app.page_queries.claim(claim.claim.claim_id, reader=None).flags == ()
    app.due_work.finish()
    [flag] = app.page_queries.claim(claim.claim.claim_id, reader=None).flags
    assert (flag.statement_id, flag.relation) == ("denied", Relation.CONTRADICTS)
    app.due_work.finish()
    assert len(app.page_queries.claim(claim.claim.claim_id, reader=None).flags) == 1
