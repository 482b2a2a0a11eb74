"""What an article names: people, bodies and groups, each with all its mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from workbench.extraction.actors.actors import ActorMention, Actors
from workbench.extraction.actors.alias import AliasKind, plain, words_of
from workbench.extraction.candidates.page import Page
from workbench.extraction.parse.dateline import dateline_end
from workbench.extraction.parse.transcripts import TURN_LABEL
from workbench.extraction.speakers.given_names import gender_of_name
from workbench.extraction.speakers.roles import (
    BODIES,
    BODY_EPITHETS,
    GUARDS,
    OF_GUARDS,
    PRIVATE_BODIES,
    TITLES,
    Gender,
)
from workbench.extraction.speakers.shared_names import unsupported_names
from workbench.model.claim import ActorKind

if TYPE_CHECKING:
    from workbench.extraction.speakers.offices import Phrase

_BODY_LABELS: Final = frozenset({"ORG", "GPE", "FAC", "LOC"})
# A name that the parser makes the root is a subject whose verb it took for a participle.
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "ROOT"})
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_BEGINS: Final = 3  # spaCy's number for the first token of a name


# "KYIV, Nov 25 - " and "LONDON (Reuters) - ": where it was written, no actor.
# Last words that make a name a body's, whatever the parser calls it.
_BODY_ENDINGS: Final = frozenset(
    {
        "academy", "agency", "air", "airlines", "airways", "alliance", "army", "associates",
        "association", "authority", "bank", "brothers", "bureau", "center", "centre", "church",
        "club", "coalition", "college", "commission", "committee", "company", "congress", "co",
        "corp", "corporation", "council", "court", "department", "energy", "federation", "ferries",
        "foods", "force", "forces", "forum", "foundation", "fund", "group", "guard", "guards",
        "holdings", "hospital", "house", "inc", "industries", "institute", "journal", "labs",
        "league", "limited", "llc", "ltd", "mills", "ministry", "mission", "motors", "movement",
        "museum", "network", "news", "observatory", "office", "organisation", "organization",
        "parliament", "partners", "party", "pharmaceuticals", "pipelines", "plc", "police", "post",
        "press", "railways", "school", "senate", "service", "services", "society", "solutions",
        "studios", "systems", "technologies", "telegraph", "times", "tribune", "trust", "union",
        "university", "ventures", "works", "afc", "airport", "albion", "athletic", "brewery",
        "brewing", "capital", "cinemas", "clinic", "constabulary", "electric", "fc", "freight",
        "healthcare", "hospitals", "hotels", "infirmary", "insurance", "laboratories", "lines",
        "logistics", "media", "mining", "motor", "oil", "pictures", "rail", "rangers", "records",
        "rovers", "shipping", "software", "steel", "stores", "supermarkets", "telecom", "theatre",
        "united", "utilities", "wanderers", "water", "watch",
    }
)  # fmt: skip
# Of these, bodies whose first word is a field or a place, and no short name of theirs.
_PUBLIC_ENDINGS: Final = frozenset(
    {
        "academy", "agency", "army", "authority", "bureau", "church", "college", "commission",
        "committee", "congress", "constabulary", "council", "court", "department", "force",
        "forces", "guard", "guards", "hospital", "ministry", "mission", "museum", "office",
        "parliament", "party", "police", "school", "senate", "service", "services", "university",
    }
)  # fmt: skip
# Bodies of two places: "Devon and Cornwall Police".
_OF_TWO_PLACES: Final = frozenset({"constabulary", "council", "police", "university"})
_CLOCKS: Final = frozenset({"gmt", "bst", "utc", "cet", "cest", "est", "edt", "pst", "pdt"})
_AIRLINES: Final = frozenset({"air", "royal", "radio"})
_LONGEST_OWNER: Final = 40  # characters
_CAPITALS: Final = 4  # a name longer than this, all in capitals, is written small


class EntityKind(Enum):
    """What can be referred back to."""

    PERSON = auto()
    BODY = auto()
    GROUP = auto()


@dataclass(slots=True)
class Mention:
    """One place that names an entity.

    Attributes:
        first, last: Tokens, both included. ``head`` is the one the sentence hangs it on.
        subject: Whether it is the subject of its clause.
        quoted: Whether it stands inside quotation marks.
    """

    first: int
    last: int
    head: int
    subject: bool
    quoted: bool


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something the article names, as known when the whole article is read.

    Attributes:
        name: The fullest name; for an unnamed source its words.
        words: The words of the name, small and without accents.
        offices: The phrases that tell what a person is.
        noun: For somebody only described so far, the first and last token and the head.
        actor_words: The words or the office from which the actor follows, for explanations.
        mute: A town, a count, a law: it may be named as a source but "it said" does not mean it.
    """

    name: str
    kind: EntityKind
    words: tuple[str, ...] = ()
    gender: Gender | None = None
    role: str | None = None
    actor: str | None = None
    actor_words: str | None = None
    plural: bool = False
    mute: bool = False
    offices: list[Phrase] = field(default_factory=list)
    noun: tuple[int, int, int] | None = None
    mentions: list[Mention] = field(default_factory=list)


