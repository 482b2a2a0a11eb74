"""What is recorded and what is not, and the two ways to write the ledger: ``record``, ``note``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.declaration import OneEventEach, Recorded
from workbench.ledger.kinds import EventKind
from workbench.ledger.nouns.accounts import ACCOUNT
from workbench.ledger.nouns.articles import ARTICLE
from workbench.ledger.nouns.claims import CHANGE, DISMISSAL, HOLD, PLAN
from workbench.ledger.nouns.exports import EXPORT
from workbench.ledger.nouns.opinions import OPINION, REQUEST
from workbench.ledger.nouns.statements import SET_ASIDE, STATEMENTS
from workbench.ledger.nouns.verdicts import FLAGS, REOPENING, SIGN_OFF, VERSION, WITHDRAWAL
from workbench.storage.ledger import events

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

DECLARED: Final[tuple[Recorded[Any], ...]] = (
    *(ARTICLE, STATEMENTS, SET_ASIDE),
    *(CHANGE, DISMISSAL, HOLD, PLAN),
    *(VERSION, SIGN_OFF, WITHDRAWAL, REOPENING, FLAGS),
    *(REQUEST, OPINION, EXPORT, ACCOUNT),
)
"""Every recorded noun."""

RECORDED: Final = frozenset(chain.from_iterable(one.kinds for one in DECLARED))
"""The kinds of events that stand for rows."""

NOT_RECORDED: Final[Mapping[str, str]] = {
    "account_emails": "addresses are personal; that one was set is noted",
    "claim_vectors": "made again from the claims",
    "drafts": "their owner's alone, and no finding",
    "events": "the ledger itself",
    "guides": "whether a person is shown the first steps concerns nobody else",
    "indexed_articles": "made again by looking at the articles",
    "jobs": "how far long work is; what an import added is recorded batch by batch",
    "ledger_end": "the ledger itself",
    "migrations": "the schema, which the release brings along",
    "opening_tokens": "secret for an hour; that one was made or used is noted",
    "opening_views": "what a person's Queue opens with concerns nobody else",
    "reading_days": "how often a larger reader was asked; it decides nothing",
    "readings": "what a larger reader said; a verdict records what was shown with it",
    "reprint_keys": "made again from the statements",
    "reprints": "made again from the statements",
    "saved_views": "their owner's, and deleted by them; sharing is noted",
    "serving_model": "which vectors searches use; asking for another is noted",
    "sessions": "secret and short-lived; signing in and out is noted",
    "vectors": "made again from the statements",
    "watermarks": "how far the look for new evidence is; what it found is recorded",
}
"""Tables whose rows no event covers, and why."""

_BY_NOUN: Final[Mapping[type, Recorded[Any]]] = {one.noun: one for one in DECLARED}
_ROW_EACH: Final = frozenset(
    chain.from_iterable(one.kinds for one in DECLARED if isinstance(one, OneEventEach))
)


def record(cursor: Cursor, noun: object, *, kind: EventKind | None = None) -> None:
    """Store a noun with its event, in the caller's transaction.

    Args:
        noun: Of a class that is declared.
        kind: Which of its events it is, where the noun alone does not tell.
    """
    of = _BY_NOUN[type(noun)]
    what = of.kind(noun) if of.kind is not None else kind
    assert what in of.kinds, f"say which event this {of.noun.__name__} is"
    of.add(cursor, noun)
    [payload] = of.payloads(cursor, [noun])
    events.append(
        cursor,
        at=of.at(noun),
        who=of.by(noun),
        what=what,
        subject=of.subject(noun),
        payload=payload,
    )


def note(
    cursor: Cursor,
    what: EventKind,
    subject: str,
    payload: Mapping[str, object] | None = None,
    *,
    by: str,
    at: datetime,
) -> None:
    """Add an event that stands for no row of its own, in the caller's transaction.

    Args:
        subject: The id of what it is about: an account, a file, a view.
        payload: What happened; anything JSON can hold.
        by: The name of the account, or ``cli:name`` for the command line.
    """
    assert what not in _ROW_EACH, f"record the noun that {what} stands for"
    events.append(
        cursor,
        at=at,
        who=by,
        what=what,
        subject=subject,
        payload={} if payload is None else payload,
    )
