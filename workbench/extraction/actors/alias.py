"""One way of naming an actor, and how words are compared when names are looked up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from workbench.model.claim import ActorKind


class AliasKind(StrEnum):
    """What an alias is in itself; a capital or a building speaks only where it is a speaker."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    BUILDING = "building"
    INSTITUTION = "institution"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name, and the actor it stands for.

    Attributes:
        person: For a person, the spelling that is shown; otherwise None.
        role: The office a person holds between ``valid_from`` and ``valid_to``, both inclusive.
        source: Where a checker can verify the row.
    """

    actor: str
    kind: ActorKind
    text: str
    alias_kind: AliasKind
    person: str | None = None
    role: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = None

    def valid(self, on: date | None) -> bool:
        """Whether the alias holds on a day; without a day every alias does."""
        if on is None:
            return True
        began = self.valid_from is None or self.valid_from <= on
        return began and (self.valid_to is None or on <= self.valid_to)


class Word(NamedTuple):
    """A word of a text, plain (no accents, no dots), with its offsets."""

    plain: str
    start: int
    end: int


_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_LETTERS: Final = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"})


def plain(text: str) -> str:
    """A word without dots and accents: "U.S." is "US", "Élysée" is "Elysee"."""
    bare = text.replace(".", "") if "." in text else text
    if bare.isascii():
        return bare
    parts = unicodedata.normalize("NFKD", bare.translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def words_of(text: str) -> list[Word]:
    """The words of a text; hyphens, apostrophes and blanks separate them."""
    return [Word(plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def same_word(written: str, alias: str, *, first: bool) -> bool:
    """Whether a written word is an alias's word.

    The first word of a name must keep its capital ("US" is not "us"); later words may be written
    small ("Iranian foreign ministry"). A headline in capitals matches everything.
    """
    if written == alias:
        return True
    if first and not (len(written) > 2 and written.isupper()):
        return False
    return written.casefold() == alias.casefold()
