"""Ranked and labelled statements as the priors a person is shown, each text once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbench.archive.importing.reprints import other_publishers
from workbench.archive.index.bm25 import words_by_stem
from workbench.archive.priors import ranking
from workbench.archive.priors.candidates import Sought
from workbench.archive.priors.lanes import days_before
from workbench.archive.priors.ranking import Ranked
from workbench.model.prior import Lane, Prior, Relation, RelationLabel
from workbench.model.statement import Statement
from workbench.storage.statements import reprints as reprint_rows
from workbench.storage.statements.reprints import Copy

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database

LaneFound = tuple[Sought, Lane, list[Ranked]]
"""What was found for a claim in one lane, best first."""


def priors_of(
    database: Database,
    lanes: Sequence[LaneFound],
    labels: Iterable[RelationLabel],
    relevant_from: float,
) -> list[list[Prior]]:
    """Each lane's statements as priors, without those that have nothing to do with the claim.

    One that contradicts the claim stays, however little it seems to have to do with it.

    Args:
        labels: One a statement, lane after lane.
        relevant_from: The relevance below which a statement is left out.
    """
    left = iter(labels)
    labelled = [
        (sought, lane, _relevant(zip(ranked, left, strict=False), relevant_from))
        for sought, lane, ranked in lanes
    ]
    copies = _copies(database, [one.row_id for _, _, kept in labelled for one, _ in kept])
    return [
        [
            Prior(
                statement=one.statement,
                rank=position,
                score=one.score,
                lane=lane,
                label=label,
                parts=one.parts,
                shared_words=_shared_words(sought.text, one.statement),
                days_before=days_before(one.statement, sought.query.article_date),
                reprinted=other_publishers(
                    copies.get(one.row_id, ()), one.row_id, sought.query, lane
                ),
            )
            for position, (one, label) in enumerate(kept, start=1)
        ]
        for sought, lane, kept in labelled
    ]


def one_a_text(database: Database, ranked: list[Ranked]) -> list[Ranked]:
    """Without the reprints of better ones, so that they fill no page."""
    with database.read() as cursor:
        first_rows = reprint_rows.first_rows(cursor, (one.row_id for one in ranked))
    kept: dict[int, Ranked] = {}
    for one in ranked:
        kept.setdefault(first_rows.get(one.row_id, one.row_id), one)
    return list(kept.values())


def _copies(database: Database, row_ids: Sequence[int]) -> dict[int, list[Copy]]:
    """All copies of the text of each row that has several."""
    with database.read() as cursor:
        first_rows = reprint_rows.first_rows(cursor, row_ids)
        group_of = {row_id: first_rows.get(row_id, row_id) for row_id in row_ids}
        copies = reprint_rows.copies_of(cursor, set(group_of.values()))
    return {row_id: copies[first] for row_id, first in group_of.items() if first in copies}


def _relevant(
    labelled: Iterable[tuple[Ranked, RelationLabel]], relevant_from: float
) -> list[tuple[Ranked, RelationLabel]]:
    return [
        (one, label)
        for one, label in labelled
        if ranking.relevance(one.score) >= relevant_from or label.named is Relation.CONTRADICTS
    ]


def _shared_words(text: str, statement: Statement) -> tuple[str, ...]:
    """The claim's words that the statement or its headline also has, as the claim writes them."""
    theirs = words_by_stem(
        f"{statement.title}. {statement.text}" if statement.title else statement.text
    )
    return tuple(word for stem, word in words_by_stem(text).items() if stem in theirs)
