"""Who stands behind a name: the actors file first, then the gazetteer of all countries."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Final

from workbench.errors import InputError
from workbench.extraction.actors.actors_file import read_aliases
from workbench.extraction.actors.alias import Alias, AliasKind, Word, same_word, words_of
from workbench.extraction.actors.gazetteer import GAZETTEER, country_aliases
from workbench.model.claim import ActorKind

log = logging.getLogger(__name__)

_ARTICLES: Final = frozenset({"the", "a", "an"})
# A name after one of these is where or about whom, not who speaks ("ambassador to the UN").
_ELSEWHERE: Final = frozenset(
    {
        "to", "in", "at", "on", "near", "with", "against", "over", "about", "into", "toward",
        "towards", "inside", "outside", "around", "under", "between", "via", "per",
    }
)  # fmt: skip
_SENT_TO: Final = frozenset({"envoy", "ambassador", "adviser", "advisor", "expert", "delegate"})
# "Tehran-based", "Iran-backed": the hyphenated word says the name does not speak.
_ONLY_NEAR: Final = frozenset({"based", "born", "backed", "educated", "trained", "funded", "area"})
# "African-American" and "Latin American" are not the United States.
_OTHER_PEOPLES: Final = frozenset({"african", "latin", "native", "asian", "arab", "anglo"})
_FORMER: Final = frozenset({"former", "ex", "onetime", "late", "ousted", "retired", "exiled"})
# Aliases that are something else inside a longer name ("George Washington", "Paris Hilton").
_FRAGILE: Final = frozenset({AliasKind.CAPITAL, AliasKind.BUILDING})
_TITLES: Final = frozenset(
    {
        "president", "minister", "secretary", "ambassador", "spokesman", "spokeswoman",
        "spokesperson", "official", "foreign", "prime", "chancellor", "senator", "governor",
    }
)  # fmt: skip
_COURTESY: Final = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "MR", "MRS", "MS"}
)
_OF_COUNTRIES: Final = frozenset({AliasKind.NAME, AliasKind.DEMONYM})
_BODY_BEGINNINGS: Final = frozenset(
    {"air", "royal", "bank", "radio", "club", "team", "save", "oxfam", "greenpeace", "transport"}
)
# Words of governments and their servants: a country's name before them is the country's.
_STATE_WORDS: Final = frozenset(
    {
        "administration", "admiral", "air", "ambassador", "army", "attorney", "authorities",
        "authority", "border", "cabinet", "chief", "coast", "colonel", "command", "commander",
        "commission", "congress", "congressman", "congresswoman", "consul", "council", "court",
        "customs", "defence", "defense", "delegation", "department", "deputy", "diplomat",
        "education", "embassy", "emperor", "energy", "envoy", "federal", "finance", "first",
        "force", "forces", "general", "government", "guard", "guards", "health", "home", "house",
        "intelligence", "interior", "judiciary", "justice", "king", "leader", "lieutenant", "major",
        "marine", "marines", "military", "ministry", "mission", "mp", "national", "naval", "navy",
        "nuclear", "office", "parliament", "police", "pm", "premier", "prince", "prosecutor",
        "public", "queen", "representative", "republic", "revolutionary", "security", "senate",
        "service", "shipping", "space", "special", "state", "strategic", "supreme", "trade",
        "transport", "treasury", "under", "vice", "white",
    }
)  # fmt: skip
_SMALL: Final = frozenset({"of", "and", "for", "the"})
_SECONDS_BETWEEN_LOOKS: Final = 1.0


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words of a text that name an actor; offsets are into that text, end exclusive."""

    start: int
    end: int
    aliases: tuple[Alias, ...]

    @property
    def alias(self) -> Alias:
        """The first reading, for what does not depend on the day."""
        return self.aliases[0]

    def on(self, day: date | None) -> Alias | None:
        """The alias that holds on a day."""
        return next((alias for alias in self.aliases if alias.valid(day)), None)


_Named = list[tuple[tuple[str, ...], tuple[Alias, ...]]]
"""Names, as words, with who is called so."""


