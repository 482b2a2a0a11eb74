"""Articles and the claims lifted from them: added once, never changed.

The claims are read as people have made them since (``claim_edits``), unless said otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.model.article import Article, DateMention, Span
from workbench.model.claim import AttributionLink, Claim, Polarity, Quotation, Reason
from workbench.model.desk import ClaimState
from workbench.storage.engine.cursor import record
from workbench.storage.engine.digests import digest
from workbench.storage.engine.inserting import insert_rows
from workbench.storage.engine.moments import from_stored, to_stored, to_text

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor, Row

ARTICLE: Final = """
    SELECT article_id, text, sha256, title, publisher, url, published_on, language FROM articles
"""
CLAIM_COLUMNS: Final = """
    claims.claim_id, claims.article_id, claims.text, claims.start_char, claims.end_char,
    claims.source_text, claims.cue_text, claims.speaker, claims.actor, claims.polarity,
    claims.quotation, claims.check_worthiness, claims.said_on, claims.proposition, claims.details
"""

IN_ORDER: Final = " ORDER BY claims.start_char, claims.end_char, claims.claim_id"

INSERT_CLAIMS: Final = """
    INSERT INTO claims_lifted (claim_id, article_id, position, text, start_char, end_char, speaker,
        actor, source_text, cue_text, polarity, quotation, check_worthiness, said_on, proposition,
        details)
    VALUES
"""


@dataclass(frozen=True, slots=True)
class ArticleHeading:
    """What an export needs of an article, without its text."""

    article_id: str
    sha256: str
    title: str | None
    publisher: str | None
    url: str | None
    published_on: date | None


def add(cursor: Cursor, article: Article, *, by: str, at: datetime) -> None:
    """Store an article; the caller has made sure that it is not there."""
    cursor.execute(
        """
        INSERT INTO articles (article_id, sha256, text, title, publisher, url, published_on,
            language, added_by, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            article.article_id,
            article.sha256,
            article.text,
            article.title,
            article.publisher,
            article.url,
            article.published_on,
            article.language,
            by,
            to_stored(at),
        ],
    )


def find(cursor: Cursor, article_id: str) -> Article | None:
    """The article of that id, if it is stored."""
    row = cursor.row(ARTICLE + "WHERE article_id = ?", [article_id])
    return None if row is None else record(Article, row)


def find_many(cursor: Cursor, article_ids: Sequence[str]) -> dict[str, Article]:
    """Some articles by their ids; ids that are not there are left out."""
    rows = cursor.rows(
        ARTICLE + "WHERE article_id IN (SELECT unnest(CAST(? AS TEXT[])))", [list(article_ids)]
    )
    return {row.article_id: record(Article, row) for row in rows}


