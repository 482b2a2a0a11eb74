"""A parse as plain lists, and the questions attribution asks of it.

spaCy builds a Python object for every token, child or subtree that is looked at. Attribution
looks at every verb of every sentence, so it reads the parse once into lists and walks those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import numpy

from workbench.extraction.parse.repairs import Columns, mend
from workbench.model.article import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEMMA_REPAIRS: Final[Mapping[str, str]] = {"hop": "hope", "retweete": "retweet", "deni": "deny"}
"""Forms that the pipeline's lemmatizer gets wrong."""


class Tree:
    """Lists over the tokens of a document; all are indexed by token number.

    Attributes:
        start, end: Offsets into the text.
        lower, lemma: Lower-cased text and lemma.
        part: Coarse part of speech. ``tag`` is the fine one.
        name: Kind of named entity the token is part of, "" for none.
        role: Dependency label. ``head`` is the head's number, its own for a root.
        children: Dependents in text order.
        left, right: First and last token of the subtree.
        sentence: Number of the sentence; ``sentences`` holds (first, past the last) of each.
    """

    def __init__(self, doc: Doc) -> None:
        from spacy import attrs

        self.text = doc.text
        columns = doc.to_array(
            [
                attrs.LOWER,
                attrs.LEMMA,
                attrs.POS,
                attrs.TAG,
                attrs.DEP,
                attrs.ENT_TYPE,
                attrs.SENT_START,
            ]
        )
        strings = doc.vocab.strings
        names = {int(key): strings[int(key)] for key in numpy.unique(columns[:, 1:6])}
        words = {int(key): strings[int(key)] for key in numpy.unique(columns[:, 0])}
        self.lower: list[str] = [words[key] for key in columns[:, 0].tolist()]
        lemmas = {key: name.lower() for key, name in names.items()}
        lemmas = {key: LEMMA_REPAIRS.get(name, name) for key, name in lemmas.items()}
        self.lemma: list[str] = [lemmas[key] for key in columns[:, 1].tolist()]
        self.part: list[str] = [names[key] for key in columns[:, 2].tolist()]
        self.tag: list[str] = [names[key] for key in columns[:, 3].tolist()]
        self.role: list[str] = [names[key] for key in columns[:, 4].tolist()]
        size = len(doc)
        heads = doc.to_array([attrs.HEAD]).reshape(-1).astype(numpy.int64)
        self.head: list[int] = (heads + numpy.arange(size)).tolist()
        shapes = doc.to_array([attrs.IDX, attrs.LENGTH]).astype(numpy.int64)
        self.start: list[int] = shapes[:, 0].tolist()
        self.end: list[int] = (shapes[:, 0] + shapes[:, 1]).tolist()
        self.name: list[str] = [names[key] for key in columns[:, 5].tolist()]
        mend(Columns(self.lower, self.lemma, self.part, self.tag, self.role, self.head, self.name))
        self._read_sentences(columns[:, 6].tolist())
        self._read_subtrees()

    def __len__(self) -> int:
        return len(self.lower)

    def _read_sentences(self, marks: list[int]) -> None:
        firsts = [i for i, mark in enumerate(marks) if mark == 1 or i == 0]
        self.sentences: list[tuple[int, int]] = list(
            zip(firsts, [*firsts[1:], len(marks)], strict=True)
        )
        self.sentence: list[int] = [0] * len(marks)
        for number, (first, last) in enumerate(self.sentences):
            self.sentence[first:last] = [number] * (last - first)

    def _read_subtrees(self) -> None:
        size = len(self)
        self.children: list[list[int]] = [[] for _ in range(size)]
        for token, head in enumerate(self.head):
            if head != token:
                self.children[head].append(token)
        self.left = list(range(size))
        self.right = list(range(size))
        for token in self._leaves_first():
            head = self.head[token]
            self.left[head] = min(self.left[head], self.left[token])
            self.right[head] = max(self.right[head], self.right[token])

    def _leaves_first(self) -> list[int]:
        order = [token for token, head in enumerate(self.head) if head == token]
        for token in order:  # grows while it is walked: breadth first from the roots
            order.extend(self.children[token])
        return order[::-1]

    def child(self, token: int, *roles: str) -> int | None:
        """The first dependent of ``token`` in one of ``roles``."""
        for candidate in self.children[token]:
            if self.role[candidate] in roles:
                return candidate
        return None

    def children_in(self, token: int, *roles: str) -> list[int]:
        """All dependents of ``token`` in one of ``roles``."""
        return [candidate for candidate in self.children[token] if self.role[candidate] in roles]

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads of ``token``, nearest first."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens ``first`` to ``last``, both included."""
        return Span(self.start[first], self.end[last])
