"""Who a source is: its full name, its office and the actor behind it.

"He", "Kirby", "the spokesman" and "White House National Security Council spokesman John Kirby" are
John Kirby of the United States; Tehran as a source is Iran; "two officials" stay unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from workbench.extraction.actors.actors import Actors
from workbench.extraction.actors.alias import Alias, plain
from workbench.extraction.candidates.page import Page
from workbench.extraction.parse.sections import Section, SectionKind
from workbench.extraction.speakers.affiliations import describe_people
from workbench.extraction.speakers.antecedents import HE, IT, THEY, Antecedents
from workbench.extraction.speakers.descriptions import Descriptions
from workbench.extraction.speakers.entities import Entities, EntityKind, name_words
from workbench.extraction.speakers.people import find_people
from workbench.extraction.speakers.resolved import Resolved, because
from workbench.extraction.speakers.roles import OFFICES, PEOPLE, TITLES
from workbench.model.article import Span
from workbench.model.claim import Quotation, Reason

if TYPE_CHECKING:
    from workbench.extraction.attribution.attribution import Attribution
    from workbench.extraction.parse.language import ParsedArticle

_FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours", "myself"})
_ASKERS: Final = frozenset({"reporter", "question", "q", "audience", "participant", "operator"})
# Words that stand for nobody in particular.
_NO_ONE: Final = frozenset(
    {
        "anybody", "anyone", "anything", "everybody", "everyone", "everything", "nobody", "nothing",
        "one", "somebody", "someone", "something", "there", "what", "whatever", "whoever", "you",
        "yourself", "your", "none",
    }
)  # fmt: skip
_RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
_BEFORE_NOUN: Final = frozenset(
    {"det", "poss", "case", "compound", "amod", "nmod", "nummod", "punct"}
)
_DEEPEST: Final = 9
_EMPLOYER: Final = re.compile(
    r"\b(?:of|at|for) (?:the )?"
    r"(?!(?:State|Staff|Health|Defen[cs]e|Education|Justice|Foreign|Home|Finance|Energy)\b)"
    r"(?P<body>[A-Z][\w'’&-]+(?:(?: (?:of|and|for|the|&))* [A-Z][\w'’&-]+)*)"
)
"""The body in "head of the Port of Sines inspection service"."""
_PORTFOLIO: Final = re.compile(
    r"(?:[A-Z][\w-]+ ){0,3}(?:Minister|Secretary)(?: of State)? (?:for|of)\b"
)
"""Whose office names what they look after, and not for whom."""
_CALLINGS: Final = PEOPLE | TITLES
_HEADING: Final = 300
"""Characters at the head of a transcript that tell whose it is."""


@dataclass(frozen=True)
class Speaker:
    """A source, resolved.

    Attributes:
        name: Full name of the person or body; the words themselves for unnamed sources.
        actor: Who stands behind them; the person when nobody does; None when unknown.
    """

    name: str | None
    actor: str | None
    role: str | None = None
    reasons: tuple[Reason, ...] = ()


NOBODY: Final = Speaker(None, None)


@dataclass(frozen=True)
class Reading:
    """An article's sources, resolved, with what the renderings of its claims need.

    Attributes:
        speakers, found: One for each attribution; ``found`` holds the entity behind the speaker.
    """

    speakers: Sequence[Speaker]
    found: Sequence[Resolved]
    entities: Entities
    antecedents: Antecedents


class SpeakerResolver:
    """Resolves the sources of an article's attributions. Keeps nothing between articles."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors

    def resolve(
        self,
        parsed: ParsedArticle,
        attributions: Sequence[Attribution],
        page: Page | None = None,
    ) -> list[Speaker]:
        """Who speaks in each attribution, in the same order.

        Args:
            parsed: The article.
            attributions: Its attributions; nested ones name their ``parent``.
            page: The article laid out, if the caller has it already.
        """
        return list(self.read(Page(parsed) if page is None else page, attributions).speakers)

    def read(self, page: Page, attributions: Sequence[Attribution]) -> Reading:
        """The same, with the entities and antecedents that ``Propositions`` needs."""
        self.actors.refresh()
        entities = read_entities(page, self.actors)
        resolution = _Resolution(entities, attributions, self)
        return Reading(resolution.run(), resolution.found, entities, resolution.antecedents)

    def of_turn(
        self, section: Section, published_on: date | None, title: str | None = None
    ) -> Speaker:
        """Who speaks in a turn of a transcript.

        Args:
            title: The document's; a bare surname is somebody of the actors file only where it
                names the office.
        """
        if section.speaker is None:
            return NOBODY
        words = section.speaker
        reason = Reason("speaker", words, "the transcript names the speaker of the turn")
        role = section.speaker_role
        if words.casefold() in _ASKERS:
            return Speaker(words, None, role, (reason,))
        name = _without_titles(words)
        known = self._in_office(words, published_on, f"{title or ''} {section.speaker_role or ''}")
        if known is not None and known.person is not None:
            name, role = known.person, role if role is not None else known.role
        actor = None if role is None else self.actors.resolve(role, published_on, by_surname=False)
        if actor is None and role is not None and known is None:
            actor = _employer_in(role)
        if actor is None:
            actor = (
                self.actors.resolve(name, published_on, by_surname=False)
                if known is None
                else known.actor
            )
        return Speaker(name, name if actor is None else actor, role, (reason,))

    def _in_office(self, words: str, on: date | None, told: str) -> Alias | None:
        """The person of the actors file whom "Vice President Harris" means, or "Kirby" where the
        office is told."""
        *before, surname = words.split() or [""]
        if any(plain(word).casefold() not in TITLES | OFFICES for word in before):
            return None
        rows = tuple(
            row for row in self.actors.people(surname, on) if _tells_office(row, f"{words} {told}")
        )
        return rows[0] if len({row.person for row in rows}) == 1 else None