def name_words(name: str) -> tuple[str, ...]:
    """A name's words for comparison."""
    return tuple(word.plain.casefold() for word in words_of(name))


class Entities:
    """All entities of an article, and which one each token belongs to.

    Attributes:
        known: Every place where the article names an actor of the file or the gazetteer.
        labels: For each token the parser's label of the name it is in ("GPE"), or nothing.
        begins: For each token whether such a name begins there.
        joint: The tokens of bodies named after two places.
        described: Names that the parser takes for people's and the text for bodies'.
    """

    def __init__(self, page: Page, actors: Actors) -> None:
        from spacy import attrs

        self.page = page
        self.tree = page.tree
        self.text = page.text
        self.actors = actors
        self.on: date | None = page.parsed.article.published_on
        self.of_token: dict[int, Entity] = {}
        self.people: list[Entity] = []
        self.bodies: dict[tuple[str, ...], Entity] = {}
        self._people_by_name: dict[tuple[str, ...], Entity] = {}
        self._by_beginning: dict[tuple[str, ...], Entity] = {}
        mentions = actors.mentions(self.text)
        self._unsupported = unsupported_names(self.text, mentions, actors)
        self.known: list[ActorMention] = [
            mention
            for mention in mentions
            if " ".join(self.text[mention.start : mention.end].split()).casefold()
            not in self._unsupported
        ]
        doc = page.parsed.doc
        names = doc.to_array([attrs.ENT_TYPE, attrs.ENT_IOB])
        strings = doc.vocab.strings
        self.labels: list[str] = [strings[key] for key in names[:, 0].tolist()]
        self.begins: list[bool] = [mark == _BEGINS for mark in names[:, 1].tolist()]
        self.known = [mention for mention in self.known if not self._is_surname(mention)]
        self._known_starts = [mention.start for mention in self.known]
        self.datelines = self._datelines()
        self.described: list[tuple[int, int]] = []
        self.joint: set[int] = set()
        for first, last in self._joint_runs():
            self.joint.update(range(first, last + 1))
            for token in range(first, last + 1):
                self.labels[token], self.begins[token] = "ORG", token == first

    def _datelines(self) -> frozenset[int]:
        """The tokens of datelines; names in them are not what the parser says they are."""
        tokens: set[int] = set()
        for section in self.page.sections:
            end = dateline_end(self.text, section.span.start, section.span.end)
            if end is not None:
                first = self.page.token_at(section.span.start)
                last = self.page.token_at(len(self.text[:end].rstrip()) - 1)
                tokens.update(range(first, last + 1))
        for token in tokens:
            self.labels[token] = ""
            if token + 1 < len(self.begins) and token + 1 not in tokens:
                self.begins[token + 1] = True
        return frozenset(tokens)

    def actor_of(self, words: str) -> str | None:
        """The actor that words name, as far as the article supports the reading."""
        if _reads_as_person(words):
            whole = self.actors.mentions(words)[:1]
            if not whole or whole[0].start or whole[0].end < len(words):
                return None  # "Helen French" is not of France
        return self.actors.resolve(words, self.on, self._unsupported, by_surname=False)

    def _is_surname(self, known: ActorMention) -> bool:
        """Whether a country's name or another's stands behind a given name: "Tom Holland"."""
        token = self.page.token_at(known.start)
        if not token or known.alias.alias_kind is AliasKind.PERSON:
            return False
        tree = self.tree
        return (
            " " not in self.text[known.start : known.end]
            and tree.tag[token - 1] == "NNP"
            and tree.start[token] == tree.end[token - 1] + 1
            and tree.sentence[token - 1] == tree.sentence[token]
            and not self.actors.mentions(self.words(token - 1, token - 1))
            and gender_of_name((self.plain(token - 1), "x")) is not None
        )

    def plain(self, token: int) -> str:
        """A token in small letters without dots and accents."""
        return plain(self.tree.lower[token])

    def words(self, first: int, last: int) -> str:
        """The text from one token to another, on one line."""
        return " ".join(self.text[self.tree.start[first] : self.tree.end[last]].split())

    def quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        return self.page.quote_of[token] >= 0

    def known_at(self, start: int, end: int) -> list[ActorMention]:
        """The known actors named between two offsets."""
        first = bisect_right(self._known_starts, start - 1)
        last = bisect_right(self._known_starts, end - 1)
        return [mention for mention in self.known[first:last] if mention.end <= end]

    def known_from(self, start: int) -> ActorMention | None:
        """The first known actor named at an offset or after it."""
        first = bisect_right(self._known_starts, start - 1)
        return self.known[first] if first < len(self.known) else None

    def in_tokens(self, first: int, last: int, kind: EntityKind | None = None) -> list[Entity]:
        """The entities named from ``first`` to ``last``, in order, each once."""
        found: list[Entity] = []
        for token in range(first, last + 1):
            entity = self.of_token.get(token)
            if entity is not None and entity not in found and kind in (None, entity.kind):
                found.append(entity)
        return found

    def mention(self, first: int, last: int) -> Mention:
        """A mention from one token to another, with its place in the sentence."""
        tree = self.tree
        head = last
        for token in range(last, first - 1, -1):
            if not first <= tree.head[token] <= last or tree.head[token] == token:
                head = token
                break
        return Mention(first, last, head, tree.role[head] in _SUBJECTS, self.quoted(head))

    def add(self, entity: Entity, mention: Mention) -> None:
        """Record a mention of an entity."""
        entity.mentions.append(mention)
        for token in range(mention.first, mention.last + 1):
            self.of_token.setdefault(token, entity)

    def find_bodies(self) -> None:
        """Add every body: those the file or the gazetteer knows, then the parser's names."""
        self._people_by_name = {person.words: person for person in self.people}
        for known in self.known:
            if known.alias.alias_kind not in (AliasKind.PERSON, AliasKind.DEMONYM):
                first = self.page.token_at(known.start)
                if first in self.datelines or self._in_longer_name(first, known):
                    continue
                self._add_body(first, self.page.token_at(known.end - 1), known)
        runs = [*self._runs_by_label(), *self._runs_by_ending(), *self._runs_by_word()]
        for first, last in sorted(runs, key=lambda run: (run[0], -run[1])):
            self._add_body(first, last, None)
        self._short_names()
        for token in range(len(self.tree)):
            if self.is_body(token) and self.tree.role[token] in ("nsubj", "nsubjpass"):
                self._add_common(token)

    def _in_longer_name(self, first: int, known: ActorMention) -> bool:
        """Whether a country's name is part of another body's: "Air France"."""
        if known.alias.kind is not ActorKind.GOVERNMENT:
            return False
        last = self.page.token_at(known.end - 1)
        if first and self.plain(first - 1) in _AIRLINES and self.capital(first - 1):
            self._add_body(first - 1, last, None)
            return True
        if self.labels[first] != "ORG":
            return False
        start, end, size = first, last, len(self.tree)
        while start and self.labels[start - 1] == "ORG" and not self.begins[start]:
            start -= 1
        while end + 1 < size and self.labels[end + 1] == "ORG" and not self.begins[end + 1]:
            end += 1
        if (start, end) == (first, last):
            return False
        name = self.words(start, end)
        return self.actors.resolve(name, self.on) != known.alias.actor

    def _add_common(self, token: int) -> None:
        """A body described but not named: "the county council"."""
        tree = self.tree
        parts = tree.children_in(token, "compound", "amod")
        if tree.child(token, "appos", "poss") is not None:
            return  # named beside it, or known by whose it is
        if tree.tag[token] != "NN" or not parts or self.in_tokens(parts[0], token):
            return
        name = self.words(parts[0], token)
        words = name_words(name)
        entity = self.bodies.get(words)
        if entity is None:
            actor = None if tree.lemma[token] in PRIVATE_BODIES else self.actor_of(name)
            actor = name if actor is None else actor  # "the power company" speaks for itself
            entity = Entity(name, EntityKind.BODY, words, actor=actor, actor_words=name)
            self.bodies[words] = entity
        self.add(entity, self.mention(parts[0], token))

    def is_body(self, token: int) -> bool:
        """Whether a noun is a word for a body: "club", and the "guard" of "coast guard"."""
        lemma = self.tree.lemma[token]
        if lemma in GUARDS:
            return token > 0 and self.tree.lower[token - 1] in OF_GUARDS
        return lemma in BODIES

    def is_described_body(self, first: int, last: int) -> bool:
        """Whether a word beside a name says that a body bears it: "charity Buglight"."""
        tree = self.tree
        if first and tree.tag[first - 1] == "NN" and self._is_body_word(first - 1):
            hung = tree.head[first - 1]
            named = tree.role[first - 1] in ("compound", "nmod", "amod") and first <= hung <= last
            return named or any(
                tree.role[token] == "appos" and tree.head[token] == first - 1
                for token in range(first, last + 1)
            )
        for token in range(first, last + 1):
            told = tree.child(token, "appos")
            if told is not None and told > last and tree.lower[last + 1] == ",":
                return self._is_body_word(told) and tree.tag[told] == "NN"
        return False

    def _is_body_word(self, token: int) -> bool:
        return self.is_body(token) or self.tree.lemma[token] in BODY_EPITHETS

    def is_body_name(self, first: int, last: int) -> bool:
        """Whether a name ends as bodies' names do ("Foods", "University")."""
        if last == first or self.plain(last) not in _BODY_ENDINGS:
            return False
        # "Richard Mills" and "Emily Post" are people.
        return last > first + 1 or gender_of_name((self.plain(first), self.plain(last))) is None

    def _runs_by_ending(self) -> Iterator[tuple[int, int]]:
        """Names like "Northline Ferries", which the parser often takes for something else."""
        tags = self.tree.tag
        for last in range(1, len(tags)):
            if self.plain(last) not in _BODY_ENDINGS or not tags[last].startswith("NNP"):
                continue
            first = last
            while first and first - 1 not in self.datelines:
                if self.is_inner_hyphen(first - 1) and self.capital(first - 2):
                    first -= 2
                elif tags[first - 1].startswith("NNP"):
                    first -= 1
                else:
                    break
            if self.is_body_name(first, last) and tags[last + 1 : last + 2] != ["NNP"]:
                yield first, last

    def _runs_by_word(self) -> Iterator[tuple[int, int]]:
        """Names right after a word for bodies, whatever the parser takes them for."""
        yield from self.described
        tree = self.tree
        for token in range(len(tree) - 1):
            if tree.tag[token] != "NN" or tree.tag[token + 1] not in ("NNP", "NNPS"):
                continue
            last = token + 1
            while last + 1 < len(tree) and tree.tag[last + 1] in ("NNP", "NNPS"):
                last += 1
            if self.is_described_body(token + 1, last):
                yield token + 1, last

    def _joint_runs(self) -> Iterator[tuple[int, int]]:
        """Names of one body with two places in them, unless one is a known actor."""
        tree = self.tree
        for last in range(3, len(tree)):
            if self.plain(last) not in _OF_TWO_PLACES or not self.capital(last):
                continue
            words = [last - 3, last - 1]
            if (
                tree.lower[last - 2] not in ("and", "&")
                or tree.sentence[last - 3] != (tree.sentence[last])
            ):
                continue
            tags = [tree.tag[token] for token in words]
            if tags == ["NNP", "NNP"] and not any(
                self.known_at(tree.start[token], tree.end[token]) for token in words
            ):
                yield last - 3, last

    def is_inner_hyphen(self, token: int) -> bool:
        """Whether a token is the hyphen of a hyphenated name."""
        tree = self.tree
        return (
            tree.lower[token] == "-"
            and 0 < token < len(tree) - 1
            and tree.start[token] == tree.end[token - 1]
            and tree.start[token + 1] == tree.end[token]
            and token - 1 not in self.datelines
        )

    def capital(self, token: int) -> bool:
        """Whether a token is written with a capital."""
        return self.text[self.tree.start[token]].isupper()

    def body_beginnings(self) -> frozenset[tuple[str, ...]]:
        """What bodies with telling endings begin with: ("calder",) of "Calder Foods"."""
        names = [name_words(self.words(*run)) for run in self._runs_by_ending()]
        return frozenset(name[:length] for name in names for length in range(1, len(name)))

    def _short_names(self) -> None:
        """Add "Calder" and "Trans-Corvan" as mentions of bodies with longer names."""
        starts: dict[str, Entity] = {}
        for body in self.bodies.values():
            if len(body.words) < 2 or body.actor != body.name:
                continue
            if body.words[-1] in _BODY_ENDINGS - _PUBLIC_ENDINGS:
                starts.setdefault(body.words[0], body)
        if not starts:
            return
        for token in range(len(self.tree)):
            known = starts.get(self.plain(token)) if self.capital(token) else None
            if known is None or token in self.of_token or token in self.datelines:
                continue
            last, words = token, 1
            while self.is_inner_hyphen(last + 1) and words < len(known.words):
                last, words = last + 2, words + 1
            self.add(known, self.mention(token, last))

    def _runs_by_label(self) -> Iterator[tuple[int, int]]:
        token, size = 0, len(self.tree)
        while token < size:
            last = token
            if self.labels[token] in _BODY_LABELS:
                while (
                    last + 1 < size
                    and self.labels[last + 1] == self.labels[token]
                    and not self.begins[last + 1]
                ):
                    last += 1
                yield token, last
            token = last + 1

    def _add_body(self, first: int, last: int, known: ActorMention | None) -> None:
        while first < last and (
            self.tree.tag[first] in ("DT", "PRP$") or self.plain(first) in ("a", "an", "the")
        ):
            first += 1
        while last > first and self.tree.tag[last] == "POS":
            last -= 1
        while first < last and self.plain(first) in BODY_EPITHETS:
            first += 1  # "Rival Milton Mills" at the head of a sentence
        if first in self.datelines or self.in_tokens(first, last):
            return
        if self.page.section(first).reason == TURN_LABEL:
            return
        if known is None and (self.plain(last) in TITLES or self.plain(last) in _CLOCKS):
            return
        name = self.words(first, last)
        if name.isupper() and len(name) > _CAPITALS:
            name = known.alias.text if known is not None else name.title()
        owner = self._owner(first)
        if known is None and owner is not None:
            known = owner
            name = self.actors.body_name(owner.alias.actor, name) or name
        words = name_words(name)
        person = self._people_by_name.get(words)
        if person is not None:
            self.add(person, self.mention(first, last))
            return
        place = self.labels[last] in _PLACES
        entity = self.bodies.get(words)
        if entity is None and known is None and not place:
            entity = self._longer(words)
        if entity is None:
            actor = name if known is None else known.alias.actor
            entity = Entity(name, EntityKind.BODY, words, actor=actor)
            entity.actor_words = None if known is None else name
            entity.mute = known is None and place
            self.bodies[words] = entity
            for length in range(1, len(words)):
                self._by_beginning.setdefault(words[:length], entity)
        self.add(entity, self.mention(first, last))

    def _owner(self, first: int) -> ActorMention | None:
        """The government whose body it is: "Russia's Defence Ministry"."""
        if first < 2 or self.tree.tag[first - 1] != "POS":
            return None
        before = self.tree.start[first - 1]
        found = self.known_at(max(0, before - _LONGEST_OWNER), before)
        if not found or found[-1].end != before or found[-1].alias.kind is not ActorKind.GOVERNMENT:
            return None
        return found[-1]

    def _longer(self, words: tuple[str, ...]) -> Entity | None:
        """A body named before with more words: "Calder" after "Calder Foods"."""
        longer = self._by_beginning.get(words)
        public = longer is not None and longer.words[-1] in _PUBLIC_ENDINGS
        return None if public and len(words) == 1 else longer


def _reads_as_person(words: str) -> bool:
    """Whether words are a given name and a surname."""
    parts = words.split()
    return (
        len(parts) in (2, 3)
        and all(part[0].isupper() for part in parts)
        and gender_of_name((plain(parts[0]).casefold(), "x")) is not None
    )
