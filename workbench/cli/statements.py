"""Commands on statements: ``import-statements``, ``match`` and ``relate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.lines import Record, in_batches, read_lines
from workbench.cli.options import Database, Format, Output, Priors, session_of
from workbench.cli.output import iso, print_object, print_table, progress_bar
from workbench.cli.session import flag_verdicts, say
from workbench.errors import InputError
from workbench.model.claim import Polarity
from workbench.model.intake import Flags
from workbench.model.prior import Prior, Query, RelationLabel, Reversal
from workbench.running_desk import answering
from workbench.words import relation_word

MATCHED_TOGETHER = 64
"""Claims."""

RELATED_TOGETHER = 512
"""Pairs; many at once are read in order of length, which spares the model most padding."""

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]
Claims = Annotated[Path, typer.Argument(metavar="CLAIMS.jsonl", show_default=False)]
Pairs = Annotated[Path, typer.Argument(metavar="PAIRS.jsonl", show_default=False)]


def import_statements(context: typer.Context, files: Files, database: Database = None) -> None:
    """Import dated, attributed statements from csv, jsonl or parquet; rejects are written out."""
    session = session_of(context)
    with session.app_with_database(database) as app, answering(app):
        for file in files:
            try:
                rows = app.statements.count_rows(file)
                with progress_bar(file.name, rows) as progress:
                    report = app.statements.import_file(
                        file, by=app.operator(), progress=progress, flags=Flags.LATER
                    )
            except InputError as error:
                session.reject(error)
                continue
            rejects = "" if report.rejects_file is None else f", written to {report.rejects_file}"
            say(f"{file}: {session.count(report)}{rejects}")
        flag_verdicts(app)


def match(
    context: typer.Context,
    claims: Claims,
    k: Priors = 10,
    reversals: Annotated[
        bool,
        typer.Option("--reversals", help="With each claim, who has stood on both sides of it."),
    ] = False,
    output: Output = Format.TABLE,
    database: Database = None,
) -> None:
    """Find what was said before on each claim, and since."""
    session = session_of(context)
    with session.app_with_database(database) as app:
        lines = read_lines(claims, query_of, session.reject)
        for queries in in_batches(lines, MATCHED_TOGETHER):
            for query, priors in zip(queries, app.archive.match(queries, k=k), strict=True):
                turned = app.archive.reversals(priors) if reversals else []
                if output is Format.JSONL:
                    found: dict[str, object] = {
                        "claim_id": query.claim_id,
                        "priors": [_prior_fields(prior) for prior in priors],
                    }
                    if reversals:
                        found["reversals"] = [_reversal_fields(one) for one in turned]
                    print_object(found)
                else:
                    _print_priors(query, priors)
                    for one in turned:
                        print(one.sentence)


def relate(context: typer.Context, pairs: Pairs, output: Output = Format.TABLE) -> None:
    """Say how each statement stands to its claim. Needs no database."""
    session = session_of(context)
    with session.app() as app:
        for batch in in_batches(read_lines(pairs, _pair_of, session.reject), RELATED_TOGETHER):
            labels = app.relator.relate([(claim, statement) for _, claim, statement in batch])
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
        "said_on": iso(statement.said_on),
    }


def _reversal_fields(one: Reversal) -> dict[str, object]:
    return {
        "actor": one.actor,
        "first": one.first.statement.statement_id,
        "first_on": iso(one.first.statement.dated),
        "then": one.then.statement.statement_id,
        "then_on": iso(one.then.statement.dated),
        "sentence": one.sentence,
    }


def _print_priors(query: Query, priors: list[Prior]) -> None:
    print_table(
        ("lane", "rank", "relation", "score", "said on", "speaker", "statement", "id"),
        [
            (
                prior.lane,
                prior.rank,
                relation_word(prior.label),
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
