"""What somebody looks for in the archive, as it stands in the address bar and in the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.model.statement import Search
from workbench.ui.links import parse_day

PAGE = 20
"""Statements a page."""
PAGES = 10
"""Further than the tenth page nothing is near any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with its filters; whatever a link says, it is one that the form can show."""

    words: str = ""
    actor: str = ""
    speaker: str = ""
    source: str = ""
    language: str = ""
    since: date | None = None
    as_of: date | None = None
    page: int = 1

    @classmethod
    def from_link(cls, link: Mapping[str, str]) -> Asked:
        """What a link asks for; what it has wrong is left out."""
        number = link.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        return cls(
            words=link.get("q", "").strip(),
            actor=link.get("actor", "").strip(),
            speaker=link.get("speaker", "").strip(),
            source=link.get("source", "").strip(),
            language=link.get("language", "").strip(),
            since=parse_day(link.get("since")),
            as_of=parse_day(link.get("as_of")),
            page=min(max(page, 1), PAGES),
        )

    @property
    def link(self) -> dict[str, str]:
        """The same for the address bar; what is not asked for is left out."""
        every = {
            "q": self.words,
            "actor": self.actor,
            "speaker": self.speaker,
            "source": self.source,
            "language": self.language,
            "since": "" if self.since is None else self.since.isoformat(),
            "as_of": "" if self.as_of is None else self.as_of.isoformat(),
            "page": "" if self.page == 1 else str(self.page),
        }
        return {name: value for name, value in every.items() if value}

    @property
    def search(self) -> Search:
        """The same for the archive."""
        return Search(
            self.words,
            as_of=self.as_of,
            actor=self.actor or None,
            source=self.source or None,
            language=self.language or None,
            speaker=self.speaker or None,
            since=self.since,
        )

    @property
    def filters(self) -> int:
        """How many filters are set beside the words."""
        return len(self.link.keys() - {"q", "page"})

    @property
    def fault(self) -> str | None:
        """Why nothing can be found, whatever the archive holds; none if something may be."""
        if self.since is not None and self.as_of is not None and self.since > self.as_of:
            return "The first day is after the last one, so no statement can lie between them."
        return None

    @property
    def wanted(self) -> int:
        """How many statements to ask for: those up to this page and one that tells of a next."""
        return PAGE * self.page + 1
