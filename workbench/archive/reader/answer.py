"""The answer of a larger reader, believed only as far as it can be checked.

It must be the one object that was asked for, about the one statement that was sent, and the words
it gives must stand in that statement. Anything else is refused, and why is said in words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from workbench.archive.reader.question import FORM
from workbench.errors import AnswerRefused
from workbench.model.prior import Relation
from workbench.words import MARKS_ALIKE

_FENCE: Final = re.compile(r"\A```(?:json)?\s*\n(.*)\n\s*```\Z", re.DOTALL)
_KEYS: Final = frozenset(FORM["required"])
_TO_PLAIN: Final = str.maketrans({mark: marks[0] for marks in MARKS_ALIKE for mark in marks})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a larger reader says of a statement.

    Attributes:
        words: The run of the statement's words that carries it, as the statement has them.
        model: What answered, by the name that it gives itself.
    """

    relation: Relation
    probability: float
    words: str
    model: str


def check_answer(content: str, *, made_up: str, text: str, model: str) -> Reading:
    """The answer about the statement that was sent as ``made_up``, checked.

    Args:
        text: The statement's words as they were sent.
        model: What answered.

    Raises:
        AnswerRefused: it is not the object that was asked for, is about another statement, or its
            words do not stand in this one.
    """
    told = _one_object(content)
    if told.keys() != _KEYS:
        missing = ", ".join(sorted(_KEYS - told.keys())) or "none"
        foreign = len(told.keys() - _KEYS)
        raise AnswerRefused(
            f"of the keys that were asked for it lacks {missing}, of others it has {foreign}"
        )
    if told["id"] != made_up:
        raise AnswerRefused("it is about a statement that was not sent with the question")
    relation, probability, words = told["relation"], told["probability"], told["words"]
    if not isinstance(relation, str) or relation not in set(Relation):
        raise AnswerRefused("its relation is none of contradicts, supports and related")
    if isinstance(probability, bool) or not isinstance(probability, int | float):
        raise AnswerRefused("its probability is no number")
    if not 0 <= probability <= 1:
        raise AnswerRefused("its probability is not from 0 to 1")
    if not isinstance(words, str):
        raise AnswerRefused("its words are no text")
    found = find_words(words, text)
    if found is None or (not found and relation != Relation.RELATED):
        raise AnswerRefused("the words it gives do not stand in the statement")
    return Reading(Relation(relation), float(probability), found, model)


def find_words(words: str, text: str) -> str | None:
    """The run of whole words in ``text`` that ``words`` quote, as ``text`` has them.

    Quotation marks, dashes, blanks and capitals may be others: models set them as they please.
    Nothing quoted is found empty.
    """
    quoted = words.strip()
    if not quoted:
        return ""
    if not any(character.isalnum() for character in quoted):
        return None
    run = r"\s+".join(re.escape(piece) for piece in _plain(quoted).split())
    found = re.search(rf"(?<!\w){run}(?!\w)", _plain(text))
    return None if found is None else text[found.start() : found.end()]


def _plain(text: str) -> str:
    """``text`` with plain marks and small letters, each character in its place."""
    small = text.translate(_TO_PLAIN)
    return "".join(low if len(low := character.lower()) == 1 else character for character in small)


def _one_object(content: str) -> dict[str, Any]:
    fenced = _FENCE.match(content.strip())
    try:
        told = json.loads(
            content if fenced is None else fenced[1],
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError):
        raise AnswerRefused("it is not the JSON object that was asked for") from None
    if not isinstance(told, dict):
        raise AnswerRefused("it is not the JSON object that was asked for")
    return told


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise AnswerRefused("it gives a key twice")
    return told


def _refuse_constant(word: str) -> NoReturn:
    raise AnswerRefused(f"it holds {word}, which is no number")
