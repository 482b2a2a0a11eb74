"""Reporting verbs whose content is part of the same sentence: that-clauses, infinitives, topics.

Each verb of the lexicon says which shapes its content may take; the parse says which are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workbench.extraction.candidates import cues
from workbench.extraction.candidates.asides import subject_before_aside
from workbench.extraction.candidates.called_false import find_called_false
from workbench.extraction.candidates.lexicon import Cue, CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.parenthesis import after_stop, parenthesis
from workbench.extraction.candidates.sources import (
    SUBJECT_ROLES,
    WHEN,
    by_agent,
    is_asked,
    is_impersonal,
    is_loose_participle,
    neighbour_after,
    neighbour_before,
    noun_named,
    noun_range,
    subject_of,
)
from workbench.extraction.candidates.standing import REFUSING, pair_of, short_of
from workbench.extraction.parse.tree import Tree

_REPORTED: Final = frozenset({Frame.CLAUSE, Frame.QUOTE})
_INTERROGATIVE_MARKS: Final = frozenset({"if", "whether"})
_ASSERTING: Final = frozenset({CueKind.SPEECH, CueKind.FINDING, CueKind.BELIEF})
_WITH_VERDICT: Final = frozenset({"clause", "before"})
_CUE_PARTS: Final = ("aux", "auxpass", "neg", "prt")
_OBJECTS: Final = ("dobj", "obj")
_LEADS: Final = frozenset(
    {"continue", "begin", "go", "proceed", "respond", "reply", "counter", "seem", "appear"}
)
_COMPARING: Final = frozenset({"ascribe", "attribute", "compare", "liken"})
_THANKS: Final = frozenset({"thank", "congratulate", "apologize", "apologise"})
_FEELINGS: Final = frozenset({"convince", "worry", "concern", "surprise", "please", "satisfy"})
_VERDICT_REACH: Final = 12  # tokens of "as baseless and malicious" before the report itself
_NEAR: Final = 12  # tokens within which a clause belongs to its verb whatever the parse says


def cue_of(tree: Tree, verb: int) -> tuple[Cue, int | None] | None:
    """The lexicon's entry for a verb, phrasal verbs first, and the particle that belongs to it."""
    lemma = tree.lemma[verb]
    for candidate in tree.children[verb]:
        if verb < candidate <= verb + 4 and tree.role[candidate] in ("prt", "advmod", "prep"):
            phrasal = cues.VERBS.get(f"{lemma} {tree.lower[candidate]}")
            if phrasal is not None and _is_particle(tree, verb, candidate, phrasal):
                return phrasal, candidate
    plain = cues.VERBS.get(lemma)
    return None if plain is None else (plain, None)


def _is_particle(tree: Tree, verb: int, particle: int, cue: Cue) -> bool:
    if tree.role[particle] != "prep":
        return True
    return particle == verb + 1 and Frame.NOUN in cue.frames and Frame.CLAUSE not in cue.frames


def verb_candidates(page: Page) -> Iterator[Candidate]:
    """Every attribution whose verb governs its content in the parse, in text order."""
    tree = page.tree
    released: dict[int, Range | None] = {}
    led: dict[int, int] = {}
    for verb, part in enumerate(tree.part):
        if part not in ("VERB", "AUX") or page.quote_of[verb] >= 0 or page.is_furniture(verb):
            continue
        entry = cue_of(tree, verb)
        if entry is None or is_impersonal(tree, verb) or is_asked(tree, verb):
            continue
        cue, particle = entry
        inner = _leads_to(tree, verb, cue)
        if inner is not None:
            led[inner] = verb
            continue
        found = None
        if verb in led or not _is_purpose(tree, verb, cue):
            found = _verb(page, verb, cue, particle, released)
        if found is not None:
            found = _with_lead(tree, found, led[verb]) if verb in led else found
            yield _widen_cue(tree, found)


