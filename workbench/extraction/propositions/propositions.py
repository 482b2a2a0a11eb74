"""What is claimed, in words that stand on their own: for matching, never shown as a quotation.

"Tehran previously denied selling munitions to Russia" claims nothing by itself; what was denied
is that Iran sold munitions to Russia. Pronouns, "the country" and "there" become what they refer
to; the cue, quotation marks and leading conjunctions go. Whatever cannot be resolved stays as it
is: a rendering may be clumsy but must not say more than the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.extraction.attribution.attribution import Attribution
from workbench.extraction.propositions.missing_subjects import FINITE, MissingSubjects
from workbench.extraction.propositions.pronouns import Pronouns
from workbench.extraction.propositions.verb_agreement import singular_verbs
from workbench.extraction.propositions.written_names import name_in_sentence, possessive
from workbench.extraction.speakers.antecedents import HE, THEY
from workbench.extraction.speakers.entities import Entity, EntityKind
from workbench.extraction.speakers.roles import BODIES, GOVERNMENTS, OFFICES
from workbench.extraction.speakers.speakers import Reading, Speaker
from workbench.model.article import Span
from workbench.model.claim import ActorKind

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
_DOUBLE_MARKS: Final = '"“”„‟«»'
# A quotation mark left over at the start of a word, which the parser keeps with it ("'not").
_LONE_MARK: Final = re.compile(r"(?<!\w)['‘](?=[^\W\d]{3})")
_LONGEST_LABEL: Final = 10  # tokens of "as 'pure fiction' the latest report that"
_JUDGES: Final = frozenset({"term", "call", "describe", "dub", "label", "brand", "deem"})
_POINTING: Final = frozenset({"them", "it", "this", "these", "that", "those"})
_SELVES: Final = frozenset({"myself", "ourselves", "himself", "herself", "itself", "themselves"})
_SPEAKS_AS_ONE: Final = frozenset({ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.COMPANY})
_NEAR: Final = 3  # sentences a pronoun is followed back


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
        self._subjects = MissingSubjects(self._tree, reading.entities.text)
        self._pronouns = Pronouns(reading.entities, reading.antecedents)

    def of(self, index: int) -> str:
        """What attribution number ``index`` claims, denies or asks, said positively."""
        attribution = self._attributions[index]
        speaker = self._reading.speakers[index]
        entity = self._reading.found[index].entity
        parts = [self._piece(span, entity, speaker, attribution) for span in attribution.content]
        first, last = self._tokens(attribution.content[0])
        if not self._is_whole(attribution):
            spans = attribution.content
            start, end = min(span.start for span in spans), max(span.end for span in spans)
            return _sentence(self._entities.text[start:end])
        words = self._join(parts, attribution.content)
        subject = self._actor_or_name(speaker)
        if attribution.cue is not None:
            cue = self._cue(attribution.cue)
            whole = self._subjects.state_charge(words, first, last) if cue == "accuse" else None
            if whole is None and subject is not None:
                plural = entity is not None and entity.plural
                start = self._after_conjunction(first, last)
                whole = self._subjects.of_speaker(words, start, last, subject, cue, plural)
            if whole is not None:
                return _sentence(whole)
        if not any(map(self._is_clause, attribution.content)):
            return self._as_written(attribution.content)
        return _sentence(words)

    def _join(self, parts: Sequence[str], content: Sequence[Span]) -> str:
        """Pieces in one line; a comma that ended a quoted sentence becomes a full stop."""
        words = ""
        for part, before, span in zip(parts, (content[0], *content), content, strict=False):
            gap = self._entities.text[before.end : span.start]
            if words.endswith(",") and part[:1].isupper() and any(mark in gap for mark in ".?!"):
                words = f"{words[:-1]}."
            words = f"{words} {part}".strip()
        return words

    def _is_whole(self, attribution: Attribution) -> bool:
        """Whether what stands between the pieces of a claim can go without breaking it.

        "The trial is expected to last" cannot do without "is expected", nor "according to
        officials quoted by the paper" without the officials.
        """
        tree, content = self._tree, attribution.content
        for before, span in pairwise(content):
            gap = self._entities.text[before.end : span.start]
            beside = self._entities.text[before.end - 1 : before.end] + gap.lstrip()[:1]
            broken = not set(beside) & set(_QUOTE_MARKS + ",;:.?!—–-()")
            first, _ = self._tokens(span)
            hangs = tree.role[first] in ("acl", "relcl") and not any(
                piece.start <= tree.start[tree.head[first]] < piece.end for piece in content
            )
            if span.start < before.end or broken or hangs:
                return False
        first, _ = self._tokens(content[0])
        verb = tree.head[first]
        asked = tree.lower[first] == "that" and tree.role[first] == "mark"
        # "demanded that he say": no sentence of its own
        return not (asked and tree.tag[verb] == "VB" and tree.child(verb, "aux", "auxpass") is None)

    def _cue(self, span: Span) -> str:
        """The lemma of a cue's main verb: the last one ("has repeatedly denied")."""
        first, last = self._tokens(span)
        verbs = [t for t in range(first, last + 1) if self._tree.part[t] in ("VERB", "AUX")]
        return self._tree.lemma[verbs[-1] if verbs else last]

    def _is_clause(self, span: Span) -> bool:
        """Whether some words have a verb with a tense; without one no sentence can be made."""
        first, last = self._tokens(span)
        first = self._after_conjunction(first, last)
        return any(self._tree.tag[token] in FINITE for token in range(first, last + 1))

    def _as_written(self, content: Sequence[Span]) -> str:
        """The very words, where nothing can be made of them that is sure to be right."""
        parts = (self._entities.text[span.start : span.end] for span in content)
        words = " ".join(" ".join(parts).split()).strip(" ,;:")
        inner = words.strip(_QUOTE_MARKS)
        return inner.strip(" ,;:") if not set(inner) & set(_DOUBLE_MARKS) else words

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
        last = self._before_verdict(first, last)
        edits = {
            edit.first: edit for edit in self._edits(first, last, entity, speaker, attribution)
        }
        words: list[str] = []
        token = first
        while token <= last:
            edit = edits.get(token)
            end = token if edit is None else edit.last
            said = self._words_of(token) if edit is None else edit.words
            words.append(said + (" " if self._space_after(end) else ""))
            token = end + 1
        return "".join(words).strip()

    def _after_conjunction(self, first: int, last: int) -> int:
        """Skip "that", "reports that", "the allegation that"."""
        tree = self._tree
        for token in range(first, min(last, first + _LONGEST_LABEL)):
            if tree.tag[token] in FINITE:
                break
            if tree.lower[token] == "that" and token > first and self._reports(token, first):
                return token + 1
        while first < last and (
            (tree.lower[first] in _CONJUNCTIONS and tree.role[first] in ("mark", "advmod", "det"))
            or tree.part[first] in ("PUNCT", "SPACE")
        ):
            if tree.lower[first] in _CONJUNCTIONS and tree.role[first] == "det":
                break
            if tree.role[tree.head[first]] in ("csubj", "csubjpass"):
                break  # "Whether they will come remains to be seen"
            clause = tree.head[first]
            if tree.role[clause] == "advcl" and first <= tree.head[clause] <= last:
                break  # "If the firm denies it, the agency will test the soil"
            if tree.lower[first] == "how" and tree.part[first + 1] in ("ADJ", "ADV"):
                break  # "how much it cost"
            first += 1
        return first

    def _reports(self, that: int, first: int) -> bool:
        """Whether "that" opens what a report says: "reports on social media that"."""
        tree = self._tree
        if tree.lemma[that - 1] in _REPORTS:
            return True
        verb = tree.head[that]
        noun = tree.head[verb]
        within = tree.role[that] == "mark" and tree.role[verb] == "acl" and first <= noun < that
        return within and tree.lemma[noun] in _REPORTS

    def _before_verdict(self, first: int, last: int) -> int:
        """The end without ", terming them baseless", which judges the claim and is no part."""
        tree = self._tree
        for token in range(first + 1, last):
            judges = tree.lemma[token] in _JUDGES and tree.tag[token] == "VBG"
            if judges and tree.lower[token - 1] == "," and tree.lower[token + 1] in _POINTING:
                return max(first, token - 2)
        return last

    def _words_of(self, token: int) -> str:
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
        ours = self._first_person(first, last, entity, speaker)
        token = first
        while token <= last:
            part = tree.part[token]
            edit = None
            if token in ours:
                yield _Edit(token, token, ours[token])
                token += 1
                continue
            if part == "PRON" or tree.tag[token] in _POSSESSIVE_TAGS:
                edit = self._pronoun(token, entity, attribution)
                if edit is not None and tree.lower[token] == "they":
                    verbs = self._verbs_of(token, first, last)
                    edit = None if verbs is None else edit
                    for verb, words in (verbs or {}).items():
                        ours[verb] = words
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

    def _verbs_of(self, token: int, first: int, last: int) -> dict[int, str] | None:
        return singular_verbs(self._tree, token, first, last)

    def _first_person(
        self, first: int, last: int, entity: Entity | None, speaker: Speaker
    ) -> dict[int, str]:
        """What "I", "we" and "our" in a quotation become, with their verbs; all or none."""
        tree = self._tree
        found: dict[int, str] = {}
        for group, name in (
            (_I | _MY, speaker.name),
            (_WE | _OUR, self._those_who_speak(entity, speaker)),
        ):
            tokens = [t for t in range(first, last + 1) if tree.lower[t] in group]
            tokens = [t for t in tokens if tree.part[t] == "PRON" or tree.tag[t] == "PRP$"]
            if not tokens or name is None or (entity is not None and entity.plural):
                continue
            written = name_in_sentence(name)
            changes: dict[int, str] = {}
            for token in tokens:
                word = tree.lower[token]
                verbs: dict[int, str] | None = {}
                if word in ("i", "we"):
                    verbs = self._verbs_of(token, first, last)
                if verbs is None or word in _SELVES or not self._entities.quoted(token):
                    changes = {}
                    break
                owned = word in _MY or word in _OUR
                changes = {**changes, **verbs, token: possessive(written) if owned else written}
            found.update(changes)
        return found

    def _those_who_speak(self, entity: Entity | None, speaker: Speaker) -> str | None:
        """Who "we" are: the government, body or company that is spoken for; else untold."""
        if speaker.actor is not None:
            if self._entities.actors.kind(speaker.actor) in _SPEAKS_AS_ONE:
                return speaker.actor
            if any(body.name == speaker.actor for body in self._entities.bodies.values()):
                return speaker.actor
        if entity is None or entity.kind is not EntityKind.BODY or len(entity.words) < 2:
            return None  # a lone unknown word is too often no body at all
        return speaker.name

    def _pronoun(self, token: int, entity: Entity | None, attribution: Attribution) -> _Edit | None:
        tree = self._tree
        word = tree.lower[token]
        owned = tree.tag[token] in _POSSESSIVE_TAGS or word in ("hers", "theirs")
        quoted = self._entities.quoted(token)
        meant: Entity | None = None
        if (word in HE or word in THEY or word in ("it", "its")) and word not in _SELVES:
            meant = self._pronouns.meant(token, word, entity, attribution, quoted)
        if meant is None or meant.plural:
            return None
        actor = meant.actor
        if owned and actor is not None and self._is_country(actor, token + 1):
            return _Edit(token, token + 1, name_in_sentence(actor))
        written = self._name_of(meant)
        return _Edit(token, token, possessive(written) if owned else written)

    def _is_country(self, actor: str, token: int) -> bool:
        """Whether "country" follows on "his" or "her", which then is the actor itself."""
        tree = self._tree
        if token >= len(tree) or tree.lower[token] not in ("country", "government", "nation"):
            return False
        return self._entities.actors.kind(actor) is ActorKind.GOVERNMENT

    def _name_of(self, entity: Entity) -> str:
        """An entity's name, with "the" where the article says so."""
        before = entity.mentions[0].first - 1 if entity.mentions else -1
        the = before >= 0 and self._tree.lower[before] == "the"
        if the and entity.kind is EntityKind.BODY:
            return f"the {entity.name}"
        return name_in_sentence(entity.name)

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
                return _Edit(token, token, f"in {self._name_of(place)}")
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
        return _Edit(first, head, self._name_of(meant))

    def _surname(self, token: int) -> _Edit | None:
        """ "Kirby" becomes "John Kirby" where it stands alone."""
        entity = self._entities.of_token.get(token)
        if entity is None or entity.kind is not EntityKind.PERSON:
            return None
        mention = next((m for m in entity.mentions if m.first <= token <= m.last), None)
        if mention is None or mention.first != token or mention.last != token:
            return None
        return _Edit(token, token, entity.name) if len(entity.words) > 1 else None

    def _actor_or_name(self, speaker: Speaker) -> str | None:
        """For whom somebody speaks: officials for their government, people for themselves."""
        if speaker.actor is None:
            return speaker.name
        kind = self._entities.actors.kind(speaker.actor)
        return speaker.actor if kind in _SPEAKS_AS_ONE else speaker.name


def _sentence(words: str) -> str:
    """Words as a sentence: a capital first, one full stop last, single blanks."""
    tidy = _LONE_MARK.sub("", " ".join(words.split())).strip(" ,;:–—-.")
    tidy = re.sub(r"(?<=[a-z]{3}[.?!] )the ", "The ", tidy)
    for mark in (",", ".", ";", ":", "?", "!"):
        tidy = tidy.replace(f" {mark}", mark)
    if not tidy:
        return ""
    end = "" if tidy[-1] in "?!" else "."
    return f"{tidy[0].upper()}{tidy[1:]}{end}"
