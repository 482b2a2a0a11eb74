"""Commands on documents: ``extract`` prints claims, ``import-articles`` stores them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from workbench.app import App
from workbench.cli.options import Database, Format, Output, session_of
from workbench.cli.output import print_object, print_table, progress_bar
from workbench.cli.session import Session, flag_verdicts, say
from workbench.errors import InputError
from workbench.model.article import Article, Span
from workbench.model.claim import Claim
from workbench.model.intake import Flags
from workbench.model.statement import Rejection
from workbench.running_desk import answering

LINES_OF_DOCUMENTS = (".jsonl", ".ndjson", ".jsonl.gz")

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]
Places = Annotated[list[Path], typer.Argument(metavar="FILE|DIR...", show_default=False)]


def extract(context: typer.Context, files: Files, output: Output = Format.TABLE) -> None:
    """Print the claims in documents: who said what, where. Needs no database."""
    session = session_of(context)
    with session.app() as app:
        doc_ids: deque[str] = deque()
        articles = _articles(app, files, doc_ids, session)
        for article, claims in app.extractor.claims_of_many(articles):
            doc_id = doc_ids.popleft()
            if claims is None:
                session.reject(
                    InputError("its claims could not be lifted; the log has why", file=doc_id)
                )
            elif output is Format.JSONL:
                for claim in claims:
                    print_object(claim_fields(doc_id, claim, article))
            else:
                _print_claims(doc_id, claims)


def import_articles(context: typer.Context, places: Places, database: Database = None) -> None:
    """Read documents, lift out their claims and store both. Run again, it goes on."""
    session = session_of(context)
    found = []
    for place in places:
        if place.exists():
            found.append(place)
        else:
            session.reject(InputError("there is no such file or folder", file=str(place)))
    if not found:
        return
    with session.app_with_database(database) as app, answering(app):
        with progress_bar("articles", app.articles.count_documents(found)) as progress:
            report = app.articles.import_files(
                found, by=app.operator(), progress=progress, flags=Flags.LATER
            )
        say(f"articles: {session.count(report)}")
        flag_verdicts(app)


def claim_fields(doc_id: str, claim: Claim, article: Article) -> dict[str, object]:
    """One claim as ``extract`` prints it; parts that are absent are null.

    Keys up to ``said_on`` are fixed by the design; those after it are extra, named so that a line
    is also a line for ``match``.
    """
    source, cue = claim.source, claim.cue
    return {
        "doc_id": doc_id,
        "claim_id": claim.claim_id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "content_start": claim.content.start,
        "content_end": claim.content.end,
        "source_start": _start(source),
        "source_end": _end(source),
        "source": claim.source_text,
        "cue_start": _start(cue),
        "cue_end": _end(cue),
        "cue": claim.cue_text,
        "speaker": claim.speaker,
        "actor": claim.actor,
        "polarity": claim.polarity.value,
        "quotation": None if claim.quotation is None else claim.quotation.value,
        "check_worthiness": round(claim.check_worthiness, 4),
        "said_on": None if claim.said_on is None else claim.said_on.isoformat(),
        "proposition": claim.proposition,
        "article_id": claim.article_id,
        "article_date": None if article.published_on is None else article.published_on.isoformat(),
        "dates": [
            {
                "words": mention.words,
                "start": mention.span.start,
                "end": mention.span.end,
                "earliest": mention.earliest.isoformat(),
                "latest": mention.latest.isoformat(),
            }
            for mention in claim.dates
        ],
        "chain": [
            {"speaker": link.speaker, "actor": link.actor, "polarity": link.polarity.value}
            for link in claim.chain
        ],
    }


def _start(span: Span | None) -> int | None:
    return None if span is None else span.start


def _end(span: Span | None) -> int | None:
    return None if span is None else span.end


def _articles(
    app: App, files: Sequence[Path], doc_ids: deque[str], session: Session
) -> Iterator[Article]:
    for file in files:
        stands_alone = not file.name.lower().endswith(LINES_OF_DOCUMENTS)
        for item in app.articles.read_each(file):
            if isinstance(item, Rejection):
                session.reject(item)
            else:
                doc_ids.append(file.stem if stands_alone else item.article_id)
                yield item


def _print_claims(doc_id: str, claims: Sequence[Claim]) -> None:
    rows = [
        (
            claim.speaker if claim.speaker is not None else claim.source_text,
            claim.actor,
            "" if claim.cue_text is None else f"{claim.polarity} ({claim.cue_text})",
            claim.text,
            f"{claim.check_worthiness:.2f}",
            claim.said_on,
        )
        for claim in claims
    ]
    columns = ("speaker", "actor", "how", "claim", "worth checking", "said on")
    print_table(columns, rows, title=f"{doc_id}: {len(claims)} claims")