def _widen_cue(tree: Tree, found: Candidate) -> Candidate:
    """With "neither confirmed nor" and "stopped short of" among the words of the cue."""
    other = pair_of(tree, found.head)
    if other is not None:
        first = min(other, found.head)
        words = cue_range(tree, first)
        if words[0] > 0 and tree.lower[words[0] - 1] in ("neither", "either", "not", "to"):
            words = words[0] - 1, words[1]
        lead = found.lead if found.lead is not None else _refusal_over(tree, first)
        if lead is not None:
            words = min(cue_range(tree, lead)[0], words[0]), words[1]
        return replace(
            found,
            uncommitted=True,
            lead=lead,
            cue_words=(min(words[0], found.cue_words[0]), max(found.head, found.cue_words[1])),
            source=found.source or subject_of(tree, first if lead is None else lead),
        )
    stops = short_of(tree, found.head)
    if stops is None:
        return found
    return replace(
        found,
        uncommitted=True,
        lead=stops,
        cue_words=(cue_range(tree, stops)[0], found.cue_words[1]),
        source=subject_of(tree, stops) or found.source,
    )


def _refusal_over(tree: Tree, verb: int) -> int | None:
    """ "refused" over "either to confirm or to deny"."""
    governor = tree.head[verb]
    led = tree.role[verb] == "xcomp" and governor != verb
    return governor if led and tree.lemma[governor] in REFUSING | {"fail", "ask"} else None


def _leads_to(tree: Tree, verb: int, cue: Cue) -> int | None:
    """The verb that says what "declined to", "went on to" or "responded by" only leads up to."""
    if cue.kind is not CueKind.REFUSAL and tree.lemma[verb] not in _LEADS:
        return None
    inner = tree.child(verb, "xcomp", "advcl")
    if inner is not None and pair_of(tree, inner) is not None:
        return inner
    if inner is not None and tree.role[inner] == "advcl" and tree.tag[inner] != "VB":
        inner = None
    if inner is None:
        by = next((token for token in tree.children[verb] if tree.lower[token] == "by"), None)
        inner = None if by is None else tree.child(by, "pcomp")
    if inner is None or inner < verb:
        return None
    entry = cue_of(tree, inner)
    if entry is None or _content(tree, inner, entry[0], entry[1], passive=False) is None:
        return None
    return inner


def _with_lead(tree: Tree, found: Candidate, lead: int) -> Candidate:
    first = cue_range(tree, lead)[0]
    return replace(
        found,
        lead=lead,
        cue_words=(first, found.cue_words[1]),
        source=found.source if found.source is not None else subject_of(tree, lead),
    )


def _verb(
    page: Page, verb: int, cue: Cue, particle: int | None, released: dict[int, Range | None]
) -> Candidate | None:
    tree = page.tree
    passive = is_passive(tree, verb)
    content = _content(tree, verb, cue, particle, passive=passive)
    if content is None:
        return None
    pattern, ranges = content
    if cue.kind is CueKind.APPEARANCE and pattern == "infinitive":
        return None  # "the firm appears to have lied": the writer's word, not the firm's
    shared = verb in released
    source = released[verb] if shared else _source(tree, verb, pattern, passive=passive)
    aside = None
    if pattern in ("before", "inside"):
        aside = subject_before_aside(tree, verb, tree.sentences[tree.sentence[verb]][0])
    if aside is not None:
        source = aside
    elif (
        pattern == "before"
        and source is not None
        and source[1] < verb - 1
        and Frame.ADDRESSEE not in cue.frames
    ):
        turned = neighbour_after(tree, verb)
        if turned is not None and tree.lower[verb - 1] in (",", "'", "’", "”", '"'):
            source = turned  # "Talks: '...', says the mayor"
    if cue.kind is CueKind.APPEARANCE:
        source = None  # "it appears that": nobody does
    if pattern in ("clause", "infinitive", "object", "object and more"):
        ranges = [_release(tree, verb, ranges[0], source, released)]
    if pattern == "retort":
        cue, pattern = cues.RETORT, "preposition"
    verdict = None
    if pattern in _WITH_VERDICT and cue.kind in _ASSERTING and tree.child(verb, "neg") is None:
        denied = find_called_false(tree, ranges[0])
        if denied is not None:
            ranges, verdict = [denied[0]], denied[1]
    cue_words = cue_range(tree, verb, particle)
    if pattern == "preposition":
        cue_words = (cue_words[0], max(cue_words[1], ranges[0][0] - 1))
    return Candidate(
        cue=cue,
        head=verb,
        cue_words=cue_words,
        source=source,
        pieces=[(tree.start[first], tree.end[last]) for first, last in ranges if first <= last],
        pattern=f"passive {pattern}" if passive else pattern,
        passive=passive,
        verdict=verdict,
    )