class _Table:
    """Aliases by their first word, people by surname and by office."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        by_words: dict[tuple[str, ...], list[Alias]] = defaultdict(list)
        from_file = {}
        for alias in aliases:
            words = tuple(word.plain for word in words_of(alias.text))
            if not words:
                continue
            # The gazetteer comes last and never adds a second reading to a name of the file.
            if words in from_file and alias.source == GAZETTEER:
                continue
            if alias.source != GAZETTEER:
                from_file[words] = alias
            by_words[words].append(alias)
        self.by_first: dict[str, _Named] = {}
        for words, named in by_words.items():
            self.by_first.setdefault(words[0].casefold(), []).append((words, tuple(named)))
        for entries in self.by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.people: dict[str, list[Alias]] = defaultdict(list)
        self.offices: dict[tuple[str, str], list[Alias]] = defaultdict(list)
        self.kinds: dict[str, ActorKind] = {}
        self.demonyms: dict[str, str] = {}
        self.institutions: dict[tuple[str, tuple[str, ...]], str] = {}
        for alias in (alias for named in by_words.values() for alias in named):
            self.kinds.setdefault(alias.actor, alias.kind)
            if alias.alias_kind is AliasKind.DEMONYM and alias.kind is ActorKind.GOVERNMENT:
                self.demonyms.setdefault(alias.actor, alias.text)
            if alias.alias_kind is AliasKind.INSTITUTION:
                self._keep_institution(alias)
            if alias.alias_kind is AliasKind.PERSON:
                last = alias.text.rsplit(maxsplit=1)[-1]
                surname = " ".join(word.plain for word in words_of(last)).casefold()
                self.people[surname].append(alias)
                if alias.role is not None:
                    self.offices[alias.actor, office(alias.role)].append(alias)

    def _keep_institution(self, alias: Alias) -> None:
        """An institution by its own words and by those after its country's name."""
        words = tuple(word.plain.casefold() for word in words_of(alias.text))
        for start in range(min(2, len(words))):
            self.institutions.setdefault((alias.actor, words[start:]), alias.text)

    def mentions(self, words: Sequence[Word]) -> list[ActorMention]:
        found: list[ActorMention] = []
        taken = 0  # words before this one belong to a name
        for position, word in enumerate(words):
            named = self.by_first.get(word.plain.casefold())
            if named is None or position < taken:  # most words begin no name
                continue
            length, aliases = _longest(named, words, position)
            if length == 1 and position and _is_courtesy(words[position - 1], word):
                continue  # "Mrs Holland" is nobody's country
            if length:
                found.append(ActorMention(word.start, words[position + length - 1].end, aliases))
                taken = position + length
        return found


def _longest(named: _Named, words: Sequence[Word], position: int) -> tuple[int, tuple[Alias, ...]]:
    """How many words of the text are a name, and whose; ``named`` has the longest first."""
    for names, aliases in named:
        window = words[position : position + len(names)]
        if len(window) == len(names) and all(
            same_word(word.plain, name, first=index == 0)
            for index, (word, name) in enumerate(zip(window, names, strict=True))
        ):
            return len(names), aliases
    return 0, ()


def _is_courtesy(before: Word, word: Word) -> bool:
    """Whether "Mrs" stands before a word, which is somebody's surname then."""
    beside = word.start - before.end <= len(". ")
    return beside and before.plain in _COURTESY


