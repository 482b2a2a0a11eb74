"""Looking one claim ahead, so that the next one opens without waiting for the archive."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Final

from workbench.app import App

log = logging.getLogger("workbench.ui")


class Ahead:
    """Finds the priors of claims that are likely to be opened next, one at a time."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look-ahead")
        self._asked: set[tuple[int, str]] = set()
        self._lock = Lock()

    def look(self, app: App, claim_ids: Iterable[str | None]) -> None:
        """Have the desk find the priors of ``claim_ids`` in the background and keep them."""
        for claim_id in claim_ids:
            if claim_id is None:
                continue
            with self._lock:
                asked = (id(app), claim_id)
                if asked in self._asked:
                    continue
                self._asked.add(asked)
            self._worker.submit(self._find, app, claim_id)

    def _find(self, app: App, claim_id: str) -> None:
        try:
            app.priors.read_again(claim_id, app.priors.of(claim_id), ahead=True)
        except Exception:  # the page that opens the claim will meet the same error and say it
            log.debug("could not look ahead to %s", claim_id, exc_info=True)
        finally:
            with self._lock:
                self._asked.discard((id(app), claim_id))

    def finish(self) -> None:
        """Wait until nothing is being looked for."""
        self._worker.submit(lambda: None).result()


AHEAD: Final = Ahead()
"""The one that looks ahead for everybody in this process."""