def _source(tree: Tree, verb: int, pattern: str, *, passive: bool) -> Range | None:
    if passive and not (pattern == "clause" and tree.lemma[verb] in _FEELINGS):
        agent = by_agent(tree, verb)
        if agent is not None or tree.child(verb, "auxpass", "nsubjpass") is not None:
            return agent
        return neighbour_before(tree, verb) if pattern == "clause" else None
    quoted = _speaker_as_saying(tree, verb)
    if quoted is not None:
        return quoted
    source = subject_of(tree, verb)
    if source is None and passive:
        subject = tree.child(verb, "nsubjpass")
        return None if subject is None else noun_named(tree, subject, verb)
    if source is None and pattern in ("clause", "object", "inside", "before"):
        expletive = tree.child(verb, "expl", "nsubj")
        return None if expletive is not None else neighbour_before(tree, verb)
    return source


def _speaker_as_saying(tree: Tree, verb: int) -> Range | None:
    """ "quoted the commander as saying that P": the commander says it."""
    preposition = tree.head[verb]
    quoting = tree.head[preposition]
    if tree.lower[preposition] != "as" or tree.lemma[quoting] not in ("quote", "cite"):
        return None
    person = tree.child(quoting, "dobj", "nsubjpass")
    return None if person is None else noun_range(tree, person)


def _is_purpose(tree: Tree, verb: int, cue: Cue) -> bool:
    """ "compares samples to determine how": what for, and nobody's finding or belief."""
    return (
        cue.kind in (CueKind.FINDING, CueKind.BELIEF)
        and tree.role[verb] in ("advcl", "acl", "xcomp", "pcomp")
        and (tree.tag[verb] == "VB" or tree.role[verb] == "pcomp")
    )


def is_passive(tree: Tree, verb: int) -> bool:
    """ "was accused"; also "accused of" and "asked about" standing alone as participles."""
    if tree.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if (
        tree.tag[verb] == "VBN"
        and tree.role[verb] in ("acl", "advcl", "ROOT")
        and tree.child(verb, "aux", "nsubj", "dobj") is None
    ):
        return True
    return _is_headline_passive(tree, verb)


def _is_headline_passive(tree: Tree, verb: int) -> bool:
    """ "Marsh accused of taking bribes", with the "was" left out."""
    cue = cues.VERBS.get(tree.lemma[verb])
    if cue is None or cue.kind is not CueKind.JUDGEMENT or tree.tag[verb] not in ("VBD", "VBN"):
        return False
    if verb + 1 >= len(tree) or tree.child(verb, "aux", *_OBJECTS, "ccomp") is not None:
        return False
    return tree.lower[verb + 1] in cue.prepositions | {"over", "as", "by"}


