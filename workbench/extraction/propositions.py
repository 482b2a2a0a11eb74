"""What is claimed, in words that stand on their own: for matching, never shown as a quotation.

"Tehran previously denied selling munitions to Russia" claims nothing by itself; what was denied
is that Iran sold munitions to Russia. Pronouns, "the country" and "there" become what they refer
to; the cue, quotation marks and leading conjunctions go. Whatever cannot be resolved stays as it
is: a rendering may be clumsy but must not say more than the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.extraction.antecedents import HE, THEY
from workbench.extraction.attribution import Attribution
from workbench.extraction.entities import Entity, EntityKind
from workbench.extraction.past_tense import base_of_gerund, past_tense
from workbench.extraction.pronouns import Pronouns
from workbench.extraction.roles import BODIES, GOVERNMENTS, OFFICES
from workbench.extraction.speakers import Reading, Speaker
from workbench.model import ActorKind, Span

_I: Final = frozenset({"i", "me", "myself"})
_MY: Final = frozenset({"my", "mine"})
_WE: Final = frozenset({"we", "us", "ourselves"})
_OUR: Final = frozenset({"our", "ours"})
_POSSESSIVE_TAGS: Final = frozenset({"PRP$", "WP$"})
_CONJUNCTIONS: Final = frozenset({"that", "whether", "if", "how", "as"})
_WHERE: Final = frozenset({"in", "to", "at", "near", "inside", "into", "from", "around"})
_REPORTS: Final = frozenset(
    {
        "accusation", "allegation", "assertion", "charge", "claim", "idea", "notion", "report",
        "rumor", "rumour", "speculation", "story", "suggestion", "theory",
    }
)  # fmt: skip
_QUOTE_MARKS: Final = "\"“”„‟«»'‘’`"
_NEAR: Final = 3  # sentences a pronoun is followed back
_TAKES_THE: Final = ("United ", "Netherlands", "Philippines", "European Union")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Tokens ``first`` to ``last`` are to be written as ``words``."""

    first: int
    last: int
    words: str


