"""What new statements ask for: statements of stored claims, reprints, flags on old verdicts.

Each part is cheap when nothing is due, and what a killed process left is done by the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from workbench.desk.intake.article_imports import ArticleImports
from workbench.desk.intake.new_evidence import NewEvidence
from workbench.model.job import Job


class GroupsReprints(Protocol):
    """What is needed of the archive."""

    def group_reprints(self) -> None: ...


class DueWork:
    """Finishes what is due; nobody has to be asked, since it changes nothing that people decide."""

    def __init__(
        self,
        articles: ArticleImports,
        archive: Callable[[], GroupsReprints],
        new_evidence: NewEvidence,
    ) -> None:
        self._articles = articles
        self._archive = archive
        self._new_evidence = new_evidence

    @property
    def flagging(self) -> Job | None:
        """How far the look for verdicts that new statements touch has come, none if all is done."""
        return self._new_evidence.under_way

    def finish(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Do all of it: part of every import, and of the server's start.

        Args:
            progress: Told how many of how many new statements were held against verdicts.
        """
        self._articles.finish()
        self._archive().group_reprints()
        self._new_evidence.look(progress)

    def finish_imported(self) -> None:
        """The same after an import in the background; the look at verdicts goes on by itself."""
        self._articles.finish()
        self._archive().group_reprints()
        self._new_evidence.look_soon()

    def finish_articles(self, *, wait: bool) -> None:
        """Have an article's claims become statements, and verdicts looked at, at once or soon."""
        self._articles.finish()
        if wait:
            self._new_evidence.look()
        else:
            self._new_evidence.look_soon()