def _release(
    tree: Tree, verb: int, content: Range, source: Range | None, released: dict[int, Range | None]
) -> Range:
    """End a clause before a further cue of the same source: "said P, adding Q", "said P and vowed".

    The parser hangs such a verb on the clause; its subject is the speaker.
    """
    first, last = content
    stop = last
    for token in range(first + 2, last):
        if tree.part[token] != "VERB" or token <= verb or not _may_report(tree, token):
            continue
        head = tree.head[token]
        if not (verb < head < token) or tree.child(token, "nsubj", "nsubjpass", "aux") is not None:
            continue
        start = tree.left[token]
        if is_loose_participle(tree, token):
            splits = True
        elif tree.role[token] == "conj":
            splits = (
                tree.tag[token] == tree.tag[verb]
                and tree.tag[token] in ("VBD", "VBZ", "VBP")
                and tree.tag[head] != tree.tag[token]
            )
        else:
            splits = False
        if splits:
            released[token] = source
            stop = min(stop, start - 1)
    while stop > first and tree.part[stop] in ("PUNCT", "CCONJ", "SPACE"):
        stop -= 1
    return first, stop


def _may_report(tree: Tree, verb: int) -> bool:
    """Whether a verb may go on with what is said; "beginning in May" is no speech."""
    cue = cues.VERBS.get(tree.lemma[verb])
    if cue is None:
        return False
    return cue.frames != {Frame.QUOTE} or tree.lower[verb + 1] in (",", ":", "“", '"', "‘")


def cue_range(tree: Tree, verb: int, particle: int | None = None) -> Range:
    """The verb with its auxiliaries, negation and particle where they adjoin it."""
    first = last = verb
    for token in reversed([token for token in tree.children[verb] if token < verb]):
        if token != first - 1:
            break
        role = tree.role[token]
        if role in _CUE_PARTS or (role == "advmod" and tree.part[token] == "ADV"):
            first = token
    if particle is not None and particle <= verb + 3:
        last = particle
    return first, last


def _content(
    tree: Tree, verb: int, cue: Cue, particle: int | None, *, passive: bool
) -> tuple[str, list[Range]] | None:
    """The content's shape and tokens."""
    frames = cue.frames
    clause = _clause(tree, verb, cue)
    target = tree.child(verb, *_OBJECTS)
    if clause is not None and clause > verb:
        first = tree.left[clause]
        if _told_before(tree, verb, first):
            quoted = _parenthetical(tree, verb, cue, None)
            if quoted is not None:
                return quoted
        if target is not None and verb < target < clause and tree.right[target] < first:
            adjoins = target - verb <= 4 and Frame.ADDRESSEE not in frames
            if adjoins or Frame.OBJECT_AND_MORE in frames or cue.kind is CueKind.DIRECTIVE:
                first = tree.left[target]
        pattern = "infinitive" if tree.role[clause] == "xcomp" else "clause"
        before = tree.child(verb, "ccomp")
        if (
            pattern == "infinitive"
            and before is not None
            and before < verb
            and tree.lower[first - 1] == ","
            and tree.role[before] == "ccomp"
        ):  # "It would take a year, the engineer told the panel, to drain the lake"
            start = after_stop(tree, tree.left[before], verb)
            return "inside", [(start, tree.right[before]), (first, tree.right[clause])]
        first = _past_the_day(tree, clause, first)
        last = _with_second_half(tree, verb, clause)
        if passive and pattern == "infinitive":
            return _passive(tree, verb, cue)
        return pattern, [(max(first, verb + 1), last)]
    if target is not None and target > verb and Frame.ADDRESSEE in frames:
        told = _clause_of_listener(tree, target)
        if told is not None:
            return "clause", [told]
    if cue.kind is CueKind.SPEECH and tree.lower[verb + 1 : verb + 3] in (["no", "."], ["no", ","]):
        return "object", [(verb + 1, verb + 1)]
    if target is None or target < verb or Frame.ADDRESSEE in frames:
        parenthetical = _parenthetical(tree, verb, cue, clause)
        if parenthetical is not None:
            return parenthetical
    if passive:
        return _passive(tree, verb, cue)
    if Frame.OBJECT_AND_MORE in frames:
        more = _object_and_more(tree, verb, cue)
        if more is not None:
            return "object and more", [more]
    blamed = _find_blame(tree, verb, target) if cue.kind is CueKind.JUDGEMENT else None
    if blamed is not None:
        return "object and more", [blamed]
    if target is not None and target > verb and Frame.NOUN in frames:
        if tree.lower[target] == "that" and tree.tag[target] in ("IN", "WDT"):
            return None
        return "object", [(tree.left[target], _end_of_object(tree, verb, target, cue))]
    if tree.role[verb] == "relcl" and cue.kind in (CueKind.DENIAL, CueKind.REJECTION):
        gap = _before_relative(tree, verb, target)
        if gap is not None:
            return "relative", [gap]
    if Frame.GERUND in frames:
        gerund = tree.child(verb, "xcomp", "pcomp")
        if gerund is not None and gerund > verb:
            return "infinitive", [(tree.left[gerund], _end_of_object(tree, verb, gerund, cue))]
    if Frame.CLAUSE in frames and (target is None or Frame.NOUN not in frames):
        rest = _find_unparsed_clause(tree, verb, cue)
        if rest is not None:
            return "clause", [rest]
    return _retort(tree, verb, particle) or _preposition(tree, verb, cue, particle)


