"""The command ``search``: for words on the command line, or for each line of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.app import App
from workbench.cli.lines import Record, in_batches, read_lines
from workbench.cli.options import Database, Format, Output, Priors, day, session_of
from workbench.cli.output import iso, print_object, print_table
from workbench.cli.session import say
from workbench.errors import InputError
from workbench.model.prior import Prior
from workbench.model.statement import Search

SEARCHED_TOGETHER = 64
TEXTS = ("actor", "source", "language", "speaker")

Words = Annotated[str | None, typer.Argument(metavar="[TEXT]", show_default=False)]


def search(
    context: typer.Context,
    words: Words = None,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="QUERIES.jsonl",
            help="Search for the text of each line; its as_of, actor, source, language, speaker "
            "and since win over the options.",
        ),
    ] = None,
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
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this person said (Kanaani).")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only what was said from then on (YYYY-MM-DD)."),
    ] = None,
    k: Priors = 10,
    output: Output = Format.TABLE,
    database: Database = None,
) -> None:
    """Search the archive for statements on a point."""
    session = session_of(context)
    asked = Search(
        "" if words is None else words,
        as_of=day(as_of, "--as-of"),
        actor=actor,
        source=source,
        language=language,
        speaker=speaker,
        since=day(since, "--since"),
    )
    if file is None and not asked.text.strip():
        raise InputError("there is nothing to search for; give some words, or a --file of them")
    if file is not None and words is not None:
        raise InputError("give either words to search for or a --file, not both")
    with session.app_with_database(database) as app:
        if file is None:
            [found] = app.archive.searches([asked], k=k)
            if output is Format.JSONL:
                for prior in found:
                    print_object(_fields(prior))
            if not found or output is Format.TABLE:
                _show(app, asked, found)
            return
        lines = read_lines(file, lambda record: _search_of(record, asked), session.reject)
        for batch in in_batches(lines, SEARCHED_TOGETHER):
            every = app.archive.searches([one for _, one in batch], k=k)
            for (query_id, one), found in zip(batch, every, strict=True):
                if output is Format.JSONL:
                    shown = [_fields(prior) for prior in found]
                    print_object({"query_id": query_id, "statements": shown})
                else:
                    _show(app, one, found, title=f"{query_id}: {one.text}")


def _search_of(record: Record, otherwise: Search) -> tuple[str, Search]:
    """The id and the search of a line; without an id the line's number stands for it."""
    query_id = record.identifier("query_id") if "query_id" in record.fields else str(record.row)
    own: dict[str, Any] = {name: record.day(name) for name in ("as_of", "since")}
    own |= {name: record.optional_text(name) for name in TEXTS}
    given = {name: value for name, value in own.items() if value is not None}
    return query_id, replace(otherwise, text=record.text("text"), **given)


def _show(app: App, asked: Search, found: Sequence[Prior], *, title: str | None = None) -> None:
    """A table and who has stood on both sides; where nothing takes a side, what was searched."""
    absence = app.archive.absence_of(asked, found)
    if absence is not None:
        say(absence.sentence if title is None else f"{title}: {absence.sentence}")
    if not found:
        return
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
        title=title,
    )
    for one in app.archive.reversals(found):
        print(one.sentence)


def _fields(prior: Prior) -> dict[str, object]:
    statement = prior.statement
    return {
        "statement_id": statement.statement_id,
        "rank": prior.rank,
        "score": round(prior.score, 6),
        "text": statement.text,
        "speaker": statement.speaker,
        "actor": statement.actor,
        "said_on": iso(statement.said_on),
        "published_on": iso(statement.published_on),
        "title": statement.title,
        "publisher": statement.publisher,
        "source_url": statement.source_url,
    }
