"""What has changed since a version was submitted, so that nobody signs what they have not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import Conflict
from workbench.ledger.nouns.articles import is_as_added
from workbench.model.claim import Claim
from workbench.model.on_desk import Change
from workbench.model.prior import Relation
from workbench.model.verdict import VerdictVersion
from workbench.storage.claims import articles
from workbench.storage.statements import statements
from workbench.storage.verdicts import verdicts

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.storage.engine.cursor import Cursor


def changes_since(cursor: Cursor, claim: Claim, version: VerdictVersion) -> list[Change]:
    """Contradicting evidence and later texts of the article, in the order in which they came."""
    flags = verdicts.flags_of(cursor, [claim.claim_id]).get((claim.claim_id, version.version), [])
    against = [flag.statement_id for flag in flags if flag.relation is Relation.CONTRADICTS]
    found = statements.by_ids(cursor, against)
    changes = []
    for statement_id in against:
        one = found.get(statement_id)
        said = "" if one is None else f" ({one.speaker or one.actor or 'speaker not named'})"
        changes.append(Change(statement_id, f"statement {statement_id}{said} contradicts it"))
    later = articles.later_texts(cursor, claim.article_id, after=version.decided_at)
    changes += [
        Change(one.article_id, f"a later text of the article came in as {one.article_id}")
        for one in later
    ]
    return changes


def check_nothing_unseen(
    cursor: Cursor, claim: Claim, version: VerdictVersion, seen: Collection[str]
) -> None:
    """Refuse an approval given without sight of what came since.

    Args:
        seen: Ids of statements and articles that the approver has seen.

    Raises:
        Conflict: something came since that is not among ``seen``, or the stored article is not
            what it was; the message names it.
    """
    unseen = [one for one in changes_since(cursor, claim, version) if one.id not in seen]
    if unseen:
        raise Conflict(
            f"since version {version.version} was submitted, "
            f"{' and '.join(one.words for one in unseen)}; look at it, then sign or send it back"
        )
    if not is_as_added(cursor, claim.article_id):
        raise Conflict(
            f"article {claim.article_id} or its claims are not what was added to the desk; "
            "run workbench audit verify before anything is signed"
        )