def _told_before(tree: Tree, verb: int, clause: int) -> bool:
    """ "“...,” Ruiz told her, after he had ...": a quotation stands before the words of the cue."""
    before = tree.left[verb] if tree.left[verb] == verb else _core(tree, verb)[0]
    return (
        before > 1
        and tree.lower[before - 1] in ("”", '"', "''", "’", "'", "»")
        and tree.lower[clause - 1] == ","
    )


def _with_second_half(tree: Tree, verb: int, clause: int) -> int:
    """The end of a clause with a half that the parser hung on the cue.

    "Said a clerk is held to account, but the bankers are not" has no verb there, "says it would
    cost more at first, but would save money later" the same mood.
    """
    last = tree.right[clause]
    for token in tree.children_in(verb, "conj"):
        if token > last and _is_told_too(tree, verb, clause, token):
            return tree.right[token]
        if (
            token > last
            and tree.part[token] == "AUX"
            and tree.child(token, "nsubj") is not None
            and not set(tree.children_in(token, "acomp", "attr", "xcomp", "prep", "ccomp"))
        ):
            return tree.right[token]
    return last


def _is_told_too(tree: Tree, verb: int, clause: int, half: int) -> bool:
    def has_modal(token: int) -> bool:
        return any(tree.tag[aux] == "MD" for aux in tree.children_in(token, "aux"))

    return (
        tree.lemma[half] not in cues.VERBS
        and tree.child(half, *SUBJECT_ROLES) is None
        and has_modal(half)
        and has_modal(clause)
        and not has_modal(verb)
    )


def _clause_of_listener(tree: Tree, listener: int) -> Range | None:
    """ "Told the hearing it began on the stairs", which the parser hangs on the hearing."""
    for clause in tree.children_in(listener, "relcl", "acl"):
        subject = tree.child(clause, *SUBJECT_ROLES)
        if subject is None or tree.tag[subject] in ("WDT", "WP"):
            continue
        if tree.left[clause] == listener + 1 and tree.left[subject] == listener + 1:
            return tree.left[clause], tree.right[clause]
    return None


def _past_the_day(tree: Tree, clause: int, first: int) -> int:
    """ "Said two weeks ago the plant was safe": the day is the cue's."""
    subject = tree.child(clause, *SUBJECT_ROLES)
    if subject is None or tree.child(clause, "mark") is not None:
        return first
    start = tree.left[subject]
    days = range(first, start)
    if days and all(tree.name[t] in WHEN or tree.lower[t] in ("on", "ago") for t in days):
        return start
    return first