class Propositions:
    """Renders the claims of one article."""

    def __init__(self, attributions: Sequence[Attribution], reading: Reading) -> None:
        self._attributions = attributions
        self._reading = reading
        self._entities = reading.entities
        self._tree = reading.entities.tree
        self._page = reading.entities.page
        self._pronouns = Pronouns(reading.entities, reading.antecedents)

    def of(self, index: int) -> str:
        """What attribution number ``index`` claims, denies or asks, said positively."""
        attribution = self._attributions[index]
        speaker = self._reading.speakers[index]
        entity = self._reading.found[index].entity
        parts = [self._piece(span, entity, speaker, attribution) for span in attribution.content]
        first, last = self._tokens(attribution.content[0])
        words = " ".join(part for part in parts if part)
        subject = self._actor_or_name(speaker)
        if attribution.cue is not None and subject is not None:
            words = self._with_subject(words, first, last, subject)
        return _sentence(words)

    # -- one stretch of content ------------------------------------------------------------

    def _tokens(self, span: Span) -> tuple[int, int]:
        first = self._page.token_at(span.start)
        return first, max(first, self._page.token_at(span.end - 1))

    def _piece(
        self,
        span: Span,
        entity: Entity | None,
        speaker: Speaker,
        attribution: Attribution,
    ) -> str:
        first, last = self._tokens(span)
        first = self._after_conjunction(first, last)
        edits = {
            edit.first: edit for edit in self._edits(first, last, entity, speaker, attribution)
        }
        words: list[str] = []
        token = first
        while token <= last:
            edit = edits.get(token)
            end = token if edit is None else edit.last
            said = self._written(token) if edit is None else edit.words
            words.append(said + (" " if self._space_after(end) else ""))
            token = end + 1
        return "".join(words).strip()

    def _after_conjunction(self, first: int, last: int) -> int:
        """Skip "that", "reports that", "the allegation that"."""
        tree = self._tree
        for token in range(first, min(last, first + 6)):
            if tree.lower[token] == "that" and tree.lemma[token - 1] in _REPORTS and token > first:
                return token + 1
        while first < last and (
            (tree.lower[first] in _CONJUNCTIONS and tree.role[first] in ("mark", "advmod", "det"))
            or tree.part[first] in ("PUNCT", "SPACE")
        ):
            if tree.lower[first] in _CONJUNCTIONS and tree.role[first] == "det":
                break
            first += 1
        return first

    def _written(self, token: int) -> str:
        words = self._entities.text[self._tree.start[token] : self._tree.end[token]]
        if words.isspace() or (
            self._tree.part[token] == "PUNCT" and words.strip(_QUOTE_MARKS) == ""
        ):
            return ""
        return words

    def _space_after(self, token: int) -> bool:
        tree = self._tree
        return token + 1 >= len(tree) or tree.start[token + 1] > tree.end[token]

    def _edits(
        self,
        first: int,
        last: int,
        entity: Entity | None,
        speaker: Speaker,
        attribution: Attribution,
    ) -> Iterator[_Edit]:
        tree = self._tree
        token = first
        while token <= last:
            part = tree.part[token]
            edit = None
            if part == "PRON" or tree.tag[token] in _POSSESSIVE_TAGS:
                edit = self._pronoun(token, entity, speaker, attribution)
            elif tree.lower[token] == "there" and tree.tag[token] == "RB":
                edit = self._there(token)
            elif tree.lower[token] in ("the", "that", "this") and token < last:
                edit = self._description(token, token + 1)
            elif part == "PROPN":
                edit = self._surname(token)
            if edit is not None and edit.last <= last:
                yield edit
                token = edit.last
            token += 1

    def _pronoun(
        self,
        token: int,
        entity: Entity | None,
        speaker: Speaker,
        attribution: Attribution,
    ) -> _Edit | None:
        tree = self._tree
        word = tree.lower[token]
        owned = tree.tag[token] in _POSSESSIVE_TAGS or word in ("hers", "theirs")
        quoted = self._entities.quoted(token)
        name: str | None = None
        meant: Entity | None = None
        if word in _I or word in _MY:
            name = speaker.name if quoted else None
        elif word in _WE or word in _OUR:
            name = self._actor_or_name(speaker) if quoted else None
            owned = word in _OUR
        elif word in HE or word in THEY or word in ("it", "its"):
            meant = self._pronouns.meant(token, word, entity, attribution, quoted)
            name = None if meant is None else meant.name
        if name is None:
            return None
        actor = None if meant is None else meant.actor
        if owned and actor is not None and self._is_country(actor, token + 1):
            return _Edit(token, token + 1, _with_the(actor, False))
        written = _with_the(name, False) if meant is None else self._called(meant)
        return _Edit(token, token, _possessive(written) if owned else written)

    def _is_country(self, actor: str, token: int) -> bool:
        """Whether "country" follows on "his" or "her", which then is the actor itself."""
        tree = self._tree
        if token >= len(tree) or tree.lower[token] not in ("country", "government", "nation"):
            return False
        return self._entities.actors.kind(actor) is ActorKind.GOVERNMENT

    def _called(self, entity: Entity) -> str:
        """An entity's name, with "the" where the article says so."""
        before = entity.mentions[0].first - 1 if entity.mentions else -1
        the = before >= 0 and self._tree.lower[before] == "the"
        if the and entity.kind is EntityKind.BODY:
            return f"the {entity.name}"
        return _with_the(entity.name, False)

    def _there(self, token: int) -> _Edit | None:
        """The place last named as one: after "in", "to" or "at", not as a speaker."""
        tree, entities = self._tree, self._entities
        first = tree.sentences[max(0, tree.sentence[token] - _NEAR)][0]
        for before in range(token - 1, first - 1, -1):
            if tree.role[before] != "pobj" or not tree.tag[before].startswith("NNP"):
                continue
            if tree.lower[tree.head[before]] not in _WHERE or entities.labels[before] == "DATE":
                continue
            place = entities.of_token.get(before)
            if place is None:
                return _Edit(token, token, f"in {entities.words(before, before)}")
            actor = place.actor if place.actor is not None else ""
            known = entities.actors.kind(actor)
            if place.kind is EntityKind.BODY and known in (None, ActorKind.GOVERNMENT):
                return _Edit(token, token, f"in {self._called(place)}")
        return None

    def _description(self, first: int, head: int) -> _Edit | None:
        """ "The country", "the ministry", "the minister" with nothing else beside them."""
        tree = self._tree
        if (
            head + 1 < len(tree)
            and tree.start[head + 1] == tree.end[head]
            and (tree.tag[head + 1] == "HYPH")
        ):
            return None
        if tree.tag[head] != "NN" or (head + 1 < len(tree) and tree.tag[head + 1] in ("NN", "IN")):
            return None
        lemma = tree.lemma[head]
        antecedents = self._reading.antecedents
        meant: Entity | None = None
        if lemma in BODIES or lemma in GOVERNMENTS:
            meant = antecedents.of_body(lemma, first)
        elif lemma in OFFICES:
            meant = antecedents.of_office(lemma, first)
        if meant is None or meant.kind is EntityKind.GROUP:
            return None
        return _Edit(first, head, self._called(meant))

    def _surname(self, token: int) -> _Edit | None:
        """ "Kirby" becomes "John Kirby" where it stands alone."""
        entity = self._entities.of_token.get(token)
        if entity is None or entity.kind is not EntityKind.PERSON:
            return None
        mention = next((m for m in entity.mentions if m.first <= token <= m.last), None)
        if mention is None or mention.first != token or mention.last != token:
            return None
        return _Edit(token, token, entity.name) if len(entity.words) > 1 else None

    # -- denials of doing ------------------------------------------------------------------

    def _with_subject(self, words: str, first: int, last: int, subject: str) -> str:
        """Give "selling munitions", "to send troops" and "any role in it" their subject."""
        tree = self._tree
        first = self._after_conjunction(first, last)
        while (
            first < last
            and tree.part[first] in ("PUNCT", "ADV", "PART")
            and (tree.lower[first] != "to")
        ):
            first += 1
        word = self._entities.text[tree.start[first] : tree.end[first]]
        tag = tree.tag[first]
        rest = words[words.find(word) + len(word) :].lstrip() if word in words else None
        if rest is None:
            return words
        named = _with_the(subject, True)
        if self._is_gerund(first) and not self._has_subject(first):
            if word.casefold() == "having":
                return f"{named} has {rest}"
            return f"{named} {past_tense(base_of_gerund(word))} {rest}"
        if word.casefold() == "to" and tag == "TO":
            return f"{named} to {rest}"
        if word.casefold() == "any" and tree.part[first + 1] in ("NOUN", "ADJ"):
            return f"{_possessive(named)} {rest}"
        if tag == "NN" and tree.lower[first] in ("involvement", "responsibility", "complicity"):
            return f"{_possessive(named)} {words}"
        return words

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

    def _actor_or_name(self, speaker: Speaker) -> str | None:
        """For whom somebody speaks: officials for their government, people for themselves."""
        if speaker.actor is None:
            return speaker.name
        kind = self._entities.actors.kind(speaker.actor)
        for_others = kind in (ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.COMPANY)
        return speaker.actor if for_others else speaker.name


def _with_the(name: str, begins: bool) -> str:
    if not name.startswith(_TAKES_THE):
        return name
    return f"{'The' if begins else 'the'} {name}"


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _sentence(words: str) -> str:
    """Words as a sentence: a capital first, one full stop last, single blanks."""
    tidy = " ".join(words.split()).strip(" ,;:–—-.")
    for mark in (",", ".", ";", ":", "?", "!"):
        tidy = tidy.replace(f" {mark}", mark)
    if not tidy:
        return ""
    end = "" if tidy[-1] in "?!" else "."
    return f"{tidy[0].upper()}{tidy[1:]}{end}"
