"""The application object: it joins stages, finishes what was cut off, and is made once."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests import made
from tests.databases import database_of
from tests.fakes import LineExtractor, RecordArchive, app_on_fakes
from workbench.app import App, shared_app
from workbench.desk.intake import new_evidence
from workbench.errors import Conflict, InputError, NotAllowed, NotFound
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.desk import ClaimState
from workbench.model.intake import Flags
from workbench.model.people import Role
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings
from workbench.storage.claims import articles
from workbench.storage.statements import serving_model
from workbench.storage.statements.serving_model import ServingModel

WORDS = "Kirby: Iran helps Russia\nTehran: it was denied at once\nThe sky was grey\n"


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[App]:
    app = app_on_fakes(settings, clock)
    yield app
    app.close()


@pytest.fixture
def archive(app: App) -> RecordArchive:
    assert isinstance(app.archive, RecordArchive)
    return app.archive


def statements(tmp_path: Path, *lines: str, name: str = "wire") -> Path:
    path = tmp_path / f"{name}.jsonl"
    rows = [
        {
            "id": f"{name}-{number}",
            "text": line,
            "speaker": f"{name} {number}",
            "said_on": "2022-10-20",
        }
        for number, line in enumerate(lines)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def nothing_found(app: App, claim_id: str) -> None:
    app.verdicts.submit(
        claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Nothing found.",
        cited=[],
        by=made.CHRIS,
        seen_version=0,
    )


def test_an_article_becomes_claims_and_its_attributed_claims_become_statements(
    app: App,
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    assert stored.is_new
    assert [claim.text for claim in stored.claims] == [
        "Iran helps Russia",
        "it was denied at once",
        "The sky was grey",
    ]
    assert app.page_queries.article(stored.article.article_id) == stored.article
    first, second = stored.claims[:2]
    [kirby, tehran] = app.archive.statements([claim.claim_id for claim in stored.claims])
    assert (kirby.text, kirby.speaker) == ("Kirby: Iran helps Russia", "Kirby")
    assert (kirby.article_id, kirby.claim_id) == (stored.article.article_id, first.claim_id)
    assert (tehran.claim_id, tehran.polarity) == (second.claim_id, second.polarity)
    assert kirby.dated == stored.article.published_on
    assert [event.what for event in app.page_queries.events(reader=None)] == ["article.added"]


def test_the_same_text_again_is_recognised_whatever_its_title(
    app: App,
) -> None:
    first = app.articles.add(made.article(WORDS, title="One"), by=made.CHRIS)
    again = app.articles.add(
        made.article(WORDS, title="Two", article_id="another-id"), by=made.CORA
    )
    assert not again.is_new
    assert (again.article, again.claims) == (first.article, first.claims)
    assert len(app.page_queries.events(reader=None)) == 1
    assert app.archive.count() == 2


def test_another_text_under_a_known_id_is_refused(app: App) -> None:
    app.articles.add(made.article(WORDS, article_id="story"), by=made.CHRIS)
    with pytest.raises(Conflict, match="story"):
        app.articles.add(made.article("Other words", article_id="story"), by=made.CHRIS)


def test_a_claim_that_does_not_quote_its_article_to_the_character_is_never_stored(
    app: App,
) -> None:
    class OneOff(LineExtractor):
        def claims(self, article: Article) -> tuple[Claim, ...]:
            first, *rest = super().claims(article)
            return (replace(first, start=first.start + 1), *rest)

    app.__dict__["extractor"] = OneOff()
    with pytest.raises(InputError, match="does not quote"):
        app.articles.add(made.article(WORDS), by=made.CHRIS)
    assert app.page_queries.queue(made.CHRIS) == []
    assert app.page_queries.events(reader=None) == []


def test_a_killed_process_leaves_nothing_that_the_next_start_does_not_finish(
    app: App, archive: RecordArchive
) -> None:
    archive.dies = True
    with pytest.raises(SystemExit):
        app.articles.add(made.article(WORDS), by=made.CHRIS)
    assert archive.count() == 0
    archive.dies = False
    app.due_work.finish()
    assert archive.count() == 2
    with database_of(app).read() as cursor:
        assert articles.not_indexed(cursor) == []
    app.ledger.verify(by=app.operator())


def test_what_is_done_while_the_desk_is_being_stopped_does_not_fail_for_want_of_a_look(
    app: App, archive: RecordArchive
) -> None:
    app.jobs.stop()
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS, wait=False)
    assert stored.is_new
    assert archive.count() > 0


def test_an_import_of_articles_reports_rejects_and_goes_on_where_it_stopped(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    folder = tmp_path / "stories"
    (folder / "deeper").mkdir(parents=True)
    for number in range(20):
        (folder / f"{number:02d}.txt").write_text(f"Kirby: number {number}\n", encoding="utf-8")
    (folder / "deeper" / "copy.txt").write_text("Kirby: number 3\n", encoding="utf-8")
    (folder / "deeper" / "empty.txt").write_text("", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    archive.dies = True
    with pytest.raises(SystemExit):
        app.articles.import_files([folder], by=made.CHRIS)
    archive.dies = False
    done: list[int] = []
    report = app.articles.import_files([folder], by=made.CHRIS, progress=done.append)
    assert (report.accepted + report.duplicates, len(report.rejections)) == (21, 1)
    assert 0 < report.accepted < 20
    assert "empty.txt" in report.rejections[0].file
    assert done[-1] == 22
    assert archive.count() == 20
    again = app.articles.import_files([folder], by=made.CHRIS)
    assert (again.accepted, again.duplicates) == (0, 21)


def test_an_id_that_stands_for_another_text_is_rejected_and_the_others_stored(
    app: App, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text('{"id": "a", "text": "Kirby: one"}\n', encoding="utf-8")
    second.write_text(
        '{"id": "a", "text": "Kirby: two"}\n{"id": "b", "text": "Kirby: three"}\n',
        encoding="utf-8",
    )
    for paths in ([first, second], [second]):  # in one batch, and against what is stored
        report = app.articles.import_files(paths, by=made.CHRIS)
        [rejection] = report.rejections
        assert rejection.file == str(second)
        assert "articles never change" in rejection.reason
    assert [one.claim.text for one in app.page_queries.claims_of("a", reader=None)] == ["one"]
    assert [one.claim.text for one in app.page_queries.claims_of("b", reader=None)] == ["three"]


def test_an_article_whose_claims_cannot_be_lifted_is_rejected_and_can_come_again(
    app: App, tmp_path: Path
) -> None:
    lines = tmp_path / "wire.jsonl"
    lines.write_text(
        '{"id": "a", "text": "this breaks the reader"}\n{"id": "b", "text": "Kirby: three"}\n',
        encoding="utf-8",
    )
    report = app.articles.import_files([lines], by=made.CHRIS)
    assert (report.accepted, len(report.rejections)) == (1, 1)
    assert report.rejections[0].file == str(lines)
    again = app.articles.import_files([lines], by=made.CHRIS)
    assert (again.duplicates, len(again.rejections)) == (1, 1)


def test_new_statements_flag_the_verdicts_they_touch_and_nothing_else(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    decided, undecided, _ = (claim.claim_id for claim in stored.claims)
    app.statements.import_file(statements(tmp_path, "an old denied thing"), by=made.LEE)
    app.verdicts.submit(
        decided,
        verdict=Verdict.CONTESTED,
        rationale="Denied before.",
        cited=["wire-0"],
        by=made.CHRIS,
        seen_version=0,
    )
    app.verdicts.approve(decided, 1, by=made.SAM)
    assert app.page_queries.claim(decided, reader=None).flags == ()
    new = statements(tmp_path, "Iran denied help anew", "Iran helps", name="new")
    app.statements.import_file(new, by=made.LEE)
    shown = app.page_queries.claim(decided, reader=None)
    assert [flag.statement_id for flag in shown.flags] == ["new-0"]
    assert shown.flags[0].relation is Relation.CONTRADICTS
    assert shown.state is ClaimState.APPROVED
    assert app.page_queries.claim(undecided, reader=None).flags == ()
    looked_at = list(archive.looked_at)
    app.due_work.finish()
    assert archive.looked_at == looked_at
    app.ledger.verify(by=app.operator())


def test_only_new_statements_are_held_against_verdicts(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    app.statements.import_file(statements(tmp_path, "one", "two"), by=made.LEE)
    assert archive.looked_at == []  # nothing is decided
    nothing_found(app, stored.claims[0].claim_id)
    matched, before = archive.matched, archive.count()
    app.statements.import_file(statements(tmp_path, "three", name="more"), by=made.LEE)
    app.due_work.finish()
    assert archive.looked_at == [(before, before + 1)]
    assert archive.matched == matched


def test_a_long_pass_tells_how_far_it_is_and_what_is_done_stays_done(
    app: App, archive: RecordArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_evidence, "ROWS_AT_ONCE", 2)
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    nothing_found(app, stored.claims[0].claim_id)
    app.due_work.finish()
    archive.looked_at.clear()
    lines = [f"Iran denied it, {number}" for number in range(5)]
    app.statements.import_file(statements(tmp_path, *lines), by=made.LEE, flags=Flags.LATER)
    assert archive.looked_at == []
    told: list[tuple[int, int]] = []

    def stopped_by_hand(done: int, total: int) -> None:
        told.append((done, total))
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        app.due_work.finish(stopped_by_hand)
    assert told == [(2, 5), (4, 5)]
    assert app.due_work.flagging is None
    assert len(app.page_queries.claim(stored.claims[0].claim_id, reader=None).flags) == 4
    app.due_work.finish()
    first = archive.count() - 5
    assert archive.looked_at == [(first, first + 2), (first + 2, first + 4), (first + 4, first + 5)]
    assert len(app.page_queries.claim(stored.claims[0].claim_id, reader=None).flags) == 5
    app.ledger.verify(by=app.operator())


def test_an_import_does_not_wait_until_it_has_flagged_old_verdicts(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    nothing_found(app, stored.claims[0].claim_id)
    archive.answers.clear()
    new = statements(tmp_path, "Russia denied it")
    assert app.statements.import_file(new, by=made.LEE, flags=Flags.LATER).accepted == 1
    app.due_work.finish_imported()  # as an import on a page goes on
    assert app.page_queries.claim(stored.claims[0].claim_id, reader=None).flags == ()
    archive.answers.set()
    app.due_work.finish()
    assert len(app.page_queries.claim(stored.claims[0].claim_id, reader=None).flags) == 1


def test_a_pass_over_new_statements_that_was_killed_is_made_up_for(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    claim_id = stored.claims[0].claim_id
    nothing_found(app, claim_id)
    new = statements(tmp_path, "Russia denied that Iran had a part")
    app.statements.import_file(new, by=made.LEE, flags=Flags.LATER)  # and then it died
    assert app.page_queries.claim(claim_id, reader=None).flags == ()
    app.due_work.finish()
    assert [flag.statement_id for flag in app.page_queries.claim(claim_id, reader=None).flags] == [
        "wire-0"
    ]


def test_nobody_has_to_wait_until_an_article_has_flagged_old_verdicts(
    app: App, archive: RecordArchive
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    claim_id = stored.claims[0].claim_id
    nothing_found(app, claim_id)
    archive.answers.clear()
    later = made.article("Moscow: Russia denied that Iran helps\n")
    added = app.articles.add(later, by=made.CORA, wait=False)
    more = made.article("Tehran: Iran denied that it helps Russia\n")
    assert app.articles.add(more, by=made.CORA, wait=False).is_new
    assert archive.count() == 4
    assert app.page_queries.claim(claim_id, reader=None).flags == ()
    archive.answers.set()
    app.due_work.finish()  # waits for the pass that has begun
    flags = app.page_queries.claim(claim_id, reader=None).flags
    assert {flag.statement_id.rpartition("-")[0] for flag in flags} == {
        added.article.article_id,
        more.article_id,
    }
    app.ledger.verify(by=app.operator())


def test_what_came_after_the_screen_was_drawn_flags_the_verdict(app: App, tmp_path: Path) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    claim_id = stored.claims[0].claim_id
    app.statements.import_file(statements(tmp_path, "denied first", name="first"), by=made.LEE)
    shown = app.priors.of(claim_id)
    app.statements.import_file(statements(tmp_path, "denied second", name="second"), by=made.LEE)
    app.verdicts.submit(
        claim_id,
        verdict=Verdict.CONTESTED,
        rationale="Denied.",
        cited=["first-0"],
        by=made.CHRIS,
        seen_version=0,
        shown=shown,
    )
    assert [
        prior.statement.statement_id
        for prior in app.page_queries.priors_seen(claim_id, 1, reader=None)
    ] == ["first-0"]
    assert [flag.statement_id for flag in app.page_queries.claim(claim_id, reader=None).flags] == [
        "second-0"
    ]


def test_priors_are_kept_until_the_archive_grows(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    claim_id = stored.claims[0].claim_id
    app.statements.import_file(statements(tmp_path, "one"), by=made.LEE)
    before = archive.matched
    assert app.priors.of(claim_id) == app.priors.of(claim_id)
    assert archive.matched == before + 1
    app.statements.import_file(statements(tmp_path, "two", name="more"), by=made.LEE)
    assert len(app.priors.of(claim_id)) == 2


def test_priors_of_an_earlier_model_are_not_shown_once_another_serves(
    app: App, archive: RecordArchive, tmp_path: Path
) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    claim_id = stored.claims[0].claim_id
    app.statements.import_file(statements(tmp_path, "one"), by=made.LEE)
    app.priors.of(claim_id)
    before, named = archive.matched, app._parts.model_revisions()
    with database_of(app).write() as cursor:  # as re-embedding ends: no statement is new
        serving_model.set_model(cursor, ServingModel("/models/other", "other", "2"))
    app.priors.of(claim_id)
    assert app._parts.model_revisions() != named, "a verdict would now record the other model"
    assert archive.matched == before + 1


def test_a_statement_found_by_a_search_can_be_cited(app: App, tmp_path: Path) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    claim_id = stored.claims[0].claim_id
    lines = [f"remark {number}" for number in range(12)] + ["denied far down"]
    app.statements.import_file(statements(tmp_path, *lines), by=made.LEE)
    version = app.verdicts.submit(
        claim_id,
        verdict=Verdict.CONTESTED,
        rationale="Found by search.",
        cited=["wire-12", "wire-1"],
        by=made.CHRIS,
        seen_version=0,
    )
    assert version.cited == ("wire-12", "wire-1")
    seen = {
        prior.statement.statement_id: prior
        for prior in app.page_queries.priors_seen(claim_id, 1, reader=None)
    }
    assert len(seen) == 11
    assert (seen["wire-12"].rank, seen["wire-12"].label.relation) == (0, Relation.CONTRADICTS)


def test_a_statement_that_is_not_in_the_archive_cannot_be_cited(app: App) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    with pytest.raises(NotFound, match="made-up"):
        app.verdicts.submit(
            stored.claims[0].claim_id,
            verdict=Verdict.CONTESTED,
            rationale="Trust me.",
            cited=["made-up"],
            by=made.CHRIS,
            seen_version=0,
        )
    assert app.page_queries.history(stored.claims[0].claim_id, reader=None) == []


def test_an_articles_own_claims_cannot_be_cited_as_its_priors(app: App) -> None:
    stored = app.articles.add(made.article(WORDS), by=made.CHRIS)
    first, second, _ = stored.claims
    with pytest.raises(InputError, match="own article"):
        app.verdicts.submit(
            first.claim_id,
            verdict=Verdict.CONTESTED,
            rationale="It says so itself.",
            cited=[second.claim_id],
            by=made.CHRIS,
            seen_version=0,
        )


def test_a_checker_imports_no_statements_and_nobody_shut_out_adds_articles(
    app: App, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        app.statements.import_file(statements(tmp_path, "x"), by=made.CHRIS)
    created = app.accounts.create(
        "gone", "Gone", Role.LIBRARIAN, "a long password", by=made.OPERATOR
    )
    app.accounts.disable("gone", by=made.OPERATOR)
    with pytest.raises(NotAllowed, match="disabled"):
        app.articles.add(made.article(WORDS), by=created)
    with pytest.raises(NotAllowed, match="disabled"):
        app.articles.import_files([tmp_path], by=created)
    assert app.page_queries.queue(made.ADA) == []


def test_the_operator_of_the_command_line_can_be_no_persons_account(app: App) -> None:
    operator = app.operator()
    with pytest.raises(InputError):
        app.accounts.create(operator.name, "X", Role.CHECKER, "a long password", by=operator)


def test_many_threads_at_first_use_open_the_database_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = App(settings)
    together = threading.Barrier(8)
    seen: list[int] = []

    def look() -> None:
        together.wait()
        seen.append(id(app.page_queries._database))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1
    app.close()


def test_pages_and_routes_of_a_process_share_one_desk_until_it_is_closed(
    settings: Settings,
) -> None:
    first = shared_app(settings)
    assert shared_app(Settings(database=settings.database)) is first
    first.close()
    assert shared_app(settings) is not first
    shared_app(settings).close()