def _find_unparsed_clause(tree: Tree, verb: int, cue: Cue) -> Range | None:
    """A that-clause, or a clause without "that", which the parser hung on something else."""
    last = tree.sentences[tree.sentence[verb]][1] - 1
    for token in range(verb + 1, min(verb + _NEAR, last)):
        if tree.lower[token] == "that" and tree.role[token] in ("mark", "advmod"):
            head = tree.head[token]
            if head > token and tree.role[head] in ("relcl", "acl", "advcl", "dep"):
                return token, tree.right[head]
        elif tree.lower[token] == "that" and tree.tag[token] == "IN" and token > verb + 1:
            return token, tree.right[verb]
    if (
        cue.kind is not CueKind.SPEECH
        or tree.tag[verb] not in ("VBD", "VBZ", "VBP")
        or tree.child(verb, "nsubj") is None
        or tree.child(verb, "xcomp", "prep", "dobj", "advcl") is not None
        or verb == last
        or tree.part[verb + 1] not in ("PRON", "PROPN", "DET", "NOUN")
    ):
        return None
    for token in range(verb + 2, min(verb + _NEAR, last)):
        if tree.part[token] == "PUNCT" or tree.tag[token] in ("WP", "WDT"):
            return None
        if tree.tag[token] in ("VBD", "VBZ", "VBP", "MD"):
            return verb + 1, tree.right[tree.head[token]] if tree.tag[token] == "MD" else last
    return None


def _before_relative(tree: Tree, verb: int, target: int | None) -> Range | None:
    """ "an accusation that London rejects": the content is the noun before the clause."""
    subject = tree.child(verb, "nsubj")
    if subject is None or tree.tag[subject] in ("WDT", "WP") or (target or verb) > verb:
        return None
    return noun_range(tree, tree.head[verb], before=tree.left[verb])


def _end_of_object(tree: Tree, verb: int, target: int, cue: Cue) -> int:
    """An object's last token, with what the parser hung on the verb: "criticised X for Y"."""
    end = tree.right[target]
    for token in tree.children[verb]:
        if token != end + 1 or tree.role[token] not in ("prep", "dative"):
            continue
        inner = tree.child(token, "pobj", "pcomp")
        goes_on = tree.lower[token] in cue.prepositions or (
            cue.kind in (CueKind.DENIAL, CueKind.ADMISSION) and tree.lower[token] in ("to", "for")
        )
        if inner is not None and goes_on and tree.name[inner] not in ("DATE", "TIME"):
            end = tree.right[token]
    return end


def _clause(tree: Tree, verb: int, cue: Cue) -> int | None:
    """The clause a verb takes as its content: after the verb if there is one, else before it."""
    before: int | None = None
    for token in tree.children[verb]:
        if not _is_content_clause(tree, token, verb, cue):
            continue
        if token > verb:
            return token
        if before is None:
            before = token
    return before


def _is_content_clause(tree: Tree, token: int, verb: int, cue: Cue) -> bool:
    role, frames = tree.role[token], cue.frames
    if token > verb and tree.lower[verb + 1] == ";":
        return False
    if role == "ccomp":
        if token > verb and any(tree.lower[aux] == "to" for aux in tree.children_in(token, "aux")):
            return Frame.INFINITIVE in frames or Frame.OBJECT_AND_MORE in frames
        return bool(frames & _REPORTED) or Frame.OBJECT_AND_MORE in frames
    if role == "xcomp":
        return token > verb and _takes_open_clause(tree, token, frames)
    return (
        role == "advcl"
        and token > verb
        and cue.kind is CueKind.QUESTION
        and any(tree.lower[child] in _INTERROGATIVE_MARKS for child in tree.children[token])
    )


def _takes_open_clause(tree: Tree, token: int, frames: frozenset[Frame]) -> bool:
    if any(tree.lower[child] == "to" for child in tree.children_in(token, "aux")):
        return Frame.INFINITIVE in frames
    if tree.tag[token] == "VBG":
        return Frame.GERUND in frames or Frame.INFINITIVE in frames
    return Frame.INFINITIVE in frames or Frame.CLAUSE in frames


