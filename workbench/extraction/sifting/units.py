"""One claim a sentence of a quotation, one a coordinated denial.

"“P. Q,” she said. “R.”" is three claims of one speaker. The halves of a quotation that "she said"
interrupts are claims of their own, unless the first says nothing by itself ("“The road,” ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from workbench.extraction.candidates.lexicon import CueKind, Frame
from workbench.extraction.candidates.page import Candidate, Page, Range
from workbench.extraction.parse.boundaries import NO_START
from workbench.extraction.parse.tree import Tree
from workbench.extraction.sifting.nominals import names_act, names_charge

_STOP: Final = re.compile(r"[.!?…]+['\"’”»)\]]*\s+(?=['\"‘“«(\[]*[^\Wa-z_])")
_INITIAL: Final = re.compile(r"(?:\b[A-Z]|\b(?:a|p)\.m)\.$")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPLIT: Final = frozenset({CueKind.DENIAL, CueKind.REJECTION, CueKind.ADMISSION, CueKind.SPEECH})
_NO: Final = frozenset({"no", "not", "never", "false", "nonsense", "rubbish"})
_CLAUSES: Final = frozenset({"ccomp", "conj"})
_OPEN: Final = frozenset({"xcomp", "pcomp", "conj", "ccomp"})


def sentences_within(page: Page, start: int, end: int) -> Iterator[Range]:
    """The sentences of a stretch of text, as characters; the parse may break them elsewhere.

    Args:
        start, end: A stretch inside one quotation or one paragraph.
    """
    text = page.text
    begins = start
    for match in _STOP.finditer(text, start, end):
        before = text[begins : match.start() + 1]
        if NO_START.search(text, max(begins, match.start() - 8), match.end()):
            continue
        if _INITIAL.search(before) and not _parse_breaks(page, match.end()):
            continue
        yield begins, match.start() + len(match.group().rstrip())
        begins = match.end()
    if begins < end:
        yield begins, end


def _parse_breaks(page: Page, offset: int) -> bool:
    token = page.token_at(offset)
    return page.tree.sentences[page.tree.sentence[token]][0] == token


def in_units(page: Page, candidate: Candidate) -> Iterator[Candidate]:
    """A candidate as one for each sentence quoted and each thing denied."""
    if not candidate.quotes:
        yield from _split_coordinated(page, candidate)
        return
    units = _join_fragments(page, _units(page, candidate))
    if len(units) < 2:
        for part in _split_coordinated(page, candidate):
            yield replace(part, quotes=_quotes_in(page, candidate, part.pieces))
        return
    for pieces in units:
        yield replace(candidate, pieces=pieces, quotes=_quotes_in(page, candidate, pieces))


def _quotes_in(page: Page, candidate: Candidate, pieces: list[Range]) -> list[int]:
    first, last = pieces[0][0], pieces[-1][1]
    return [
        number
        for number in candidate.quotes
        if page.quotes[number].start < last and first < page.quotes[number].end
    ]


def _join_fragments(page: Page, units: Iterator[list[Range]]) -> list[list[Range]]:
    """Units of which each says something: "Not one." goes with the sentence it follows."""
    found: list[list[Range]] = []
    for unit in units:
        first, last = page.token_at(unit[0][0]), page.token_at(unit[-1][1] - 1)
        says = any(page.tree.tag[token] in _FINITE for token in range(first, last + 1))
        if found and not says and _goes_on(page, found[-1][-1], unit[0]):
            found[-1].extend(unit)
        else:
            found.append(list(unit))
    return found


def _goes_on(page: Page, said: Range, fragment: Range) -> bool:
    """Whether a fragment belongs to the words before it, and is no answer to them."""
    between = page.text[said[1] : fragment[0]]
    answers = page.text[said[0] : said[1]].rstrip("\"'”’» ").endswith("?")
    first, last = page.token_at(fragment[0]), page.token_at(fragment[1] - 1)
    denies = any(page.tree.lower[token] in _NO for token in range(first, last + 1))
    return not (answers or denies or any(character.isalnum() for character in between))


def _units(page: Page, candidate: Candidate) -> Iterator[list[Range]]:
    held: list[Range] = []  # the reporter's words, and a half that says nothing by itself
    for start, end in candidate.pieces:
        within = [page.quotes[n] for n in candidate.quotes if page.quotes[n].start <= start]
        quoted = bool(within) and end <= within[-1].end + 1
        if not quoted:
            last = page.quote_of[page.token_at(end - 1)]
            if last >= 0 and page.quotes[last].start > start:
                cut = list(sentences_within(page, page.quotes[last].inner_start, end))
                if len(cut) > 1:
                    yield [*held, (start, cut[0][1])]
                    yield from ([piece] for piece in cut[1:])
                    held = []
                    continue
            held.append((start, end))
            continue
        if held and not _may_join(page, held[-1][1], start):
            yield held
            held = []
        for sentence in sentences_within(page, start, end):
            if sentence[1] - sentence[0] < 2:
                continue
            if not held and _is_half(page, sentence, end):
                held.append(sentence)
                continue
            yield [*held, sentence]
            held = []
    if held:
        yield held


def _may_join(page: Page, end: int, start: int) -> bool:
    """Whether what was said before goes on in the quotation: no sentence ends between."""
    between = page.text[end:start]
    return not re.search(r"[.!?](?!\w)", between)


def _is_half(page: Page, sentence: Range, end: int) -> bool:
    """Whether a quoted stretch breaks off at a comma before it has said anything."""
    told = page.text[sentence[0] : sentence[1]].rstrip("'\"’”» ")
    if sentence[1] != end or not told.endswith((",", "—", "–", "-")):
        return False
    first, last = page.token_at(sentence[0]), page.token_at(sentence[1] - 1)
    return not any(page.tree.tag[token] in _FINITE for token in range(first, last + 1))


def _split_coordinated(page: Page, candidate: Candidate) -> Iterator[Candidate]:
    """ "Denied taking bribes, meeting the donor and deleting the emails": three denials."""
    tree = page.tree
    parts = None
    if len(candidate.pieces) == 1 and candidate.cue.kind in _SPLIT and candidate.verdict is None:
        parts = _parts(page, candidate)
    if parts is None:
        yield candidate
        return
    for first, last in parts:
        while first < last and tree.part[first] in ("PUNCT", "SPACE", "CCONJ"):
            first += 1
        while last > first and tree.part[last] in ("PUNCT", "SPACE", "CCONJ"):
            last -= 1
        start, end = tree.start[first], tree.end[last]
        for number in candidate.quotes:
            if start <= page.quotes[number].start and page.quotes[number].inner_end == end:
                end = page.quotes[number].end  # the mark that closes "paid “in full”"
        yield replace(candidate, pieces=[(start, end)])


def _parts(page: Page, candidate: Candidate) -> list[Range] | None:
    tree = page.tree
    start, end = candidate.pieces[0]
    first, last = page.token_at(start), page.token_at(end - 1)
    heads = [
        token
        for token in range(first, last + 1)
        if not first <= tree.head[token] <= last and tree.part[token] not in ("PUNCT", "SPACE")
    ]
    if not heads:
        return None
    head = heads[0]
    if tree.part[head] == "ADP":
        head = tree.child(head, "pcomp", "pobj") or head
    line = [head, *heads[1:]]
    if candidate.cue.kind is not CueKind.SPEECH:
        last = _with_siblings(tree, candidate.head, head, line, last)
    for token in line:  # grows while it is walked
        further = _next_conjunct(tree, token, last)
        if further is not None and further not in line:
            line.append(further)
    line += _charges_beside(tree, head, candidate)
    line = sorted(set(line))
    if all(tree.part[token] in ("VERB", "AUX") and tree.tag[token] != "VBG" for token in line):
        line = [line[0], *(token for token in line[1:] if _has_own_that(tree, token))]
    if len(line) < 2 or not _are_alike(tree, line, candidate):
        return None
    begins = [first, *(_first_token(tree, token) for token in line[1:])]
    ends = [*(begin - 1 for begin in begins[1:]), last]
    return [pair for pair in zip(begins, ends, strict=True) if pair[0] <= pair[1]]


def _with_siblings(tree: Tree, cue: int, head: int, line: list[int], last: int) -> int:
    """Take in what the parser hung on the cue: "denied taking it, meeting him and lying"."""
    for token in tree.children[cue]:
        if token <= head or token in line or tree.tag[token] != tree.tag[head]:
            continue
        first = tree.left[token]
        while first < token and tree.part[first] == "PUNCT":
            first += 1
        gerund = tree.tag[token] == "VBG" and tree.role[token] in ("advcl", "xcomp", "conj")
        clause = tree.role[token] == "ccomp" and tree.lower[first] == "that"
        joined = tree.child(token, "conj") is not None or tree.child(token, "cc") is not None
        apart = tree.lower[first - 1] in (",", "and", "or")
        if (
            (gerund or clause)
            and joined
            and apart
            and tree.child(token, "mark", "nsubj") in (None, first)
        ):
            line.append(token)
            last = max(last, tree.right[token])
    return last


def _next_conjunct(tree: Tree, token: int, last: int) -> int | None:
    return next((t for t in tree.children_in(token, "conj") if token < t <= last), None)


def _first_token(tree: Tree, token: int) -> int:
    return tree.left[token]


def _has_own_that(tree: Tree, token: int) -> bool:
    return any(tree.lower[t] == "that" and t < token for t in tree.children[token])


def _charges_beside(tree: Tree, gerund: int, candidate: Candidate) -> list[int]:
    """ "Denies poisoning a well, criminal damage and lying": hung on the well by the parser."""
    thing = tree.child(gerund, "dobj")
    if candidate.cue.kind is CueKind.SPEECH or tree.tag[gerund] != "VBG" or thing is None:
        return []
    found: list[int] = []
    while (further := tree.child(thing, "conj")) is not None:
        found.append(further)
        thing = further
    lies = any(tree.tag[token] == "VBG" for token in found)
    return found if lies and all(_is_done(tree, token) for token in found) else []


def _is_done(tree: Tree, token: int) -> bool:
    return tree.tag[token] == "VBG" or names_act(tree, token) or names_charge(tree, token)


def _are_alike(tree: Tree, line: list[int], candidate: Candidate) -> bool:
    """Gerunds with gerunds, clauses with their own "that", charges with charges."""
    denies = candidate.cue.kind is not CueKind.SPEECH
    if all(tree.tag[token] == "VBG" for token in line):
        return denies
    marked = [_has_own_that(tree, token) for token in line[1:]]
    if all(tree.part[token] in ("VERB", "AUX") for token in line):
        return all(marked)
    nouns = all(tree.part[token] == "NOUN" or tree.tag[token] == "VBG" for token in line)
    return denies and nouns and Frame.GERUND in candidate.cue.frames and len(line) > 1
