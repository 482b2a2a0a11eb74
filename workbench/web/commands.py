"""What the command line may ask of the running desk, see ``control_socket``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbench.app import App
from workbench.control_socket import Answer, ControlSocket


def door(app: App) -> ControlSocket:
    """The door of a desk, not open yet."""

    def backup(request: Mapping[str, str]) -> Answer:
        made = app.backups.make(Path(request["file"]), by=app.operator())
        return {"bytes": made.bytes, "events": made.events, "head": made.ledger_head}

    return ControlSocket(app.settings.database, {"backup": backup})
