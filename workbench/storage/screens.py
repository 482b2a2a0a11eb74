"""What the screens read: plain SQL shaped for one page each, and no decisions.

The shapes come first, since pages and commands are built on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotFound
from workbench.model import (
    Article,
    Claim,
    ClaimState,
    Event,
    EvidenceFlag,
    Prior,
    Role,
    SignOff,
    User,
    VerdictVersion,
)
from workbench.storage import articles, events, evidence, verdicts
from workbench.storage.moments import loaded

if TYPE_CHECKING:
    from workbench.storage.database import Cursor, Database


@dataclass(frozen=True, slots=True)
class ArticleProgress:
    """One line of the queue.

    Attributes:
        waiting: Claims that wait for the person who asked: open and returned ones for a checker,
            submitted ones by somebody else for a supervisor.
        flagged: Claims with evidence that came after their verdict.
    """

    article_id: str
    title: str | None
    publisher: str | None
    published_on: date | None
    added_at: datetime
    claims: int
    open: int
    submitted: int
    returned: int
    approved: int
    waiting: int
    flagged: int


@dataclass(frozen=True, slots=True)
class ClaimOnDesk:
    """A claim with its latest verdict and what happened to it.

    Attributes:
        verdict: The latest version, none while the claim is open.
        sign_off: The sign-off of that very version, if there is one.
        flags: Evidence that came after that version.
    """

    claim: Claim
    state: ClaimState
    verdict: VerdictVersion | None = None
    sign_off: SignOff | None = None
    flags: tuple[EvidenceFlag, ...] = ()

    @property
    def seen_version(self) -> int:
        """The version to pass on when deciding; 0 while there is no verdict."""
        return 0 if self.verdict is None else self.verdict.version


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a verdict with the sign-off it got, if any."""

    verdict: VerdictVersion
    sign_off: SignOff | None = None


QUEUE: Final = """
    SELECT
        articles.article_id, articles.title, articles.publisher, articles.published_on,
        articles.added_at,
        count(standings.claim_id),
        count(*) FILTER (WHERE standings.state = 'open'),
        count(*) FILTER (WHERE standings.state = 'submitted'),
        count(*) FILTER (WHERE standings.state = 'returned'),
        count(*) FILTER (WHERE standings.state = 'approved'),
        count(*) FILTER (WHERE standings.state = 'submitted' AND standings.author <> ?),
        count(flagged.claim_id)
    FROM articles
    LEFT JOIN standings ON standings.article_id = articles.article_id
    LEFT JOIN (SELECT DISTINCT claim_id, version FROM evidence_flags) AS flagged
        ON flagged.claim_id = standings.claim_id AND flagged.version = standings.version
    GROUP BY articles.article_id, articles.title, articles.publisher, articles.published_on,
        articles.added_at
    ORDER BY articles.added_at DESC, articles.article_id
"""
ON_DESK: Final = (
    "SELECT"
    + articles.CLAIM_COLUMNS
    + """, standings.state
    FROM claims
    JOIN standings ON standings.claim_id = claims.claim_id
    """
)

NEWEST_FLAG: Final = """
    JOIN (
        SELECT claim_id, version, max(raised_at) AS raised_at FROM evidence_flags
        GROUP BY claim_id, version
    ) AS flagged
        ON flagged.claim_id = standings.claim_id AND flagged.version = standings.version
    ORDER BY flagged.raised_at DESC, claims.claim_id
"""


