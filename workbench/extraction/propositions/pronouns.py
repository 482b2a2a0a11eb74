"""Whom a pronoun inside a claim means, decided only where nothing else could be meant.

A source must be resolved to somebody; a pronoun inside a claim need not be, and a wrong name in
its place would make the rendering say what nobody said.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.attribution.attribution import Attribution
from workbench.extraction.speakers.antecedents import HE, THEY, Antecedents
from workbench.extraction.speakers.entities import Entities, Entity, EntityKind
from workbench.model.article import Span

_NEAR: Final = 3  # sentences a pronoun is followed back


class Pronouns:
    """Reads the pronouns of one article's claims."""

    def __init__(self, entities: Entities, antecedents: Antecedents) -> None:
        self._entities = entities
        self._antecedents = antecedents
        self._tree = entities.tree
        self._page = entities.page

    def meant(
        self,
        token: int,
        word: str,
        speaker: Entity | None,
        attribution: Attribution,
        quoted: bool,
    ) -> Entity | None:
        """The entity a third-person pronoun inside a claim means, if that is beyond doubt.

        Args:
            token: The pronoun, ``word`` in small letters.
            speaker: Whose claim it is; in reported speech "he" is usually the speaker.
            attribution: The claim's attribution.
            quoted: Whether it stands inside quotation marks.
        """
        if word == "it" and not self._refers(token):
            return None
        if self._own_clause(token, word):
            return None
        antecedents = self._antecedents
        own_words = quoted and speaker is not None
        if word not in HE and (quoted or self._reflexive(token)):
            return None
        source = attribution.source
        follows = source is not None and source.start > self._tree.start[token]
        ahead = follows and not own_words and word not in ("them", "theirs")
        if ahead and speaker is not None and antecedents.fits(word, speaker):
            return speaker
        reported = speaker is not None and word in HE and not own_words
        if (
            reported
            and speaker is not None
            and antecedents.fits(word, speaker)
            and not self._others(token, word, source, speaker)
        ):
            return speaker
        near = 0 if word in ("it", "its") else _NEAR
        found = antecedents.of_pronoun(word, token, farthest=near)
        if found is None or found.noun is not None or (own_words and found is speaker):
            return None  # inside one's own quotation "he" is somebody else
        if word in HE and found.gender is None and found is not speaker:
            return None  # one whose gender is not told may be somebody else
        if word in HE:
            return None if self._is_its_own_subject(token, word, found) else found
        as_speaker = found is speaker and word in ("they", "their")
        if word in THEY and not found.plural and not as_speaker:
            return None
        return None if self._rivals(token, word, found, speaker) else found

    def _reflexive(self, token: int) -> bool:
        """Whether it is the object of "giving it a promise", whose subject is the speaker."""
        tree = self._tree
        if tree.role[token] not in ("dobj", "dative", "pobj"):
            return False
        verb = tree.head[token]
        while tree.part[verb] not in ("VERB", "AUX") and tree.head[verb] != verb:
            verb = tree.head[verb]
        return tree.child(verb, "nsubj", "nsubjpass") is None

    def _own_clause(self, token: int, word: str) -> bool:
        """Whether "its" belongs to the subject of its clause and so explains itself there."""
        tree = self._tree
        if tree.tag[token] != "PRP$":
            return False
        for verb in tree.ancestors(token):
            subject = tree.child(verb, "nsubj", "nsubjpass")
            if tree.part[verb] not in ("VERB", "AUX") or subject is None:
                continue
            if not tree.right[subject] < token:
                return False
            said = tree.lower[subject]
            if word in HE:
                entity = self._entities.of_token.get(subject)
                if entity is None or entity.kind is not EntityKind.PERSON:
                    return HE.get(said) == HE[word]
                return self._antecedents.fits(word, entity)
            named_body = self._entities.of_token.get(subject) is not None
            return said in ("it", "they") or named_body
        return False

    def _is_its_own_subject(self, token: int, word: str, found: Entity) -> bool:
        """ "He had ruined him": the object of a verb is not its subject."""
        tree = self._tree
        if tree.role[token] not in ("dobj", "dative", "pobj"):
            return False
        verb = tree.head[token]
        while tree.part[verb] not in ("VERB", "AUX") and tree.head[verb] != verb:
            verb = tree.head[verb]
        subject = tree.child(verb, "nsubj")
        if subject is None:
            return False
        same = HE.get(tree.lower[subject]) == HE[word]
        return same or self._entities.of_token.get(subject) is found

    def _others(self, token: int, word: str, source: Span | None, speaker: Entity) -> bool:
        """Whether somebody else who fits is named between the source and a pronoun."""
        if source is None:
            return False
        first = self._page.token_at(source.end - 1) + 1
        people = self._entities.in_tokens(first, token - 1, EntityKind.PERSON)
        fits = self._antecedents.fits
        return any(person is not speaker and fits(word, person) for person in people)

    def _rivals(self, token: int, word: str, found: Entity, speaker: Entity | None) -> bool:
        """Whether something else in the sentence could be meant by "it" or "they"."""
        tree = self._tree
        first = tree.sentences[tree.sentence[token]][0]
        number = "NNS" if word in THEY else "NN"
        near = max((m.last for m in found.mentions if m.last < token), default=first)
        for other in range(max(first, near + 1), token):
            noun = tree.role[other] in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj")
            if noun and tree.tag[other] == number and other not in self._entities.of_token:
                return True
        if found is speaker:
            return False
        named = self._entities.in_tokens(first, token - 1)
        return any(other is not found and self._antecedents.fits(word, other) for other in named)

    def _refers(self, token: int) -> bool:
        """Whether "it" is a thing, and not the "it" of "it is clear that"."""
        tree = self._tree
        role, head = tree.role[token], tree.head[token]
        if role == "expl" or tree.lemma[head] in ("be", "seem", "appear", "happen", "take"):
            return False
        if tree.role[head] == "ccomp" and tree.lemma[tree.head[head]] in ("make", "find"):
            return False  # "made it more likely that"
        return role in ("nsubj", "nsubjpass")
