"""Commands on the archive: ``import-statements``, ``search``, ``match`` and ``relate``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.lines import Record, in_batches, read_lines
from workbench.cli.options import Database, Format, Output, Priors, day, session_of
from workbench.cli.output import print_object, print_table, progress_bar
from workbench.cli.session import say
from workbench.errors import InputError
from workbench.model import Polarity, Prior, Query, RelationLabel

BATCH = 64

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]
Claims = Annotated[Path, typer.Argument(metavar="CLAIMS.jsonl", show_default=False)]
Pairs = Annotated[Path, typer.Argument(metavar="PAIRS.jsonl", show_default=False)]
Words = Annotated[str, typer.Argument(metavar="TEXT", show_default=False)]


def import_statements(context: typer.Context, files: Files, database: Database = None) -> None:
    """Import dated, attributed statements from csv, jsonl or parquet; rejects are written out."""
    session = session_of(context)
    with session.desk_with_database(database) as desk:
        for file in files:
            try:
                rows = desk.archive.rows_in(file)
                with progress_bar(file.name, rows) as progress:
                    report = desk.import_statements(file, by=desk.operator(), progress=progress)
            except InputError as error:
                session.reject(error)
                continue
            rejects = "" if report.rejects_file is None else f", written to {report.rejects_file}"
            say(f"{file}: {session.count(report)}{rejects}")


def search(
    context: typer.Context,
    words: Words,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was said by then (YYYY-MM-DD).")
    ] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this actor said.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this publisher printed.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only statements in this language (en, fa).")
    ] = None,
    k: Priors = 10,
    output: Output = Format.TABLE,
    database: Database = None,
) -> None:
    """Search the archive for statements on a point."""
    session = session_of(context)
    if not words.strip():
        raise InputError("there is nothing to search for; give some words")
    until = day(as_of, "--as-of")
    with session.desk_with_database(database) as desk:
        found = desk.archive.search(
            words, as_of=until, actor=actor, source=source, language=language, k=k
        )
    if not found:
        say("nothing was found; other words, a later --as-of or fewer filters may help")
    elif output is Format.JSONL:
        for prior in found:
            print_object(_search_fields(prior))
    else:
        print_table(
            ("rank", "score", "said on", "speaker", "actor", "statement", "publisher", "id"),
            [
                (
                    prior.rank,
                    f"{prior.score:.3f}",
                    prior.statement.dated,
                    prior.statement.speaker,
                    prior.statement.actor,
                    prior.statement.text,
                    prior.statement.publisher,
                    prior.statement.statement_id,
                )
                for prior in found
            ],
        )


def match(
    context: typer.Context,
    claims: Claims,
    k: Priors = 10,
    output: Output = Format.TABLE,
    database: Database = None,
) -> None:
    """Find what was said before on each claim, and since."""
    session = session_of(context)
    with session.desk_with_database(database) as desk:
        for queries in in_batches(read_lines(claims, query_of, session.reject), BATCH):
            for query, priors in zip(queries, desk.archive.match(queries, k=k), strict=True):
                if output is Format.JSONL:
                    print_object(
                        {
                            "claim_id": query.claim_id,
                            "priors": [_prior_fields(prior) for prior in priors],
                        }
                    )
                else:
                    _print_priors(query, priors)


def relate(context: typer.Context, pairs: Pairs, output: Output = Format.TABLE) -> None:
    """Say how each statement stands to its claim. Needs no database."""
    session = session_of(context)
    with session.desk() as desk:
        for batch in in_batches(read_lines(pairs, _pair_of, session.reject), BATCH):
            labels = desk.relator.relate([(claim, statement) for _, claim, statement in batch])
            if output is Format.JSONL:
                for (pair_id, _, _), label in zip(batch, labels, strict=True):
                    print_object({"pair_id": pair_id, **_label_fields(label)})
            else:
                print_table(
                    ("pair", "relation", "probability", "claim", "statement"),
                    [
                        (*(pair_id, label.relation, f"{label.probability:.2f}"), claim, statement)
                        for (pair_id, claim, statement), label in zip(batch, labels, strict=True)
                    ],
                )


def query_of(record: Record) -> Query:
    """A line of CLAIMS.jsonl; lines that ``extract`` printed are taken whole."""
    polarity = record.optional_text("polarity")
    if polarity is not None and polarity not in set(Polarity):
        raise record.bad("polarity", f"{polarity[:40]!r} is none of {', '.join(Polarity)}")
    return Query(
        claim_id=record.identifier("claim_id"),
        text=record.text("text"),
        proposition=record.optional_text("proposition"),
        speaker=record.optional_text("speaker"),
        actor=record.optional_text("actor"),
        polarity=None if polarity is None else Polarity(polarity),
        article_date=record.day("article_date"),
        article_id=record.optional_text("article_id"),
    )


def _pair_of(record: Record) -> tuple[str, str, str]:
    return record.identifier("pair_id"), record.text("claim"), record.text("statement")


def _label_fields(label: RelationLabel) -> dict[str, object]:
    return {
        "relation": label.relation.value,
        "probability": round(label.probability, 6),
        "contradicts": round(label.contradicts, 6),
        "supports": round(label.supports, 6),
        "related": round(label.related, 6),
    }


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _prior_fields(prior: Prior) -> dict[str, object]:
    statement = prior.statement
    return {
        "statement_id": statement.statement_id,
        "rank": prior.rank,
        "score": round(prior.score, 6),
        "lane": prior.lane.value,
        "relation": prior.label.relation.value,
        "probability": round(prior.label.probability, 6),
        "text": statement.text,
        "speaker": statement.speaker,
        "said_on": _iso(statement.said_on),
    }


def _search_fields(prior: Prior) -> dict[str, object]:
    statement = prior.statement
    return {
        "statement_id": statement.statement_id,
        "rank": prior.rank,
        "score": round(prior.score, 6),
        "text": statement.text,
        "speaker": statement.speaker,
        "actor": statement.actor,
        "said_on": _iso(statement.said_on),
        "published_on": _iso(statement.published_on),
        "title": statement.title,
        "publisher": statement.publisher,
        "source_url": statement.source_url,
    }


def _print_priors(query: Query, priors: list[Prior]) -> None:
    print_table(
        ("lane", "rank", "relation", "score", "said on", "speaker", "statement", "id"),
        [
            (
                prior.lane,
                prior.rank,
                f"{prior.label.relation} {prior.label.probability:.2f}",
                f"{prior.score:.3f}",
                prior.statement.dated,
                prior.statement.speaker,
                prior.statement.text,
                prior.statement.statement_id,
            )
            for prior in priors
        ],
        title=f"{query.claim_id}: {query.text}",
    )