def _parenthetical(
    tree: Tree, verb: int, cue: Cue, clause: int | None
) -> tuple[str, list[Range]] | None:
    """Content before the cue ("P, she said") or around it ("P, she said, P")."""
    if Frame.QUOTE not in cue.frames and Frame.CLAUSE not in cue.frames:
        return None
    placed = parenthesis(tree, verb) if Frame.CLAUSE in cue.frames else None
    if placed is not None:
        return placed
    first = tree.sentences[tree.sentence[verb]][0]
    core_first, core_last = _core(tree, verb)
    if clause is not None and clause < verb:
        start = after_stop(tree, tree.left[clause], core_first)
        stop = min(tree.right[clause], core_first - 1)
        if tree.right[clause] > core_last:
            return "inside", [(start, stop), (core_last + 1, tree.right[clause])]
        return ("before", [(start, stop)]) if start <= stop else None
    if tree.role[verb] not in ("parataxis", "ccomp", "advcl", "ROOT", "conj"):
        return None
    if tree.child(verb, "mark") is not None or tree.lower[max(core_first - 1, 0)] not in (",", "—"):
        return None
    host = tree.head[verb]
    if host == verb or core_first <= first:
        return None
    if tree.role[verb] in ("parataxis", "ccomp") and host > core_last:
        return "inside", [(tree.left[host], core_first - 1), (core_last + 1, tree.right[host])]
    if tree.role[verb] == "parataxis" and host < core_first:
        pieces = [(after_stop(tree, tree.left[host], core_first), core_first - 1)]
        if tree.right[host] > core_last + 1:
            pieces.append((core_last + 1, tree.right[host]))
        return ("inside" if len(pieces) > 1 else "before"), pieces
    return None


def _core(tree: Tree, verb: int) -> Range:
    """The verb, its subject and what belongs to them: the words of a parenthesis."""
    first = last = verb
    for token in tree.children[verb]:
        if tree.role[token] in ("nsubj", "nsubjpass", "aux", "neg", "advmod", "prt", "dative"):
            first = min(first, tree.left[token])
            if token > verb:
                last = max(last, tree.right[token])
        elif token > verb and tree.role[token] in ("dobj", "prep", "npadvmod", "advcl"):
            last = max(last, tree.right[token])
    return first, last


def _passive(tree: Tree, verb: int, cue: Cue) -> tuple[str, list[Range]] | None:
    """ "X was accused of P", "the plan was criticised by Y", "is said to P"."""
    subject = tree.child(verb, "nsubjpass")
    more = [
        token
        for token in tree.children[verb]
        if token > verb
        and (
            tree.role[token] in ("xcomp", "oprd")
            or (tree.role[token] == "prep" and tree.lower[token] in cue.prepositions)
        )
    ]
    agent = by_agent(tree, verb)
    if not more and agent is not None and Frame.OBJECT_AND_MORE in cue.frames:
        more = [  # "accused by two unions of P"
            token
            for token in range(agent[1] + 1, tree.right[verb])
            if tree.role[token] == "prep" and tree.lower[token] in cue.prepositions
        ][:1]
    pieces: list[Range] = []
    if subject is not None and subject < verb:
        pieces.append((tree.left[subject], tree.right[subject]))
    if more:
        pieces.append((tree.left[more[0]], tree.right[more[0]]))
    return ("passive", pieces) if more or (pieces and agent) else None


