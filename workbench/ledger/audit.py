"""The rows that events stand for: does each still say what its event says, and has each an event.

Passwords are left out (the ledger must not help to guess them); so is what can be made again, such
as vectors and the index.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from workbench.errors import LedgerBroken
from workbench.ledger import payloads as contents
from workbench.ledger.kinds import EventKind
from workbench.ledger.recorded_rows import (
    NO_EVENT,
    ROWS,
    Problem,
    Rows,
    check_rows,
    compared,
    named,
)
from workbench.model.ledger import Event
from workbench.model.verdict import EvidenceFlag
from workbench.storage.claims import articles
from workbench.storage.people import accounts
from workbench.storage.statements import statements
from workbench.storage.verdicts import verdicts

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

BATCH: Final = 500
ACCOUNT_EVENTS: Final = (
    EventKind.ACCOUNT_CREATED,
    EventKind.ACCOUNT_ROLE_SET,
    EventKind.ACCOUNT_DISABLED,
    EventKind.ACCOUNT_ENABLED,
)
RECORDED: Final = frozenset(
    {
        EventKind.ARTICLE_ADDED,
        EventKind.STATEMENTS_IMPORTED,
        EventKind.VERDICT_SUBMITTED,
        EventKind.EVIDENCE_FLAGGED,
        *ACCOUNT_EVENTS,
        *chain.from_iterable(rows.kinds for rows in ROWS),
    }
)
"""The kinds of events that stand for rows."""


Check = Callable[["Cursor", Sequence[Event]], Iterator[Problem]]
Item = TypeVar("Item")


def check_records(cursor: Cursor, happened: Sequence[Event]) -> None:
    """Compare every recorded row with its event.

    Args:
        happened: The events of the kinds in ``RECORDED``, in order; the chain holds.

    Raises:
        LedgerBroken: names the first event whose rows differ, or a row without an event.
    """
    checks: tuple[tuple[Check, tuple[EventKind, ...]], ...] = (
        (_articles, (EventKind.ARTICLE_ADDED,)),
        (_statements, (EventKind.STATEMENTS_IMPORTED,)),
        (_versions, (EventKind.VERDICT_SUBMITTED,)),
        (_flags, (EventKind.EVIDENCE_FLAGGED,)),
        (_accounts, ACCOUNT_EVENTS),
        *((partial(_rows, rows), rows.kinds) for rows in ROWS),
    )
    found: list[Problem] = []
    for check, kinds in checks:
        try:
            of_kinds = [one for one in happened if one.what in kinds]
            found += islice(check(cursor, of_kinds), 1)
        except (ValueError, LookupError, TypeError) as error:
            what = ", ".join(kinds)
            words = f"a row that an event {what} recorded can no longer be read: {error}"
            found.append(Problem(NO_EVENT, words))
    if found:
        raise LedgerBroken(min(found).words)


def _rows(rows: Rows, cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    return check_rows(cursor, rows, happened)


def _articles(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    for batch in _batches(happened):
        found = articles.find_many(cursor, [event.subject for event in batch])
        payloads = contents.of_articles(cursor, list(found.values()))
        added = articles.added(cursor, list(found))
        for event in batch:
            yield from compared(event, payloads.get(event.subject))
            article = found.get(event.subject)
            if article is not None and _sha256(article.text) != article.sha256:
                yield Problem(event.seq, f"the text of article {event.subject} was altered")
            if article is not None and added[event.subject] != (event.who, event.at):
                yield Problem(event.seq, f"who added article {event.subject}, or when, was altered")
    for article_id in sorted(set(articles.ids(cursor)) - {event.subject for event in happened}):
        yield Problem(NO_EVENT, f"article {article_id} is stored but no event says who added it")


def _statements(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    for event in happened:
        payload = json.loads(event.payload)
        if "first_row" not in payload:
            continue
        rows = range(payload["first_row"], payload["last_row"] + 1)
        found = statements.by_row_ids(cursor, rows)
        if len(found) < len(rows):
            missing = next(row for row in rows if row not in found)
            yield Problem(event.seq, f"statement row {missing} of {named(event)} is gone")
        made = statements.ledger_digests([one for _, one in sorted(found.items())])
        # the event of an earlier release has fewer digests
        if any(payload.get(name, value) != value for name, value in made.items()):
            yield Problem(event.seq, f"a statement of {named(event)} was altered in the database")
    if statements.count(cursor) != statements.last_row_id(cursor):
        yield Problem(NO_EVENT, "statements were removed: the numbers of their rows have gaps")


def _versions(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    stored = verdicts.every_version(cursor)
    by_key = {(one.claim_id, one.version): one for found in stored.values() for one in found}
    for batch in _batches(happened):
        keys = [_key(event) for event in batch]
        payloads = contents.of_versions(cursor, [by_key[key] for key in keys if key in by_key])
        for event, key in zip(batch, keys, strict=True):
            yield from compared(event, payloads.get(key))
    for claim_id, version in sorted(by_key.keys() - {_key(event) for event in happened}):
        yield Problem(
            NO_EVENT, f"version {version} of the verdict on {claim_id} is stored without an event"
        )


def _flags(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    stored: dict[tuple[str, int, str], EvidenceFlag] = {
        (flag.claim_id, flag.version, flag.statement_id): flag
        for flag in chain.from_iterable(verdicts.every_flag(cursor).values())
    }
    for event in happened:
        payload = json.loads(event.payload)
        keys = [(event.subject, payload["version"], row[0]) for row in payload["statements"]]
        flags = [stored.pop(key) for key in keys if key in stored]
        yield from compared(event, contents.of_flags(flags) if flags else None)
    for claim_id, _, statement_id in sorted(stored):
        yield Problem(NO_EVENT, f"the flag of {statement_id} on {claim_id} has no event")


def _accounts(cursor: Cursor, happened: Sequence[Event]) -> Iterator[Problem]:
    told: dict[str, tuple[Event, dict[str, Any]]] = {}
    for event in happened:
        _, state = told.get(event.subject, (event, {"disabled": False}))
        state |= {
            key: value
            for key, value in json.loads(event.payload).items()
            if key in ("role", "shown")
        }
        if event.what in (EventKind.ACCOUNT_DISABLED, EventKind.ACCOUNT_ENABLED):
            state["disabled"] = event.what == EventKind.ACCOUNT_DISABLED
        told[event.subject] = (event, state)
    for user in accounts.everybody(cursor):
        if user.name not in told:
            yield Problem(NO_EVENT, f"the account {user.name} has no event")
            continue
        event, state = told.pop(user.name)
        is_now = {"disabled": user.disabled, "role": user.role.value, "shown": user.display_name}
        if is_now != state:
            yield Problem(event.seq, f"what {named(event)} recorded was altered in the database")
    for event, _ in told.values():
        yield Problem(event.seq, f"what {named(event)} recorded is gone from the database")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _key(event: Event) -> tuple[str, int]:
    return event.subject, json.loads(event.payload)["version"]


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
