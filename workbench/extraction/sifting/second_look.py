"""A second look at what the cues have found: is it a proposition, and does its source speak?

"Police questioned the student" names a thing, not a proposition; "a loud bang announced that" has
no speaker. What is discarded here is free again for the writer's own sentence around it.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.candidates.cues import SILENCE_VERBS
from workbench.extraction.candidates.lexicon import CueKind, Noun
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.candidates.phrases import EVIDENCE
from workbench.extraction.candidates.polarity import attacks_rumour, is_negated
from workbench.extraction.candidates.standing import REFUSING
from workbench.extraction.parse.tree import Tree
from workbench.extraction.sifting.nominals import is_granted, names_act, names_charge

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_EMPTY: Final = frozenset(
    {
        "all", "anything", "both", "everything", "her", "him", "it", "me", "much", "nothing", "so",
        "something", "that", "them", "these", "this", "those", "us", "you", "themselves", "himself",
        "herself", "itself", "one", "otherwise", "as", "a", "the", "such", "thing",
    }
)  # fmt: skip
_LEAST_MARKS: Final = frozenset({"PUNCT", "SPACE", "DET"})
# What is no speaker, whatever verb of showing or saying it stands before.
_MUTE: Final = frozenset(
    """
    accident air alarm bang bell blast blow calm chill clatter cloud cold colour correction
    crack crash creak cry darkness date dawn delay experience explosion fact failure feeling
    fire flash flood fog gale glance glow gunfire heat hiss history hum instinct knock lack
    light logic look luck murmur nature night noise odour order pain pattern practice presence
    quake quiet rain rattle roar rumble season shadow shot sight silence siren sky smell smoke
    snow sound spring storm strike sun taste thing thud thump thunder tide time touch traffic
    tremor trend verdict water weather whistle wind winter wisdom word
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
_AGENTLESS: Final = frozenset({"passive passive", "passive infinitive"})
_FEWEST_AFTER_A_QUESTION_WORD: Final = 3
_FEWEST_OF_A_JUDGEMENT: Final = 3
_STANDING_FOR_WORDS: Final = frozenset({"it", "this", "that", "them", "those", "these"})
_DENYING: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION, CueKind.RETRACTION})
_WISHING: Final = frozenset({CueKind.DESIRE, CueKind.DIRECTIVE, CueKind.STANCE, CueKind.REFUSAL})
_MEDDLING: Final = frozenset({CueKind.JUDGEMENT, CueKind.STANCE, CueKind.TOPIC, CueKind.DIRECTIVE})


def stands(page: Page, candidate: Candidate) -> bool:
    """Whether a candidate is an attribution of a proposition to somebody who speaks.

    Args:
        page: The article.
        candidate: One whose content is complete.
    """
    tree = page.tree
    if candidate.source is not None and _is_nobody(tree, candidate.source):
        candidate.source = None
    if candidate.source is not None and _is_mute(page, candidate, candidate.source):
        return False
    if candidate.uncommitted:
        return True
    if candidate.passive and candidate.cue.kind is CueKind.BELIEF and candidate.source is None:
        return False  # "he would have been believed"
    if _is_agentless(candidate):
        return False
    if candidate.quotes and _quotes_clause(page, candidate):
        return True
    tokens = _tokens(page, candidate)
    words = [token for token in tokens if tree.part[token] not in _LEAST_MARKS]
    if denies_what_was_said(page, candidate):
        return True
    if all(tree.lower[token] in _EMPTY for token in words) or _asks_only(tree, words):
        return False
    head = _head(tree, tokens)
    if candidate.pattern == "according to":
        return _has_finite(tree, tokens) or not _leads_to_list(tree, candidate.head)
    if answers_no(page, candidate):
        return True
    if tree.part[candidate.head] not in ("VERB", "AUX"):
        return _noun_stands(page, candidate, head)
    if candidate.pattern == "passive passive" and len(candidate.pieces) == 1:
        return _object_stands(tree, candidate, head)  # "the film was attacked by critics"
    if candidate.pattern.endswith("object and more"):
        return _more_stands(tree, candidate, len(words))
    if candidate.pattern.startswith(("object", "preposition", "retort", "relative")):
        return _object_stands(tree, candidate, head)
    if "infinitive" in candidate.pattern:
        return _infinitive_stands(tree, candidate)
    if candidate.pattern == "clause" and candidate.cue.kind in _WISHING:
        return _has_finite(tree, tokens) and candidate.cue.kind is not CueKind.DESIRE
    return True


