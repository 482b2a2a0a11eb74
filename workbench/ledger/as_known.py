"""What a signer had before them: claim, article, verdict, priors, relations, scores, models.

A sign-off keeps the fingerprint of all of it. Rebuilt later from rows that are only ever added,
and from the order of the ledger rather than of any clock, it must give the same fingerprint.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from workbench.errors import LedgerBroken, NotFound
from workbench.ledger.kinds import EventKind
from workbench.ledger.nouns.claims import CHANGED
from workbench.ledger.nouns.verdicts import SIGN_OFF
from workbench.model.article import Article
from workbench.model.claim import Claim
from workbench.model.ledger import Event
from workbench.model.people import User
from workbench.model.prior import Prior
from workbench.model.verdict import EvidenceFlag, Opinion, Reopening, SignOff, VerdictVersion
from workbench.storage.claims import articles, claim_edits, moves
from workbench.storage.engine.digests import digest
from workbench.storage.ledger import events
from workbench.storage.verdicts import evidence, opinions, verdicts
from workbench.storage.verdicts.visibility import check_may_see

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor
    from workbench.storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class AsKnown:
    """All that stood before the signer of one version.

    Attributes:
        priors: What was before the author, cited or not, with scores and relations.
        flags: Evidence that had come after the version by then.
        earlier: The versions before it.
        reopenings: The corrections up to it.
        opinions: Second opinions given by then.
    """

    article: Article
    claim: Claim
    version: VerdictVersion
    priors: tuple[Prior, ...]
    flags: tuple[EvidenceFlag, ...]
    earlier: tuple[VerdictVersion, ...]
    reopenings: tuple[Reopening, ...]
    opinions: tuple[Opinion, ...]

    def plain(self) -> dict[str, object]:
        """The same as JSON can hold it. What is absent is left out."""
        made = _plain(asdict(self))
        assert isinstance(made, dict)
        return made

    @property
    def sha256(self) -> str:
        """The fingerprint that a sign-off keeps."""
        return digest([[self.plain()]])


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A sign-off with what its signer had before them."""

    known: AsKnown
    sign_off: SignOff


def as_known(database: Database, claim_id: str, version: int, *, reader: User | None) -> SignedOff:
    """Rebuild what the signer of a version saw, and prove that it is that.

    Raises:
        NotAllowed: the verdict is kept from the reader.
        NotFound: there is no such claim or version, or nobody has signed it.
        LedgerBroken: what can be rebuilt differs from what was signed.
    """
    with database.read() as cursor:
        check_may_see(cursor, claim_id, reader)
        sign_off = verdicts.sign_off_of(cursor, claim_id, version)
        if sign_off is None:
            raise NotFound(f"nobody has signed version {version} of a verdict on claim {claim_id}")
        happened = events.of_subject(cursor, claim_id)
        signed = [
            one for one in happened if one.what in SIGN_OFF.kinds and _version(one) == version
        ]
        if not signed:
            raise LedgerBroken(
                f"the sign-off of version {version} on {claim_id} is stored without an event"
            )
        known = known_now(cursor, claim_id, version, before=signed[0].seq)
    if sign_off.known_sha256 is not None and sign_off.known_sha256 != known.sha256:
        raise LedgerBroken(
            f"what {sign_off.signed_by} saw when signing version {version} on {claim_id} can no "
            "longer be rebuilt: something in it was altered in the database; run workbench audit "
            "verify, which names it"
        )
    return SignedOff(known, sign_off)


def known_now(cursor: Cursor, claim_id: str, version: int, *, before: int | None = None) -> AsKnown:
    """What stands before a signer now, or stood before event number ``before``.

    Raises:
        NotFound: there is no such claim or version.
    """
    happened = [
        event
        for event in events.of_subject(cursor, claim_id)
        if before is None or event.seq < before
    ]
    changes = sum(event.what in CHANGED.values() for event in happened)
    claim = claim_edits.claim_at(cursor, claim_id, changes)
    history = verdicts.versions(cursor, claim_id)
    article = None if claim is None else articles.find(cursor, claim.article_id)
    if claim is None or article is None or not 1 <= version <= len(history):
        raise NotFound(f"claim {claim_id} has no version {version} of a verdict")
    flagged = {
        row[0]
        for event in happened
        if event.what == EventKind.EVIDENCE_FLAGGED and _version(event) == version
        for row in json.loads(event.payload)["statements"]
    }
    given = {
        (json.loads(event.payload)["reviewer"], _version(event))
        for event in happened
        if event.what == EventKind.OPINION_GIVEN
    }
    flags = verdicts.flags_of(cursor, [claim_id]).get((claim_id, version), [])
    return AsKnown(
        article=article,
        claim=claim,
        version=history[version - 1],
        priors=evidence.read_seen(cursor, [claim_id]).get((claim_id, version), ()),
        flags=tuple(flag for flag in flags if flag.statement_id in flagged),
        earlier=tuple(history[: version - 1]),
        reopenings=tuple(
            one
            for one in moves.reopenings_of(cursor, [claim_id]).get(claim_id, [])
            if one.version < version
        ),
        opinions=tuple(
            one
            for one in opinions.of_claim(cursor, claim_id)
            if (one.reviewer, one.version) in given
        ),
    )


def _version(event: Event) -> int:
    return int(json.loads(event.payload)["version"])


def _plain(value: object) -> object:
    """Fields that later releases add are absent in earlier rows, so that the print stays."""
    match value:
        case dict():
            made = {str(name): _plain(part) for name, part in value.items()}
            return {name: part for name, part in made.items() if part not in (None, [], {})}
        case list() | tuple():
            return [_plain(part) for part in value]
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
