"""``workbench audit``: what each command prints, on a real desk behind the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests import made
from tests.cases import each
from tests.databases import database_of
from tests.fakes import app_on_fakes, raise_flags
from tests.people import store_accounts
from workbench.cli import main
from workbench.clock import wall_clock
from workbench.model.prior import Relation
from workbench.model.verdict import Verdict
from workbench.settings import Settings

STORY = made.article("Iran denied it. Kirby said Iran helps. Nobody asked.")
HELPS = made.claim(STORY, "Iran helps")
BARE = made.claim(STORY, "Nobody asked", number=2, speaker=None)
DENIAL, VAGUE = made.statement("s-denial"), made.statement("s-vague", "We shall see.")
LATE = made.statement("s-late", "No drones were sent.", actor="Russia")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two claims decided, one of them signed on a second opinion that differs; then closed."""
    settings = Settings(database=tmp_path_factory.mktemp("worked") / "workbench.duckdb")
    app = app_on_fakes(settings, wall_clock)
    made.store_statements(database_of(app), [DENIAL, VAGUE, LATE])
    made.store_article(database_of(app), STORY, [HELPS, BARE])
    store_accounts(database_of(app), [made.CORA])
    for claim in (HELPS, BARE):
        app.verdicts.submit(
            claim.claim_id,
            verdict=Verdict.CONTESTED,
            rationale="Denied [by Tehran].",
            cited=["s-denial"],
            shown=[made.prior(DENIAL), made.prior(VAGUE, Relation.RELATED, rank=2)],
            by=made.CHRIS,
            seen_version=0,
            outside_evidence="a call to the ministry",
        )
    app.opinions.ask(HELPS.claim_id, reviewer="cora", by=made.CHRIS)
    app.opinions.give(
        HELPS.claim_id,
        verdict=Verdict.UNVERIFIED,
        rationale="Not settled.",
        cited=[],
        by=made.CORA,
    )
    raise_flags(app.verdicts, {HELPS.claim_id: [made.prior(LATE)]}, by="lee")
    app.verdicts.approve(HELPS.claim_id, 1, by=made.SAM, note="agreed", seen=["s-late"])
    app.close()
    return settings.database


@pytest.fixture
def database(worked: Path, settings: Settings) -> Path:
    """A copy of it, which a test may tamper with."""
    return Path(shutil.copy(worked, settings.database))


@pytest.fixture
def audit(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        words = [str(argument) for argument in arguments]
        code = main(["--database", str(database), "audit", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def tamper(database: Path, statement: str) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(statement)


def test_verify_tells_how_many_events_and_the_head(audit: Run) -> None:
    code, out, _ = audit("verify")
    assert code == 0
    assert out.startswith("the ledger holds: ")
    head = out.split()[-1]
    assert len(head) == 64
    assert audit("verify", "--containing", head)[0] == 0


def test_verify_refuses_a_head_that_is_not_in_the_chain(audit: Run) -> None:
    code, out, err = audit("verify", "--containing", "f" * 64)
    assert (code, out) == (2, "")
    assert "was cut or rewritten" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE events SET who = 'mallory' WHERE seq = 2", "event 2"),
        ("UPDATE verdict_versions SET rationale = 'x'", "was altered in the database"),
        ("DELETE FROM ledger_end", "workbench restore FILE --force"),
    ],
)
def test_verify_names_what_was_tampered_with(
    audit: Run, database: Path, change: str, named: str
) -> None:
    tamper(database, change)
    code, out, err = audit("verify")
    assert (code, out) == (2, "")
    assert named in err


def test_as_known_tells_what_the_signer_had_before_them(audit: Run) -> None:
    code, out, err = audit("as-known", HELPS.claim_id, 1)
    assert code == 0
    for words in (
        "Iran helps",
        "John Kirby",
        "contested, version 1",
        "Denied [by Tehran].",  # brackets are words here and no markup
        "a call to the ministry",
        "cora: unverified, Not settled.",
        "approved",
        "2 statements; 1 more had come in since",
        "We shall see.",
    ):
        assert words in " ".join(out.split()), words
    assert "earlier release" not in err


def test_as_known_for_programs_is_one_object_with_its_proof(audit: Run) -> None:
    code, out, _ = audit("as-known", HELPS.claim_id, 1, "--format", "jsonl")
    assert code == 0
    [found] = [json.loads(line) for line in out.splitlines()]
    assert (found["decision"], found["signed_by"]) == ("approved", "sam")
    assert found["seen"] == ["s-late"]
    assert found["proved"] is True
    assert len(found["known_sha256"]) == len(found["ledger_head"]) == 64
    assert found["known"]["version"]["rationale"] == "Denied [by Tehran]."
    assert [one["statement"]["statement_id"] for one in found["known"]["priors"]] == [
        "s-denial",
        "s-vague",
    ]


def test_a_sign_off_of_an_earlier_release_is_rebuilt_and_said_to_be_unproved(
    audit: Run, database: Path
) -> None:
    tamper(database, "UPDATE sign_offs SET known_sha256 = NULL")
    code, _, err = audit("as-known", HELPS.claim_id, 1)
    assert code == 0
    assert "rebuilt, but not proved" in err
    _, out, _ = audit("as-known", HELPS.claim_id, 1, "--format", "jsonl")
    assert json.loads(out)["proved"] is False


def test_as_known_says_when_what_was_signed_was_altered(audit: Run, database: Path) -> None:
    tamper(database, "UPDATE verdict_versions SET rationale = 'x'")
    code, out, err = audit("as-known", HELPS.claim_id, 1)
    assert (code, out) == (2, "")
    assert "can no longer be rebuilt" in err
    assert "workbench audit verify" in err


@each(
    "claim, version, told",
    [
        (BARE.claim_id, 1, "nobody has signed"),
        (HELPS.claim_id, 2, "version 2"),
        ("gone", 1, "gone"),
    ],
)
def test_as_known_of_what_nobody_signed_is_one_clear_line(
    audit: Run, claim: str, version: int, told: str
) -> None:
    code, out, err = audit("as-known", claim, version)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_disagreements_are_listed_for_people_and_for_programs(audit: Run) -> None:
    code, out, _ = audit("disagreements")
    assert code == 0
    assert "Not settled." in out
    _, out, _ = audit("disagreements", "--format", "jsonl")
    [found] = [json.loads(line) for line in out.splitlines()]
    assert (found["author"], found["verdict"]) == ("chris", "contested")
    assert (found["reviewer"], found["opinion"]) == ("cora", "unverified")
    assert found["claim_id"] == HELPS.claim_id


@each("by, names", [("pair", {"chris and cora"}), ("kind", {"all claims"})])
def test_agreement_is_told_by_pair_and_by_kind(audit: Run, by: str, names: set[str]) -> None:
    code, out, _ = audit("agreement", "--by", by, "--format", "jsonl")
    assert code == 0
    found = [json.loads(line) for line in out.splitlines()]
    assert names <= {one[by] for one in found}
    assert {one["observed"] for one in found} == {0.0}
    assert audit("agreement", "--by", by)[0] == 0


def test_nothing_to_tell_is_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    for command, words in (("disagreements", "no second opinion"), ("agreement", "nobody has")):
        assert main(["--database", str(settings.database), "audit", command]) == 0
        captured = capsys.readouterr()
        assert captured.out == ""
        assert words in captured.err