def denies_what_was_said(page: Page, candidate: Candidate) -> bool:
    """ "The firm denies it": what it denies stands in the words before."""
    tree = page.tree
    words = [token for token in _tokens(page, candidate) if tree.part[token] not in _LEAST_MARKS]
    return (
        candidate.cue.kind is CueKind.DENIAL
        and candidate.pattern == "object"
        and candidate.source is not None
        and len(words) == 1
        and tree.lower[words[0]] in _STANDING_FOR_WORDS
    )


def answers_no(page: Page, candidate: Candidate) -> bool:
    """ "Asked whether P, she said no"."""
    words = [page.tree.lower[token] for token in _tokens(page, candidate)]
    return candidate.cue.kind is CueKind.SPEECH and words == ["no"]


def _leads_to_list(tree: Tree, cue: int) -> bool:
    """ "Key findings of the report, according to Ruiz:"."""
    first, past = tree.sentences[tree.sentence[cue]]
    last = past - 1
    while last > first and tree.part[last] == "SPACE":
        last -= 1
    return tree.lower[last] == ":"


def _is_agentless(candidate: Candidate) -> bool:
    """ "Marsh accused of P", "suspected of P": somebody else says it, and nobody is named."""
    return candidate.passive and candidate.source is None and candidate.pattern in _AGENTLESS


def _is_nobody(tree: Tree, source: Range) -> bool:
    first = tree.lower[source[0]]
    return first in ("nobody", "none") or tree.lower[source[0] : source[0] + 2] == ["no", "one"]


def _is_mute(page: Page, candidate: Candidate, source: Range) -> bool:
    tree = page.tree
    head = _head(tree, range(source[0], source[1] + 1))
    if tree.part[head] == "PROPN" or tree.lemma[head] not in _MUTE:
        return False
    return tree.child(head, "poss") is None or tree.lemma[head] in ("practice", "verdict")


def _quotes_clause(page: Page, candidate: Candidate) -> bool:
    """Whether a quotation in the content says more than a name in quotation marks."""
    tree = page.tree
    if candidate.pattern.startswith(("quotation", "before", "inside", "clause", "name", "colon")):
        return True
    for number in candidate.quotes:
        quote = page.quotes[number]
        first, last = page.token_at(quote.inner_start), page.token_at(quote.inner_end - 1)
        if _has_finite(tree, range(first, last + 1)):
            return True
    return False


def _noun_stands(page: Page, candidate: Candidate, head: int) -> bool:
    tree, kind = page.tree, candidate.cue.kind
    if candidate.pattern == "noun infinitive":
        return False
    if candidate.pattern == "noun preposition":
        if kind in _MEDDLING or kind is CueKind.COMMITMENT:
            return False
        if tree.part[head] in ("VERB", "AUX"):
            return candidate.source is not None
        if kind is CueKind.REJECTION:
            return names_charge(tree, head)  # not "dismissal of a case"
        return kind is CueKind.DENIAL and names_act(tree, head)
    if candidate.pattern == "adjective":
        if kind in (CueKind.DESIRE, CueKind.STANCE):
            return False
        if kind is CueKind.ADMISSION:
            return True
        return (
            tree.part[head] in ("VERB", "AUX") and tree.tag[head] in _FINITE
        ) or _is_finite_clause(tree, head)
    if candidate.pattern in ("in a view", "in a poll"):
        return _has_finite(tree, _tokens(page, candidate))
    return True


def _is_finite_clause(tree: Tree, head: int) -> bool:
    return tree.part[head] in ("VERB", "AUX", "ADJ") and (
        tree.tag[head] in _FINITE
        or any(tree.tag[t] in _FINITE for t in tree.children_in(head, "aux", "auxpass", "cop"))
    )


def _more_stands(tree: Tree, candidate: Candidate, words: int) -> bool:
    """ "Called her a liar", "accused him of lying", but not "call the helpline on 0800"."""
    if candidate.cue.kind is CueKind.REJECTION:
        return True
    if candidate.source is None:
        return False
    head = candidate.head
    of_whom = tree.child(head, "dobj", "obj", "dative", "nsubjpass", "ccomp", "prep")
    enough = words >= _FEWEST_OF_A_JUDGEMENT  # not "should consider masking"
    return of_whom is not None or enough or bool(candidate.quotes)