class Actors:
    """Looks up actors. An edited file is read again within a second of its change."""

    def __init__(
        self,
        aliases: Iterable[Alias],
        *,
        path: Path | None = None,
        seconds_between_looks: float = _SECONDS_BETWEEN_LOOKS,
    ) -> None:
        self._path = path
        self._seconds_between_looks = seconds_between_looks
        self._stamp = self._read_change_time()
        self._looked = monotonic()
        self._table = _Table((*aliases, *country_aliases()))

    @classmethod
    def load(cls, path: Path, *, seconds_between_looks: float = _SECONDS_BETWEEN_LOOKS) -> Actors:
        """Read an actors file; InputError names its first bad row."""
        return cls(read_aliases(path), path=path, seconds_between_looks=seconds_between_looks)

    def resolve(
        self,
        name: str,
        on: date | None = None,
        without: frozenset[str] = frozenset(),
        *,
        by_surname: bool = True,
    ) -> str | None:
        """The actor behind a name, a title with a name, or the words of a source.

        "Tehran", "Iran", "Nasser Kanaani", "Iran's foreign ministry" and "a senior Iranian
        official" are Iran; "ambassador to the United Nations" and "a London-based analyst" are
        nobody. Without ``on`` a person's first row counts; with it, the office held that day.

        Args:
            name: The words.
            on: The day.
            without: Names, in small letters, that are not to be read as the file reads them.
            by_surname: Whether a surname alone names a person of the file; in a text it may be
                anybody's.

        Returns:
            The actor's canonical name, or None.
        """
        self.refresh()
        words = words_of(name)
        while words and words[0].plain.casefold() in _ARTICLES:
            words = words[1:]
        mentions = [
            mention
            for mention in self._table.mentions(words)
            if not without
            or " ".join(name[mention.start : mention.end].split()).casefold() not in without
        ]
        if not mentions:
            return self._by_surname(words, on) if by_surname else None
        if mentions[0].start == words[0].start and mentions[0].end == words[-1].end:
            alias = mentions[0].on(on)
            return None if alias is None else alias.actor
        for index, mention in enumerate(mentions):
            if self._speaks(mention, words, mentions):
                owner = mentions[index + 1] if index + 1 < len(mentions) else None
                if owner is not None and _body_of(mention, owner, words):
                    mention = owner
                alias = mention.on(on)
                return None if alias is None else alias.actor
        return None

    def mentioned(self, text: str) -> frozenset[str]:
        """The actors a text names by any alias, demonyms included ("Iranian-made" is Iran)."""
        self.refresh()
        words = words_of(text)
        mentions = self._table.mentions(words)
        return frozenset(
            mention.alias.actor
            for mention in mentions
            if mention.alias.alias_kind not in _FRAGILE or not _in_longer_name(mention, words)
        )

    def mentions(self, text: str) -> list[ActorMention]:
        """Every place where a text names an actor, longest names first at each word."""
        return self._table.mentions(words_of(text))

    def kind(self, actor: str) -> ActorKind | None:
        """What sort of actor a canonical name is."""
        return self._table.kinds.get(actor)

    def people(self, surname: str, on: date | None = None) -> tuple[Alias, ...]:
        """The people of the file with a surname, in office on a day."""
        key = " ".join(word.plain for word in words_of(surname)).casefold()
        return tuple(alias for alias in self._table.people.get(key, ()) if alias.valid(on))

    def holder(self, actor: str, role: str, on: date | None) -> str | None:
        """Who held an office on a day, if the file knows exactly one person."""
        if on is None:
            return None
        names = {
            alias.person
            for alias in self._table.offices.get((actor, office(role)), ())
            if alias.valid(on)
        }
        return names.pop() if len(names) == 1 else None

    def body_name(self, actor: str, body: str) -> str | None:
        """A government body's full name: ("Iran", "foreign ministry") is Iranian Foreign Ministry.

        Returns:
            The institution of the file that ends so, else the name made with the demonym; None
            for actors without a demonym.
        """
        wanted = tuple(word.plain.casefold() for word in words_of(body))
        named = self._table.institutions.get((actor, wanted))
        if named is not None:
            return named
        demonym = self._table.demonyms.get(actor)
        if demonym is None or not wanted:
            return None
        titled = " ".join(
            word if word in _SMALL or not word.islower() else word.capitalize()
            for word in body.split()
        )
        return f"{demonym} {titled}"

    def refresh(self) -> bool:
        """Read the file again if it changed; a bad edit is logged and the old rows stay."""
        if self._path is None or monotonic() - self._looked < self._seconds_between_looks:
            return False
        self._looked = monotonic()
        stamp = self._read_change_time()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            self._table = _Table((*read_aliases(self._path), *country_aliases()))
        except InputError as error:
            log.warning("the actors file was not read again: %s", error)
            return False
        return True

    def _read_change_time(self) -> int | None:
        try:
            return None if self._path is None else self._path.stat().st_mtime_ns
        except OSError:
            return None

    def _by_surname(self, words: Sequence[Word], on: date | None) -> str | None:
        if len(words) > 3 or not words or not words[-1].plain[:1].isupper():
            return None
        actors = {alias.actor for alias in self.people(words[-1].plain, on)}
        titled = len(words) == 1 or all(w.plain.casefold() in _TITLES for w in words[:-1])
        return actors.pop() if titled and len(actors) == 1 else None

    def _speaks(
        self, mention: ActorMention, words: Sequence[Word], mentions: Sequence[ActorMention]
    ) -> bool:
        before = [word.plain.casefold() for word in words if word.end <= mention.start]
        while before and before[-1] in _ARTICLES:
            before.pop()
        after = next((word.plain for word in words if word.start >= mention.end), "")
        if before and before[-1] in _ELSEWHERE:
            return False
        if len(before) > 1 and before[-1] == "for" and before[-2] in _SENT_TO:
            return False
        if before and before[-1] in _FORMER and mention.alias.alias_kind is not AliasKind.PERSON:
            return False
        if after.casefold() in _ONLY_NEAR or (before and before[-1] in _OTHER_PEOPLES):
            return False
        if mention.alias.alias_kind in _OF_COUNTRIES and _in_organisation(mention, words, mentions):
            return False
        covered = [known for known in mentions if known is not mention]
        return mention.alias.alias_kind not in _FRAGILE or not _in_longer_name(
            mention, words, covered
        )


