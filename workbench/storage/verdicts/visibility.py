"""From whom a verdict is kept: whoever owes a second opinion on it must judge without it.

The rule itself is the table macro ``kept_from``; every read that could tell of a verdict goes by
it, in SQL or by ``kept_from`` and ``kept_among`` here. What is kept is the verdict with all that
tells of it: its history, sign-off, flags, evidence, who has the claim, and that a statement is
cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from workbench.errors import NotAllowed
from workbench.model.people import Program, User
from workbench.storage.verdicts import opinions

if TYPE_CHECKING:
    from workbench.storage.engine.cursor import Cursor

NOBODY: Final = ""
"""The reader of whom nothing is known; no account has this name."""


def name_of(reader: User | None) -> str:
    """The name under which the views know a reader.

    Args:
        reader: The person who will read. A program cannot tell who that is, nor can nobody in
            particular: from them everything is kept on which anybody owes an opinion.
    """
    return NOBODY if reader is None or isinstance(reader, Program) else reader.name


def kept_from(cursor: Cursor, reader: User | None) -> frozenset[str]:
    """The claims of which a reader must be shown no verdict, and nothing that tells of it.

    The rule takes long to plan, so it is asked only where it can have an answer.
    """
    asking = name_of(reader)
    return _by_rule(cursor, asking) if opinions.claims_requested(cursor, asking) else frozenset()


def kept_among(cursor: Cursor, claim_ids: Sequence[str], reader: User | None) -> frozenset[str]:
    """Those of some claims."""
    asking = name_of(reader)
    if opinions.claims_requested(cursor, asking).isdisjoint(claim_ids):
        return frozenset()
    return _by_rule(cursor, asking).intersection(claim_ids)


def is_kept_from(cursor: Cursor, claim_id: str, reader: User | None) -> bool:
    """The same for one claim."""
    return bool(kept_among(cursor, [claim_id], reader))


def check_may_see(cursor: Cursor, claim_id: str, reader: User | None) -> None:
    """Refuse to tell of a verdict that is kept from a reader.

    A program that names one claim is told: whoever runs it can open the file, and an audit must
    reach every signature. Lists and exports, which nobody asked claim by claim, keep it back.

    Raises:
        NotAllowed: they owe a second opinion on the claim, or are nobody of whom it is known.
    """
    if isinstance(reader, Program) or not is_kept_from(cursor, claim_id, reader):
        return
    if name_of(reader) == NOBODY:
        raise NotAllowed(
            "somebody owes a second opinion on this claim, so its verdict is told only to people "
            "who have signed in and do not owe one"
        )
    raise NotAllowed(
        "you were asked for a second opinion on this claim, so its verdict is kept from you until "
        "you have given yours"
    )


def _by_rule(cursor: Cursor, asking: str) -> frozenset[str]:
    return frozenset(cursor.column("SELECT claim_id FROM kept_from(?)", [asking]))
