"""The ledger as people ask of it: is it whole, and what did a signer know?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.desk.people.permissions import require_now
from workbench.ledger.as_known import SignedOff, as_known
from workbench.ledger.verification import VerifiedLedger, verify
from workbench.model.people import Action, User

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


class Ledger:
    """What is recorded, proved."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def verify(self, *, by: User, containing: str | None = None) -> VerifiedLedger:
        """Prove that no event and no recorded row was changed, left out or put in afterwards.

        Args:
            containing: A ``ledger_head`` from an earlier export, which must be in the chain.

        Raises:
            NotAllowed: the person's role may not verify the ledger.
            LedgerBroken: the message names the first event or row that does not hold.
        """
        self._require(by)
        return verify(self._database, containing=containing)

    def as_known(self, claim_id: str, version: int, *, by: User) -> SignedOff:
        """What the signer of a version had before them, rebuilt and proved.

        Raises:
            NotAllowed: the person's role may not verify the ledger.
            NotFound: there is no such claim or version, or nobody has signed it.
            LedgerBroken: what can be rebuilt differs from what was signed.
        """
        self._require(by)
        return as_known(self._database, claim_id, version, reader=by)

    def _require(self, by: User) -> None:
        with self._database.read() as cursor:
            require_now(cursor, by, Action.VERIFY_LEDGER)
