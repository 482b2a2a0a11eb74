"""Gives "selling munitions" and "any role in it" the subject that a denial leaves out."""

from __future__ import annotations

from typing import Final

from workbench.extraction.parse.tree import Tree
from workbench.extraction.propositions.past_tense import base_of_gerund, past_tense
from workbench.extraction.propositions.written_names import name_in_sentence, possessive

FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
"""The parser's tags of verbs that have a tense."""
_COMMITS: Final = frozenset({"promise", "pledge", "vow", "threaten", "undertake"})


class MissingSubjects:
    """Completes the claims of one article that have no subject of their own."""

    def __init__(self, tree: Tree, text: str) -> None:
        self._tree = tree
        self._text = text

    def state_charge(self, words: str, first: int, last: int) -> str | None:
        """ "Accused Iran of selling drones": Iran sold drones."""
        tree = self._tree
        for of in range(first + 1, last):
            if tree.tag[of] in FINITE or tree.tag[of] == "CC":
                return None
            if tree.lower[of] != "of" or tree.tag[of + 1] != "VBG":
                continue
            head, separator, rest = words.partition(f" of {tree.lower[of + 1]} ")
            plural = tree.tag[of - 1] in ("NNS", "NNPS")
            verb = self._past(tree.lower[of + 1], plural)
            noun = tree.part[of - 1] in ("NOUN", "PROPN")
            return f"{head} {verb} {rest}" if separator and noun else None
        return None

    @staticmethod
    def _past(gerund: str, plural: bool) -> str:
        if gerund == "having":
            return "have" if plural else "has"
        verb = past_tense(base_of_gerund(gerund))
        return "were" if plural and verb == "was" else verb

    def of_speaker(
        self, words: str, first: int, last: int, subject: str, cue: str, plural: bool
    ) -> str | None:
        """Give "selling munitions", "to send troops" and "any role in it" their subject."""
        tree = self._tree
        while (
            first < last
            and tree.part[first] in ("PUNCT", "ADV", "PART")
            and (tree.lower[first] != "to")
        ):
            first += 1
        word = self._text[tree.start[first] : tree.end[first]]
        tag = tree.tag[first]
        rest = words[words.find(word) + len(word) :].lstrip() if word in words else None
        if rest is None:
            return None
        named = name_in_sentence(subject)
        if self._is_gerund(first) and not self._has_subject(first):
            return f"{named} {self._past(word.casefold(), plural)} {rest}"
        if word.casefold() == "to" and tag == "TO":
            return f"{named} will {rest}" if cue in _COMMITS else None
        claims_much = any(tree.tag[token] in FINITE for token in range(first, last + 1))
        follows = tree.part[first + 1] if first < last else ""
        if word.casefold() == "any" and follows == "NOUN" and not claims_much:
            return f"{possessive(named)} {rest}"
        if tag == "NN" and tree.lower[first] in ("involvement", "responsibility", "complicity"):
            return f"{possessive(named)} {words}"
        return None

    def _is_gerund(self, token: int) -> bool:
        """A verb in -ing, also where the parser takes it for part of a noun."""
        tree = self._tree
        if tree.role[token] in ("csubj", "csubjpass", "nsubj", "amod", "advcl"):
            return False  # "Replacing them, she said, would cost"
        if tree.tag[token] == "VBG":
            return True
        noun = tree.tag[token] == "NN" and tree.role[token] == "compound"
        return noun and tree.lower[token].endswith("ing") and tree.head[token] == token + 1

    def _has_subject(self, token: int) -> bool:
        return self._tree.child(token, "nsubj", "nsubjpass", "poss", "expl") is not None
