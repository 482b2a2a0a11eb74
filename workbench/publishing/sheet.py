"""The printed sheet of a signed verdict: all that has to be in the file, on paper.

It shows what the signer had before them, proved (``desk.as_known``), and what has become of the
verdict since, so that an old sheet can never pass for the last word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.people.permissions import require_now
from workbench.errors import NotFound
from workbench.ledger.as_known import AsKnown, as_known
from workbench.model.on_desk import HistoryEntry
from workbench.model.people import Action, User
from workbench.model.prior import Prior
from workbench.model.verdict import SignOff
from workbench.publishing.sheet_html import sheet_html, sheet_policy
from workbench.storage.people import accounts
from workbench.storage.reads.page_queries import read_history
from workbench.storage.verdicts.visibility import check_may_see

if TYPE_CHECKING:
    from workbench.storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class SheetContents:
    """What stands on a sheet.

    Attributes:
        history: Every version of the verdict up to now, also those after the signed one.
        names: The display name of every account.
    """

    known: AsKnown
    sign_off: SignOff
    history: Sequence[HistoryEntry]
    names: Mapping[str, str]

    @property
    def cited(self) -> list[Prior]:
        """The cited statements in the order of the verdict."""
        by_id = {prior.statement.statement_id: prior for prior in self.known.priors}
        return [by_id[one] for one in self.known.version.cited if one in by_id]

    @property
    def passed_over(self) -> list[Prior]:
        """What was shown and not cited."""
        cited = set(self.known.version.cited)
        return [one for one in self.known.priors if one.statement.statement_id not in cited]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it leaves.

    Attributes:
        html: A whole page that needs nothing but itself.
        policy: The content security policy that lets its style through and nothing else.
    """

    html: str
    policy: str

    @property
    def data(self) -> bytes:
        """The page as UTF-8; half a character of a damaged document is a question mark."""
        return self.html.encode("utf-8", "replace")


class Sheets:
    """Makes sheets. Every method is safe to call from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, claim_id: str, version: int | None = None, *, by: User) -> Sheet:
        """The sheet of a signed version.

        Args:
            version: None for the last one that was signed.

        Raises:
            NotAllowed: the person may not read, or owes a second opinion on the claim.
            NotFound: there is no such claim or version, or nobody has signed it.
            LedgerBroken: what was signed can no longer be proved.
        """
        with self._database.read() as cursor:
            require_now(cursor, by, Action.READ)
            check_may_see(cursor, claim_id, by)
            names = {one.name: one.display_name for one in accounts.everybody(cursor)}
            history = read_history(cursor, claim_id)
        if version is None:
            signed = [one.verdict.version for one in history if one.sign_off is not None]
            if not signed:
                raise NotFound(f"no version of a verdict on claim {claim_id} is signed")
            version = signed[-1]
        if not 1 <= version <= len(history):
            raise NotFound(f"claim {claim_id} has no version {version} of a verdict")
        found = as_known(self._database, claim_id, version, reader=by)
        contents = SheetContents(found.known, found.sign_off, history, names)
        return Sheet(str(sheet_html(contents)), sheet_policy())
