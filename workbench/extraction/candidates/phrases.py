"""Attributions carried by other words than verbs: "according to", nouns, adjectives, adverbs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.lexicon import Cue, CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.polarity import IGNORANCE
from workbench.extraction.candidates.sources import (
    is_asked,
    is_loose_participle,
    neighbour_before,
    noun_range,
    subject_of,
)
from workbench.extraction.parse.tree import Tree
from workbench.model.claim import Polarity

_ACCORDING: Final = Cue(CueKind.SPEECH, Polarity.ASSERTS, frozenset({Frame.CLAUSE}))
# "made the claim": who makes it is its source; who rejects it is not.
_VOICING: Final = frozenset(
    {
        "make", "have", "voice", "raise", "issue", "give", "express", "repeat", "offer", "hold",
        "deliver", "share", "air", "post", "publish", "release", "renew", "level", "face", "get",
        "write", "send", "pose", "take", "win", "snag", "announce", "lodge", "file", "drop", "show",
    }
)  # fmt: skip
# "made the case that P" says P; "in case P" does not.
_MADE: Final = frozenset({"case", "point"})
_MAKING: Final = frozenset({"make", "argue", "press", "repeat"})
_VIEWS: Final = frozenset({"view", "opinion", "word", "telling", "account", "estimation", "eye"})
_SURE_VIEWS: Final = frozenset({"view", "opinion", "word", "estimation"})
# "It is clear that": nobody is.
_IMPERSONAL: Final = frozenset({"clear", "certain", "doubtful", "uncertain", "sure"})
EVIDENCE: Final = frozenset(
    {
        "account", "analysis", "data", "datum", "document", "email", "estimate", "figure", "file",
        "footage", "image", "letter", "log", "memo", "message", "minute", "number", "paper",
        "photo", "picture", "poll", "record", "report", "research", "statistic", "study", "survey",
    }
)  # fmt: skip
_TELLERS: Final = frozenset({"official", "police", "source", "statement", "witness", "agency"})
_SHOWS: Final = frozenset({"show", "shows", "suggest", "reveal"})
_LONGEST_EVIDENCE: Final = 10
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_POLLS: Final = frozenset({"poll", "survey", "polling"})
_REPORTED: Final = Cue(CueKind.SPEECH, Polarity.ASSERTS, frozenset({Frame.CLAUSE}))


def phrase_candidates(page: Page) -> Iterator[Candidate]:
    """Every attribution of these kinds outside quotations."""
    tree = page.tree
    for token, word in enumerate(tree.lower):
        if page.quote_of[token] >= 0 or page.is_furniture(token):
            continue
        found: Candidate | None = None
        if _is_according(tree, token):
            found = _read_according(page, token - 1, token)
        elif word in _SHOWS and tree.part[token] == "NOUN":
            found = _evidence_shows(page, token)
        elif word == "in" and tree.part[token] == "ADP":
            found = _in_a_poll(page, token) or _in_a_view(page, token)
        elif tree.part[token] == "NOUN" and tree.lemma[token] in cues.NOUNS:
            found = _noun(page, token)
        elif tree.part[token] == "ADJ" and tree.lemma[token] in cues.ADJECTIVES:
            found = _adjective(page, token)
        elif word in cues.ADVERBS and tree.part[token] == "ADV":
            found = _adverb(page, token)
        if found is not None:
            yield found


def _read_according(page: Page, first: int, last: int) -> Candidate | None:
    """ "P, according to X" and "According to X, P": the rest of the sentence is the content."""
    tree = page.tree
    inner = tree.child(last, "pobj")
    if inner is None:
        return None
    source = noun_range(tree, inner)
    sentence_first, sentence_last = _sentence(page, first)
    host = tree.head[first]
    pieces: list[Range] = []
    if first - sentence_first <= 2:
        end = tree.right[inner]
        if end >= sentence_last:  # the parser takes all that follows for a part of the name
            end = next((t - 1 for t in range(inner + 1, end) if tree.lower[t] == ","), end)
            source = source[0], min(source[1], end)
        pieces.append((_past_comma(tree, end + 1), sentence_last))
    else:
        pieces.append((max(sentence_first, tree.left[host]), _before_comma(tree, first - 1)))
        after = _past_comma(tree, max(source[1], tree.right[inner]) + 1)
        if after < min(tree.right[host], sentence_last) and any(
            tree.tag[token] in _FINITE for token in range(after, sentence_last + 1)
        ):
            pieces.append((after, sentence_last))
    return Candidate(
        cue=_ACCORDING,
        head=first,
        cue_words=(first, last),
        source=source,
        pieces=[(tree.start[a], tree.end[b]) for a, b in pieces if a <= b],
        pattern="according to",
    )


def _is_according(tree: Tree, token: int) -> bool:
    """The second word of "according to", or of an "as per" that names who tells."""
    if token == 0:
        return False
    pair = tree.lower[token - 1], tree.lower[token]
    return pair == ("according", "to") or (pair == ("as", "per") and _is_told(tree, token))


def _is_told(tree: Tree, per: int) -> bool:
    """ "As per police" and "as per data", but not "as per the rules"."""
    inner = tree.child(per, "pobj")
    return inner is not None and (
        tree.part[inner] == "PROPN" or tree.lemma[inner] in EVIDENCE | _TELLERS
    )


def _evidence_shows(page: Page, shows: int) -> Candidate | None:
    """ "P, figures seen by us show": the parser takes such a "show" for a noun."""
    tree = page.tree
    first, last = _sentence(page, shows)
    start = shows
    while start > max(first, shows - _LONGEST_EVIDENCE) and tree.lower[start - 1] != ",":
        start -= 1
    phrase = range(start, shows)
    if not any(tree.lemma[token] in EVIDENCE for token in phrase):
        return None
    if not any(tree.tag[token] == "VBN" for token in phrase):
        return None
    content: Range | None = None
    if shows == last and tree.lower[start - 1] == "," and start > first + 1:
        content = first, start - 2
    elif start == first and shows < last and tree.part[shows + 1] != "ADP":
        finite = any(tree.tag[token] in _FINITE for token in range(shows + 1, last + 1))
        content = (shows + 1, last) if finite else None
    if content is None:
        return None
    return Candidate(
        cue=cues.VERBS["show"],
        head=shows,
        cue_words=(shows, shows),
        source=(start, shows - 1),
        pieces=[(tree.start[content[0]], tree.end[content[1]])],
        pattern="evidence",
    )


def _in_a_view(page: Page, preposition: int) -> Candidate | None:
    """ "In her view P", "P, in the words of the minister, P"."""
    tree = page.tree
    noun = tree.child(preposition, "pobj")
    source: Range | None = None
    if preposition + 2 < len(tree) and tree.tag[preposition + 1] == "PRP$":
        noun = preposition + 2
        source = preposition + 1, preposition + 1
    if noun is None or tree.lemma[noun] not in _VIEWS or noun - preposition > 12:
        return None
    last = noun
    of = next(
        (token for token in tree.children_in(noun, "prep") if tree.lower[token] == "of"), None
    )
    if of is None:
        source = source or _owner(tree, noun)
    if source is None and of is not None:
        holder = tree.child(of, "pobj")
        if holder is not None:
            source = noun_range(tree, holder)
            last = source[1]
    if source is None or (tree.lemma[noun] not in _SURE_VIEWS and of is not None):
        return None
    first, end = _sentence(page, preposition)
    pieces = [
        (first, _before_comma(tree, preposition - 1)) if preposition > first + 1 else None,
        (_past_comma(tree, last + 1), end) if last < end else None,
    ]
    return Candidate(
        cue=_ACCORDING,
        head=preposition,
        cue_words=(preposition, noun),
        source=source,
        pieces=[(tree.start[a], tree.end[b]) for a, b in filter(None, pieces) if a <= b],
        pattern="in a view",
    )


def _in_a_poll(page: Page, preposition: int) -> Candidate | None:
    """ "In a poll released on Sunday, P" and "P in recent surveys"."""
    tree = page.tree
    inner = tree.child(preposition, "pobj")
    host = tree.head[preposition]
    if inner is None or tree.lemma[inner] not in _POLLS or tree.part[host] not in ("VERB", "AUX"):
        return None
    sentence_first, sentence_last = _sentence(page, preposition)
    first, last = max(sentence_first, tree.left[host]), min(sentence_last, tree.right[host])
    end = tree.right[inner]
    pieces = [
        (first, _before_comma(tree, preposition - 1)) if preposition > first else None,
        (_past_comma(tree, end + 1), last) if end < last else None,
    ]
    return Candidate(
        cue=_ACCORDING,
        head=preposition,
        cue_words=(preposition, preposition),
        source=(tree.left[inner], end),
        pieces=[(tree.start[a], tree.end[b]) for a, b in filter(None, pieces) if a <= b],
        pattern="in a poll",
    )


def _sentence(page: Page, token: int) -> Range:
    first, last = page.tree.sentences[page.tree.sentence[token]]
    last -= 1
    while first < last and page.tree.part[first] in ("SPACE", "CCONJ"):
        first += 1
    while last > first and page.tree.part[last] in ("SPACE", "PUNCT"):
        last -= 1
    return first, last


def _past_comma(tree: Tree, token: int) -> int:
    while token < len(tree) - 1 and tree.part[token] in ("PUNCT", "SPACE"):
        token += 1
    return token


def _before_comma(tree: Tree, token: int) -> int:
    while token > 0 and tree.part[token] in ("PUNCT", "SPACE"):
        token -= 1
    return token


def _noun(page: Page, noun: int) -> Candidate | None:
    """ "her claim that P", "reports of P", "a promise to P", "support for P"."""
    tree = page.tree
    cue = cues.NOUNS[tree.lemma[noun]]
    if tree.lemma[noun] in _MADE and not (
        tree.role[noun] in ("dobj", "obj") and tree.lemma[tree.head[noun]] in _MAKING
    ):
        return None
    content: Range | None = None
    pattern = "noun clause"
    for child in tree.children[noun]:
        if child < noun:
            continue
        if tree.role[child] in ("acl", "ccomp", "advcl") and _is_that_clause(tree, child, noun):
            content = tree.left[child], _before_participle(tree, child)
            break
        if tree.role[child] == "acl" and tree.tag[child] == "VB" and Frame.INFINITIVE in cue.frames:
            content, pattern = (tree.left[child], tree.right[child]), "noun infinitive"
            break
        if tree.role[child] == "prep" and tree.lower[child] in cue.prepositions:
            inner = tree.child(child, "pobj", "pcomp")
            if inner is not None:
                content = tree.left[inner], tree.right[child]
                pattern = "noun preposition"
                break
    if content is None:
        return None
    return Candidate(
        cue=cue,
        head=noun,
        cue_words=(noun, noun),
        source=_owner(tree, noun),
        pieces=[(tree.start[content[0]], tree.end[content[1]])],
        pattern=pattern,
    )


def _before_participle(tree: Tree, clause: int) -> int:
    """The last token of a clause without ", calling it a mistake", which goes on with the cue."""
    for token in range(clause + 1, tree.right[clause]):
        if is_loose_participle(tree, token):
            return tree.left[token] - 2
    return tree.right[clause]


def _is_that_clause(tree: Tree, clause: int, noun: int) -> bool:
    if tree.lemma[noun] in IGNORANCE and tree.left[clause] == noun + 1 and _is_open(tree, noun + 1):
        return True  # "have no idea whether"
    return (
        any(
            tree.lower[child] == "that" and tree.role[child] == "mark"
            for child in tree.children[clause]
        )
        and tree.left[clause] > noun
    )


def _is_open(tree: Tree, token: int) -> bool:
    return tree.lower[token] in ("whether", "if") or tree.tag[token] in ("WP", "WRB", "WDT")


def _owner(tree: Tree, noun: int) -> Range | None:
    """ "Trump's claim", "a statement by the ministry", "made the claim"."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        first, last = noun_range(tree, owner)
        if tree.lower[last] in ("'s", "’s", "'", "’") and last > first:
            last -= 1
        return first, last
    for preposition in tree.children_in(noun, "prep"):
        if tree.lower[preposition] in ("by", "from"):
            inner = tree.child(preposition, "pobj")
            if inner is not None:
                return noun_range(tree, inner)
    head = tree.head[noun]
    if tree.role[noun] in ("dobj", "obj") and tree.lemma[head] in _VOICING:
        return subject_of(tree, head)
    if tree.role[noun] == "pobj" and tree.lower[head] in ("in", "with", "over", "for"):
        verb = tree.head[head]
        return subject_of(tree, verb) if tree.part[verb] == "VERB" else None
    if tree.role[noun] == "attr":
        return subject_of(tree, head)
    if noun and tree.part[noun - 1] in ("PROPN", "PRON"):
        return neighbour_before(tree, noun)  # a verb taken for a noun: "Jones claims that P"
    return None


