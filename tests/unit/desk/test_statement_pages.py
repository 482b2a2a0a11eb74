"""A statement's page: its copies are one source, and it keeps verdicts from who must not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from tests.fakes import NoPriors
from workbench.archive.importing.reprints import Reprints
from workbench.desk.opinions.opinions import Opinions
from workbench.desk.people.accounts import Accounts
from workbench.desk.queue.statement_pages import StatementPages
from workbench.desk.verdicts.verdicts import Verdicts
from workbench.errors import NotFound
from workbench.model.people import Role
from workbench.model.verdict import Verdict
from workbench.storage.engine.database import Database

DENIAL = made.statement("s-1", "Iran has sent no armed drones to Russia for use in Ukraine.")
COPY = replace(DENIAL, statement_id="s-2", publisher="Another Wire")
ANONYMOUS = replace(DENIAL, statement_id="s-3", publisher=None)
OTHER = made.statement("s-4", "Iran has sent seven armed drones to Russia for use in Ukraine.")
STORY = made.article("Kirby said Iran helps. Tehran said nothing.")
CLAIM = made.claim(STORY, "Iran helps")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = made.database(tmp_path / "desk.duckdb")
    made.store_statements(database, [DENIAL, COPY, ANONYMOUS, OTHER])
    made.store_article(database, STORY, [CLAIM])
    Reprints(database).group_new()
    return database


def decide(desk: Verdicts, seen: int, cited: list[str]) -> None:
    desk.submit(
        CLAIM.claim_id,
        verdict=Verdict.CONTESTED,
        rationale="Tehran denies it.",
        cited=cited,
        shown=[made.prior(DENIAL), made.prior(OTHER, rank=2)],
        by=made.CHRIS,
        seen_version=seen,
    )


def test_copies_of_a_text_are_told_by_outlet(database: Database) -> None:
    page = StatementPages(database).page("s-1", reader=made.LEE)
    assert [one.statement_id for one in page.copies] == ["s-2", "s-3"]
    assert page.outlets == 3
    assert StatementPages(database).page("s-4", reader=made.LEE).copies == ()


def test_a_citation_names_the_last_version_that_has_it(
    database: Database, clock: Callable[[], datetime]
) -> None:
    desk = Verdicts(database, NoPriors(), clock=clock)
    decide(desk, 0, ["s-1"])
    decide(desk, 1, ["s-4"])
    [old] = StatementPages(database).page("s-1", reader=made.LEE).citations
    assert (old.version.version, old.is_latest) == (1, False)
    [new] = StatementPages(database).page("s-4", reader=made.LEE).citations
    assert (new.version.version, new.is_latest) == (2, True)
    assert StatementPages(database).page("s-2", reader=made.LEE).citations == ()


def test_who_owes_a_second_opinion_is_not_told_what_the_verdict_cites(
    database: Database, clock: Callable[[], datetime]
) -> None:
    desk = Verdicts(database, NoPriors(), clock=clock)
    decide(desk, 0, ["s-1"])
    judy = Accounts(database, clock=clock).create(
        "judy", "Judy", Role.CHECKER, "a long password", by=made.OPERATOR
    )
    Opinions(database, clock=clock).ask(CLAIM.claim_id, reviewer="judy", by=made.SAM)
    cited, uncited = (StatementPages(database).page(each, reader=judy) for each in ("s-1", "s-2"))
    assert cited.citations == uncited.citations == ()
    assert cited.some_hidden
    assert uncited.some_hidden  # whether it is cited or not


def test_an_unknown_statement_is_named(database: Database) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        StatementPages(database).page("nowhere", reader=made.LEE)
