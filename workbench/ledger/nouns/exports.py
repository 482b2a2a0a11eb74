"""Files that left the desk."""

from __future__ import annotations

from typing import Final

from workbench.ledger.declaration import Anchor, OneEventEach, Payload, each, present
from workbench.ledger.kinds import EventKind
from workbench.model.publishing import ExportTaken
from workbench.storage.engine.moments import to_text
from workbench.storage.ledger import exports_taken


def _payload(taken: ExportTaken) -> Payload:
    """A file with the head that it carries."""
    payload: Payload = {
        "number": taken.number,
        "taken_by": taken.taken_by,
        "taken_at": to_text(taken.taken_at),
        "sha256": taken.sha256,
        "bytes": taken.bytes,
        "ledger_head": taken.ledger_head,
    }
    return payload | present(rows=taken.rows, chosen=taken.chosen)


EXPORT: Final = OneEventEach(
    noun=ExportTaken,
    tables=("exports_taken",),
    kinds=(EventKind.EXPORT_MADE,),
    kind=lambda taken: EventKind.EXPORT_MADE,
    subject=lambda taken: taken.what,
    by=lambda taken: taken.taken_by,
    at=lambda taken: taken.taken_at,
    add=exports_taken.add,
    payloads=each(_payload),
    anchor=Anchor.ANY,
    key=("number",),
    every=exports_taken.every,
    words="export {1} ({0})",
)
