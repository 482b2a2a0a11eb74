"""Does the ledger hold: the chain of events, and the rows that the events stand for."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk import contents
from workbench.errors import LedgerBroken
from workbench.model import Event, EvidenceFlag, SignOff, VerdictVersion
from workbench.storage import articles, events, verdicts
from workbench.storage.events import GENESIS, EventKind, canonical, event_hash

if TYPE_CHECKING:
    from workbench.storage.database import Cursor, Database


@dataclass(frozen=True, slots=True)
class VerifiedLedger:
    """A ledger that holds: how many events, and the hash of the last."""

    count: int
    head: str


def verify(database: Database, *, containing: str | None = None) -> VerifiedLedger:
    """Walk the whole chain, then compare every recorded row with its event.

    A chain cut off at its end is whole in itself. A head printed in an earlier export proves
    that nothing up to it was cut: pass it as ``containing``.

    Raises:
        LedgerBroken: names the first event that was altered, removed, inserted or moved, or the
            row that no longer says what its event says.
    """
    with database.read() as cursor:
        records = _Records(cursor)
        count, head = 0, GENESIS
        seen = containing is None
        for event in events.all(cursor):
            _check_link(event, count, head)
            records.check(event)
            count, head = event.seq, event.hash
            seen = seen or head == containing
        if not seen:
            raise LedgerBroken(
                f"no event has the hash {containing}: the ledger was cut or rewritten since "
                "that hash was printed"
            )
        records.check_none_left()
    return VerifiedLedger(count, head)


def _check_link(event: Event, before: int, head: str) -> None:
    if event.seq != before + 1:
        raise LedgerBroken(
            f"event {before + 1} is missing: after event {before} comes {_named(event)}"
        )
    if event.hash != event_hash(event):
        raise LedgerBroken(f"{_named(event)} was altered or moved: its hash does not match it")
    if event.previous_hash != head:
        raise LedgerBroken(
            f"{_named(event)} does not follow event {before}: an event before it was replaced, "
            "or it was put there later"
        )


class _Records:
    """The rows that events stand for, each struck off when its event is met."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._articles = set(articles.ids(cursor))
        self._versions: dict[tuple[str, int], VerdictVersion] = {
            (version.claim_id, version.version): version
            for found in verdicts.every_version(cursor).values()
            for version in found
        }
        self._sign_offs: dict[tuple[str, int], SignOff] = verdicts.every_sign_off(cursor)
        self._flags: dict[tuple[str, int, str], EvidenceFlag] = {
            (flag.claim_id, flag.version, flag.statement_id): flag
            for found in verdicts.every_flag(cursor).values()
            for flag in found
        }

    def check(self, event: Event) -> None:
        """Compare the row or rows of one event with what it says."""
        match event.what:
            case EventKind.ARTICLE_ADDED:
                self._check_article(event)
            case EventKind.VERDICT_SUBMITTED:
                version = self._versions.pop(_version(event), None)
                self._same(
                    event,
                    None if version is None else contents.of_version(self._cursor, version),
                )
            case EventKind.VERDICT_APPROVED | EventKind.VERDICT_RETURNED:
                sign_off = self._sign_offs.pop(_version(event), None)
                self._same(event, None if sign_off is None else contents.of_sign_off(sign_off))
            case EventKind.EVIDENCE_FLAGGED:
                self._check_flags(event)

    def check_none_left(self) -> None:
        """No row without an event."""
        for article_id in sorted(self._articles):
            raise LedgerBroken(f"article {article_id} is stored but no event says who added it")
        for claim_id, version in sorted(self._versions):
            raise LedgerBroken(
                f"version {version} of the verdict on {claim_id} is stored without an event"
            )
        for claim_id, version in sorted(self._sign_offs):
            raise LedgerBroken(
                f"the sign-off of version {version} on {claim_id} is stored without an event"
            )
        for claim_id, _, statement_id in sorted(self._flags):
            raise LedgerBroken(f"the flag of {statement_id} on {claim_id} has no event")

    def _check_article(self, event: Event) -> None:
        article = articles.find(self._cursor, event.subject)
        self._articles.discard(event.subject)
        self._same(event, None if article is None else contents.of_article(self._cursor, article))
        if article is not None:
            digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
            if digest != article.sha256:
                raise LedgerBroken(f"the text of article {event.subject} was altered")

    def _check_flags(self, event: Event) -> None:
        payload = json.loads(event.payload)
        keys = [(event.subject, payload["version"], row[0]) for row in payload["statements"]]
        flags = [flag for flag in (self._flags.pop(key, None) for key in keys) if flag is not None]
        self._same(event, contents.of_flags(flags) if flags else None)

    def _same(self, event: Event, row: dict[str, object] | None) -> None:
        if row is None:
            raise LedgerBroken(f"what {_named(event)} recorded is gone from the database")
        if canonical(row) != event.payload:
            raise LedgerBroken(f"what {_named(event)} recorded was altered in the database")


def _version(event: Event) -> tuple[str, int]:
    return event.subject, json.loads(event.payload)["version"]


def _named(event: Event) -> str:
    return f"event {event.seq} ({event.what} on {event.subject} by {event.who} at {event.at})"
