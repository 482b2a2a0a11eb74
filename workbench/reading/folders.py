"""Documents of files and of whole folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.model.article import Article
from workbench.model.statement import Rejection
from workbench.reading.documents import ENDINGS, articles_in_file


def files_at(path: Path) -> list[Path]:
    """The file itself, or every document below the folder, in order."""
    if not path.is_dir():
        return [path]
    inside = sorted(path.rglob("*"))
    return [one for one in inside if one.is_file() and one.name.lower().endswith(ENDINGS)]


def documents_at(path: Path) -> Iterator[tuple[str, Article | Rejection]]:
    """Each document with the file it is from; one that cannot be read comes out as a Rejection."""
    for file in files_at(path):
        for document in articles_in_file(file):
            yield str(file), document