class Screens:
    """Reads for the pages; every method is one consistent look at the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, user: User) -> list[ArticleProgress]:
        """All articles, newest first, with their progress and what waits for ``user``."""
        with self._database.read() as cursor:
            rows = cursor.execute(QUEUE, [user.name]).fetchall()
        return [_progress(row, user.role) for row in rows]

    def article(self, article_id: str) -> Article:
        """One article with its text.

        Raises:
            NotFound: there is no such article.
        """
        with self._database.read() as cursor:
            article = articles.find(cursor, article_id)
        if article is None:
            raise NotFound(f"there is no article {article_id}")
        return article

    def claims_of(self, article_id: str) -> list[ClaimOnDesk]:
        """The claims of an article in the order of its text; empty for an unknown article."""
        with self._database.read() as cursor:
            rows = cursor.execute(
                ON_DESK + "WHERE claims.article_id = ? ORDER BY claims.position", [article_id]
            ).fetchall()
            return _on_desk(cursor, rows)

    def claim(self, claim_id: str) -> ClaimOnDesk:
        """One claim.

        Raises:
            NotFound: there is no such claim.
        """
        with self._database.read() as cursor:
            rows = cursor.execute(ON_DESK + "WHERE claims.claim_id = ?", [claim_id]).fetchall()
            found = _on_desk(cursor, rows)
        if not found:
            raise NotFound(f"there is no claim {claim_id}")
        return found[0]

    def awaiting_sign_off(self) -> list[ClaimOnDesk]:
        """Claims whose latest verdict waits for a supervisor, oldest decision first."""
        with self._database.read() as cursor:
            rows = cursor.execute(
                ON_DESK
                + """
                WHERE standings.state = 'submitted'
                ORDER BY standings.decided_at, claims.claim_id
                """
            ).fetchall()
            return _on_desk(cursor, rows)

    def flagged(self) -> list[ClaimOnDesk]:
        """Decided claims with evidence that came after their latest verdict, newest flag first."""
        with self._database.read() as cursor:
            rows = cursor.execute(ON_DESK + NEWEST_FLAG).fetchall()
            return _on_desk(cursor, rows)

    def priors_seen(self, claim_id: str, version: int) -> list[Prior]:
        """The priors as they stood before the checker who wrote this version.

        Those of rank 0 were found by a search and cited.
        """
        with self._database.read() as cursor:
            priors = evidence.seen(cursor, [claim_id])
        return list(priors.get((claim_id, version), ()))

    def history(self, claim_id: str) -> list[HistoryEntry]:
        """Every version of the verdict on a claim with its sign-off, first to last."""
        with self._database.read() as cursor:
            sign_offs = verdicts.sign_offs_of(cursor, [claim_id])
            return [
                HistoryEntry(version, sign_offs.get((claim_id, version.version)))
                for version in verdicts.versions(cursor, claim_id)
            ]

    def events(self, limit: int = 100) -> list[Event]:
        """The latest events of the ledger, newest first."""
        with self._database.read() as cursor:
            return events.latest(cursor, limit)


def _progress(row: Sequence[Any], role: Role) -> ArticleProgress:
    opened, submitted, returned, approved, by_others, flagged = row[6:]
    return ArticleProgress(
        article_id=row[0],
        title=row[1],
        publisher=row[2],
        published_on=row[3],
        added_at=loaded(row[4]),
        claims=row[5],
        open=opened,
        submitted=submitted,
        returned=returned,
        approved=approved,
        waiting={
            Role.CHECKER: opened + returned,
            Role.SUPERVISOR: by_others,
            Role.ADMIN: by_others,
            Role.LIBRARIAN: 0,
        }[role],
        flagged=flagged,
    )


def _on_desk(cursor: Cursor, rows: Sequence[Sequence[Any]]) -> list[ClaimOnDesk]:
    ids = [row[0] for row in rows]
    versions = verdicts.versions_of(cursor, ids)
    sign_offs = verdicts.sign_offs_of(cursor, ids)
    flags = verdicts.flags_of(cursor, ids)
    found = []
    for *columns, state in rows:
        claim = articles.claim_from_row(columns)
        latest = versions[claim.claim_id][-1] if claim.claim_id in versions else None
        key = (claim.claim_id, 0 if latest is None else latest.version)
        found.append(
            ClaimOnDesk(
                claim=claim,
                state=ClaimState(state),
                verdict=latest,
                sign_off=sign_offs.get(key),
                flags=tuple(flags.get(key, ())),
            )
        )
    return found
