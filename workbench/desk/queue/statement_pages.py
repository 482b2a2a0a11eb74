"""All that the desk knows of one statement of the archive, as one person may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import NotFound
from workbench.model.on_desk import Citation, StatementPage
from workbench.model.people import User
from workbench.storage.claims import articles
from workbench.storage.reads import statement_pages
from workbench.storage.statements import statements
from workbench.storage.verdicts import verdicts
from workbench.storage.verdicts.visibility import kept_from

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


class StatementPages:
    """Looks statements up. Every method is one consistent look at the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, statement_id: str, *, reader: User) -> StatementPage:
        """One statement as a person may see it: of a claim that they are to judge without sight
        of its verdict, they do not even learn that the statement is cited.

        Raises:
            NotFound: there is no such statement.
        """
        with self._database.read() as cursor:
            found = statements.by_ids(cursor, [statement_id]).get(statement_id)
            arrival = statement_pages.arrival(cursor, statement_id)
            if found is None or arrival is None:
                raise NotFound(f"there is no statement {statement_id} in the archive")
            hidden = kept_from(cursor, reader)
            citing = [
                (claim_id, version)
                for claim_id, version in statement_pages.cited_in(cursor, statement_id)
                if claim_id not in hidden
            ]
            ids = [claim_id for claim_id, _ in citing]
            claims = articles.claims_by_id(cursor, ids)
            history = verdicts.versions_of(cursor, ids)
            lifted = found.article_id
            article = None if lifted is None else articles.find(cursor, lifted)
            copies = statement_pages.carried_by(cursor, statement_id)
        return StatementPage(
            statement=found,
            arrival=arrival,
            article=article,
            copies=tuple(one for one in copies if one.statement_id != statement_id),
            citations=tuple(
                Citation(
                    claims[claim_id],
                    history[claim_id][version - 1],
                    version == len(history[claim_id]),
                )
                for claim_id, version in citing
            ),
            some_hidden=bool(hidden),
        )