def _object_and_more(tree: Tree, verb: int, cue: Cue) -> Range | None:
    """ "called the judge a hater", "described it as unfair", "accused her of lying"."""
    target = tree.child(verb, *_OBJECTS)
    rest = [
        token
        for token in tree.children[verb]
        if token > verb
        and (
            tree.role[token] in ("oprd", "xcomp", "ccomp", "acomp", "attr", "pcomp")
            or (tree.role[token] in _OBJECTS and target is not None and token > target)
            or (
                tree.role[token] in ("prep", "dative")
                and tree.lower[token] in cue.prepositions
                and (tree.lower[token] != "to" or tree.lemma[verb] in _COMPARING)
            )
        )
    ]
    if not rest:
        if target is not None and target > verb and cue.kind is CueKind.JUDGEMENT:
            return _find_charge(tree, target, cue)
        return None
    first = min(tree.left[token] for token in [*rest, *([target] if target else [])])
    last = max(tree.right[token] for token in rest)
    if cue.kind is CueKind.REJECTION and target is not None:
        if rest[0] < target:
            return tree.left[target], tree.right[target]  # "dismissed as false the report that P"
        last = max(last, tree.right[target])
    if cue.kind is CueKind.REJECTION and tree.lower[first] == "as":
        first = _hearsay_after_as(tree, first, last)
    return max(first, verb + 1), last


def _find_blame(tree: Tree, verb: int, target: int | None) -> Range | None:
    """ "blasted the media for being dishonest", "attacked her as a fraud": what they are said to
    be or to have done."""
    if target is None or target < verb or tree.lemma[verb] in _THANKS:
        return None
    for token in sorted([*tree.children_in(verb, "prep"), *tree.children_in(target, "prep")]):
        if token < target:
            continue
        does = tree.child(token, "pcomp")
        if tree.lower[token] == "for" and does is not None and tree.tag[does] == "VBG":
            return tree.left[target], tree.right[token]
        if tree.lower[token] == "as" and token + 1 < len(tree) and tree.right[token] > token:
            return tree.left[target], tree.right[token]
    return None


def _hearsay_after_as(tree: Tree, first: int, last: int) -> int:
    """ "dismissed as baseless reports that P": the reports are what is dismissed."""
    for token in range(first + 1, min(first + _VERDICT_REACH, last)):
        if tree.part[token] != "NOUN" or tree.lemma[token] not in cues.PROPOSITION_NOUNS:
            continue
        near = token < first + 5 or tree.lower[token + 1] in ("that", "of")
        if near:
            return token - 1 if tree.part[token - 1] == "DET" else token
    return first


def _find_charge(tree: Tree, target: int, cue: Cue) -> Range | None:
    """ "accused the mayor of lying" where the parser hangs "of lying" on the mayor."""
    for token in range(target + 1, tree.right[target]):
        if tree.role[token] == "prep" and tree.lower[token] in cue.prepositions - {"as", "to"}:
            return tree.left[target], tree.right[target]
    return None


def _preposition(
    tree: Tree, verb: int, cue: Cue, particle: int | None
) -> tuple[str, list[Range]] | None:
    for token in tree.children[verb]:
        is_content = tree.lower[token] in cue.prepositions or token == particle
        if token > verb and tree.role[token] in ("prep", "agent", "prt") and is_content:
            inner = tree.child(token, "pobj", "pcomp")
            if inner is not None and tree.name[inner] not in ("DATE", "TIME"):
                return "preposition", [(tree.left[inner], tree.right[token])]
    return None


def _retort(tree: Tree, verb: int, particle: int | None) -> tuple[str, list[Range]] | None:
    """ "hit back at claims that P": what the claims tell of is denied."""
    if particle is None or f"{tree.lemma[verb]} {tree.lower[particle]}" not in cues.RETORTS:
        return None
    for token in tree.children_in(verb, "prep"):
        hearsay = tree.child(token, "pobj")
        if hearsay is None or tree.lower[token] not in cues.RETORT.prepositions:
            continue
        if tree.lemma[hearsay] not in cues.HEARSAY_NOUNS | {"report"}:
            continue
        told = tree.child(hearsay, "relcl", "acl")
        if told is not None and tree.lower[hearsay + 1] != "that":
            return "retort", [(tree.left[told], tree.right[told])]  # "claims he had signed it"
        return "retort", [(tree.left[hearsay], tree.right[token])]
    return None