def _in_organisation(
    mention: ActorMention, words: Sequence[Word], mentions: Sequence[ActorMention]
) -> bool:
    """Whether a country's name is part of an airline's, a hospital's or another body's.

    "Air France", "British Airways", "the Turkish Friendship Hospital", but not "Iran's Foreign
    Ministry" or "Russian President".
    """
    for word in words:
        follows = word.start == mention.end + 1
        if not (follows or word.end + 1 == mention.start) or not word.plain[:1].isupper():
            continue
        small = word.plain.casefold()
        if small in _TITLES | _STATE_WORDS or word.plain in _STARTERS:
            continue
        if any(other.start <= word.start < other.end for other in mentions):
            continue
        if follows or small in _BODY_BEGINNINGS:
            return True
    return False


def office(role: str) -> str:
    """An office's name for comparison: small letters, one spelling, spokespeople alike."""
    words = [word.plain.casefold() for word in words_of(role)]
    same = {"defence": "defense", "spokeswoman": "spokesman", "spokesperson": "spokesman"}
    bodies = {"un", "nato", "iaea", "us", "the", "of"}
    return " ".join(same.get(word, word) for word in words if word not in bodies)


def _in_longer_name(
    mention: ActorMention, words: Sequence[Word], others: Sequence[ActorMention] = ()
) -> bool:
    """Whether a capitalised neighbour makes a capital part of another name."""
    for word in words:
        beside = word.end + 1 == mention.start or word.start == mention.end + 1
        if beside and word.plain[:1].isupper() and word.plain.casefold() not in _TITLES:
            known = any(other.start <= word.start < other.end for other in others)
            follows = word.start > mention.end
            if not known and not (not follows and word is words[0] and word.plain in _STARTERS):
                return True
    return False


def _body_of(mention: ActorMention, owner: ActorMention, words: Sequence[Word]) -> bool:
    """Whether a body is named with its country after it ("Ministry of Defence of Ukraine")."""
    between = [word.plain.casefold() for word in words if mention.end <= word.start < owner.start]
    return mention.alias.alias_kind is AliasKind.INSTITUTION and between in (["of"], ["of", "the"])


# Words that begin a sentence with a capital and are no part of a name.
_STARTERS: Final = frozenset(
    {"As", "But", "And", "While", "If", "When", "Since", "Although", "That", "Both", "Meanwhile"}
)
