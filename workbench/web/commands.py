"""What the command line may ask of the running desk, see ``desk_door``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbench.control_socket import Answer, ControlSocket
from workbench.desk_app import DeskApp


def door(desk: DeskApp) -> ControlSocket:
    """The door of a desk, not open yet."""

    def backup(request: Mapping[str, str]) -> Answer:
        made = desk.backups.make(Path(request["file"]), by=desk.operator())
        return {"bytes": made.bytes, "events": made.events, "head": made.ledger_head}

    return ControlSocket(desk.settings.database, {"backup": backup})
