"""The installed command as a person runs it: real processes, real models, a real database."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from tests.unit.test_layers import HEAVY
from workbench import demo
from workbench.cli.serving import check_port
from workbench.errors import InputError
from workbench.settings import Settings
from workbench.storage.engine.database import Database

WORKBENCH = Path(sys.executable).with_name("workbench")
HALF_A_SECOND = 0.5
LIMIT = 300
CLAIM = {
    "claim_id": "c1",
    "text": "Iran is providing Russia with weapons that are hitting civilians in Ukraine",
    "actor": "United States",
    "article_date": "2022-10-20",
}
CONCESSION = "2022-11-05"


def run(
    *arguments: object, database: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    before = [] if database is None else ["--database", str(database)]
    return subprocess.run(
        [str(WORKBENCH), *before, *(str(argument) for argument in arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT,
    )


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def least_work(command: Sequence[str], times: int = 5) -> float:
    """The least processor time of several runs in seconds; waiting for other work is left out."""
    spent = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True, timeout=LIMIT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def test_help_answers_in_under_half_a_second() -> None:
    assert least_work([str(WORKBENCH), "--help"]) < HALF_A_SECOND


def test_extract_gives_exact_places_in_the_text_without_a_database(
    data: Path, tmp_path: Path
) -> None:
    story = data / "articles" / "2022-10-20-crimea-trainers.txt"
    text = story.read_text(encoding="utf-8").split("---\n", 2)[2]
    documents = tmp_path / "stories.jsonl"
    documents.write_text(
        json.dumps({"id": "crimea", "text": text, "date": "2022-10-20"}) + "\n", encoding="utf-8"
    )
    claims = objects(
        run("extract", documents, "--format", "jsonl", database=tmp_path / "no.duckdb")
    )
    assert {claim["doc_id"] for claim in claims} == {"crimea"}
    for claim in claims:
        assert text[claim["start"] : claim["end"]] == claim["text"]  # type: ignore[misc]
    assert {"asserts", "denies"} <= {claim["polarity"] for claim in claims}
    assert not (tmp_path / "no.duckdb").exists()


def test_a_reader_that_leaves_early_hears_no_complaint(data: Path) -> None:
    articles = sorted((data / "articles").glob("*.txt"))
    with subprocess.Popen(
        [str(WORKBENCH), "extract", *map(str, articles), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        assert process.wait(LIMIT) == 0
    assert complaint == b""


def test_match_shows_the_denials_before_and_the_concession_since(
    demo_settings: Settings, tmp_path: Path
) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text(json.dumps(CLAIM) + "\n", encoding="utf-8")
    [found] = objects(run("match", claims, "--format", "jsonl", database=demo_settings.database))
    priors: list[dict[str, str]] = found["priors"]  # type: ignore[assignment]
    before = [prior for prior in priors if prior["lane"] == "prior"]
    since = [prior for prior in priors if prior["lane"] == "since"]
    denials = [
        prior
        for prior in before[:5]
        if prior["relation"] == "contradicts" and prior["statement_id"].startswith("iran-drones")
    ]
    assert len(denials) >= 2
    assert all(prior["said_on"] <= CLAIM["article_date"] for prior in before if prior["said_on"])
    assert all(prior["said_on"] > CLAIM["article_date"] for prior in since if prior["said_on"])
    assert any(prior["said_on"] >= CONCESSION for prior in since if prior["said_on"])


def test_relate_knows_a_denial_from_a_repetition(tmp_path: Path) -> None:
    claim = "Iran has supplied drones to Russia."
    pairs = tmp_path / "pairs.jsonl"
    rows = [
        {
            "pair_id": "denied",
            "claim": claim,
            "statement": "Iran denied supplying Russia with drones.",
        },
        {"pair_id": "said", "claim": claim, "statement": "Iran has supplied drones to Russia."},
    ]
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    labels = {row["pair_id"]: row for row in objects(run("relate", pairs, "--format", "jsonl"))}
    assert labels["denied"]["relation"] == "contradicts"
    assert labels["said"]["relation"] == "supports"
    for row in labels.values():
        total = sum(float(str(row[part])) for part in ("contradicts", "supports", "related"))
        assert total == pytest.approx(1, abs=1e-4)


def test_search_keeps_to_the_date_and_the_actor(demo_settings: Settings) -> None:
    found = objects(
        run(
            *("search", "drones for Russia", "--as-of", "2022-10-20", "--actor", "Iran"),
            *("--k", 5, "--format", "jsonl"),
            database=demo_settings.database,
        )
    )
    assert 0 < len(found) <= 5
    assert {row["actor"] for row in found} == {"Iran"}
    days = [row["said_on"] if row["said_on"] is not None else row["published_on"] for row in found]
    assert all(str(day) <= "2022-10-20" for day in days)


def test_search_keeps_to_the_speaker_and_to_what_was_said_since(demo_settings: Settings) -> None:
    found = objects(
        run(
            *("search", "drones for Russia", "--speaker", "Kanaani", "--since", "2022-10-01"),
            *("--format", "jsonl"),
            database=demo_settings.database,
        )
    )
    assert found
    assert all("Kanaani" in str(row["speaker"]) for row in found)
    assert all(str(row["said_on"] or row["published_on"]) >= "2022-10-01" for row in found)


def test_the_export_reads_back_in_pandas_and_is_the_same_twice(
    demo_settings: Settings, tmp_path: Path
) -> None:
    database = demo_settings.database
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for out in (first, second):
        done = run("export", "csv", "--include-open", "--out", out, database=database)
        assert done.returncode == 0, done.stderr
    assert first.read_bytes() == second.read_bytes()
    table = pd.read_csv(first)
    assert {"claim_id", "verdict", "rationale", "signoff_state", "ledger_head"} <= set(table)
    assert demo.SAMPLE.rationale in set(table["rationale"])


def test_only_approved_verdicts_leave_unless_asked(demo_settings: Settings) -> None:
    done = run("export", "csv", database=demo_settings.database)
    header, *rows = csv.reader(io.StringIO(done.stdout))
    assert header[0] == "schema_version"
    assert rows == []


def test_the_demonstrations_ledger_verifies(demo_settings: Settings) -> None:
    done = run("audit", "verify", database=demo_settings.database)
    assert done.returncode == 0, done.stderr
    assert "the ledger holds" in done.stdout


def test_seeding_again_adds_nothing(demo_settings: Settings) -> None:
    database = demo_settings.database
    before = run("audit", "verify", database=database).stdout
    done = run("demo", "--no-serve", database=database)
    assert done.returncode == 0, done.stderr
    assert demo.PASSWORD in done.stderr
    assert run("audit", "verify", database=database).stdout == before


def test_the_demonstration_fills_a_desk_for_every_role(demo_settings: Settings) -> None:
    users = objects(run("user", "list", "--format", "jsonl", database=demo_settings.database))
    assert {user["name"] for user in users} == {account.name for account in demo.ACCOUNTS}


def test_an_account_can_be_opened_changed_and_closed(tmp_path: Path) -> None:
    database = tmp_path / "new.duckdb"
    secret = "correct horse battery"
    added = run(
        *("user", "add", "dana", "--role", "checker", "--display-name", "Dana D."),
        "--password-stdin",
        database=database,
        stdin=secret + "\n",
    )
    assert added.returncode == 0, added.stderr
    assert run("user", "set-role", "dana", "supervisor", database=database).returncode == 0
    assert run("user", "disable", "dana", database=database).returncode == 0
    [dana] = objects(run("user", "list", "--format", "jsonl", database=database))
    assert dana == {
        "name": "dana",
        "display_name": "Dana D.",
        "role": "supervisor",
        "disabled": True,
        "email": None,
    }


def test_a_database_that_is_open_elsewhere_is_named(tmp_path: Path) -> None:
    path = tmp_path / "open.duckdb"
    holder = Database(path)
    try:
        done = run("user", "list", database=path)
    finally:
        holder.close()
    assert done.returncode == 2
    assert "open.duckdb" in done.stderr
    assert "another process" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("shopping list", encoding="utf-8")
    done = run("audit", "verify", database=path)
    assert done.returncode == 2
    assert "notes.duckdb" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"port {port} is taken.*--port"):
            check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(InputError, match=r"192\.0\.2\.1"):
        check_port("192.0.2.1", 8600)


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom workbench.cli import main\nmain(['--help'])\n"
        f"print(sorted(set(sys.modules) & {HEAVY | {'rich', 'asyncio'}!r}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.strip() == "[]"