def _adjective(page: Page, adjective: int) -> Candidate | None:
    """ "is confident that P", "was skeptical of P", "eager to P"."""
    tree = page.tree
    cue = cues.ADJECTIVES[tree.lemma[adjective]]
    if tree.role[adjective] not in ("acomp", "ROOT", "conj", "amod", "advcl", "oprd"):
        return None
    content: Range | None = None
    for child in tree.children[adjective]:
        if child < adjective:
            continue
        if tree.role[child] in ("ccomp", "xcomp"):
            content = tree.left[child], tree.right[child]
            break
        if tree.role[child] == "prep" and tree.lower[child] in cue.prepositions:
            inner = tree.child(child, "pobj", "pcomp")
            if inner is not None:
                content = tree.left[inner], tree.right[child]
                break
    if content is None:
        return None
    verb = tree.head[adjective] if tree.role[adjective] == "acomp" else adjective
    source = subject_of(tree, verb)
    if source is None or is_asked(tree, adjective):
        return None
    empty = tree.lower[source[0]] == "it" and tree.lemma[adjective] in _IMPERSONAL
    if empty and tree.child(adjective, "ccomp") is not None:
        return None
    return Candidate(
        cue=cue,
        head=adjective,
        cue_words=(min(verb, adjective), adjective),
        source=source,
        pieces=[(tree.start[content[0]], tree.end[content[1]])],
        pattern="adjective",
    )


def _adverb(page: Page, adverb: int) -> Candidate | None:
    """ "P reportedly P": the sentence without the adverb is the content."""
    tree = page.tree
    host = tree.head[adverb]
    first, last = _sentence(page, adverb)
    first, last = max(first, tree.left[host]), min(last, tree.right[host])
    return Candidate(
        cue=_REPORTED,
        head=adverb,
        cue_words=(adverb, adverb),
        source=None,
        pieces=[
            (tree.start[a], tree.end[b])
            for a, b in ((first, adverb - 1), (adverb + 1, last))
            if a <= b
        ],
        pattern="adverb",
    )
