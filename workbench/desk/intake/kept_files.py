"""Uploaded files that lie beside the database until their import is over; their rejects stay."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.archive.importing.rejects import ENDING, read_rejects
from workbench.model.intake import Rejects

if TYPE_CHECKING:
    from workbench.model.job import Job

LONGEST_NAME: Final = 120
"""Characters of a file's name that are kept; an upload can have a name that no disk takes."""


class KeptFiles:
    """One folder for each import that a page began, named as its job."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def arriving(self, name: str, data: bytes) -> Iterator[Path]:
        """Write down what came; it is gone again at the end, unless it was kept."""
        folder = self._folder / f"arriving-{threading.get_ident()}-{time.monotonic_ns()}"
        folder.mkdir(parents=True, mode=0o700)
        try:
            path = folder / Path(name).name[-LONGEST_NAME:]
            path.write_bytes(data)
            yield path
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, arrived: Path, job_id: str) -> None:
        """Have a file that came belong to a job."""
        arrived.parent.rename(self._folder / job_id)

    def drop(self, job_id: str) -> None:
        """Remove all there is of a job that came to nothing."""
        shutil.rmtree(self._folder / job_id, ignore_errors=True)

    def path(self, job: Job) -> Path:
        """Where a job's file lies, whether it is still there or not."""
        return self._folder / job.job_id / Path(job.subject).name

    def has_folder(self, job: Job) -> bool:
        """Whether a page began the job; a command reads a file where it lies."""
        return (self._folder / job.job_id).is_dir()

    def rejects(self, job: Job, most: int) -> Rejects:
        """The rows of a job that could not be taken, so many of them one by one."""
        file = self.path(job)
        path = file.with_name(f"{file.name}{ENDING}")
        return Rejects(read_rejects(path, most), path.read_bytes()) if path.exists() else Rejects()
