"""Articles onto the desk: stored with their claims once, and their claims made statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.desk.claims.claim_records import latest_dismissals
from workbench.desk.claims.dismissed_before import dismiss_again
from workbench.desk.people.permissions import require_now
from workbench.errors import Conflict, InputError
from workbench.ledger.recording import record
from workbench.model.article import Article
from workbench.model.claim import Claim, Polarity
from workbench.model.ledger import ArticleAdded
from workbench.model.people import Action, User
from workbench.model.statement import SetAside, Statement
from workbench.storage.claims import articles, claim_edits
from workbench.storage.statements import statements

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class Due:
    """What the archive lacks of an article's claims.

    Attributes:
        new: Statements to add.
        stale: Rows of statements that no claim stands behind since people corrected them.
        changes: How often people had changed the article's claims by then.
    """

    article_id: str
    new: tuple[Statement, ...]
    stale: tuple[tuple[int, str], ...]
    changes: int


class ArticleStore:
    """Adds articles. The same text again is recognised, whatever its title or address."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def require(self, by: User, action: Action) -> None:
        """Refuse before any work is done.

        Raises:
            NotAllowed: the role does not permit the action.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, action)

    def known(self, article: Article) -> Article | None:
        """The stored article with the same text, if there is one.

        Raises:
            Conflict: the id stands for another text.
        """
        with self._database.read() as cursor:
            return _find_known(cursor, article)

    def claims_of(self, article_id: str) -> tuple[Claim, ...]:
        """The stored claims of an article."""
        with self._database.read() as cursor:
            return articles.claims_of(cursor, article_id)

    def add(self, article: Article, claims: Sequence[Claim], *, by: User) -> bool:
        """Store an article with its claims and one event; false if it is there already.

        What people have dismissed before is stored as dismissed, each with an event of its own.

        Raises:
            NotAllowed: the role does not permit it.
            Conflict: the id stands for another text.
            InputError: a claim does not quote the article to the character.
        """
        for claim in claims:
            if article.text[claim.start : claim.end] != claim.text:
                raise InputError(
                    f"claim {claim.claim_id} does not quote the article; extract it again"
                )
        with self._database.write() as cursor:
            require_now(cursor, by, Action.ADD_ARTICLE)
            if _find_known(cursor, article) is not None:
                return False
            at = self._clock()
            record(cursor, ArticleAdded(article, tuple(claims), by.name, at))
            dismiss_again(cursor, article, claims, at=at)
        return True

    def due(self, article: Article) -> Due:
        """What the archive lacks of an article's claims, and what it has too much.

        A dismissed claim was said all the same, so its statement stays.
        """
        article_id = article.article_id
        with self._database.read() as cursor:
            changes = claim_edits.times_changed(cursor, article_id)
            claims = articles.every_claim_of(cursor, article_id)
            if not changes:
                return Due(article_id, tuple(statements_of(article, claims)), (), 0)
            ids = [claim.claim_id for claim in claims]
            last = latest_dismissals(cursor, ids)
            numbers = {
                claim_id: made[-1].number
                for claim_id, made in claim_edits.changes_of(cursor, ids).items()
            }
            held = statements.of_article(cursor, article_id)
            aside = claim_edits.rows_set_aside(cursor)
        replaced = {claim_id for claim_id, dismissal in last.items() if dismissal.replaced_by}
        said = [claim for claim in claims if claim.claim_id not in replaced]
        wanted = {_identity_of(one): one for one in statements_of(article, said, by_people=numbers)}
        shown = {row: one for row, one in held.items() if row not in aside}
        there = {_identity_of(one) for one in shown.values()}
        taken = {one.statement_id for one in held.values()}
        return Due(
            article_id,
            new=tuple(
                replace(one, statement_id=_free_id(one.statement_id, taken, numbers))
                for told, one in wanted.items()
                if told not in there
            ),
            stale=tuple(
                (row, one.statement_id)
                for row, one in shown.items()
                if _identity_of(one) not in wanted
            ),
            changes=changes,
        )

    def set_aside(self, stale: Sequence[tuple[int, str]]) -> None:
        """Have the archive show statements no longer whose claims were corrected."""
        if not stale:
            return
        with self._database.write() as cursor:
            at = self._clock()
            known = claim_edits.rows_set_aside(cursor)
            for row_id, statement_id in stale:
                if row_id in known:
                    continue
                record(cursor, SetAside(row_id, statement_id, at))

    def statements_set_aside(self) -> int:
        """How many statements the archive shows no longer."""
        with self._database.read() as cursor:
            return len(claim_edits.rows_set_aside(cursor))

    def mark_indexed(self, done: Sequence[Due]) -> None:
        """Record that claims are in the archive, unless people have changed them meanwhile."""
        with self._database.write() as cursor:
            for due in done:
                if claim_edits.times_changed(cursor, due.article_id) == due.changes:
                    articles.mark_indexed(cursor, due.article_id, at=self._clock())

    def not_indexed(self) -> list[Article]:
        """Articles stored by a process that died before their claims reached the archive."""
        with self._database.read() as cursor:
            pending = articles.not_indexed(cursor)
            found = articles.find_many(cursor, pending)
        return [found[article_id] for article_id in pending]


def _identity_of(statement: Statement) -> tuple[object, ...]:
    """What makes two statements of an article the same."""
    return (
        statement.text,
        statement.speaker,
        statement.actor,
        statement.polarity,
        statement.said_on,
    )


def _free_id(claim_id: str, taken: Collection[str], numbers: dict[str, int]) -> str:
    """The claim's id; where an earlier statement has it, with the number of the claim's change."""
    number = numbers.get(claim_id, 0)
    wanted = claim_id
    while wanted in taken:
        number, wanted = number + 1, f"{claim_id}.{max(number, 1)}"
    return wanted


def statements_of(
    article: Article, claims: Sequence[Claim], *, by_people: Collection[str] = ()
) -> list[Statement]:
    """The claims that somebody stands behind, as statements: today's claims, tomorrow's priors.

    A statement is the whole sentence, as in an archive: it says who speaks and whether they deny
    it, where the claim's own words may be no more than "an extension". Two claims that a person
    makes in one sentence are one statement, or it would stand twice among the priors.

    Args:
        by_people: Claims that a person made or corrected: somebody stands behind one of these if
            the person said so, whatever words of the text name them.
    """
    found: dict[tuple[str, str | None, Polarity], Statement] = {}
    for claim in claims:
        named = claim.claim_id in by_people and claim.speaker is not None
        if claim.source is None and not named:
            continue
        sentence = article.text[claim.sentence.start : claim.sentence.end]
        found.setdefault(
            (sentence, claim.speaker, claim.polarity),
            Statement(
                statement_id=claim.claim_id,
                text=sentence,
                speaker=claim.speaker,
                actor=claim.actor,
                said_on=claim.said_on,
                published_on=article.published_on,
                title=article.title,
                publisher=article.publisher,
                source_url=article.url,
                language=article.language,
                polarity=claim.polarity,
                article_id=article.article_id,
                claim_id=claim.claim_id,
                metadata={"claim": claim.text, "proposition": claim.proposition},
            ),
        )
    return list(found.values())


def _find_known(cursor: Cursor, article: Article) -> Article | None:
    stored = articles.find(cursor, article.article_id)
    if stored is not None and stored.sha256 != article.sha256:
        raise Conflict(
            f"another text is stored as article {article.article_id}; "
            "articles never change, so give this one an id of its own"
        )
    return articles.find_same_text(cursor, article.sha256) if stored is None else stored
