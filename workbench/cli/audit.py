"""Commands on what happened on the desk: ``audit verify``, ``as-known``, ``agreement``..."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import typer

from workbench.cli.options import Database, Format, Output, session_of
from workbench.cli.output import print_object, print_table
from workbench.cli.session import say


class By(StrEnum):
    """Over what agreement is counted."""

    PAIR = "pair"
    KIND = "kind"


def verify(
    context: typer.Context,
    containing: Annotated[
        str | None,
        typer.Option(metavar="HEAD", help="Also prove that this head of an earlier export is in."),
    ] = None,
    database: Database = None,
) -> None:
    """Prove that nothing in the ledger was changed, left out, cut off or put in afterwards."""
    with session_of(context).app_with_database(database) as app:
        verified = app.ledger.verify(by=app.operator(), containing=containing)
    print(f"the ledger holds: {verified.count} events, head {verified.head}")


def as_known(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", show_default=False)],
    version: Annotated[int, typer.Argument(metavar="VERSION", show_default=False)],
    output: Output = Format.TABLE,
    database: Database = None,
) -> None:
    """Show what the signer of a version had before them, rebuilt and proved."""
    with session_of(context).app_with_database(database) as app:
        found = app.ledger.as_known(claim, version, by=app.operator())
    known, signed = found.known, found.sign_off
    if output is Format.JSONL:
        print_object(
            {
                "decision": signed.decision.value,
                "signed_by": signed.signed_by,
                "signed_at": signed.signed_at.isoformat(),
                "seen": list(signed.seen),
                "known_sha256": known.sha256,
                "proved": signed.known_sha256 is not None,
                "ledger_head": signed.ledger_head,
                "known": known.plain(),
            }
        )
        return
    verdict = known.version
    print_table(
        ("what", "as known when it was signed"),
        [
            ("claim", known.claim.text),
            ("said by", known.claim.speaker),
            ("article", f"{known.article.title} ({known.article.published_on})"),
            ("article SHA-256", known.article.sha256),
            ("verdict", f"{verdict.verdict.value}, version {verdict.version}"),
            ("by", f"{verdict.author}, {verdict.decided_at:%Y-%m-%d %H:%M} UTC"),
            ("why", verdict.rationale),
            ("evidence outside", verdict.outside_evidence),
            *(("corrects", one.correction_note) for one in known.reopenings),
            *(
                ("second opinion", f"{one.reviewer}: {one.verdict.value}, {one.rationale}")
                for one in known.opinions
            ),
            *((f"model: {name}", revision) for name, revision in verdict.models),
            (signed.decision.value, f"{signed.signed_by}, {signed.signed_at:%Y-%m-%d %H:%M} UTC"),
            ("ledger's head then", signed.ledger_head),
        ],
    )
    print_table(
        ("rank", "lane", "relation", "p", "score", "cited", "said on", "speaker", "statement"),
        [
            (
                prior.rank,
                prior.lane.value,
                prior.label.relation.value,
                f"{prior.label.probability:.2f}",
                f"{prior.score:.3f}",
                "yes" if prior.statement.statement_id in verdict.cited else "",
                prior.statement.said_on,
                prior.statement.speaker,
                prior.statement.text,
            )
            for prior in known.priors
        ],
        title=f"{len(known.priors)} statements; {len(known.flags)} more had come in since",
    )
    if signed.known_sha256 is None:
        say("signed by an earlier release, which kept no fingerprint: rebuilt, but not proved")


def disagreements(
    context: typer.Context, output: Output = Format.TABLE, database: Database = None
) -> None:
    """List the second opinions that differ from the verdict, oldest first."""
    with session_of(context).app_with_database(database) as app:
        found = app.opinions.disagreements(reader=app.operator())
    rows = [
        {
            "claim_id": one.claim.claim_id,
            "claim": one.claim.text,
            "version": one.version.version,
            "author": one.version.author,
            "verdict": one.version.verdict.value,
            "reviewer": one.opinion.reviewer,
            "opinion": one.opinion.verdict.value,
            "rationale": one.opinion.rationale,
        }
        for one in found
    ]
    _print(rows, output, "no second opinion differs from its verdict")


def agreement(
    context: typer.Context,
    by: Annotated[By, typer.Option(help="By pair of people, or by kind of claim.")] = By.PAIR,
    output: Output = Format.TABLE,
    database: Database = None,
) -> None:
    """Show how far people agree beyond chance, over claims with a second opinion."""
    with session_of(context).app_with_database(database) as app:
        told = app.opinions.agreement_by_pair if by is By.PAIR else app.opinions.agreement_by_kind
        found = told(reader=app.operator())
    rows = [
        {
            by.value: one.of,
            "claims": one.claims,
            "observed": round(one.observed, 3),
            "expected": round(one.expected, 3),
            "kappa": None if one.kappa is None else round(one.kappa, 3),
        }
        for one in found
    ]
    _print(rows, output, "nobody has given a second opinion yet")


def _print(rows: Sequence[Mapping[str, object]], output: Format, nothing: str) -> None:
    if output is Format.JSONL:
        for row in rows:
            print_object(row)
    elif rows:
        print_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        say(nothing)