def who_added(cursor: Cursor, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Who added some articles, and when as the ledger writes it."""
    rows = cursor.rows(
        """
        SELECT article_id, added_by, added_at FROM articles
        WHERE article_id IN (SELECT unnest(CAST(? AS TEXT[])))
        """,
        [list(article_ids)],
    )
    return {row.article_id: (row.added_by, to_text(from_stored(row.added_at))) for row in rows}


def find_same_text(cursor: Cursor, sha256: str) -> Article | None:
    """The stored article with the same text, if any."""
    row = cursor.row(ARTICLE + "WHERE sha256 = ? ORDER BY article_id LIMIT 1", [sha256])
    return None if row is None else record(Article, row)


def headings(cursor: Cursor) -> dict[str, ArticleHeading]:
    """Every article by its id, without the text."""
    rows = cursor.rows(
        "SELECT article_id, sha256, title, publisher, url, published_on FROM articles"
    )
    return {row.article_id: record(ArticleHeading, row) for row in rows}


def ids(cursor: Cursor) -> list[str]:
    """All article ids in order."""
    return cursor.column("SELECT article_id FROM articles ORDER BY article_id")


def add_claims(cursor: Cursor, claims: Sequence[Claim]) -> None:
    """Store the claims lifted from one article, in the order given."""
    rows = []
    for position, claim in enumerate(claims):
        claim_id, article_id, *rest = claim_cells(claim)
        rows.append([claim_id, article_id, position, *rest])
    insert_rows(cursor, INSERT_CLAIMS, rows)


def claim_cells(claim: Claim) -> list[Any]:
    """A claim as it is stored, from its id to its details."""
    return [
        claim.claim_id,
        claim.article_id,
        claim.text,
        claim.start,
        claim.end,
        claim.speaker,
        claim.actor,
        claim.source_text,
        claim.cue_text,
        claim.polarity.value,
        None if claim.quotation is None else claim.quotation.value,
        claim.check_worthiness,
        claim.said_on,
        claim.proposition,
        _details(claim),
    ]


def claims_of(cursor: Cursor, article_id: str) -> tuple[Claim, ...]:
    """The claims of an article that stand on the desk, in the order of its text."""
    rows = cursor.rows(
        "SELECT" + CLAIM_COLUMNS + "FROM claims WHERE article_id = ?" + IN_ORDER, [article_id]
    )
    return tuple(claim_from_row(row) for row in rows)


def every_claim_of(cursor: Cursor, article_id: str) -> tuple[Claim, ...]:
    """The same with those that were dismissed or replaced."""
    rows = cursor.rows(
        "SELECT" + CLAIM_COLUMNS + "FROM every_claim AS claims WHERE article_id = ?" + IN_ORDER,
        [article_id],
    )
    return tuple(claim_from_row(row) for row in rows)


def ever_dismissed(cursor: Cursor, article_id: str) -> list[str]:
    """The claims of an article that were dismissed or replaced at some time, put back or not."""
    return cursor.column(
        """
        SELECT DISTINCT claim_id FROM dismissals
        WHERE claim_id IN (
            SELECT claim_id FROM claims_lifted WHERE article_id = $article
            UNION ALL SELECT claim_id FROM claim_changes WHERE article_id = $article
        )
        """,
        {"article": article_id},
    )


def find_claim(cursor: Cursor, claim_id: str) -> Claim | None:
    """One claim, if it is stored, dismissed or not."""
    row = cursor.row(
        "SELECT" + CLAIM_COLUMNS + "FROM every_claim AS claims WHERE claim_id = ?", [claim_id]
    )
    return None if row is None else claim_from_row(row)


def find_lifted(cursor: Cursor, claim_id: str) -> Claim | None:
    """One claim as it was lifted from its article, whatever people made of it."""
    row = cursor.row(
        "SELECT" + CLAIM_COLUMNS + "FROM claims_lifted AS claims WHERE claim_id = ?", [claim_id]
    )
    return None if row is None else claim_from_row(row)


def claims_by_id(cursor: Cursor, claim_ids: Sequence[str]) -> dict[str, Claim]:
    """Some claims by their ids, dismissed or not; ids that are not there are left out."""
    if not claim_ids:
        return {}
    rows = cursor.rows(
        "SELECT"
        + CLAIM_COLUMNS
        + "FROM every_claim AS claims WHERE claim_id IN (SELECT unnest(CAST(? AS TEXT[])))",
        [list(claim_ids)],
    )
    return {row.claim_id: claim_from_row(row) for row in rows}


def standings(cursor: Cursor) -> list[tuple[str, ClaimState]]:
    """Where every claim on the desk stands, by article as it was added and by place in its text."""
    rows = cursor.rows(
        """
        SELECT standings.claim_id, standings.state
        FROM standings JOIN articles ON articles.article_id = standings.article_id
        JOIN claims ON claims.claim_id = standings.claim_id
        ORDER BY articles.added_at, articles.article_id, claims.start_char, claims.end_char,
            claims.claim_id
        """
    )
    return [(row.claim_id, ClaimState(row.state)) for row in rows]


def find_standing(cursor: Cursor, claim_id: str) -> tuple[Claim, ClaimState] | None:
    """One claim, if it is stored, with where it stands by its verdicts and what became of them."""
    row = cursor.row(
        "SELECT"
        + CLAIM_COLUMNS
        + ", claims.state FROM every_standing AS claims WHERE claim_id = ?",
        [claim_id],
    )
    return None if row is None else (claim_from_row(row), ClaimState(row.state))


def standing_of(cursor: Cursor, claim_id: str) -> ClaimState:
    """Where one claim stands by its verdicts and what was done with them; open if unknown."""
    state = cursor.cell("SELECT state FROM every_standing WHERE claim_id = ?", [claim_id])
    return ClaimState.OPEN if state is None else ClaimState(state)


def later_texts(cursor: Cursor, article_id: str, *, after: datetime) -> list[ArticleHeading]:
    """Other texts that were stored under the same address after a moment, first to last."""
    rows = cursor.rows(
        """
        SELECT later.article_id, later.sha256, later.title, later.publisher, later.url,
            later.published_on
        FROM articles JOIN articles AS later ON later.url = articles.url
            AND later.article_id <> articles.article_id AND later.added_at > ?
        WHERE articles.article_id = ?
        ORDER BY later.added_at, later.article_id
        """,
        [to_stored(after), article_id],
    )
    return [record(ArticleHeading, row) for row in rows]


def claims_digests(cursor: Cursor, article_ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """How many claims were lifted from each article, and SHA-256 over them: all columns, in order.

    Articles without claims are left out.
    """
    rows = cursor.tuples(
        "SELECT"
        + CLAIM_COLUMNS
        + """
        FROM claims_lifted AS claims WHERE article_id IN (SELECT unnest(CAST(? AS TEXT[])))
        ORDER BY article_id, position
        """,
        [list(article_ids)],
    )
    found: dict[str, list[Any]] = {}
    for cells in rows:
        _, article_id, *_ = cells
        found.setdefault(article_id, []).append(cells)
    return {article_id: (len(claims), digest(claims)) for article_id, claims in found.items()}


def mark_indexed(cursor: Cursor, article_id: str, *, at: datetime) -> None:
    """Record that the article's claims have become statements of the archive."""
    known = cursor.cell("SELECT 1 FROM indexed_articles WHERE article_id = ?", [article_id])
    if known is None:
        cursor.execute("INSERT INTO indexed_articles VALUES (?, ?)", [article_id, to_stored(at)])


def mark_not_indexed(cursor: Cursor, article_id: str) -> None:
    """Record that the statements of an article's claims have to be looked at again."""
    cursor.execute("DELETE FROM indexed_articles WHERE article_id = ?", [article_id])


def not_indexed(cursor: Cursor) -> list[str]:
    """Articles whose claims have yet to become statements, in the order they were added."""
    return cursor.column(
        """
        SELECT article_id FROM articles
        WHERE article_id NOT IN (SELECT article_id FROM indexed_articles)
        ORDER BY added_at, article_id
        """
    )


def claim_from_row(row: Row) -> Claim:
    """A claim from a row of ``CLAIM_COLUMNS``."""
    details = json.loads(row.details)
    return Claim(
        claim_id=row.claim_id,
        article_id=row.article_id,
        text=row.text,
        start=row.start_char,
        end=row.end_char,
        sentence=Span(*details["sentence"]),
        content=Span(*details["content"]),
        source=_span(details["source"]),
        cue=_span(details["cue"]),
        source_text=row.source_text,
        cue_text=row.cue_text,
        speaker=row.speaker,
        actor=row.actor,
        polarity=Polarity(row.polarity),
        quotation=None if row.quotation is None else Quotation(row.quotation),
        check_worthiness=row.check_worthiness,
        said_on=row.said_on,
        proposition=row.proposition,
        dates=tuple(
            DateMention(
                Span(start, end), words, date.fromisoformat(first), date.fromisoformat(last)
            )
            for start, end, words, first, last in details["dates"]
        ),
        chain=tuple(
            AttributionLink(_span(source), _span(cue), speaker, actor, Polarity(polarity))
            for source, cue, speaker, actor, polarity in details["chain"]
        ),
        reasons=tuple(Reason(*reason) for reason in details["reasons"]),
    )


def _details(claim: Claim) -> str:
    return json.dumps(
        {
            "sentence": _ends(claim.sentence),
            "content": _ends(claim.content),
            "source": _ends(claim.source),
            "cue": _ends(claim.cue),
            "dates": [
                [
                    mention.span.start,
                    mention.span.end,
                    mention.words,
                    mention.earliest.isoformat(),
                    mention.latest.isoformat(),
                ]
                for mention in claim.dates
            ],
            "chain": [
                [
                    _ends(link.source),
                    _ends(link.cue),
                    link.speaker,
                    link.actor,
                    link.polarity.value,
                ]
                for link in claim.chain
            ],
            "reasons": [[reason.of, reason.words, reason.explanation] for reason in claim.reasons],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(ends: list[int] | None) -> Span | None:
    return None if ends is None else Span(ends[0], ends[1])
