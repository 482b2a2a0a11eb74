"""The command line over a fake application object: what it reads, prints and returns."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import made
from tests.fakes import FakeApp, FakeArchive
from workbench.cli import main
from workbench.cli.serving import claim_serving, greet, server_environment
from workbench.demo import ACCOUNTS
from workbench.errors import DatabaseInUse, InputError, LedgerBroken
from workbench.model.claim import Polarity
from workbench.model.people import Role, User
from workbench.model.prior import Relation
from workbench.model.statement import ImportReport, Search, Statement
from workbench.settings import Settings

EXTRACT_KEYS = (
    *("doc_id", "claim_id", "text", "start", "end", "sentence_start", "sentence_end"),
    *("content_start", "content_end", "source_start", "source_end", "source"),
    *("cue_start", "cue_end", "cue", "speaker", "actor", "polarity", "quotation"),
    *("check_worthiness", "said_on"),
)
PRIOR_KEYS = (
    *("statement_id", "rank", "score", "lane", "relation", "probability"),
    *("text", "speaker", "said_on"),
)
RELATE_KEYS = ("pair_id", "relation", "probability", "contradicts", "supports", "related")
STATEMENT = Statement(
    "s-1", "Tehran denied it.", speaker="Nasser Kanaani", actor="Iran", said_on=date(2022, 7, 15)
)


@dataclass
class Run:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Command:
    """Runs the command on fakes; ``prepare`` sees each desk before the command does."""

    capture: pytest.CaptureFixture[str]
    desks: list[FakeApp] = field(default_factory=list)
    prepare: Callable[[FakeApp], None] = lambda app: None

    def __call__(self, *arguments: object) -> Run:
        code = main([str(argument) for argument in arguments], make_app=self.make)
        captured = self.capture.readouterr()
        return Run(code, captured.out, captured.err)

    def make(self, settings: Settings) -> FakeApp:
        app = FakeApp(settings)
        app.fake_archive.statements.append(STATEMENT)
        self.prepare(app)
        self.desks.append(app)
        return app


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setenv("WORKBENCH_DATABASE", str(tmp_path / "from-environment.duckdb"))
    return Command(capsys)


def lines(path: Path, *objects: object) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in objects), encoding="utf-8")
    return path


class TestExtract:
    def test_prints_the_designed_keys_first_and_null_for_what_is_absent(
        self, command: Command, tmp_path: Path
    ) -> None:
        story = tmp_path / "the.story.txt"
        story.write_text("Prices rose in May.", encoding="utf-8")
        run = command("extract", story, "--format", "jsonl")
        (claim,) = run.objects
        assert tuple(claim)[: len(EXTRACT_KEYS)] == EXTRACT_KEYS
        assert claim["doc_id"] == "the.story"
        assert claim["source"] is None
        assert claim["cue_start"] is None
        assert run.code == 0

    def test_documents_in_lines_keep_their_ids_and_a_bad_one_is_left_out(
        self, command: Command, tmp_path: Path
    ) -> None:
        documents = lines(
            tmp_path / "documents.jsonl",
            {"id": "first", "text": "Prices rose.", "date": "2022-10-20"},
            {"id": "second", "date": "2022-10-20"},
            {"id": "third", "text": "Prices fell."},
        )
        run = command("extract", documents, "--format", "jsonl")
        assert [claim["doc_id"] for claim in run.objects] == ["first", "third"]
        assert "row 2" in run.err
        assert run.code == 2

    def test_a_missing_file_does_not_stop_the_others(
        self, command: Command, tmp_path: Path
    ) -> None:
        story = tmp_path / "story.txt"
        story.write_text("Prices rose.", encoding="utf-8")
        run = command("extract", tmp_path / "none.txt", story, "--format", "jsonl")
        assert [claim["doc_id"] for claim in run.objects] == ["story"]
        assert "none.txt" in run.err
        assert run.code == 2

    def test_opens_no_database(self, command: Command, tmp_path: Path) -> None:
        story = tmp_path / "story.txt"
        story.write_text("Prices rose.", encoding="utf-8")
        command("extract", story)
        assert "database" not in vars(command.desks[0]._parts)


class TestMatch:
    def test_prints_the_designed_keys(self, command: Command, tmp_path: Path) -> None:
        claims = lines(tmp_path / "claims.jsonl", {"claim_id": "c1", "text": "Iran sent drones."})
        (found,) = command("match", claims, "--format", "jsonl").objects
        assert list(found) == ["claim_id", "priors"]
        (prior,) = found["priors"]  # type: ignore[misc]
        assert tuple(prior) == PRIOR_KEYS
        assert prior["said_on"] == "2022-07-15"
        assert prior["relation"] == "contradicts"
        assert prior["probability"] == 0.8

    def test_passes_on_everything_a_line_says(self, command: Command, tmp_path: Path) -> None:
        claims = lines(
            tmp_path / "claims.jsonl",
            {
                "claim_id": 7,
                "text": "Iran sent drones.",
                "speaker": "John Kirby",
                "actor": "United States",
                "polarity": "asserts",
                "article_date": "2022-10-20",
                "source": None,
            },
        )
        command("match", claims, "--format", "jsonl")
        (query,) = command.desks[0].fake_archive.queries
        assert query.claim_id == "7"
        assert (query.speaker, query.actor) == ("John Kirby", "United States")
        assert query.polarity is Polarity.ASSERTS
        assert query.article_date == date(2022, 10, 20)

    @pytest.mark.parametrize(
        ("bad", "named"),
        [
            ("{not json", "not JSON"),
            ('["a list"]', "not an object"),
            ('{"claim_id": "c"}', "column text"),
            ('{"claim_id": "c", "text": "  "}', "column text"),
            ('{"claim_id": "c", "text": 3}', "column text"),
            ('{"text": "t"}', "column claim_id"),
            ('{"claim_id": "c", "text": "t", "article_date": "20 October"}', "column article_date"),
            ('{"claim_id": "c", "text": "t", "polarity": "maybe"}', "column polarity"),
        ],
    )
    def test_a_bad_line_is_named_and_the_rest_goes_on(
        self, command: Command, tmp_path: Path, bad: str, named: str
    ) -> None:
        good = '{"claim_id": "good", "text": "t"}'
        claims = tmp_path / "claims.jsonl"
        claims.write_text(f"{good}\n{bad}\n\n{good}\n", encoding="utf-8")
        run = command("match", claims, "--format", "jsonl")
        assert [found["claim_id"] for found in run.objects] == ["good", "good"]
        assert "claims.jsonl, row 2" in run.err
        assert named in run.err
        assert run.code == 2

    def test_who_changed_sides_is_told_when_asked_for(
        self, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        claims = lines(tmp_path / "claims.jsonl", {"claim_id": "c1", "text": "Iran sent drones."})
        denied = made.prior(made.statement("old", said_on=date(2022, 10, 18)))
        conceded = made.prior(
            made.statement("new", "We sent a few.", said_on=date(2022, 11, 5)), Relation.SUPPORTS
        )
        monkeypatch.setattr(FakeArchive, "_priors", lambda self: [denied, conceded])
        (found,) = command("match", claims, "--reversals", "--format", "jsonl").objects
        (turned,) = found["reversals"]  # type: ignore[misc]
        assert (turned["first"], turned["then"]) == ("old", "new")
        assert (turned["first_on"], turned["then_on"]) == ("2022-10-18", "2022-11-05")
        run = command("match", claims, "--reversals")
        assert "Iran has stood on both sides" in run.out

    def test_a_long_file_keeps_its_order_across_batches(
        self, command: Command, tmp_path: Path
    ) -> None:
        ids = [f"c{number}" for number in range(150)]
        claims = lines(tmp_path / "claims.jsonl", *({"claim_id": i, "text": "t"} for i in ids))
        run = command("match", claims, "--format", "jsonl")
        assert [found["claim_id"] for found in run.objects] == ids

    def test_reads_a_file_that_windows_saved(self, command: Command, tmp_path: Path) -> None:
        claims = tmp_path / "claims.jsonl"
        claims.write_bytes(b'\xef\xbb\xbf{"claim_id": "c", "text": "t"}\r\n')
        assert command("match", claims, "--format", "jsonl").code == 0

    def test_bytes_that_are_no_utf8_are_named(self, command: Command, tmp_path: Path) -> None:
        claims = tmp_path / "claims.jsonl"
        claims.write_bytes(b'{"claim_id": "c", "text": "caf\xe9"}\n')
        run = command("match", claims, "--format", "jsonl")
        assert "row 1" in run.err
        assert "UTF-8" in run.err

    def test_what_extract_printed_can_be_matched(self, command: Command, tmp_path: Path) -> None:
        story = tmp_path / "story.txt"
        story.write_text("---\npublished_on: 2022-10-20\n---\nIran sent drones.", encoding="utf-8")
        claims = tmp_path / "claims.jsonl"
        claims.write_text(command("extract", story, "--format", "jsonl").out, encoding="utf-8")
        assert command("match", claims, "--format", "jsonl").code == 0
        (query,) = command.desks[-1].fake_archive.queries
        assert query.article_date == date(2022, 10, 20)
        assert query.article_id is not None

    def test_k_must_be_a_sensible_number(self, command: Command, tmp_path: Path) -> None:
        run = command("match", tmp_path / "claims.jsonl", "--k", "0")
        assert run.code == 2
        assert "--k" in run.err


class TestRelate:
    def test_prints_the_designed_keys_in_the_order_of_the_file(
        self, command: Command, tmp_path: Path
    ) -> None:
        pairs = lines(
            tmp_path / "pairs.jsonl",
            {"pair_id": "p1", "claim": "Iran sent drones.", "statement": "Iran denied that."},
            {"pair_id": "p2", "claim": "Iran sent drones."},
            {"pair_id": "p3", "claim": "Iran sent drones.", "statement": "It rained."},
        )
        run = command("relate", pairs, "--format", "jsonl")
        first, last = run.objects
        assert list(first) == [
            "pair_id",
            "relation",
            "probability",
            "contradicts",
            "supports",
            "related",
        ]
        assert (first["pair_id"], first["relation"]) == ("p1", "contradicts")
        assert (last["pair_id"], last["relation"]) == ("p3", "related")
        assert "row 2, column statement" in run.err
        assert run.code == 2


class TestSearch:
    def test_a_date_that_is_none_is_named_with_the_option(self, command: Command) -> None:
        run = command("search", "drones", "--as-of", "yesterday")
        assert run.code == 2
        assert "--as-of" in run.err
        assert "YYYY-MM-DD" in run.err

    def test_blank_words_are_refused(self, command: Command) -> None:
        assert command("search", "  ").code == 2

    def test_gives_the_source_of_every_statement(self, command: Command) -> None:
        (found,) = command("search", "drones", "--format", "jsonl").objects
        assert {"statement_id", "publisher", "source_url", "said_on"} <= found.keys()

    def test_a_file_of_searches_keeps_its_order_and_names_bad_lines(
        self, command: Command, tmp_path: Path
    ) -> None:
        asked = [{"query_id": f"q{number}", "text": f"t{number}"} for number in range(100)]
        asked[1] = {"text": "no id", "as_of": "2022-10-20", "actor": "Iran", "speaker": "Kanaani"}
        asked[2] = {"query_id": "bad", "as_of": "2022-10-20"}
        queries = lines(tmp_path / "queries.jsonl", *asked)
        run = command(
            "search", "--file", queries, "--actor", "Russia", "--source", "ANSA",
            "--since", "2022-02-24", "--format", "jsonl",
        )  # fmt: skip
        ids = [found["query_id"] for found in run.objects]
        assert ids == ["q0", "2", *(f"q{number}" for number in range(3, 100))]
        assert "queries.jsonl, row 3, column text" in run.err
        assert run.code == 2
        first, second, *_ = command.desks[0].fake_archive.searched
        began = date(2022, 2, 24)
        assert first == Search("t0", None, "Russia", "ANSA", since=began)
        assert second == Search(
            "no id", date(2022, 10, 20), "Iran", "ANSA", speaker="Kanaani", since=began
        )

    def test_words_and_a_file_are_not_taken_together(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("search", "drones", "--file", tmp_path / "q.jsonl")
        assert run.code == 2
        assert "not both" in run.err

    def test_nothing_found_says_what_was_searched(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(FakeArchive, "_priors", lambda self: [])
        run = command("search", "unicorns", "--format", "jsonl")
        assert (run.code, run.objects) == (0, [])
        assert run.err.endswith("Searched nothing for unicorns.\n")


class TestImports:
    def test_verdicts_are_looked_at_once_after_all_files(
        self, command: Command, tmp_path: Path
    ) -> None:
        files = [lines(tmp_path / f"{name}.jsonl", {"text": "t"}) for name in ("a", "b")]
        assert command("import-statements", *files).code == 0
        assert command.desks[0].fake_due_work.finished == 1

    def test_a_missing_file_of_statements_does_not_stop_the_others(
        self, command: Command, tmp_path: Path
    ) -> None:
        there = lines(tmp_path / "there.jsonl", {"text": "t"})
        run = command("import-statements", tmp_path / "none.csv", there)
        assert command.desks[0].fake_statements.imported == [there]
        assert "none.csv" in run.err
        assert run.code == 2

    def test_a_missing_folder_of_articles_does_not_stop_the_others(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("import-articles", tmp_path / "none", tmp_path)
        assert command.desks[0].fake_articles.imported == [tmp_path]
        assert run.code == 2

    def test_rejections_that_a_report_only_counts_still_give_exit_2(
        self, command: Command, tmp_path: Path
    ) -> None:
        file = tmp_path / "statements.csv"
        report = ImportReport(str(file), accepted=1, duplicates=2, rejected=300)
        command.prepare = lambda app: app.fake_statements.reports.append(report)
        run = command("import-statements", file)
        assert "1 added, 2 there already, 300 rejected" in run.err
        assert run.code == 2

    def test_nothing_but_data_is_printed_on_standard_output(
        self, command: Command, tmp_path: Path
    ) -> None:
        assert command("import-articles", tmp_path).out == ""


class TestExport:
    def test_prints_the_very_bytes(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        code = main(["--database", str(tmp_path / "d.duckdb"), "export", "csv"], make_app=FakeApp)
        assert code == 0
        assert capfdbinary.readouterr().out == b"a,b\r\n1,\xc3\xa9\r\n"

    def test_writes_the_same_bytes_to_a_file(self, command: Command, tmp_path: Path) -> None:
        out = tmp_path / "verdicts.csv"
        run = command("export", "csv", "--include-open", "--out", out)
        assert run.code == 0
        assert out.read_bytes() == b"a,b\r\n1,\xc3\xa9\r\nopen"
        assert [path.name for path in tmp_path.iterdir()] == ["verdicts.csv"]

    def test_says_what_is_kept_from_whoever_owes_a_second_opinion(
        self, command: Command, tmp_path: Path
    ) -> None:
        out = tmp_path / "verdicts.csv"
        assert "2 left out: waiting for a second opinion" in command("export", "csv").err
        run = command("export", "csv", "--include-awaited", "--out", out)
        assert "left out" not in run.err

    def test_a_place_that_cannot_be_written_is_named(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("export", "evidence", "--out", tmp_path / "none" / "evidence.csv")
        assert run.code == 2
        assert "evidence.csv" in run.err


class TestAccounts:
    def test_the_password_comes_from_standard_input_and_is_not_printed(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse battery\n"))
        run = command("user", "add", "dana", "--role", "checker", "--password-stdin")
        assert run.code == 0
        assert command.desks[0].fake_accounts.passwords == {"dana": "correct horse battery"}
        assert "horse" not in run.out + run.err

    def test_a_forgotten_password_is_replaced(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("a new long password\n"))
        run = command("user", "set-password", "dana", "--password-stdin")
        assert run.code == 0
        assert command.desks[0].fake_accounts.passwords == {"dana": "a new long password"}
        assert "long" not in run.out + run.err

    def test_without_a_terminal_it_says_how_to_give_the_password(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        run = command("user", "add", "dana", "--role", "checker")
        assert run.code == 2
        assert "--password-stdin" in run.err

    def test_an_unknown_role_names_the_roles_there_are(self, command: Command) -> None:
        run = command("user", "set-role", "dana", "boss")
        assert run.code == 2
        assert all(role in run.err for role in Role)

    def test_lists_disabled_accounts_too(self, command: Command) -> None:
        gone = User("gil", "Gil", Role.CHECKER, disabled=True)
        command.prepare = lambda app: app.fake_accounts.people.update(gil=gone)
        (listed,) = command("user", "list", "--format", "jsonl").objects
        assert listed == {
            "name": "gil",
            "display_name": "Gil",
            "role": "checker",
            "disabled": True,
            "email": None,
        }


class TestTheDatabase:
    def test_after_the_command_wins_over_before_over_the_environment(
        self, command: Command, tmp_path: Path
    ) -> None:
        before, after = tmp_path / "before.duckdb", tmp_path / "after.duckdb"
        command("user", "list")
        command("--database", before, "user", "list")
        command("--database", before, "user", "list", "--database", after)
        assert [app.settings.database for app in command.desks] == [
            tmp_path / "from-environment.duckdb",
            before,
            after,
        ]

    def test_it_is_closed_even_when_the_command_fails(
        self, command: Command, tmp_path: Path
    ) -> None:
        command("match", tmp_path / "none.jsonl")
        assert command.desks[0].closed

    def test_a_new_file_is_announced_so_that_a_mistyped_path_shows(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("user", "list", "--database", tmp_path / "mistyped.duckdb")
        assert "mistyped.duckdb" in run.err


class TestErrors:
    def test_an_error_on_purpose_is_one_line_and_exit_2(self, command: Command) -> None:
        def broken(app: FakeApp) -> None:
            def verify_ledger(*, by: User, containing: str | None = None) -> None:
                raise LedgerBroken("event 3 was altered")

            app.__dict__["ledger"] = SimpleNamespace(verify=verify_ledger)

        command.prepare = broken
        run = command("audit", "verify")
        assert (run.code, run.out, run.err.splitlines()[-1]) == (
            2,
            "",
            "workbench: event 3 was altered",
        )
        assert "Traceback" not in run.err

    @pytest.mark.parametrize("debug", [False, True])
    def test_an_unexpected_error_shows_its_trace_only_when_asked(
        self, command: Command, debug: bool
    ) -> None:
        def broken(app: FakeApp) -> None:
            del app.__dict__["accounts"]
            app.__dict__["accounts"] = None

        command.prepare = broken
        run = command(*(["--debug"] if debug else []), "user", "list")
        assert run.code == 2
        assert ("Traceback" in run.err) is debug
        assert "unexpected AttributeError" in run.err.splitlines()[-1]

    @pytest.mark.parametrize(
        "arguments",
        [("extract",), ("no-such-command",), ("export", "pdf"), ("search", "x", "--k", "many")],
    )
    def test_a_wrong_command_line_is_one_line_and_exit_2(
        self, command: Command, arguments: tuple[str, ...]
    ) -> None:
        run = command(*arguments)
        assert run.code == 2
        assert run.out == ""
        assert len(run.err.splitlines()) == 1

    @pytest.mark.parametrize("arguments", [("search", "x", "--k", "0"), ("export", "pdf")])
    def test_a_wrong_option_is_told_in_no_programmers_words(
        self, command: Command, arguments: tuple[str, ...]
    ) -> None:
        told = command(*arguments).err
        assert "Input should" not in told
        assert "Value error" not in told

    def test_no_command_shows_the_commands(self, command: Command) -> None:
        run = command()
        assert "import-statements" in run.out + run.err


class TestServing:
    def test_a_desk_without_accounts_tells_its_token_and_one_with_accounts_nothing(
        self, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        app = FakeApp(settings)
        greet(app, "127.0.0.1", 8600)
        told = capsys.readouterr().err
        assert "http://127.0.0.1:8600/first-admin" in told
        assert "opens-the-desk" in told
        app.fake_accounts.people["anna"] = User("anna", "Anna", Role.ADMIN)
        greet(app, "127.0.0.1", 8600)
        assert capsys.readouterr().err == ""

    def test_the_demonstrations_known_passwords_never_open_a_newsrooms_desk(
        self, settings: Settings
    ) -> None:
        app = FakeApp(settings)
        for account in ACCOUNTS:
            app.fake_accounts.people[account.name] = User(
                account.name, account.display_name, account.role
            )
        with pytest.raises(InputError, match=r"demonstration's.*--database"):
            greet(app, "127.0.0.1", 8600)

    def test_only_one_desk_may_be_starting_on_a_database(self, tmp_path: Path) -> None:
        database = tmp_path / "new" / "desk.duckdb"
        held = claim_serving(database)
        assert held is not None
        with pytest.raises(DatabaseInUse, match=r"desk\.duckdb.*--database"):
            claim_serving(database)
        os.close(held)
        again = claim_serving(database)
        assert again is not None
        os.close(again)

    def test_the_server_gets_the_settings_and_the_rest_of_the_environment(
        self, tmp_path: Path
    ) -> None:
        settings = Settings(database=tmp_path / "desk.duckdb", demo=True)
        environment = server_environment(settings, {"PATH": "/bin", "WORKBENCH_DEMO": "0"})
        read = Settings.from_environment(environment)
        assert (read.database, read.demo, environment["PATH"]) == (
            settings.database.resolve(),
            True,
            "/bin",
        )