def _asks_only(tree: Tree, words: list[int]) -> bool:
    """ "How to run it", "why isn't", "what": a question word and nothing that could be so."""
    first = words[0]
    if tree.tag[first] not in ("WP", "WRB", "WDT") and tree.lower[first] != "whether":
        return False
    whole = [token for token in words if not tree.lower[token].startswith(("n't", "n’t", "'", "’"))]
    return len(whole) < _FEWEST_AFTER_A_QUESTION_WORD or not any(
        tree.tag[token] in _FINITE for token in words
    )


def _object_stands(tree: Tree, candidate: Candidate, head: int) -> bool:
    kind = candidate.cue.kind
    first = tree.left[head]
    if kind in (CueKind.DENIAL, CueKind.ADMISSION) and tree.tag[first] == "VBG":
        return True  # "denied leaking oil", which the parser takes for a sort of oil
    if tree.part[head] in ("VERB", "AUX"):
        return kind not in _WISHING and kind is not CueKind.TOPIC
    if candidate.pattern == "retort":
        return True
    if _tells_that(tree, head) and (kind in _DENYING or attacks_rumour(tree, candidate)):
        return True  # "retracted its finding that P", "blasted the rumours that P"
    negated = is_negated(tree, candidate.head)
    if candidate.lead is not None and tree.lemma[candidate.lead] in REFUSING:
        return True
    if kind is CueKind.DENIAL and negated:
        return True
    taken = candidate.cue.nouns
    if Noun.CHARGE in taken and names_charge(tree, head):
        return True
    if is_granted(tree, candidate.head, head):
        return False
    if kind is CueKind.FINDING and _is_counted_by_evidence(tree, candidate, head):
        return True  # "a study found 31 cases of fraud"
    if any(tree.lower[t] == "as" for t in tree.children_in(candidate.head, "prep")):
        return False  # "ruled out the confession as evidence"
    if kind is CueKind.DENIAL and _is_many_things(tree, head):
        return False
    return Noun.ACT in taken and names_act(tree, head)


def _is_counted_by_evidence(tree: Tree, candidate: Candidate, noun: int) -> bool:
    if candidate.source is None:
        return False
    source = _head(tree, range(candidate.source[0], candidate.source[1] + 1))
    return tree.lemma[source] in EVIDENCE and any(
        tree.part[token] == "NUM" and tree.name[token] not in ("DATE", "TIME")
        for token in range(tree.left[noun], noun)
    )


def _tells_that(tree: Tree, noun: int) -> bool:
    return any(
        tree.lower[mark] == "that"
        for clause in tree.children_in(noun, "acl", "relcl", "ccomp")
        for mark in tree.children_in(clause, "mark")
    )


def _is_many_things(tree: Tree, noun: int) -> bool:
    """ "Denied 400 asylum requests": what is counted is given or withheld."""
    if names_charge(tree, noun) or tree.lemma[noun] == "count":
        return False
    return any(tree.part[t] == "NUM" for t in tree.children_in(noun, "nummod"))


def _infinitive_stands(tree: Tree, candidate: Candidate) -> bool:
    if candidate.cue.kind is CueKind.REFUSAL:
        return candidate.lead is not None or _stays_silent(tree, candidate)
    if candidate.passive and candidate.source is None:
        return False
    return candidate.cue.infinitive_is_said


def _stays_silent(tree: Tree, candidate: Candidate) -> bool:
    inner = tree.child(candidate.head, "xcomp")
    return inner is not None and tree.lemma[inner] in SILENCE_VERBS


def _tokens(page: Page, candidate: Candidate) -> list[int]:
    return [
        token
        for start, end in candidate.pieces
        for token in range(page.token_at(start), page.token_at(end - 1) + 1)
    ]


def _head(tree: Tree, tokens: range | list[int]) -> int:
    """The token of a stretch that the rest of the sentence hangs it on."""
    inside = set(tokens)
    for token in tokens:
        outside = tree.head[token] not in inside or tree.head[token] == token
        if outside and tree.part[token] not in ("PUNCT", "SPACE"):
            if tree.part[token] == "ADP":  # "of lying"
                inner = tree.child(token, "pobj", "pcomp")
                return token if inner is None else inner
            return token
    return tokens[-1]


def _has_finite(tree: Tree, tokens: range | list[int]) -> bool:
    return any(tree.tag[token] in _FINITE for token in tokens)