def _employer_in(role: str) -> str | None:
    """The body in "head of the Port of Sines", "Chief Executive, Tarn Foods", "Tarn Foods"."""
    last = role.rsplit(", ", 1)[-1].strip()
    words = {plain(word).casefold() for word in last.split()}
    if last[:1].isupper() and len(words) > 1 and not words & _CALLINGS:
        return last
    employer = None if _PORTFOLIO.match(role) else _EMPLOYER.search(role)
    return None if employer is None else employer["body"]


def _tells_office(row: Alias, words: str) -> bool:
    said = {plain(word).casefold().strip(",.:") for word in words.split()}
    if row.role is None:
        return False
    return any(plain(word).casefold() in said & OFFICES for word in row.role.split())


def read_entities(page: Page, actors: Actors) -> Entities:
    """Everything an article names, with offices and actors."""
    entities = Entities(page, actors)
    find_people(entities)
    entities.find_bodies()
    describe_people(entities)
    return entities


class _Resolution:
    """One article's attributions, read in the order of the text."""

    def __init__(
        self, entities: Entities, attributions: Sequence[Attribution], resolver: SpeakerResolver
    ) -> None:
        self.entities = entities
        self.tree = entities.tree
        self.page = entities.page
        self.attributions = attributions
        self.resolver = resolver
        self.antecedents = Antecedents(entities)
        self.descriptions = Descriptions(entities, self.antecedents)
        article = entities.page.parsed.article
        self._title = f"{article.title or ''} {article.text[:_HEADING]}"
        self.speakers: list[Speaker] = [NOBODY] * len(attributions)
        self.found: list[Resolved] = [Resolved(None)] * len(attributions)
        self.of_words: dict[Span, tuple[Resolved, Speaker]] = {}

    def run(self) -> list[Speaker]:
        previous: int | None = None
        for index in sorted(range(len(self.attributions)), key=self._place):
            attribution = self.attributions[index]
            source = attribution.source
            self.antecedents.follow(self.page.token_at(_anchor(attribution).start))
            if source is None:
                self._without_source(index, attribution, previous)
            else:
                if source not in self.of_words:
                    self.of_words[source] = self._of_source(attribution, source)
                self.found[index], self.speakers[index] = self.of_words[source]
            if attribution.parent is not None:
                continue
            entity = self.found[index].entity
            if entity is not None:
                self.antecedents.spoke(entity, self.page.token_at(_anchor(attribution).start))
            previous = index
        return self.speakers

    def _place(self, index: int) -> tuple[int, int]:
        """Outer attributions before nested ones, else in the order of their sources."""
        attribution = self.attributions[index]
        start, depth, parent = _anchor(attribution).start, 0, attribution.parent
        while parent is not None and depth < _DEEPEST:
            start = _anchor(self.attributions[parent]).start
            depth, parent = depth + 1, self.attributions[parent].parent
        return start, depth

    def _without_source(self, index: int, attribution: Attribution, previous: int | None) -> None:
        place = attribution.sentence if attribution.cue is None else attribution.cue
        section = self.page.section(self.page.token_at(place.start))
        if section.kind is SectionKind.TURN and attribution.parent is None:
            self.speakers[index] = self._of_turn(section)
            return
        runs_on = attribution.cue is None and attribution.quotation is Quotation.DIRECT
        if not runs_on or previous is None or self.speakers[previous].name is None:
            return
        before = self.speakers[previous]
        first = attribution.content[0]
        words = " ".join(self.entities.text[first.start : first.end].split()[:4])
        why = f"the quotation goes on from the one before it, by {before.name}"
        self.found[index] = self.found[previous]
        self.speakers[index] = replace(
            before, reasons=(Reason("speaker", words, why), *before.reasons[1:])
        )

    def _of_turn(self, section: Section) -> Speaker:
        """Who speaks in a turn; for whom, the text may tell where somebody else names them."""
        speaker = self.resolver.of_turn(section, self.entities.on, self._title)
        if speaker.name is None or speaker.actor != speaker.name or " " not in speaker.name:
            return speaker
        words = name_words(speaker.name)
        person = next((one for one in self.entities.people if one.words == words), None)
        if person is None:
            return speaker
        self.descriptions.employ(person)
        if person.actor in (None, person.name) or person.actor_words is None:
            return speaker
        why = f"'{person.actor_words}' speaks for {person.actor}"
        reasons = (*speaker.reasons, Reason("actor", person.actor_words, why))
        return replace(speaker, actor=person.actor, reasons=reasons)

    def _of_source(self, attribution: Attribution, source: Span) -> tuple[Resolved, Speaker]:
        first, last = self.page.token_at(source.start), self.page.token_at(source.end - 1)
        turn = self._turn_label(first)
        if turn is not None:
            return Resolved(None), turn
        tree = self.tree
        if first in self.entities.datelines:
            first, last = self._after_dateline(first, last)
        head = self._head(first, last)
        if tree.lower[head] in _RELATIVE and first < head:
            last = head - 1
            while last > first and tree.part[last] in ("PUNCT", "ADP"):
                last -= 1
            head = self._head(first, last)
        word = tree.lower[head]
        if word in _FIRST_PERSON:
            return self._first_person(attribution, word)
        if word in _NO_ONE and first == last:
            return Resolved(None), NOBODY
        if word in _RELATIVE:
            found = self._relative(head)
        elif word in HE or word in IT or word in THEY:
            found = self._pronoun(attribution, word, head)
        else:
            found = self.descriptions.of(first, last, head)
        return found, _speaker(found)

    def _after_dateline(self, first: int, last: int) -> tuple[int, int]:
        """A source that begins in a dateline: the name after it."""
        while first in self.entities.datelines and first + 1 < len(self.tree):
            first += 1
        if first <= last:
            return first, last
        tree, noun = self.tree, first
        while tree.role[noun] in _BEFORE_NOUN and tree.head[noun] > noun:
            noun = tree.head[noun]
        return first, noun

    def _turn_label(self, first: int) -> Speaker | None:
        """A source that is the label of a transcript's turn ("MR. KIRBY:")."""
        number = self.page.section_of[first]
        for section in self.page.sections[number : number + 2]:
            span = section.speaker_span
            if span is not None and span.start <= self.tree.start[first] < span.end:
                return self._of_turn(section)
        return None

    def _head(self, first: int, last: int) -> int:
        tree = self.tree
        for token in range(first, last + 1):
            leaves = not first <= tree.head[token] <= last or tree.head[token] == token
            if leaves and tree.part[token] not in ("PUNCT", "SPACE"):
                return token
        return last

    def _relative(self, token: int) -> Resolved:
        """ "who" and "which": the noun their clause describes."""
        tree = self.tree
        clause = token
        while tree.head[clause] != clause and tree.role[clause] != "relcl":
            clause = tree.head[clause]
        if tree.role[clause] != "relcl":
            return self._nearest_noun(token)
        noun = tree.head[clause]
        return self.descriptions.of(tree.left[noun], noun, noun)

    def _nearest_noun(self, token: int) -> Resolved:
        entity = self.antecedents.best(token, lambda one: one.noun is None, None)
        if entity is None:
            return Resolved(None)
        return because(entity, self.tree.lower[token], f"the name before it, {entity.name}")

    def _pronoun(self, attribution: Attribution, word: str, token: int) -> Resolved:
        outside = [
            (self.page.token_at(piece.start), self.page.token_at(piece.end - 1))
            for piece in attribution.content
        ]
        entity = self.antecedents.of_pronoun(word, token, outside)
        if entity is None and attribution.content[-1].end <= self.tree.start[token]:
            # "The UN has no proof of it, it said."
            entity = self.antecedents.of_pronoun(word, token, farthest=0)
        if entity is None:
            return Resolved(None)
        if entity.noun is not None:
            return self.descriptions.of(*entity.noun)
        if entity.gender is None and entity.kind is EntityKind.PERSON:
            entity.gender = HE.get(word)  # one whose name does not tell keeps the first pronoun
        why = f"'{word}' means {entity.name}, the likeliest speaker or subject before it"
        return because(entity, word, why)

    def _first_person(self, attribution: Attribution, word: str) -> tuple[Resolved, Speaker]:
        if attribution.parent is not None:
            outer = self.speakers[attribution.parent]
            why = f"'{word}' is {outer.name}, whose words these are"
            reasons = (Reason("speaker", word, why), *outer.reasons[1:])
            return self.found[attribution.parent], replace(outer, reasons=reasons)
        section = self.page.section(self.page.token_at(attribution.sentence.start))
        if section.kind is SectionKind.TURN:
            return Resolved(None), self._of_turn(section)
        return Resolved(None), NOBODY


def _without_titles(name: str) -> str:
    """A name without "Dr" and "Master" before it; one word is left as it is."""
    words = name.split()
    while len(words) > 2 and plain(words[0]).casefold() in TITLES:
        words = words[1:]
    return " ".join(words)


def _anchor(attribution: Attribution) -> Span:
    """The words an attribution hangs on: its source, else its cue, else its content."""
    if attribution.source is not None:
        return attribution.source
    return attribution.content[0] if attribution.cue is None else attribution.cue


def _speaker(found: Resolved) -> Speaker:
    entity = found.entity
    if entity is None:
        return NOBODY
    return Speaker(entity.name, entity.actor, entity.role, found.reasons)
