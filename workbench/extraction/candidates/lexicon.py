"""The table of reporting words: what each does, what it takes, what it does to what it takes.

``lexicon.csv`` beside this module, a word a row. A column ``takes`` lists frames, ``nouns`` the
nouns that stand for a proposition under the verb ("denied the killings", "rejected the charge"),
``infinitive`` whether "to do it" is said ("promised to pay") or a fact ("wants to pay").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from pathlib import Path
from typing import Final, TypeVar

from workbench.errors import InputError
from workbench.model.claim import Polarity

TABLE: Final = Path(__file__).with_name("lexicon.csv")
COLUMNS: Final = (
    "part", "word", "kind", "polarity", "takes", "prepositions", "nouns", "infinitive",
)  # fmt: skip


class Part(StrEnum):
    """The part of speech of a reporting word."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"


class CueKind(StrEnum):
    """What the source does with the content."""

    SPEECH = "speech"
    BELIEF = "belief"
    FINDING = "finding"
    DENIAL = "denial"
    REJECTION = "rejection"
    RETRACTION = "retraction"
    ADMISSION = "admission"
    REFUSAL = "refusal"
    QUESTION = "question"
    COMMITMENT = "commitment"
    DIRECTIVE = "directive"
    JUDGEMENT = "judgement"
    STANCE = "stance"
    DESIRE = "desire"
    TOPIC = "topic"
    APPEARANCE = "appearance"


class Frame(StrEnum):
    """A shape of content: ``said: "..."``, that-clause, to-infinitive, denied selling, ..."""

    QUOTE = "quote"
    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    NOUN = "noun"
    OBJECT_AND_MORE = "object_and_more"  # called her a liar, described it as, accused him of
    ADDRESSEE = "addressee"  # the object is the listener: told reporters that


class Noun(Flag):
    """What a noun in the place of a content may be for the verb to hold a proposition."""

    NONE = 0
    CHARGE = auto()
    ACT = auto()


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a reporting word.

    Attributes:
        prepositions: Those that introduce its content ("warned of", "called for").
        nouns: Which nouns stand for a proposition where it takes one.
        infinitive_is_said: Whether its infinitive is what somebody says, not what they do.
    """

    kind: CueKind
    polarity: Polarity
    frames: frozenset[Frame]
    prepositions: frozenset[str] = frozenset()
    nouns: Noun = Noun.NONE
    infinitive_is_said: bool = True


_NOUNS: Final[Mapping[str, Noun]] = {"act": Noun.ACT, "charge": Noun.CHARGE}
_INFINITIVES: Final[Mapping[str, bool]] = {"said": True, "fact": False, "": True}

Choice = TypeVar("Choice", bound=StrEnum)


def read_lexicon(path: Path = TABLE) -> Mapping[Part, Mapping[str, Cue]]:
    """Read the whole table; a phrasal verb is written with its particle ("point out").

    Raises:
        InputError: the table is missing or not UTF-8, a column is missing, a word stands twice, or
            a cell holds what no column of its kind may; the file and the row (the header is row
            1) are named.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the table of reporting words cannot be read ({error})", file=str(path))  # noqa: B904
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise InputError(f"expected the columns {', '.join(COLUMNS)}", file=str(path), row=1)
    found: dict[Part, dict[str, Cue]] = {part: {} for part in Part}
    for number, row in enumerate(table, start=2):
        part, word, cue = _Row(str(path), number, row).read()
        if word in found[part]:
            raise InputError(f"{word!r} stands in the table twice", file=str(path), row=number)
        found[part][word] = cue
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table and where it stands."""

    file: str
    number: int
    cells: Mapping[str | None, str | list[str] | None]

    def read(self) -> tuple[Part, str, Cue]:
        if None in self.cells or None in self.cells.values():
            raise InputError(f"a row has {len(COLUMNS)} cells", file=self.file, row=self.number)
        word = self._cell("word")
        if not word or word != word.lower() or "_" in word:
            raise self._error("word", "write the word's lemma in small letters")
        cue = Cue(
            kind=self._one("kind", CueKind),
            polarity=self._one("polarity", Polarity),
            frames=frozenset(self._choice("takes", frame, Frame) for frame in self._words("takes")),
            prepositions=frozenset(self._words("prepositions")),
            nouns=self._nouns(),
            infinitive_is_said=self._infinitive(),
        )
        return self._one("part", Part), word, cue

    def _cell(self, column: str) -> str:
        return str(self.cells[column]).strip()

    def _words(self, column: str) -> Iterator[str]:
        yield from self._cell(column).split()

    def _one(self, column: str, choices: type[Choice]) -> Choice:
        return self._choice(column, self._cell(column), choices)

    def _choice(self, column: str, value: str, choices: type[Choice]) -> Choice:
        try:
            return choices(value)
        except ValueError:
            raise self._error(column, f"{value!r} is none of {', '.join(choices)}") from None

    def _nouns(self) -> Noun:
        found = Noun.NONE
        for word in self._words("nouns"):
            if word not in _NOUNS:
                raise self._error("nouns", f"{word!r} is none of {', '.join(_NOUNS)}")
            found |= _NOUNS[word]
        return found

    def _infinitive(self) -> bool:
        value = self._cell("infinitive")
        if value not in _INFINITIVES:
            raise self._error("infinitive", f"{value!r} is neither said nor fact")
        return _INFINITIVES[value]

    def _error(self, column: str, reason: str) -> InputError:
        return InputError(reason, file=self.file, row=self.number, column=column)
