"""Evidence that came after a verdict: it changes nothing by itself."""

from __future__ import annotations

from workbench import markup as h
from workbench.model.on_desk import ClaimOnDesk
from workbench.ui.session import Visit
from workbench.ui.shared.cards import flag_line
from workbench.ui.shared.show import show
from workbench.ui.words import FLAG_MARK


def show_flags(here: Visit, item: ClaimOnDesk) -> None:
    """The statements that flag the latest verdict; nothing while there are none."""
    if not item.flags:
        return
    ids = [flag.statement_id for flag in item.flags]
    known = {each.statement_id: each for each in here.app.archive.statements(ids)}
    show(
        h.section(".wb-card.wb-flags", aria_label="New evidence")[
            h.p[
                h.strong[f"{FLAG_MARK} New evidence since this verdict."],
                " The verdict stands until somebody writes a new version.",
            ],
            h.ul[(flag_line(flag, known.get(flag.statement_id)) for flag in item.flags)],
        ]
    )
